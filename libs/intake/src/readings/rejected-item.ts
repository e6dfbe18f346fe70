import { changesBetween } from '../changes/changes-between.js';
import { settledValues } from '../changes/settle.js';
import { closeOf } from '../changes/standing.js';
import type { TakenReading } from './taken-reading.js';

/**
 * Whether a reading brings back what a curator had rejected: it is open again, or its deadline changed to one that
 * is still to come.
 */
export function bringsBack({ changes, fields, context, isReread }: TakenReading): boolean {
  if (isReread) return false;
  const after = settledValues(fields);
  const changed = new Map(changes.map((change) => [change.field, change.before]));
  const before = after.flatMap((value) =>
    changed.has(value.field) ? (changed.get(value.field) ?? []) : [value],
  );
  if (before.length === 0) return false;
  const close = closeOf(after, context.zone);
  return changesBetween(before, after, context).some(
    ({ kind, field }) =>
      kind === 'reopened' ||
      kind === 'opened' ||
      (field === 'deadline' && kind !== 'cosmetic' && close !== null && close > context.now),
  );
}
