import type { DateMention, DateStage, FieldReading, ItemText } from '../types.js';
import { END_OF_DAY, isLocal } from './calendar-day.js';
import { readingAt, type ReadPart, spanOf, withHint, withoutHint } from './read-part.js';
import { labelledSentence } from './sentence.js';

export interface PlacedDate {
  readonly part: ReadPart;
  readonly mention: DateMention;
}

/** Whole days of the parts that may tell of the call's dates, those about its deadline first. */
function days(parts: readonly ReadPart[]): PlacedDate[] {
  const telling = [...withHint(parts, 'deadline'), ...withoutHint(parts), ...withHint(parts, 'summary')];
  return telling.flatMap((part) =>
    part.dates
      .filter(
        ({ value, time, precision }) => precision === 'day' && isLocal(`${value}T${time ?? END_OF_DAY}`),
      )
      .map((mention) => ({ part, mention })),
  );
}

/** The days until which proposals are collected each time, in their order. */
export function cutOffs(parts: readonly ReadPart[]): PlacedDate[] {
  return daysOf(parts, 'cut_off');
}

/** The days until which a first outline may be sent in, in their order. */
export function conceptNotes(parts: readonly ReadPart[]): PlacedDate[] {
  return daysOf(parts, 'expression_of_interest').filter(({ mention }) => mention.role !== 'opening');
}

function daysOf(parts: readonly ReadPart[], stage: DateStage): PlacedDate[] {
  const found = new Map<string, PlacedDate>();
  for (const date of days(parts)) {
    const { value } = date.mention;
    if (date.mention.stage === stage && value && !found.has(value)) found.set(value, date);
  }
  return [...found.values()].toSorted((a, b) => (a.mention.value! < b.mention.value! ? -1 : 1));
}

/** First day on which one may apply: the surest date with that role that is not behind the deadline. */
export function readOpening(parts: readonly ReadPart[], closesOn: string | null): FieldReading | null {
  const isPossible = ({ mention }: PlacedDate) => closesOn === null || mention.value! <= closesOn;
  const told = days(withHint(parts, 'opening').map((part) => ({ ...part, hint: null }))).find(isPossible);
  if (told) return opening({ part: told.part, mention: told.mention }, 'opening.part', 0.9);
  const named = days(parts).filter((date) => date.mention.role === 'opening' && !date.mention.recurring);
  const best = named.filter(isPossible).toSorted((a, b) => b.mention.confidence - a.mention.confidence)[0];
  return best
    ? opening(best, 'opening.text', best.mention.confidence - (best.mention.yearAssumed ? 0.15 : 0))
    : null;
}

function opening({ part, mention }: PlacedDate, rule: string, confidence: number): FieldReading {
  const sure = Math.max(0.1, confidence);
  return readingAt('opensOn', part, spanOf(mention), mention.value, `${rule}:${mention.rule}`, sure);
}

const MOST_DATES = 30;

/** Expressions of interest, questions, information sessions, cut-offs, second stages, results; not the close itself. */
export function readOtherDeadlines(
  item: ItemText,
  parts: readonly ReadPart[],
  closesAt: string | null,
): FieldReading | null {
  const seen = new Set<string>();
  const staged = days(parts).filter(({ mention }) => {
    const key = `${mention.stage} ${mention.value}`;
    const isClose = `${mention.value}T${mention.time ?? END_OF_DAY}` === closesAt;
    const isNew = mention.stage !== null && mention.role !== 'opening' && !isClose && !seen.has(key);
    seen.add(key);
    return isNew;
  });
  const first = staged[0];
  if (!first) return null;
  const value = staged
    .slice(0, MOST_DATES)
    .map(({ part, mention }) => ({
      role: mention.stage,
      local: `${mention.value}T${mention.time ?? END_OF_DAY}`,
      zone: mention.zone ?? item.defaults.zone,
      text: labelledSentence(part.text, spanOf(mention)),
    }))
    .toSorted((a, b) => (a.local < b.local ? -1 : 1));
  const confidence = Math.min(...staged.map(({ mention }) => mention.confidence));
  return readingAt('otherDeadlines', first.part, spanOf(first.mention), value, 'stages', confidence);
}
