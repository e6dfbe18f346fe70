import type { DeadlineReading } from '@chasqui/extraction';
import { fold } from '@chasqui/kernel';
import type { DeadlineRole } from '@chasqui/vocabularies';
import { deadlineOf, instantOfLocal, minuteOf, otherDatesOf } from '../reading-values.js';
import { type ChangeKind, type ReadValue, SEVERITY_OF, type Severity } from './change.js';

export interface Judged {
  readonly kind: ChangeKind;
  readonly severity: Severity;
}

/** "23:59" and the midnight that ends the same day are one close. */
const SAME_MS = 60_000;

const NOON_OR_MIDNIGHT =
  /mediod|medianoche|midnight|\bnoon\b|minuit|\bmidi\b|mezz|meia|meio-dia|mitternacht|mitjanit|migdia/;
const HOUR =
  /(?<![\d/.:-])([01]?\d|2[0-4])\s?(?:[:h.]\s?([0-5]\d)(?![\d./-])|(?:h|hs|hrs|horas?|heures?|uhr|am|pm|a\.\s?m|p\.\s?m)\b)/g;
/** The start of a day behind the "T" of a machine's date: the field has no time of its own. */
const EMPTY_TIME = /t00:00(:00(\.0+)?)?/g;

/** Whether the source says at what time of day it closes; the end of the day is what is taken when it does not. */
export function saysTime(deadline: DeadlineReading, words: string): boolean {
  const time = deadline.local?.slice(11, 16) ?? '';
  if (time && time !== '23:59' && time !== '00:00') return true;
  const folded = fold(`${words} ${deadline.text ?? ''}`)
    .replace(EMPTY_TIME, ' ')
    .replaceAll(/(\d)t(?=\d\d:)/g, '$1 ');
  return NOON_OR_MIDNIGHT.test(folded) || folded.search(HOUR) >= 0;
}

/**
 * What a new deadline means to someone who works towards the old one; null when nothing changed for her. An earlier
 * close is at once everybody's business. A time of day or a zone that the source no longer gives is no new deadline.
 * @param before not equal to `after`
 * @param closes of the whole call, cut-offs included
 */
export function judgeDeadline(
  before: ReadValue | null,
  after: ReadValue | null,
  closes: { readonly from: Date | null; readonly to: Date | null },
  { now, zone }: { readonly now: Date; readonly zone: string },
): Judged | null {
  const old = deadlineOf(before?.value);
  const next = deadlineOf(after?.value);
  if (!old || !next) return old || next ? of('deadline_changed') : null;
  if (old.kind !== 'exact' || next.kind !== 'exact') {
    const { from, to } = closes;
    const isSooner = from !== null && to !== null && to.getTime() < from.getTime() - SAME_MS;
    return isSooner ? shortened(from, now) : judgeKinds(old, next);
  }
  // A zone that is missing on one side was most likely the same.
  const known = { old: old.zone ?? zone, next: next.zone ?? old.zone ?? zone };
  const from = instantOfLocal(old.local, known.old, zone);
  const to = instantOfLocal(next.local, known.next, zone);
  if (!from || !to) return of('deadline_changed');
  if (Math.abs(to.getTime() - from.getTime()) <= SAME_MS) return null;
  const sameDay = old.local?.slice(0, 10) === next.local?.slice(0, 10);
  if (sameDay && saysTime(old, before?.words ?? '') && !saysTime(next, after?.words ?? '')) return of('text');
  if (to > from) return of(sameDay ? 'deadline_changed' : 'extended');
  return shortened(from, now);
}

/** Nobody can act on a date that was past already. */
function shortened(from: Date, now: Date): Judged {
  return { kind: 'brought_forward', severity: from <= now ? 'minor' : SEVERITY_OF.brought_forward };
}

const WITHOUT_END: readonly DeadlineReading['kind'][] = ['rolling', 'permanent'];

function judgeKinds(old: DeadlineReading, next: DeadlineReading): Judged {
  // Who counted on no end at all has one now.
  const ends = WITHOUT_END.includes(old.kind) && next.kind === 'exact';
  return { kind: 'deadline_changed', severity: ends ? 'immediate' : SEVERITY_OF.deadline_changed };
}

/** What an applicant must meet: sooner than said is a shortened deadline. */
const BINDING: readonly DeadlineRole[] = ['expression_of_interest', 'cut_off', 'second_stage'];

/**
 * The same for the further dates of a call, role by role. Past dates that the source no longer lists are no change.
 */
export function judgeOtherDates(before: unknown, after: unknown, now: Date, zone: string): Judged | null {
  const [old, next] = [datesByRole(before, zone), datesByRole(after, zone)];
  const roles = [...new Set([...old.keys(), ...next.keys()])];
  const moves = roles.map((role) => movesOf(old.get(role) ?? [], next.get(role) ?? [], now));
  if (moves.every((move) => move === 'none')) return null;
  if (roles.some((role, index) => BINDING.includes(role) && moves[index] === 'earlier')) {
    return of('brought_forward');
  }
  const binding = moves.filter((move, index) => move !== 'none' && BINDING.includes(roles[index]!));
  if (binding.length > 0 && binding.every((move) => move === 'later')) return of('extended');
  return of('deadline_changed');
}

type Move = 'none' | 'earlier' | 'later' | 'other';

function movesOf(old: readonly number[], next: readonly number[], now: Date): Move {
  const ahead = (times: readonly number[]) => times.filter((time) => time > now.getTime());
  const [from, to] = [
    old.length === next.length ? old : ahead(old),
    old.length === next.length ? next : ahead(next),
  ];
  if (from.length !== to.length) {
    const last = (times: readonly number[]) => times.at(-1) ?? null;
    const [end, newEnd] = [last(from), last(to)];
    return end !== null && newEnd !== null && newEnd < end - SAME_MS ? 'earlier' : 'other';
  }
  const shifts = from.map((time, index) => to[index]! - time).filter((shift) => Math.abs(shift) > SAME_MS);
  if (shifts.length === 0) return 'none';
  const sooner = from.some((time, index) => time > now.getTime() && to[index]! < time - SAME_MS);
  if (sooner) return 'earlier';
  return shifts.every((shift) => shift > 0) ? 'later' : 'other';
}

function datesByRole(value: unknown, zone: string): Map<DeadlineRole, number[]> {
  const times = new Map<DeadlineRole, number[]>();
  for (const date of otherDatesOf(value)) {
    const at = instantOfLocal(minuteOf(date.local), date.zone, zone)?.getTime();
    if (at !== undefined) times.set(date.role, [...(times.get(date.role) ?? []), at]);
  }
  for (const list of times.values()) list.sort((a, b) => a - b);
  return times;
}

function of(kind: ChangeKind): Judged {
  return { kind, severity: SEVERITY_OF[kind] };
}
