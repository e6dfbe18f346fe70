/** How a source is doing. A page that cannot be read is an alarm, never "no calls". */
export const HEALTH_STATES = ['untried', 'ok', 'empty', 'broken', 'stale'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export const HEALTH_LABELS: Readonly<Record<HealthState, string>> = {
  untried: 'Nunca probada contra la fuente real',
  ok: 'Funciona',
  empty: 'Sin convocatorias',
  broken: 'Averiada',
  stale: 'Sin lecturas recientes',
};

export const HEALTH_EXPLANATIONS: Readonly<Record<HealthState, string>> = {
  untried: 'Todavía no se ha leído con éxito ni una vez.',
  ok: 'La última lectura trajo convocatorias.',
  empty: 'La última lectura no trajo convocatorias, y es lo habitual en esta fuente.',
  broken:
    'La última lectura falló o trajo mucho menos que de costumbre: revise la fuente antes de creer que no hay convocatorias.',
  stale: 'Hace más de tres turnos que no hay una lectura con éxito.',
};

/**
 * `read`: the list was read to its end. `not_modified`: the source said that nothing changed. `failed`: it could not
 * be read. `interrupted`: the run was stopped on our side and is resumed.
 */
export type RunOutcome = 'read' | 'not_modified' | 'failed' | 'interrupted';

/** What ended a failed run. The first three say nothing of the page and often pass by themselves. */
export type RunTrouble = 'network' | 'rate_limited' | 'unavailable' | 'fault';

export interface PastRun {
  readonly startedAt: Date;
  /** Null while it runs. */
  readonly outcome: RunOutcome | null;
  /** Items that the source listed, the unchanged ones included. */
  readonly found: number;
  /** Null unless it failed. */
  readonly trouble: RunTrouble | null;
}

export interface SourcePlan {
  /** Minutes from one run to the next. */
  readonly everyMinutes: number;
  /** Its definition says that it may list nothing for long. */
  readonly acceptsEmpty: boolean;
  /** It listed something in some run before the given ones. */
  readonly broughtItemsBefore: boolean;
}

export interface Health {
  readonly state: HealthState;
  /** Spanish, for curators; null when there is nothing to add. */
  readonly warning: string | null;
}

/** Troubles of the network in a row that make a source broken. */
const PATIENCE = 3;
/** Schedules without a successful run after which a source is stale. */
const STALE_AFTER = 3;
/** Readings with items that a usual number of items is taken from, at least. */
const USUAL_FROM = 3;

/**
 * How a source is doing, by its last runs (goal G24).
 * @param runs in any order; about thirty are enough
 */
export function healthOf(runs: readonly PastRun[], now: Date, plan: SourcePlan): Health {
  const ended = runs
    .filter(({ outcome }) => outcome !== null && outcome !== 'interrupted')
    .toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const firstSolid = ended.findIndex((run) => !isPassing(run));
  const troubles = ended.slice(0, firstSolid < 0 ? ended.length : firstSolid);
  if (troubles.length >= PATIENCE) {
    return { state: 'broken', warning: `${troubles.length} lecturas seguidas no llegaron a la fuente.` };
  }
  const warning = troubles.length > 0 ? troubleText(troubles[0]!) : null;
  const solid = ended.slice(troubles.length);
  const last = solid[0];
  if (!last) return { state: 'untried', warning };
  if (last.outcome === 'failed') return { state: 'broken', warning: warning ?? 'La última lectura falló.' };
  const content = judgeContent(solid, plan);
  const age = now.getTime() - last.startedAt.getTime();
  const isOld = age > STALE_AFTER * plan.everyMinutes * 60_000;
  if (isOld && content.state !== 'broken') return { state: 'stale', warning };
  return { state: content.state, warning: content.warning ?? warning };
}

function isPassing({ outcome, trouble }: PastRun): boolean {
  return outcome === 'failed' && trouble !== null && trouble !== 'fault';
}

const TROUBLE_TEXTS: Readonly<Partial<Record<RunTrouble, string>>> = {
  rate_limited: 'La fuente pidió esperar: se vuelve a intentar más tarde.',
  unavailable: 'La fuente respondió que ahora no puede atender: se vuelve a intentar más tarde.',
};

function troubleText({ trouble }: PastRun): string {
  return (
    (trouble && TROUBLE_TEXTS[trouble]) || 'La última lectura no llegó a la fuente: se vuelve a intentar.'
  );
}
/** By what the last reading brought, beside what the readings before it used to bring. */
function judgeContent(runs: readonly PastRun[], plan: SourcePlan): Health {
  const [last, ...earlier] = runs.filter(({ outcome }) => outcome === 'read');
  // Nothing but "not modified": the answer that it was like was read before the runs given here.
  if (!last) return { state: plan.broughtItemsBefore ? 'ok' : 'empty', warning: null };
  const counts = earlier.map(({ found }) => found).filter((found) => found > 0);
  if (last.found === 0) {
    const usedToBring = counts.length > 0 || plan.broughtItemsBefore;
    if (plan.acceptsEmpty || !usedToBring) return { state: 'empty', warning: null };
    return { state: 'broken', warning: 'No trajo ninguna convocatoria y antes sí las traía.' };
  }
  const usual = counts.length >= USUAL_FROM ? median(counts) : null;
  if (usual !== null && last.found < usual / 10 && !plan.acceptsEmpty) {
    return { state: 'broken', warning: `Trajo ${last.found} y suele traer unas ${Math.round(usual)}.` };
  }
  return { state: 'ok', warning: null };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
