import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import {
  type ComparedPriority,
  type CrosswalkLink,
  type CrosswalkPair,
  proposeCrosswalk,
  relate,
} from './crosswalk.js';
import { DevelopmentPlan, PlanCrosswalk, Priority } from './plan.entities.js';

export interface CrosswalkRow {
  readonly from: Priority;
  /** None while nothing is known: neither confirmed nor alike. */
  readonly links: readonly CrosswalkLink[];
  /** False while it is only proposed. */
  readonly confirmed: boolean;
}

export interface CrosswalkPage {
  readonly earlier: DevelopmentPlan;
  readonly later: DevelopmentPlan;
  readonly rows: readonly CrosswalkRow[];
  /** All priorities of the later version, in its order. */
  readonly targets: readonly Priority[];
  readonly next: number | null;
}

/** What a person says of one earlier priority: positions in the later version, or that it was dropped, or nothing yet. */
export interface CrosswalkAnswer {
  readonly position: number;
  readonly targets: readonly number[];
  readonly dropped: boolean;
}

const PAGE = 40;

/** What became of the priorities of an earlier version of a plan in the current one. */
@Injectable()
export class PlanCrosswalks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * One page of pairs, confirmed or proposed by likeness of the texts.
   * @param version the earlier one; without it the one before the current
   * @returns null while there is nothing to compare
   */
  async page(gadCode: string, version: number | undefined, after: number): Promise<CrosswalkPage | null> {
    const { manager } = this.database;
    const pair = await plansOf(manager, gadCode, version);
    if (!pair) return null;
    const { earlier, later } = pair;
    const targets = await prioritiesOf(manager, later.id);
    const all = await prioritiesOf(manager, earlier.id);
    const left = all.filter(({ position }) => position > after);
    const shown = left.slice(0, PAGE);
    const confirmed = await linksOf(manager, shown, targets);
    const proposed = proposeCrosswalk(shown, targets);
    const rows = shown.map((from): CrosswalkRow => {
      const own = confirmed.filter(({ fromId }) => fromId === from.id);
      if (own.length > 0) return { from, links: own, confirmed: true };
      return { from, links: proposed.filter(({ fromId }) => fromId === from.id), confirmed: false };
    });
    return { earlier, later, rows, targets, next: left.length > PAGE ? shown.at(-1)!.position : null };
  }

  /**
   * Stores what a person confirmed or corrected, and names all pairs of the two versions anew: a priority confirmed
   * now can join one confirmed before.
   * @throws DomainError `crosswalk.unknown` with one message per row, `not_found`
   */
  async confirm(
    gadCode: string,
    version: number,
    answers: readonly CrosswalkAnswer[],
    actorId: string | null,
  ): Promise<void> {
    await this.database.transaction(async (manager) => {
      const pair = await plansOf(manager, gadCode, version);
      if (!pair) throw conflict('plan.one_version', 'No hay dos versiones del plan que comparar.');
      const { earlier, later } = pair;
      await manager.findOne(DevelopmentPlan, {
        where: { id: later.id },
        lock: { mode: 'pessimistic_write' },
      });
      const sources = await prioritiesOf(manager, earlier.id);
      const targets = await prioritiesOf(manager, later.id);
      const answered = readAnswers(answers, sources, targets, later.version);
      const before = await linksOf(manager, sources, targets);
      const kept = before.filter(({ fromId }) => !answered.ids.has(fromId));
      const after = relate([...kept, ...answered.pairs], sources, targets);
      await manager.query(
        `DELETE FROM plan_crosswalk WHERE from_priority_id = ANY($1::uuid[])
            AND (to_priority_id IS NULL OR to_priority_id = ANY($2::uuid[]))`,
        [sources.map(({ id }) => id), targets.map(({ id }) => id)],
      );
      await manager.insert(
        PlanCrosswalk,
        after.map(({ fromId, toId, relation }) => ({ fromPriorityId: fromId, toPriorityId: toId, relation })),
      );
      const ofAnswers = (links: readonly CrosswalkLink[]) =>
        links.filter(({ fromId }) => answered.ids.has(fromId));
      await recordAudit(manager, {
        at: this.clock.now(),
        actorId,
        action: 'plan.crosswalk_confirmed',
        entity: 'development_plan',
        entityId: later.id,
        before: ofAnswers(before),
        after: ofAnswers(after),
      });
    });
  }
}

async function plansOf(
  manager: EntityManager,
  gadCode: string,
  version: number | undefined,
): Promise<{ earlier: DevelopmentPlan; later: DevelopmentPlan } | null> {
  const plans = await manager.find(DevelopmentPlan, { where: { gadCode }, order: { version: 'DESC' } });
  const later = plans.find(({ current }) => current);
  const earlier = plans.find((plan) =>
    version === undefined
      ? later && plan.version < later.version
      : plan.version === version && plan !== later,
  );
  return later && earlier ? { earlier, later } : null;
}

async function prioritiesOf(manager: EntityManager, planId: string): Promise<Priority[]> {
  return manager.find(Priority, { where: { planId }, order: { position: 'ASC' } });
}

async function linksOf(
  manager: EntityManager,
  sources: readonly ComparedPriority[],
  targets: readonly ComparedPriority[],
): Promise<CrosswalkLink[]> {
  const known = new Set(targets.map(({ id }) => id));
  const rows = await manager.findBy(PlanCrosswalk, { fromPriorityId: In(sources.map(({ id }) => id)) });
  return rows
    .filter(({ toPriorityId }) => toPriorityId === null || known.has(toPriorityId))
    .map(({ fromPriorityId, toPriorityId, relation }) => ({
      fromId: fromPriorityId,
      toId: toPriorityId,
      relation,
    }));
}

function readAnswers(
  answers: readonly CrosswalkAnswer[],
  sources: readonly Priority[],
  targets: readonly Priority[],
  version: number,
): { ids: ReadonlySet<string>; pairs: CrosswalkPair[] } {
  const sourceAt = new Map(sources.map((priority) => [priority.position, priority]));
  const targetAt = new Map(targets.map((priority) => [priority.position, priority]));
  const faults: { field: string; message: string }[] = [];
  const ids = new Set<string>();
  const pairs = answers.flatMap(({ position, targets: wanted, dropped }): CrosswalkPair[] => {
    const from = sourceAt.get(position);
    if (!from) throw notFound('Esa prioridad no existe.');
    ids.add(from.id);
    if (dropped && wanted.length > 0) {
      const message = `Prioridad ${position}: se retiró o sigue con otro número. Deje solo una de las dos respuestas.`;
      faults.push({ field: `p${position}`, message });
      return [];
    }
    if (dropped) return [{ fromId: from.id, toId: null }];
    return [...new Set(wanted)].flatMap((number) => {
      const to = targetAt.get(number);
      if (to) return [{ fromId: from.id, toId: to.id }];
      const message = `Prioridad ${position}: la versión ${version} no tiene ninguna prioridad ${number}.`;
      faults.push({ field: `p${position}`, message });
      return [];
    });
  });
  if (faults.length > 0)
    throw invalid('crosswalk.unknown', 'No se guardó: revise los números señalados.', faults);
  return { ids, pairs };
}
