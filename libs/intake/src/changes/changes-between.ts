import type { ExtractedField } from '@chasqui/extraction';
import { deadlineOf, isNothing, textOf } from '../reading-values.js';
import {
  type CallChange,
  type ChangeContext,
  type ChangeKind,
  type ChangeSide,
  type ReadValue,
  SEVERITIES,
  SEVERITY_OF,
} from './change.js';
import { type Judged, judgeDeadline, judgeOtherDates } from './deadline-change.js';
import { compareValues } from './same-value.js';
import { closeOf, standingOf, standingOfWords, valueIn } from './standing.js';

const KIND_OF: Readonly<Record<ExtractedField, ChangeKind>> = {
  title: 'text',
  summary: 'text',
  language: 'text',
  contact: 'text',
  sourceStatus: 'text',
  opensOn: 'deadline_changed',
  deadline: 'deadline_changed',
  otherDeadlines: 'deadline_changed',
  amountMin: 'amount',
  amountMax: 'amount',
  totalBudget: 'amount',
  currency: 'amount',
  cofinancingPercent: 'eligibility',
  applicantTypes: 'eligibility',
  countries: 'eligibility',
  territories: 'eligibility',
  requiredDocuments: 'documents',
  documents: 'documents',
};

const FIELDS = Object.keys(KIND_OF) as ExtractedField[];

/**
 * What happened to a call between two readings, the most urgent first: at most one change per field. An empty `before` is a new call, an empty `after` one that its source no longer has. Values that flicker
 * must have settled before they come here.
 */
export function changesBetween(
  before: readonly ReadValue[],
  after: readonly ReadValue[],
  context: ChangeContext,
): CallChange[] {
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0) return [whole('new', null, sideOf(after, 'title'))];
  if (after.length === 0) return [whole('withdrawn', sideOf(before, 'title'), null)];
  const turn = turnOf(before, after, context);
  const changes = FIELDS.filter((field) => field !== turn?.field)
    .map((field) => changeOf(field, before, after, context))
    .filter((change) => change !== null);
  const urgency = ({ severity }: CallChange) => SEVERITIES.indexOf(severity);
  return (turn ? [turn, ...changes] : changes).toSorted((a, b) => urgency(a) - urgency(b));
}

function whole(kind: 'new' | 'withdrawn', before: ChangeSide | null, after: ChangeSide | null): CallChange {
  return { kind, field: null, before, after, severity: SEVERITY_OF[kind] };
}

/** Cancelled, reopened, opened, or closed by its source before the date; told by the field that shows it best. */
function turnOf(
  before: readonly ReadValue[],
  after: readonly ReadValue[],
  context: ChangeContext,
): CallChange | null {
  const was = context.lastKnown ?? standingOf(before, context.now, context.zone);
  const is = standingOf(after, context.now, context.zone);
  const turn = (kind: ChangeKind, field: ExtractedField): CallChange => {
    const sides = { before: sideOf(before, field), after: sideOf(after, field) };
    return { kind, field, ...sides, severity: SEVERITY_OF[kind] };
  };
  if (is === 'cancelled') return was === 'cancelled' ? null : turn('cancelled', 'sourceStatus');
  const close = closeOf(after, context.zone);
  const oldClose = closeOf(before, context.zone);
  const isOpen = is === 'open' || is === 'upcoming';
  if (isOpen && (was === 'cancelled' || was === 'withdrawn')) return turn('reopened', 'sourceStatus');
  const wasClosed = was === 'closed' || (oldClose !== null && oldClose <= context.now);
  if (isOpen && wasClosed) {
    const isLater = close !== null && (!oldClose || close > oldClose);
    if (isLater || hasNoEnd(after)) return turn('reopened', 'deadline');
    // A date that is only no longer there opens nothing.
    return saysOpen(after) && !saysOpen(before) ? turn('reopened', 'sourceStatus') : null;
  }
  if (was === 'upcoming' && is === 'open') {
    const byWords = differs('sourceStatus', before, after) && !differs('opensOn', before, after);
    return turn('opened', byWords ? 'sourceStatus' : 'opensOn');
  }
  const endsEarly =
    is === 'closed' && (was === 'open' || was === 'upcoming') && !(close && close <= context.now);
  return endsEarly ? turn('brought_forward', 'sourceStatus') : null;
}

function hasNoEnd(readings: readonly ReadValue[]): boolean {
  const kind = deadlineOf(valueIn(readings, 'deadline'))?.kind;
  return kind === 'rolling' || kind === 'permanent';
}

function saysOpen(readings: readonly ReadValue[]): boolean {
  return standingOfWords(textOf(valueIn(readings, 'sourceStatus')) ?? '') === 'open';
}

function changeOf(
  field: ExtractedField,
  before: readonly ReadValue[],
  after: readonly ReadValue[],
  context: ChangeContext,
): CallChange | null {
  const sides = { before: sideOf(before, field), after: sideOf(after, field) };
  if (!sides.before && !sides.after) return null;
  const judged = judge(field, before, after, context);
  return judged && { kind: judged.kind, field, ...sides, severity: judged.severity };
}

function judge(
  field: ExtractedField,
  before: readonly ReadValue[],
  after: readonly ReadValue[],
  { now, zone }: ChangeContext,
): Judged | null {
  const [old, next] = [readingOf(before, field), readingOf(after, field)];
  if (old && next) {
    const sameness = compareValues(field, old.value, next.value);
    if (sameness === 'same') return null;
    if (sameness === 'cosmetic') return plain('cosmetic');
  }
  if (field === 'deadline') {
    return judgeDeadline(old, next, { from: closeOf(before, zone), to: closeOf(after, zone) }, { now, zone });
  }
  if (field === 'otherDeadlines') return judgeOtherDates(old?.value, next?.value, now, zone);
  if (field === 'sourceStatus') return judgeStatus(old, next);
  return plain(KIND_OF[field]);
}

/** A turn of the call is told as such; here only words of a source that nobody taught are news. */
function judgeStatus(old: ReadValue | null, next: ReadValue | null): Judged | null {
  const meanings = [old, next].map((side) => standingOfWords(textOf(side?.value) ?? ''));
  if (meanings.every((meaning) => meaning !== null))
    return meanings[0] === meanings[1] ? plain('cosmetic') : null;
  return plain('text');
}

function plain(kind: ChangeKind): Judged {
  return { kind, severity: SEVERITY_OF[kind] };
}

function differs(field: ExtractedField, before: readonly ReadValue[], after: readonly ReadValue[]): boolean {
  return compareValues(field, valueIn(before, field), valueIn(after, field)) !== 'same';
}

function readingOf(readings: readonly ReadValue[], field: ExtractedField): ReadValue | null {
  const reading = readings.find((each) => each.field === field);
  return reading && !isNothing(field, reading.value) ? reading : null;
}

const AMOUNTS: readonly ExtractedField[] = ['amountMin', 'amountMax', 'totalBudget'];

function sideOf(readings: readonly ReadValue[], field: ExtractedField): ChangeSide | null {
  const reading = readingOf(readings, field);
  if (!reading) return null;
  const currency = AMOUNTS.includes(field) ? textOf(valueIn(readings, 'currency')) : null;
  return { value: reading.value, words: reading.words, known: reading.offset === null, currency };
}
