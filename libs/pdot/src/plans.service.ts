import { createHash } from 'node:crypto';
import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, type FieldError, invalid, notFound } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  CellFault,
  readAddress,
  readBudget,
  readCompetences,
  readCurrency,
  readSdgs,
  readThemes,
} from './plan-cells.js';
import type { PlanVocabulary } from './plan-draft.js';
import { planChanged } from './plan-events.js';
import { planVocabulary } from './plan-imports.service.js';
import { DevelopmentPlan, Priority } from './plan.entities.js';

/** A priority as a form gives it: texts, and lists separated by semicolons. */
export interface PriorityForm {
  readonly planCode: string;
  readonly component: string;
  readonly objective: string;
  readonly text: string;
  readonly programme: string;
  readonly budget: string;
  readonly currency: string;
  readonly territory: string;
  readonly nationalObjective: string;
  readonly themes: readonly string[];
  readonly sdgs: readonly string[];
  readonly competences: string;
  readonly sourceUrl: string;
}

const EDITED = [
  'planCode',
  'component',
  'objective',
  'text',
  'programme',
  'budget',
  'currency',
  'territory',
  'nationalObjective',
  'themes',
  'sdgs',
  'competences',
  'sourceUrl',
] as const;
type PriorityFacts = Pick<Priority, (typeof EDITED)[number]>;

const PAGE = 50;
const MAX_TEXT = 4000;

export interface PriorityPage {
  readonly items: readonly Priority[];
  /** Position after which the next page begins; null on the last one. */
  readonly next: number | null;
}

/** Sums of one component of a plan. */
export interface ComponentShare {
  readonly component: string;
  readonly priorities: number;
  /** In US dollars; null when none of its priorities has an amount in that currency. */
  readonly budget: string | null;
}

/** The stored plans of a GAD. */
@Injectable()
export class Plans {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** All versions, newest first. */
  async versions(gadCode: string): Promise<DevelopmentPlan[]> {
    return this.database.manager.find(DevelopmentPlan, { where: { gadCode }, order: { version: 'DESC' } });
  }

  /** Priorities in the order of the plan, paged by position. */
  async priorities(planId: string, after: number): Promise<PriorityPage> {
    const rows = await this.database.manager
      .createQueryBuilder(Priority, 'priority')
      .where('priority.planId = :planId AND priority.position > :after', { planId, after })
      .orderBy('priority.position')
      .limit(PAGE + 1)
      .getMany();
    const items = rows.slice(0, PAGE);
    return { items, next: rows.length > PAGE ? items.at(-1)!.position : null };
  }

  /** What each component weighs, in the order in which the plan names them. */
  async shares(planId: string): Promise<ComponentShare[]> {
    return this.database.query<ComponentShare[]>(
      `SELECT component, count(*)::int AS priorities, (sum(budget) FILTER (WHERE currency = 'USD'))::text AS budget
         FROM priority WHERE plan_id = $1 GROUP BY component ORDER BY min(position)`,
      [planId],
    );
  }

  /** @throws DomainError `not_found`, also for a priority of another GAD */
  async priority(gadCode: string, id: string): Promise<Priority> {
    const found = await this.database.manager.findOne(Priority, {
      where: { id, plan: { gadCode } },
      relations: { plan: true },
    });
    if (!found) throw notFound('Esa prioridad no existe.');
    return found;
  }

  /**
   * Changes a priority of the current plan; earlier versions are history.
   * @param fingerprint of the state the person was looking at, see `fingerprintOf`
   * @throws DomainError `priority.invalid` with one message per field, `priority.changed_meanwhile`, `plan.history`
   */
  async edit(
    gadCode: string,
    id: string,
    fingerprint: string,
    form: PriorityForm,
    actorId: string | null,
  ): Promise<void> {
    const facts = readPriority(form, await planVocabulary(this.database.manager));
    const { plan } = await this.priority(gadCode, id);
    if (!plan?.current) {
      throw conflict('plan.history', 'Esa prioridad es de una versión anterior del plan y ya no se cambia.');
    }
    await this.database.transaction(async (manager) => {
      const stored = await manager.findOneOrFail(Priority, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (fingerprintOf(stored) !== fingerprint) {
        throw conflict(
          'priority.changed_meanwhile',
          'Otra persona cambió esta prioridad mientras usted la editaba. Sus cambios siguen en el formulario: abra la ' +
            'versión actual en otra pestaña, compare y vuelva a guardar.',
        );
      }
      const before = factsOf(stored);
      if (JSON.stringify(before) === JSON.stringify(facts)) return;
      await manager.update(Priority, { id }, facts);
      const at = this.clock.now();
      const trace = { at, actorId, action: 'priority.updated', entity: 'priority', entityId: id };
      await recordAudit(manager, { ...trace, before, after: facts });
      await appendEvent(manager, planChanged, { gadCode, at: at.toISOString() }, at);
    });
  }
}

/** Tells apart two states of a priority. */
export function fingerprintOf(priority: PriorityFacts): string {
  return createHash('sha256')
    .update(JSON.stringify(factsOf(priority)))
    .digest('base64url')
    .slice(0, 22);
}

function factsOf(priority: PriorityFacts): PriorityFacts {
  return Object.fromEntries(EDITED.map((name) => [name, priority[name]])) as unknown as PriorityFacts;
}

function readPriority(form: PriorityForm, vocabulary: PlanVocabulary): PriorityFacts {
  const faults: FieldError[] = [];
  const cell = <Value>(field: keyof PriorityForm, read: () => Value, otherwise: Value): Value => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      faults.push({ field, message: error.message.replace(/^./, (first) => first.toUpperCase()) });
      return otherwise;
    }
  };
  const text = (field: Exclude<keyof PriorityForm, 'themes' | 'sdgs'>): string | null => {
    const entered = form[field].trim();
    if (entered.length > MAX_TEXT) faults.push({ field, message: `Acórtelo a ${MAX_TEXT} caracteres.` });
    return entered || null;
  };
  const list = (values: readonly string[]) => values.join(';');
  const budget = cell('budget', () => readBudget(form.budget), null);
  const currency = cell('currency', () => readCurrency(form.currency), null);
  const facts: PriorityFacts = {
    planCode: text('planCode'),
    component: text('component') ?? '',
    objective: text('objective'),
    text: text('text') ?? '',
    programme: text('programme'),
    budget: budget?.amount ?? null,
    currency: budget ? (currency ?? budget.currency ?? 'USD') : null,
    territory: text('territory'),
    nationalObjective: text('nationalObjective'),
    themes: cell('themes', () => readThemes(list(form.themes), vocabulary.themes), []),
    sdgs: cell('sdgs', () => readSdgs(list(form.sdgs), vocabulary.sdgs), []),
    competences: cell('competences', () => readCompetences(form.competences, vocabulary.competences), []),
    sourceUrl: cell('sourceUrl', () => readAddress(form.sourceUrl), null),
  };
  if (!facts.text) faults.push({ field: 'text', message: 'Escriba el texto de la prioridad.' });
  if (!facts.component) faults.push({ field: 'component', message: 'Escriba el componente del plan.' });
  if (faults.length > 0)
    throw invalid('priority.invalid', 'No se guardó: revise los campos señalados.', faults);
  return facts;
}
