import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import { deadlineOf, isNothing } from '../reading-values.js';
import type { ReadValue } from './change.js';
import { compareValues } from './same-value.js';

/** Readings in a row that must miss a value before it counts as gone. BDNS takes values away and gives them back. */
export const READINGS_TO_VANISH = 2;

/** What is remembered of one field of an item in its source. */
export interface RememberedField {
  /** The last value that the source gave. */
  readonly value: unknown;
  readonly words: string;
  readonly known: boolean;
  /** Readings in a row without it; it no longer grows once the value is gone. */
  readonly missing: number;
}

export type FieldMemory = Readonly<Partial<Record<ExtractedField, RememberedField>>>;

export interface FieldChange {
  readonly field: ExtractedField;
  readonly before: ReadValue | null;
  readonly after: ReadValue | null;
  /** Whatever the policy says: a deadline that vanished may only be taken away by a person. */
  readonly needsCurator: boolean;
}

export interface Settled {
  readonly memory: FieldMemory;
  readonly changes: readonly FieldChange[];
}

/**
 * Takes one reading of an item into the memory of its fields. A new value counts at once; one that is missing only
 * when it was missing in two readings in a row, and a date that gives way to mere words is missing too. A value
 * that comes back as it was is no change, and neither is a list in another order.
 */
export function settle(previous: FieldMemory, readings: readonly FieldReading[]): Settled {
  const given = new Map(readings.map((reading) => [reading.field, reading]));
  const fields = new Set([...(Object.keys(previous) as ExtractedField[]), ...given.keys()]);
  const memory: Partial<Record<ExtractedField, RememberedField>> = {};
  const changes: FieldChange[] = [];
  for (const field of fields) {
    const { kept, change } = settleField(field, previous[field], given.get(field));
    if (kept) memory[field] = kept;
    if (change) changes.push(change);
  }
  return { memory, changes };
}

interface SettledField {
  readonly kept?: RememberedField | undefined;
  readonly change?: FieldChange;
}

function settleField(
  field: ExtractedField,
  old: RememberedField | undefined,
  reading: FieldReading | undefined,
): SettledField {
  const given = reading && !isNothing(field, reading.value) ? reading : undefined;
  if (!old) {
    if (!given) return {};
    const after = readValue(given);
    return { kept: remembered(given), change: { field, before: null, after, needsCurator: false } };
  }
  if (!given || isLoss(field, old.value, given.value)) return missed(field, old, given);
  const before = standing(field, old);
  if (before && compareValues(field, before.value, given.value) === 'same')
    return { kept: remembered(given) };
  return { kept: remembered(given), change: { field, before, after: readValue(given), needsCurator: false } };
}

function missed(field: ExtractedField, old: RememberedField, given: FieldReading | undefined): SettledField {
  if (old.missing >= READINGS_TO_VANISH) return { kept: old };
  const kept = { ...old, missing: old.missing + 1 };
  if (kept.missing < READINGS_TO_VANISH) return { kept };
  const after = given ? readValue(given) : null;
  return { kept, change: { field, before: valueOf(field, old), after, needsCurator: field === 'deadline' } };
}

/** Whether a value says less than the one before: an exact date became words or nothing. */
export function isLoss(field: ExtractedField, before: unknown, after: unknown): boolean {
  if (isNothing(field, before)) return false;
  if (isNothing(field, after)) return true;
  if (field !== 'deadline') return false;
  return deadlineOf(before)?.kind === 'exact' && deadlineOf(after)?.kind === 'relative';
}

/** What is compared with: a deadline stays until a person takes it away, anything else is gone when it vanished. */
function standing(field: ExtractedField, old: RememberedField): ReadValue | null {
  return old.missing >= READINGS_TO_VANISH && field !== 'deadline' ? null : valueOf(field, old);
}

function valueOf(field: ExtractedField, { value, words, known }: RememberedField): ReadValue {
  return known ? { field, value, words, offset: null } : { field, value, words };
}

function readValue({ field, value, words, offset }: FieldReading): ReadValue {
  return offset === null ? { field, value, words, offset } : { field, value, words };
}

function remembered({ value, words, offset }: FieldReading): RememberedField {
  return { value, words, known: offset === null, missing: 0 };
}

/** The values that count after a settled reading. */
export function settledValues(memory: FieldMemory): ReadValue[] {
  return (Object.entries(memory) as [ExtractedField, RememberedField][])
    .map(([field, old]) => standing(field, old))
    .filter((value) => value !== null);
}
