import { type Call, callStatus } from '@chasqui/calls';
import { ECUADOR_ZONE } from '@chasqui/kernel';
import { type CallChange, type ChangeSide, type ReadValue, SEVERITY_OF } from '../changes/change.js';
import { changesBetween } from '../changes/changes-between.js';
import { EXTRACTED_FIELDS, isKept, valueInCall } from '../origins/call-values.js';
import { isNothing } from '../reading-values.js';

/**
 * What somebody who knows a public call must hear of once it was changed by hand, the most urgent first: the same as if
 * its source had changed. A duplicate that was joined to another call is not gone, and nobody misses one that is over.
 * @param before as the public saw it
 * @param after as it is now, public or not
 */
export function editedChanges(before: Call, after: Call, now: Date): CallChange[] {
  if (before.state !== 'published') return [];
  if (after.state === 'published') {
    // A zone that nobody gave is Ecuador's in the call.
    const context = { now, lastKnown: null, zone: ECUADOR_ZONE };
    return changesBetween(valuesOf(before), valuesOf(after), context);
  }
  return after.mergedIntoId || callStatus(before, now) === 'closed' ? [] : [withdrawn(before)];
}

/** It is public again after people were told that it was withdrawn. */
export function putBack(call: Call): CallChange {
  return {
    kind: 'reopened',
    field: null,
    before: null,
    after: titleOf(call),
    severity: SEVERITY_OF.reopened,
  };
}

/** The changes that were not told as part of a decision on a finding. */
export function notTold(changes: readonly CallChange[], told: readonly CallChange[]): CallChange[] {
  const fields = new Set(told.map(({ field }) => field));
  // Whoever heard that the source cancelled or closed it need not hear that it was put away.
  const isOver = fields.has(null) || fields.has('sourceStatus');
  return changes.filter(({ kind, field }) => !fields.has(field) && !(kind === 'withdrawn' && isOver));
}

/** What happened in words, where those about sources do not fit what a person did; null where they do. */
export function textOfEdit({ kind, field }: CallChange): string | null {
  if (field !== null) return null;
  return kind === 'withdrawn' ? 'Se retiró la convocatoria' : 'La convocatoria vuelve a estar publicada';
}

function withdrawn(call: Call): CallChange {
  return {
    kind: 'withdrawn',
    field: null,
    before: titleOf(call),
    after: null,
    severity: SEVERITY_OF.withdrawn,
  };
}

function titleOf({ title }: Call): ChangeSide {
  return { value: title, words: title, known: false, currency: null };
}

function valuesOf(call: Call): ReadValue[] {
  return EXTRACTED_FIELDS.filter(isKept).flatMap((field): ReadValue[] => {
    const value = valueInCall(field, call);
    if (isNothing(field, value)) return [];
    return [{ field, value, words: field === 'deadline' ? (call.deadlineText ?? '') : '' }];
  });
}
