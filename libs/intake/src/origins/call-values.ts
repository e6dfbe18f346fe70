import type { Call, CallInput } from '@chasqui/calls';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import { callInputFrom } from '../policy/merge-input.js';
import { isNothing } from '../reading-values.js';

/** The fields of a call's form that hold what a source says of one fact. Some facts have none: a call does not keep them. */
export const CALL_INPUT_NAMES: Readonly<Record<ExtractedField, readonly (keyof CallInput)[]>> = {
  title: ['title'],
  summary: ['summary'],
  language: ['language'],
  opensOn: ['opensOn'],
  deadline: ['deadlineKind', 'deadlineLocal', 'deadlineZone', 'deadlineText'],
  otherDeadlines: ['otherDeadlines'],
  amountMin: ['amountMin'],
  amountMax: ['amountMax'],
  totalBudget: ['totalBudget'],
  currency: ['currency'],
  cofinancingPercent: ['cofinancingPercent'],
  applicantTypes: ['applicantTypes'],
  countries: ['countries'],
  territories: ['territories'],
  requiredDocuments: ['requiredDocuments'],
  documents: ['documents'],
  contact: [],
  sourceStatus: [],
};

export const EXTRACTED_FIELDS = Object.keys(CALL_INPUT_NAMES) as readonly ExtractedField[];

/** Columns of a call by which a change of the fact shows in its history: those of the form and what is computed of them. */
export const CALL_COLUMNS: Readonly<Record<ExtractedField, readonly string[]>> = {
  ...CALL_INPUT_NAMES,
  deadline: [...CALL_INPUT_NAMES.deadline, 'deadlineZoneAssumed'],
};

/** Whether a call keeps the fact: contact and status are only kept with their origin. */
export function isKept(field: ExtractedField): boolean {
  return CALL_INPUT_NAMES[field].length > 0;
}

/** What a call says of a fact, in the shape in which sources are read; null when it says nothing. */
export function valueInCall(field: ExtractedField, call: Call): unknown {
  switch (field) {
    case 'contact':
    case 'sourceStatus':
      return null;
    case 'deadline':
      return {
        kind: call.deadlineKind,
        local: call.deadlineLocal,
        zone: call.deadlineZoneAssumed ? null : call.deadlineZone,
        text: call.deadlineText,
      };
    case 'otherDeadlines':
      return call.otherDeadlines.map(({ role, local, zone, zoneAssumed, text }) => ({
        role,
        local,
        zone: zoneAssumed ? null : zone,
        text,
      }));
    default:
      return call[field];
  }
}

/** What holds for a call where a reading is silent. */
export interface FallBack {
  /** IANA zone. */
  readonly zone: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
}

/**
 * The part of a call's form that some readings decide. A reading without a value empties its fields; a value that the
 * form would refuse decides nothing.
 */
export function inputOfReadings(readings: readonly FieldReading[], fallBack: FallBack): Partial<CallInput> {
  const whole = callInputFrom(readings, { donorId: null, url: '', defaults: fallBack });
  const decided = readings.flatMap(({ field, value }) =>
    CALL_INPUT_NAMES[field].flatMap((name): [string, unknown][] => {
      if (Object.hasOwn(whole, name)) return [[name, whole[name]]];
      // A deadline is all of its fields: the date of the one before must not stay.
      return field === 'deadline' || isNothing(field, value) ? [[name, emptyOf(name)]] : [];
    }),
  );
  return Object.fromEntries(decided);
}

/** The readings that a call would keep and whose value its form would refuse: they found no place in the input. */
export function unplaced(readings: readonly FieldReading[], input: Partial<CallInput>): FieldReading[] {
  return readings.filter(
    ({ field, value }) =>
      isKept(field) &&
      !isNothing(field, value) &&
      !CALL_INPUT_NAMES[field].some((name) => Object.hasOwn(input, name)),
  );
}

const LISTS: readonly (keyof CallInput)[] = [
  'otherDeadlines',
  'applicantTypes',
  'countries',
  'territories',
  'requiredDocuments',
  'documents',
];

function emptyOf(name: keyof CallInput): unknown {
  if (name === 'deadlineKind') return 'unpublished';
  if (name === 'currency') return '';
  return LISTS.includes(name) ? [] : null;
}
