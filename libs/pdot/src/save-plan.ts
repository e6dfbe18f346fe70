import { DomainError, type FieldError, instantOf, invalid, safeHttpUrl } from '@chasqui/kernel';
import { Gad, requireDpaCode } from '@chasqui/gads';
import { Theme } from '@chasqui/vocabularies';
import type { EntityManager } from 'typeorm';
import { isCurrency } from './plan-cells.js';
import { DevelopmentPlan, Priority } from './plan.entities.js';

export interface PlanInput {
  readonly gadCode: string;
  readonly label: string;
  readonly note: string | null;
  readonly isDemo: boolean;
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
  readonly adoptedByEs?: string | null;
  readonly sourceUrl?: string | null;
  readonly priorities: readonly PriorityInput[];
}

export type PriorityInput = Pick<
  Priority,
  'component' | 'text' | 'themes' | 'sdgs' | 'competences' | 'sourceUrl' | 'sourceKind'
> &
  Partial<
    Pick<
      Priority,
      'planCode' | 'objective' | 'programme' | 'budget' | 'currency' | 'territory' | 'nationalObjective'
    >
  >;

export interface SavedPlan {
  /** The version that is now current. */
  readonly plan: DevelopmentPlan;
  /** False when the current version already said the same. */
  readonly isNew: boolean;
}

/**
 * Stores a plan as the GAD's new current version; earlier versions stay as history. Saving the same plan again
 * (same facts and texts) changes nothing. Everything that is wrong is told in one go, and then nothing is stored.
 * @throws DomainError `gad.bad_code`, `gad.unknown` when only the GAD is wrong; `plan.rows` with every fault
 */
export async function savePlan(manager: EntityManager, input: PlanInput): Promise<SavedPlan> {
  const { gadCode, fault } = await checkedGad(manager, input.gadCode);
  const faults = [
    ...faultyFacts(input),
    ...faultyRows(input.priorities),
    ...(await unknownThemes(manager, input.priorities)),
    ...(await unknownCompetences(manager, input.priorities)),
  ];
  if (fault && faults.length === 0) throw fault;
  if (fault) faults.unshift({ field: 'gadCode', message: fault.message });
  if (faults.length > 0) {
    const inRows = faults.some(({ field }) => field.startsWith('priorities'));
    const what = inRows
      ? 'corrija las filas señaladas y vuelva a cargarlo.'
      : 'revise los datos del plan señalados.';
    throw invalid('plan.rows', `El PDOT no se guardó: ${what}`, faults);
  }
  return manager.transaction(async (transaction) => {
    // Loads of the same GAD follow one another; a lock on its newest plan would not hold back the one after it.
    await transaction.findOne(Gad, { where: { dpaCode: gadCode }, lock: { mode: 'for_no_key_update' } });
    const last = await transaction.findOne(DevelopmentPlan, {
      where: { gadCode },
      order: { version: 'DESC' },
    });
    if (last?.current && (await sameAs(transaction, last, input))) return { plan: last, isNew: false };
    await transaction.update(DevelopmentPlan, { gadCode, current: true }, { current: false });
    const plan = await transaction.save(DevelopmentPlan, {
      ...factsOf(input),
      gadCode,
      version: (last?.version ?? 0) + 1,
      current: true,
      note: input.note,
      isDemo: input.isDemo,
    });
    await transaction.insert(
      Priority,
      input.priorities.map((priority, index) => ({
        ...fullPriority(priority),
        planId: plan.id,
        position: index + 1,
      })),
    );
    return { plan, isNew: true };
  });
}

function factsOf(plan: Omit<PlanInput, 'priorities' | 'gadCode' | 'note' | 'isDemo'>) {
  return {
    label: plan.label,
    validFrom: plan.validFrom ?? null,
    validUntil: plan.validUntil ?? null,
    adoptedByEs: plan.adoptedByEs ?? null,
    sourceUrl: plan.sourceUrl ?? null,
  };
}

/** What files of before did not say is not known. */
function fullPriority(priority: PriorityInput) {
  return {
    component: priority.component,
    text: priority.text,
    themes: priority.themes,
    sdgs: priority.sdgs,
    competences: priority.competences,
    sourceUrl: priority.sourceUrl,
    sourceKind: priority.sourceKind,
    planCode: priority.planCode ?? null,
    objective: priority.objective ?? null,
    programme: priority.programme ?? null,
    budget: priority.budget ?? null,
    currency: priority.currency ?? null,
    territory: priority.territory ?? null,
    nationalObjective: priority.nationalObjective ?? null,
  };
}

async function checkedGad(
  manager: EntityManager,
  code: string,
): Promise<{ gadCode: string; fault?: DomainError }> {
  try {
    const gadCode = requireDpaCode(code);
    if (await manager.existsBy(Gad, { dpaCode: gadCode })) return { gadCode };
    const message = `No hay ningún GAD con el código ${gadCode}. Revise el código DPA del INEC.`;
    return { gadCode, fault: invalid('gad.unknown', message) };
  } catch (error) {
    if (error instanceof DomainError) return { gadCode: code, fault: error };
    throw error;
  }
}

function faultyFacts({ label, validFrom, validUntil, sourceUrl }: PlanInput): FieldError[] {
  const faults: FieldError[] = [];
  if (!label.trim())
    faults.push({ field: 'label', message: 'Escriba el nombre del plan, por ejemplo PDOT 2023-2027.' });
  if (validFrom && !isDate(validFrom))
    faults.push({ field: 'validFrom', message: 'La fecha de inicio no existe. Escríbala como AAAA-MM-DD.' });
  if (validUntil && !isDate(validUntil))
    faults.push({ field: 'validUntil', message: 'La fecha de fin no existe. Escríbala como AAAA-MM-DD.' });
  if (validFrom && validUntil && validUntil < validFrom)
    faults.push({ field: 'validUntil', message: 'El plan termina antes de empezar: revise las dos fechas.' });
  if (sourceUrl && !safeHttpUrl(sourceUrl))
    faults.push({ field: 'sourceUrl', message: 'La dirección debe empezar por https:// o http://.' });
  return faults;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && instantOf(text, 'UTC') !== undefined;
}

function faultyRows(priorities: readonly PriorityInput[]): FieldError[] {
  if (priorities.length === 0)
    return [{ field: 'priorities', message: 'El PDOT no tiene ninguna prioridad.' }];
  return priorities.flatMap(({ text, currency }, index) => {
    const faults: FieldError[] = [];
    const add = (field: string, what: string) =>
      faults.push({ field: `priorities.${index}.${field}`, message: `Fila ${index + 1}: ${what}` });
    if (!text.trim()) add('text', 'falta el texto de la prioridad.');
    if (currency && !isCurrency(currency))
      add(
        'currency',
        `no existe la moneda «${currency}». Escriba el código de tres letras, por ejemplo USD o EUR.`,
      );
    return faults;
  });
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

async function unknownCompetences(
  manager: EntityManager,
  priorities: readonly PriorityInput[],
): Promise<FieldError[]> {
  if (priorities.every(({ competences }) => competences.length === 0)) return [];
  const known = await competenceCodes(manager);
  return priorities.flatMap((priority, index) =>
    priority.competences
      .filter((code) => !known.has(code))
      .map((code) => ({
        field: `priorities.${index}.competences`,
        message: `Fila ${index + 1}: no existe la competencia «${code}». Use los códigos de la lista de competencias.`,
      })),
  );
}

/** The codes of all legal competences. */
export async function competenceCodes(manager: EntityManager): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ code: string }[]>('SELECT code FROM competence');
  return new Set(rows.map(({ code }) => code));
}

async function sameAs(manager: EntityManager, plan: DevelopmentPlan, input: PlanInput): Promise<boolean> {
  if (JSON.stringify(factsOf(plan)) !== JSON.stringify(factsOf(input))) return false;
  const stored = await manager.find(Priority, { where: { planId: plan.id }, order: { position: 'ASC' } });
  const key = (priority: PriorityInput) => {
    const { sourceUrl: _, sourceKind: __, ...facts } = fullPriority(priority);
    return JSON.stringify({ ...facts, budget: facts.budget?.replace(/^\d+$/, '$&.00') });
  };
  return (
    stored.length === input.priorities.length &&
    stored.every((priority, index) => key(priority) === key(input.priorities[index]!))
  );
}
