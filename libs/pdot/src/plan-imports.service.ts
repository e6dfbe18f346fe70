import { recordAudit } from '@chasqui/audit';
import { addDays, Clock, invalid, localDate, notFound } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { refreshSearchEntries } from '@chasqui/search';
import type { Sheet } from '@chasqui/spreadsheets';
import { Sdg, Theme } from '@chasqui/vocabularies';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { PLAN_FIELDS } from './plan-columns.js';
import { type PlanDraft, type PlanVocabulary, readPlanRows } from './plan-draft.js';
import { planChanged } from './plan-events.js';
import { DevelopmentPlan, PlanImport, type PlanMapping } from './plan.entities.js';
import { competenceCodes, type PlanInput, savePlan, type SavedPlan } from './save-plan.js';

/** What the person says of the plan when she confirms it. */
export interface PlanChoice {
  readonly label: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly adoptedByEs: string | null;
  readonly sourceUrl: string | null;
  /** Rows that name no topic take those found in their words. */
  readonly withSuggestedThemes: boolean;
}

export type PendingImport = Pick<PlanImport, 'id' | 'fileName' | 'createdAt'>;

/** Imports that nobody confirmed are forgotten after this many days. */
const KEEP_DAYS = 60;

/** A spreadsheet on its way to becoming the current plan, step by step; between the steps it is kept. */
@Injectable()
export class PlanImports {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Keeps what was uploaded. */
  async start(
    gadCode: string,
    fileName: string,
    sheets: readonly Sheet[],
    actorId: string | null,
  ): Promise<string> {
    const now = this.clock.now();
    const oldest = addDays(localDate(now), -KEEP_DAYS);
    await this.database.query(
      'DELETE FROM plan_import WHERE gad_code = $1 AND plan_id IS NULL AND created_at < $2::date',
      [gadCode, oldest],
    );
    const row = {
      gadCode,
      accountId: actorId,
      fileName,
      sheets: [...sheets],
      mapping: null,
      planId: null,
      createdAt: now,
    };
    const { id } = await this.database.manager.save(PlanImport, row);
    return id;
  }

  /** Imports that wait for their next step, newest first. */
  async pending(gadCode: string): Promise<PendingImport[]> {
    return this.database.manager.find(PlanImport, {
      select: { id: true, fileName: true, createdAt: true },
      where: { gadCode, planId: IsNull() },
      order: { createdAt: 'DESC', id: 'ASC' },
      take: 10,
    });
  }

  /** @throws DomainError `not_found`, also for an import of another GAD */
  async get(gadCode: string, id: string): Promise<PlanImport> {
    return find(this.database.manager, gadCode, id);
  }

  /**
   * Notes which column is which field.
   * @throws DomainError `plan.mapping`
   */
  async map(gadCode: string, id: string, mapping: PlanMapping): Promise<void> {
    const { sheets } = await this.get(gadCode, id);
    requireMapping(sheets, mapping);
    await this.database.manager.update(PlanImport, { id, gadCode }, { mapping });
  }

  /** What an import would store and what keeps it from being stored. */
  async draft({ sheets, mapping }: Pick<PlanImport, 'sheets' | 'mapping'>): Promise<PlanDraft> {
    return this.read(this.database.manager, sheets, mapping);
  }

  /** Forgets an upload that became no plan. */
  async discard(gadCode: string, id: string): Promise<void> {
    await this.get(gadCode, id);
    await this.database.manager.delete(PlanImport, { id, gadCode, planId: IsNull() });
  }

  /**
   * Makes the import the GAD's current plan: whole or not at all, and once, however often it is confirmed.
   * @throws DomainError `plan.rows` with every fault of the rows and of what was said of the plan, `not_found`
   */
  async confirm(
    gadCode: string,
    id: string,
    choice: PlanChoice,
    actorId: string | null,
  ): Promise<DevelopmentPlan> {
    return this.database.transaction(async (manager) => {
      const { sheets, mapping, planId, fileName } = await find(manager, gadCode, id, true);
      if (planId) return manager.findOneByOrFail(DevelopmentPlan, { id: planId });
      const draft = await this.read(manager, sheets, mapping);
      if (draft.faults.length > 0) {
        const message = 'El PDOT no se guardó: corrija el archivo y vuelva a subirlo.';
        throw invalid('plan.rows', message, draft.faults);
      }
      const { withSuggestedThemes, ...facts } = choice;
      const priorities = draft.rows.map(({ priority, suggestedThemes }) =>
        withSuggestedThemes && priority.themes.length === 0
          ? { ...priority, themes: [...suggestedThemes] }
          : priority,
      );
      const input = { ...facts, gadCode, note: null, isDemo: false, priorities };
      const { plan } = await adoptPlan(manager, input, { at: this.clock.now(), actorId, source: fileName });
      await manager.update(PlanImport, { id }, { planId: plan.id });
      return plan;
    });
  }

  private async read(
    manager: EntityManager,
    sheets: readonly Sheet[],
    mapping: PlanMapping | null,
  ): Promise<PlanDraft> {
    const sheet = mapping && sheets[mapping.sheet];
    if (!sheet) throw invalid('plan.mapping', 'Indique primero qué hoja y qué columnas se leen.');
    return readPlanRows(sheet, mapping, await planVocabulary(manager));
  }
}

/** Saves a plan as the current one, with its trace and the event that renews matches; the same plan again leaves none. */
export async function adoptPlan(
  manager: EntityManager,
  input: PlanInput,
  trace: { readonly at: Date; readonly actorId: string | null; readonly source: string },
): Promise<SavedPlan> {
  const saved = await savePlan(manager, input);
  const { plan, isNew } = saved;
  if (!isNew) return saved;
  const after = { gadCode: plan.gadCode, version: plan.version, label: plan.label, file: trace.source };
  await recordAudit(manager, {
    at: trace.at,
    actorId: trace.actorId,
    action: 'plan.adopted',
    entity: 'development_plan',
    entityId: plan.id,
    after: { ...after, priorities: input.priorities.length },
  });
  await refreshSearchEntries(manager, 'gad', [plan.gadCode]);
  await appendEvent(manager, planChanged, { gadCode: plan.gadCode, at: trace.at.toISOString() }, trace.at);
  return saved;
}

/** The lists that the cells of a plan refer to. */
export async function planVocabulary(manager: EntityManager): Promise<PlanVocabulary> {
  // One after the other: inside a transaction there is one connection.
  const themes = await manager.find(Theme, { order: { nameEs: 'ASC' } });
  const sdgs = await manager.find(Sdg, { order: { number: 'ASC' } });
  const competences = await competenceCodes(manager);
  return { themes, sdgs, competences };
}

async function find(manager: EntityManager, gadCode: string, id: string, lock = false): Promise<PlanImport> {
  const found = await manager.findOne(PlanImport, {
    where: { id, gadCode },
    ...(lock && { lock: { mode: 'pessimistic_write' } }),
  });
  if (!found) throw notFound('Esa carga no existe o se descartó. Suba el archivo otra vez.');
  return found;
}

function requireMapping(sheets: readonly Sheet[], { sheet, headingRow, columns }: PlanMapping): void {
  const rows = sheets[sheet]?.rows;
  if (!rows)
    throw invalid('plan.mapping', 'Elija una de las hojas del archivo.', [at('sheet', 'Elija la hoja.')]);
  if (!rows[headingRow]) {
    const message = `La hoja tiene ${rows.length} filas: escriba en cuál están los títulos.`;
    throw invalid('plan.mapping', message, [at('headingRow', message)]);
  }
  const faults = PLAN_FIELDS.flatMap((field, index) => {
    const column = columns[field];
    const earlier = PLAN_FIELDS.slice(0, index).some(
      (other) => column !== undefined && columns[other] === column,
    );
    return earlier
      ? [at(field, 'Esa columna ya se usa para otro dato. Elija otra o deje este sin columna.')]
      : [];
  });
  if (columns['text'] === undefined)
    faults.push(at('text', 'Elija la columna con el texto de cada prioridad.'));
  if (faults.length > 0) throw invalid('plan.mapping', 'Revise qué columna es cada dato.', faults);
}

function at(field: string, message: string) {
  return { field, message };
}
