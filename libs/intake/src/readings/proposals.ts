import type { Call } from '@chasqui/calls';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import type { CallChange, ReadValue } from '../changes/change.js';
import { changesBetween } from '../changes/changes-between.js';
import { READINGS_TO_VANISH, settledValues } from '../changes/settle.js';
import type { FindingField } from '../desk/finding.entities.js';
import { EXTRACTED_FIELDS, isKept, valueInCall } from '../origins/call-values.js';
import type { CallFieldOrigin } from '../origins/origin.entities.js';
import type { Origins } from '../origins/origin-rows.js';
import { decide, type Decision, type ReimportPolicy } from '../policy/policy.js';
import { isNothing } from '../reading-values.js';
import type { TakenReading } from './taken-reading.js';

export interface DecidedChange {
  readonly change: CallChange & { readonly field: ExtractedField };
  readonly decision: Exclude<Decision, 'ignore'>;
}

export interface CallSide {
  readonly call: Call;
  readonly origins: Origins;
  /** What an open finding of the item proposes: it stays proposed as long as it is true. */
  readonly proposed: readonly FindingField[];
}

type Taken = Pick<TakenReading, 'reading' | 'source' | 'fields' | 'changes' | 'isReread' | 'context'>;

/**
 * What a reading would change in a call, and whether it may. Every fact is compared with what this source said when
 * the call last took it over, or with what a person set instead; so it makes no difference how many readings came in
 * between. Facts that the call has from elsewhere count only where this source changed them.
 */
export function changesOfCall(side: CallSide, taken: Taken): DecidedChange[] {
  const after = valuesNow(taken);
  const before = valuesBefore(side, taken, after);
  if (after.length === 0 || before.length === 0) return [];
  return changesBetween(before, after, taken.context).flatMap((change): DecidedChange[] => {
    if (change.field === null) return [];
    const decision = decisionOn({ ...change, field: change.field }, side, taken);
    return decision === 'ignore' ? [] : [{ change: { ...change, field: change.field }, decision }];
  });
}

/** What counts after the flicker guard; a deadline that vanished twice is what a person is asked about. */
function valuesNow({ fields, reading }: Taken): ReadValue[] {
  const values = settledValues(fields);
  if ((fields.deadline?.missing ?? 0) < READINGS_TO_VANISH) return values;
  const given = reading.fields.filter(({ field }) => field === 'deadline');
  return [...values.filter(({ field }) => field !== 'deadline'), ...given];
}

function valuesBefore(side: CallSide, taken: Taken, after: readonly ReadValue[]): ReadValue[] {
  const moved = new Set<ExtractedField>([
    ...taken.changes.map(({ field }) => field),
    ...side.proposed.map(({ field }) => field),
  ]);
  return EXTRACTED_FIELDS.flatMap((field): ReadValue[] => {
    const origin = ownOrigin(field, side, taken);
    const isOpenToNew = gavePart(side, taken) && isEmpty(field, side) && !side.origins.has(field);
    if (!origin && !moved.has(field) && !isOpenToNew) return after.filter((value) => value.field === field);
    const value = standingValue(field, side, origin);
    if (isNothing(field, value)) return [];
    const known = origin?.words && origin.offset === null ? { offset: null } : {};
    return [{ field, value, words: origin?.words ?? '', ...known }];
  });
}

function standingValue(
  field: ExtractedField,
  { call }: CallSide,
  origin: CallFieldOrigin | undefined,
): unknown {
  const isFromSource = origin?.setBy === 'source' || !isKept(field);
  return origin && isFromSource ? origin.fromReading : valueInCall(field, call);
}

function ownOrigin(
  field: ExtractedField,
  { origins }: CallSide,
  { source }: Taken,
): CallFieldOrigin | undefined {
  const origin = origins.get(field);
  return origin?.sourceId === source.id ? origin : undefined;
}

/** Whether something of the call was taken from this source: what it tells besides is welcome too. */
function gavePart({ origins }: CallSide, { source }: Taken): boolean {
  return [...origins.values()].some(({ sourceId, setBy }) => sourceId === source.id && setBy === 'source');
}

function isEmpty(field: ExtractedField, { call }: CallSide): boolean {
  return isNothing(field, valueInCall(field, call));
}

function decisionOn(change: DecidedChange['change'], side: CallSide, taken: Taken): Decision {
  const { field } = change;
  const origin = side.origins.get(field);
  const own = ownOrigin(field, side, taken);
  // A newer extractor corrects what the older one read, not what a person wrote.
  if (taken.isReread && origin?.setBy === 'person') return 'ignore';
  const value = isKept(field) ? valueInCall(field, side.call) : (origin?.fromReading ?? null);
  const setBy = origin?.setBy ?? (isNothing(field, value) ? 'source' : 'person');
  const current = { value, setBy, fromReading: own?.fromReading ?? null };
  const decision = decide(field, policyOf(field, side, taken), current, change, taken.source.trusted);
  const needsPerson = taken.isReread || (!isKept(field) && change.severity === 'immediate');
  return decision === 'apply' && needsPerson ? 'propose' : decision;
}

/** Null: the default one of the field. */
function policyOf(field: ExtractedField, side: CallSide, taken: Taken): ReimportPolicy | null {
  const origin = side.origins.get(field);
  if (origin)
    return origin.sourceId === taken.source.id || origin.policy === 'frozen' ? origin.policy : 'ask';
  const isProposed = side.proposed.some((proposed) => proposed.field === field);
  return !isProposed && gavePart(side, taken) && (isEmpty(field, side) || !isKept(field)) ? null : 'ask';
}

/** The reading that a change goes back to: of this capture, or of the one that first brought it. */
export function readingOfChange(
  { field, after }: DecidedChange['change'],
  readings: readonly FieldReading[],
  proposed: readonly FindingField[],
): FieldReading {
  const isIt = (each: FieldReading) => each.field === field && after !== null && each.words === after.words;
  const read = readings.find(isIt) ?? proposed.find(isIt);
  if (read) {
    const { value, words, part, offset, rule, confidence } = read;
    return { field, value, words, part, offset, rule, confidence };
  }
  if (after)
    return {
      field,
      value: after.value,
      words: after.words,
      part: '',
      offset: null,
      rule: 'memory',
      confidence: 0.5,
    };
  return { field, value: null, words: '', part: '', offset: null, rule: 'vanished', confidence: 1 };
}
