import { daysBetween, formatShortDate } from '@chasqui/kernel';
import type { CommissionRound, MixedCommission } from './commission.entities.js';

export type SessionDates = Pick<
  MixedCommission,
  'lastSessionYear' | 'lastSessionOn' | 'nextSessionOn' | 'nextSessionKind'
>;
export type RoundSession = Pick<CommissionRound, 'sessionOn' | 'sessionKind' | 'stage'>;

export interface NextSession {
  readonly on: string;
  readonly kind: 'announced' | 'estimated';
}

/** A session that took place: its year, and its day when the source gives it. */
export interface LastSession {
  readonly year: number;
  readonly on: string | null;
}

/** "cada 4 años"; without a number, what the source says of all of them (seed 002, line 503). */
export function periodicityText(years: number | null): string {
  return years === null ? 'cada 2 o 4 años (la fuente no dice cuál)' : `cada ${years} años`;
}

/**
 * The session to come, as the commission or one of its rounds tells it: an announced one before an estimated one, the
 * earlier before the later. A date that passed is none, and none is ever reckoned from the periodicity.
 */
export function nextSession(
  commission: SessionDates,
  today: string,
  rounds: readonly RoundSession[] = [],
): NextSession | null {
  const told = [
    { on: commission.nextSessionOn, kind: commission.nextSessionKind },
    ...rounds.map(({ sessionOn, sessionKind }) => ({ on: sessionOn, kind: sessionKind })),
  ];
  const coming = told.flatMap(({ on, kind }): NextSession[] =>
    on && kind && on >= today ? [{ on, kind }] : [],
  );
  const [first = null] = coming.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.on.localeCompare(b.on));
  return first;
}

const HELD_STAGES: readonly string[] = ['session', 'programme_approved', 'execution'];

/** Whether a round in this stage has had its session, or has it now. */
export function isHeld(stage: CommissionRound['stage']): boolean {
  return HELD_STAGES.includes(stage);
}

/** The latest session known to have taken place. A year or day in the future is a mistake and counts as unknown. */
export function lastSession(
  commission: SessionDates,
  today: string,
  rounds: readonly RoundSession[] = [],
): LastSession | null {
  const days = [
    commission.lastSessionOn,
    ...rounds.map(({ sessionOn, sessionKind, stage }) =>
      HELD_STAGES.includes(stage) && sessionKind !== 'estimated' ? sessionOn : null,
    ),
  ].filter((on): on is string => on !== null && on <= today);
  const held: LastSession[] = days.map((on) => ({ on, year: Number(on.slice(0, 4)) }));
  const { lastSessionYear: year } = commission;
  if (year !== null && year <= Number(today.slice(0, 4))) held.push({ on: null, year });
  const [last = null] = held.toSorted((a, b) => b.year - a.year || (b.on ?? '').localeCompare(a.on ?? ''));
  return last;
}

/**
 * When a commission meets, for people: the announced date, an estimated one told as such, or that there is none and
 * how long ago it last met.
 */
export function sessionText(
  commission: SessionDates,
  today: string,
  rounds: readonly RoundSession[] = [],
): string {
  const next = nextSession(commission, today, rounds);
  if (next?.kind === 'announced') return `próxima sesión anunciada: ${formatShortDate(next.on)}`;
  if (next) return `próxima sesión estimada, sin confirmar: ${formatShortDate(next.on)}`;
  const last = lastSession(commission, today, rounds);
  const missed = passedAnnouncement(commission, today, last, rounds);
  if (missed)
    return `sin fecha: se anunció una sesión para el ${formatShortDate(missed)} y no consta si se hizo`;
  if (last) return `sin fecha: ${lastText(last, today)}`;
  return rounds.some(({ stage }) => isHeld(stage))
    ? 'sin fecha: consta una sesión anterior, pero no cuándo fue'
    : 'sin fecha: no consta ninguna sesión anterior';
}

/** An announced day that passed without any later trace of a session. */
function passedAnnouncement(
  commission: SessionDates,
  today: string,
  last: LastSession | null,
  rounds: readonly RoundSession[],
): string | null {
  const announced = [
    { on: commission.nextSessionOn, kind: commission.nextSessionKind },
    ...rounds
      .filter(({ stage }) => !HELD_STAGES.includes(stage))
      .map(({ sessionOn, sessionKind }) => ({ on: sessionOn, kind: sessionKind })),
  ]
    .flatMap(({ on, kind }) => (on && kind === 'announced' && on < today ? [on] : []))
    .toSorted()
    .at(-1);
  if (!announced) return null;
  const answered = last && (last.on ? last.on >= announced : last.year >= Number(announced.slice(0, 4)));
  return answered ? null : announced;
}

function lastText({ year, on }: LastSession, today: string): string {
  const years = on ? wholeYears(on, today) : Number(today.slice(0, 4)) - year;
  const when = on ? formatShortDate(on) : String(year);
  if (years === 0)
    return on ? `última sesión hace menos de un año (${when})` : `última sesión este año (${when})`;
  return `última sesión hace ${years === 1 ? '1 año' : `${years} años`} (${when})`;
}

function wholeYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const anniversary = `${to.slice(0, 4)}${from.slice(4)}`;
  return daysBetween(anniversary, to) >= 0 ? years : years - 1;
}
