import { BEFORE_DAY, weekdayWord } from './lexicon.js';
import type { Clock, RawDate } from './raw-date.js';
import { sentenceEnd, sentenceStart } from './stretches.js';
import { readClock } from './times.js';
import { GAP, isMark, type Token } from './tokens.js';
import { endOfZones, readZone } from './zones.js';
import { wordSet } from './word-set.js';

/** The time and the zone that stand beside a date. */
export interface DayTime {
  readonly clock: Clock | null;
  readonly zone: string | null;
  /** Tokens that the time and its zone take up. */
  readonly stretches: readonly { readonly from: number; readonly to: number }[];
}

/** Most tokens between a date and its time: "el 15 de marzo, por correo electrónico, a las 17:00". */
const FAR = 14;
/** Most tokens of a time: "11:59:59 p. m." */
const LONGEST_CLOCK = 9;
const GENITIVES = wordSet('del de do of on du dia des vom am');
const UNTIL = wordSet('a al - to hasta y e and bis as alle ate until till');
const AFTER_UNTIL = new Set(['las', 'la', 'as', 'les', 'le']);

/** Times of one sentence, "de 9:00 a 17:00" as one. */
function clocksIn(tokens: readonly Token[], from: number, end: number): Clock[] {
  const found: Clock[] = [];
  for (let at = from; at < end; at += 1) {
    const read = readClock(tokens, at);
    if (!read || read.to > end) continue;
    let next = read.to;
    if (UNTIL.has(tokens[next]?.text ?? '')) {
      next += AFTER_UNTIL.has(tokens[next + 1]?.text ?? '') ? 2 : 1;
      const until = next < end ? readClock(tokens, next) : null;
      if (until && until.to <= end) {
        found.push({ ...read, until: until.time, to: until.to });
        at = until.to - 1;
        continue;
      }
    }
    found.push(read);
    at = read.to - 1;
  }
  return found;
}

function clockBefore(tokens: readonly Token[], { from }: RawDate, start: number): Clock | undefined {
  return clocksIn(tokens, Math.max(start, from - FAR - LONGEST_CLOCK), from).at(-1);
}

/** Line breaks on the way: a time may stand in the cell or the line below its date, not further down. */
function isNear(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > FAR) return false;
  let lines = 0;
  for (let at = from; at <= to; at += 1) {
    const gap = tokens[at]?.gap ?? 0;
    if (gap === GAP.paragraph) return false;
    if (gap === GAP.line) lines += 1;
    if (lines > 1 || (lines === 1 && to - at > 6)) return false;
  }
  return true;
}

/** "a las 17:00 del viernes", "5 pm Quito time (GMT-5) on or before": the time belongs to the date behind it. */
function leadsTo(tokens: readonly Token[], read: Clock, date: RawDate): boolean {
  if (date.from < read.to || date.from - read.to > FAR) return false;
  const zone = readZone(tokens, read.to, date.from, true);
  let genitive = false;
  for (let at = endOfZones(tokens, zone?.to ?? read.to, date.from); at < date.from; at += 1) {
    const token = tokens[at]!;
    if (GENITIVES.has(token.text)) genitive = true;
    else if (!isMark(token, ')],.') && !isBeforeDay(tokens, at)) return false;
  }
  return genitive;
}

const ON_OR_BEFORE = wordSet('or before oder vor');

function isBeforeDay(tokens: readonly Token[], at: number): boolean {
  const { text } = tokens[at]!;
  return BEFORE_DAY.has(text) || ON_OR_BEFORE.has(text) || weekdayWord(tokens, at) !== undefined;
}

function zoneFor(
  tokens: readonly Token[],
  date: RawDate,
  read: Clock | null,
  end: number,
): ReturnType<typeof readZone> {
  if (!read) return readZone(tokens, date.to, end, false);
  if (read.from >= date.to) {
    return readZone(tokens, read.to, end, true) ?? readZone(tokens, date.to, read.from, false);
  }
  return readZone(tokens, read.to, date.from, true) ?? readZone(tokens, date.to, end, true);
}

/** Indexes of the tokens that times and zones take up. */
export function tokensOfTimes(times: readonly DayTime[]): ReadonlySet<number> {
  const taken = new Set<number>();
  for (const { from, to } of times.flatMap(({ stretches }) => stretches)) {
    for (let at = from; at < to; at += 1) taken.add(at);
  }
  return taken;
}

/** Finds the time and the zone of each date; a time belongs to one date only. */
export function dayTimes(tokens: readonly Token[], dates: readonly RawDate[]): DayTime[] {
  const taken = new Set<number>();
  const bounds = dates.map((date, index) => ({
    start: Math.max(sentenceStart(tokens, date.from), dates[index - 1]?.to ?? 0),
    end: Math.min(sentenceEnd(tokens, date.to), dates[index + 1]?.from ?? tokens.length),
  }));
  const own = dates.map((date, index): Clock | null => {
    if (date.clock || date.day === null) return date.clock;
    const before = clockBefore(tokens, date, bounds[index]!.start);
    if (!before || !leadsTo(tokens, before, date)) return null;
    taken.add(before.from);
    return before;
  });
  dates.forEach((date, index) => {
    if (own[index] || date.day === null) return;
    const after = clocksIn(tokens, date.to, bounds[index]!.end).find(({ from }) => !taken.has(from));
    if (!after || !isNear(tokens, date.to, after.from)) return;
    taken.add(after.from);
    own[index] = after;
  });
  return dates.map((date, index) => {
    let read = own[index]!;
    if (!read && date.day !== null) {
      const before = clockBefore(tokens, date, bounds[index]!.start);
      const zone = before && readZone(tokens, before.to, date.from, true);
      const end = zone?.to ?? before?.to ?? 0;
      if (before && !taken.has(before.from) && date.from - end <= 6) read = before;
    }
    const isIso = date.clock !== null && date.zone !== null;
    const zone = date.day === null || isIso ? null : zoneFor(tokens, date, read, bounds[index]!.end);
    const stretches = [read, zone].filter((each) => each !== null);
    return { clock: read, zone: date.zone ?? zone?.zone ?? null, stretches };
  });
}
