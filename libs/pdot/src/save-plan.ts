import { type FieldError, invalid } from '@chasqui/kernel';
import { Gad, requireDpaCode } from '@chasqui/gads';
import { Theme } from '@chasqui/vocabularies';
import type { EntityManager } from 'typeorm';
import { DevelopmentPlan, Priority } from './plan.entities.js';

export interface PlanInput {
  readonly gadCode: string;
  readonly label: string;
  readonly note: string | null;
  readonly isDemo: boolean;
  readonly priorities: readonly PriorityInput[];
}

export type PriorityInput = Pick<
  Priority,
  'component' | 'text' | 'themes' | 'sdgs' | 'competences' | 'sourceUrl' | 'sourceKind'
>;

/**
 * Stores a plan as the GAD's new current version; earlier versions stay as history. Saving the same plan again
 * (same label and texts) changes nothing.
 * @returns the version that is now current
 * @throws DomainError `gad.bad_code`, `gad.unknown`, `plan.rows` (every faulty row, nothing is stored)
 */
export async function savePlan(manager: EntityManager, input: PlanInput): Promise<DevelopmentPlan> {
  const gadCode = requireDpaCode(input.gadCode);
  if (!(await manager.existsBy(Gad, { dpaCode: gadCode }))) {
    throw invalid(
      'gad.unknown',
      `No hay ningún GAD con el código ${gadCode}. Revise el código DPA del INEC.`,
    );
  }
  const faults = [...faultyRows(input.priorities), ...(await unknownThemes(manager, input.priorities))];
  if (faults.length > 0) {
    throw invalid(
      'plan.rows',
      'El PDOT no se guardó: corrija las filas señaladas y vuelva a cargarlo.',
      faults,
    );
  }
  return manager.transaction(async (transaction) => {
    // Loads of the same GAD follow one another; a lock on its newest plan would not hold back the one after it.
    await transaction.findOne(Gad, { where: { dpaCode: gadCode }, lock: { mode: 'for_no_key_update' } });
    const last = await transaction.findOne(DevelopmentPlan, {
      where: { gadCode },
      order: { version: 'DESC' },
    });
    if (last?.current && (await sameAs(transaction, last, input))) return last;
    await transaction.update(DevelopmentPlan, { gadCode, current: true }, { current: false });
    const plan = await transaction.save(DevelopmentPlan, {
      gadCode,
      version: (last?.version ?? 0) + 1,
      label: input.label,
      current: true,
      note: input.note,
      isDemo: input.isDemo,
    });
    await transaction.insert(
      Priority,
      input.priorities.map((priority, index) => ({ ...priority, planId: plan.id, position: index + 1 })),
    );
    return plan;
  });
}

function faultyRows(priorities: readonly PriorityInput[]): FieldError[] {
  if (priorities.length === 0)
    return [{ field: 'priorities', message: 'El PDOT no tiene ninguna prioridad.' }];
  return priorities.flatMap((priority, index) =>
    priority.text.trim()
      ? []
      : [
          {
            field: `priorities.${index}.text`,
            message: `Fila ${index + 1}: falta el texto de la prioridad.`,
          },
        ],
  );
}

async function unknownThemes(
  manager: EntityManager,
  priorities: readonly PriorityInput[],
): Promise<FieldError[]> {
  const known = new Set((await manager.find(Theme, { select: { code: true } })).map(({ code }) => code));
  return priorities.flatMap((priority, index) =>
    priority.themes
      .filter((theme) => !known.has(theme))
      .map((theme) => ({
        field: `priorities.${index}.themes`,
        message: `Fila ${index + 1}: no existe el tema «${theme}». Use los códigos de la lista de temas.`,
      })),
  );
}

async function sameAs(manager: EntityManager, plan: DevelopmentPlan, input: PlanInput): Promise<boolean> {
  if (plan.label !== input.label) return false;
  const stored = await manager.find(Priority, { where: { planId: plan.id }, order: { position: 'ASC' } });
  const key = (priority: PriorityInput) =>
    JSON.stringify([priority.component, priority.text, priority.themes, priority.sdgs, priority.competences]);
  return (
    stored.length === input.priorities.length &&
    stored.every((priority, index) => key(priority) === key(input.priorities[index]!))
  );
}
