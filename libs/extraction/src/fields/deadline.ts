import { formatShortDate } from '@chasqui/kernel';
import type { DateMention, DeadlineReading, FieldConflict, FieldReading, ItemText } from '../types.js';
import { END_OF_DAY } from './calendar-day.js';
import { type ClosingDate, closingDates } from './closing-dates.js';
import { type DeadlinePhrase, deadlinePhrase } from './deadline-phrases.js';
import { conceptNotes, cutOffs, type PlacedDate } from './other-dates.js';
import { readingAt, type ReadPart, spanOf, withHint, withoutHint } from './read-part.js';
import { labelledSentence } from './sentence.js';

export interface ReadDeadline {
  readonly reading: FieldReading | null;
  readonly conflict: FieldConflict | null;
}

/** Of two dates that contradict each other none is sure. */
const IN_CONFLICT = 0.4;
/** Dates read with much less certainty than the best one do not speak against it. */
const MUCH_LESS = 0.3;

/**
 * When the call closes. What the source gives as such comes first, then the parts known to tell of it, then the text.
 * A prolongation replaces the dates before it; other different dates are a conflict, and the earlier one is taken.
 */
export function readDeadline(
  item: ItemText,
  parts: readonly ReadPart[],
  known: FieldReading | undefined,
  publishedOn: string | null,
): ReadDeadline {
  const concepts = conceptNotes(parts).at(-1);
  const dates = closingDates(parts);
  const final = dates.filter(({ mention }) => mention.stage === null);
  // Those who missed the date for concept notes cannot enter the second stage.
  const entry = final.length > 0 || concepts ? final : dates;
  const chosen = settle(current(entry, publishedOn));
  if (known) return besideKnown(item, known, chosen);
  if (chosen.some((date) => date.confidence >= 0.5 || date.part.hint === 'deadline'))
    return ofDates(item, chosen);
  const phrase = phraseOf(parts);
  if (chosen.length > 0 && !phrase) return ofDates(item, chosen);
  const reading = concepts ? ofConcepts(item, concepts) : withoutDate(parts, phrase, item);
  return { reading, conflict: null };
}

/** Editions of other years are told of as well: dates before the day of publication count only if there is no other. */
function current(dates: readonly ClosingDate[], publishedOn: string | null): readonly ClosingDate[] {
  const recent = publishedOn ? dates.filter((date) => date.day >= publishedOn) : [];
  const valid = recent.length > 0 ? recent : dates;
  // A day that the source writes is surer than one that we count.
  const written = valid.filter((date) => date.mention.relative === null && date.confidence >= 0.5);
  return written.length > 0 ? written : valid;
}

/** One date per day that closes the call: the surest words of each, the earliest day first. */
function settle(dates: readonly ClosingDate[]): ClosingDate[] {
  const extended = dates.filter((date) => date.isExtension);
  if (extended.length > 0) return [latest(extended)];
  const best = Math.max(...dates.map((date) => date.confidence));
  const days = new Map<string, ClosingDate>();
  for (const date of dates) {
    if (date.confidence < best - MUCH_LESS) continue;
    const same = days.get(date.day);
    if (!same || says(date) > says(same)) days.set(date.day, date);
  }
  return [...days.values()].toSorted((a, b) => (a.local < b.local ? -1 : 1));
}

/** Words that give the time, or the zone, of a day say more than those that only name it. */
function says(date: ClosingDate): number {
  return (date.mention.time ? 2 : 0) + (date.mention.zone ? 1 : 0) + date.confidence;
}

function latest(dates: readonly ClosingDate[]): ClosingDate {
  return dates.reduce((last, date) => (date.local > last.local ? date : last));
}

function ofDates(item: ItemText, chosen: readonly ClosingDate[]): ReadDeadline {
  const [first, ...others] = chosen;
  const reading = exact(item, first!);
  if (others.length === 0) return { reading, conflict: null };
  const unsure = { ...reading, confidence: Math.min(reading.confidence, IN_CONFLICT) };
  const readings = [unsure, ...others.map((date) => exact(item, date))];
  return { reading: unsure, conflict: { field: 'deadline', readings, message: conflictMessage(chosen) } };
}

function conflictMessage(dates: readonly ClosingDate[]): string {
  const named = dates.map((date) => `${formatShortDate(date.day)} («${date.part.name}»)`);
  const list = `${named.slice(0, -1).join(', ')} y ${named.at(-1)}`;
  return `La fuente da ${dates.length === 2 ? 'dos' : 'varias'} fechas de cierre: ${list}. Se toma la primera hasta que usted decida.`;
}

function exact(item: ItemText, date: ClosingDate): FieldReading {
  const zone = date.mention.zone ?? item.defaults.zone;
  const value: DeadlineReading = { kind: 'exact', local: date.local, zone, text: date.sentence };
  return readingAt('deadline', date.part, spanOf(date.mention), value, date.rule, date.confidence);
}

/** What the source gives as such stands; a text that surely says another day is shown to the curator beside it. */
function besideKnown(item: ItemText, known: FieldReading, chosen: readonly ClosingDate[]): ReadDeadline {
  const { local } = known.value as DeadlineReading;
  const day = local?.slice(0, 10);
  const other = chosen.find((date) => date.confidence >= 0.8 && date.day !== day);
  if (!day || !other || chosen.some((date) => date.day === day)) return { reading: known, conflict: null };
  const message =
    `La fuente da el ${formatShortDate(day)} como cierre, pero su texto («${other.part.name}») dice ` +
    `${formatShortDate(other.day)}. Se toma el dato de la fuente hasta que usted decida.`;
  const reading = { ...known, confidence: 0.6 };
  return { reading, conflict: { field: 'deadline', readings: [reading, exact(item, other)], message } };
}

function phraseOf(parts: readonly ReadPart[]): DeadlinePhrase | null {
  for (const part of [...withHint(parts, 'deadline'), ...withoutHint(parts), ...withHint(parts, 'summary')]) {
    const phrase = deadlinePhrase(part);
    if (phrase) return phrase;
  }
  return null;
}

/** Cut-offs, a period from a day unknown, a date of every year, or words that say there is no date. */
function withoutDate(
  parts: readonly ReadPart[],
  phrase: DeadlinePhrase | null,
  item: ItemText,
): FieldReading | null {
  const cuts = cutOffs(parts);
  if (cuts[0] && cuts.length > 1) return inWords('cut_offs', cuts[0].part, cuts[0].mention, item, 0.7);
  const told = closingMentions(withHint(parts, 'deadline'), true);
  const mentions = [
    ...told,
    ...closingMentions([...withoutHint(parts), ...withHint(parts, 'summary')], false),
  ];
  const counted = mentions.find(({ mention }) => mention.relative !== null);
  if (counted) return inWords('relative', counted.part, counted.mention, item, 0.7);
  const yearly = mentions.find(({ mention }) => mention.recurring);
  if (yearly) return inWords('recurring', yearly.part, yearly.mention, item, 0.7);
  if (!phrase) return null;
  const value: DeadlineReading = { kind: phrase.kind, local: null, zone: null, text: phrase.sentence };
  const confidence = phrase.part.hint === 'deadline' ? 0.85 : 0.6;
  return readingAt('deadline', phrase.part, phrase.span, value, `deadline.${phrase.kind}`, confidence);
}

/** Where only the date for concept notes is given, the call closes with it: nobody enters later. */
function ofConcepts(item: ItemText, { part, mention }: PlacedDate): FieldReading {
  const span = spanOf(mention);
  const value: DeadlineReading = {
    kind: 'exact',
    local: `${mention.value}T${mention.time ?? END_OF_DAY}`,
    zone: mention.zone ?? item.defaults.zone,
    text: labelledSentence(part.text, span),
  };
  return readingAt('deadline', part, span, value, `deadline.concept_note:${mention.rule}`, 0.6);
}

function closingMentions(parts: readonly ReadPart[], alsoWithoutRole: boolean) {
  return parts.flatMap((part) =>
    part.dates
      .filter((mention) => mention.role === 'closing' || (alsoWithoutRole && mention.role === null))
      .map((mention) => ({ part, mention })),
  );
}

function inWords(
  kind: DeadlineReading['kind'],
  part: ReadPart,
  mention: DateMention,
  item: ItemText,
  confidence: number,
): FieldReading {
  const span = spanOf(mention);
  const zone = mention.zone ?? item.defaults.zone;
  const value: DeadlineReading = { kind, local: null, zone, text: labelledSentence(part.text, span) };
  return readingAt('deadline', part, span, value, `deadline.${kind}:${mention.rule}`, confidence);
}
