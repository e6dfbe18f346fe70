import type { Call } from '@chasqui/calls';
import type { ExtractedField, FieldConflict, FieldReading } from '@chasqui/extraction';
import {
  type CallChange,
  type ChangeContext,
  type ReadValue,
  SEVERITIES,
  type Severity,
} from '../changes/change.js';
import { closeOf } from '../changes/standing.js';
import { isKept, valueInCall } from '../origins/call-values.js';
import type { FindingField } from './finding.entities.js';

/**
 * The values that a finding proposes, with what the call says now and what the source says against itself.
 * @param call null for a new one
 */
export function findingFields(
  readings: readonly FieldReading[],
  conflicts: readonly FieldConflict[],
  call: Call | null,
): FindingField[] {
  return readings.map((reading) => ({
    ...reading,
    current: call && isKept(reading.field) ? valueInCall(reading.field, call) : null,
    conflict: conflictOf(reading.field, conflicts),
  }));
}

function conflictOf(field: ExtractedField, conflicts: readonly FieldConflict[]): string | null {
  const messages = conflicts.filter((conflict) => conflict.field === field).map(({ message }) => message);
  return messages.length > 0 ? messages.join(' ') : null;
}

/** The gravest of some changes. */
export function gravest(changes: readonly CallChange[]): Severity {
  return SEVERITIES.find((severity) => changes.some((change) => change.severity === severity)) ?? 'none';
}

/** The next close that the values tell of; one that is past matters to nobody. */
export function nextClose(values: readonly ReadValue[], { now, zone }: ChangeContext): Date | null {
  const close = closeOf(values, zone);
  return close && close > now ? close : null;
}
