import { type Call } from '@chasqui/calls';
import type { ExtractedField } from '@chasqui/extraction';
import { appendEvent } from '@chasqui/outbox';
import type { EntityManager } from 'typeorm';
import type { CallChange } from '../changes/change.js';
import { describeChange } from '../changes/describe-change.js';
import { callChanged } from './call-events.js';
import { columns } from '../storable.js';
import { CALL_COLUMNS } from './call-values.js';
import { CallChangeEvent, CallFieldOrigin } from './origin.entities.js';

export type Origins = ReadonlyMap<ExtractedField, CallFieldOrigin>;

/**
 * True in SQL when a person changed the field of origin `o` on the call's own form after it was last set or confirmed
 * from a source. $2 is `CALL_COLUMNS`.
 */
export const EDITED_BY_PERSON = `EXISTS (
  SELECT FROM audit_entry a
   WHERE a.entity = 'call' AND a.entity_id = o.call_id::text
     AND a.action IN ('call.updated', 'call.undone') AND a.actor_id IS NOT NULL
     AND a.at > greatest(o.read_at, o.confirmed_at)
     AND a.after ?| ARRAY(SELECT jsonb_array_elements_text($2::jsonb -> o.field)))`;

/**
 * The origins of a call's values, by field, with those that people changed on its form since marked as theirs: a
 * reading never overwrites them.
 */
export async function protectedOrigins(manager: EntityManager, callId: string): Promise<Origins> {
  await manager.query(
    `UPDATE call_field_origin o
        SET set_by = 'person', policy = CASE policy WHEN 'auto' THEN 'ask' ELSE policy END
      WHERE o.call_id = $1 AND o.set_by = 'source' AND ${EDITED_BY_PERSON}`,
    [callId, JSON.stringify(CALL_COLUMNS)],
  );
  const rows = await manager.findBy(CallFieldOrigin, { callId });
  return new Map(rows.map((row) => [row.field, row]));
}

/** Stores where values come from, over what was known before. */
export async function saveOrigins(
  manager: EntityManager,
  origins: readonly CallFieldOrigin[],
): Promise<void> {
  const rows = origins.map((origin) => columns<CallFieldOrigin>(origin));
  if (rows.length > 0) await manager.upsert(CallFieldOrigin, rows, ['callId', 'field']);
}

export interface ToldChange {
  /** Where it must be known again; a new one otherwise. */
  readonly id?: string;
  readonly change: CallChange;
  readonly findingId: string | null;
  /** In words of its own, where the usual ones do not fit. */
  readonly textEs?: string | null;
}

/**
 * Notes changes of a published call for those who want to hear of them, and lets the others know that they are there.
 * Changes that nobody is told of leave no trace here.
 */
export async function tellChanges(
  manager: EntityManager,
  call: Pick<Call, 'id'>,
  told: readonly ToldChange[],
  at: Date,
  actorId: string | null,
): Promise<void> {
  const rows = told
    .filter(({ change }) => change.severity !== 'none')
    .map(({ id, change, findingId, textEs }) => ({
      ...(id && { id }),
      callId: call.id,
      findingId,
      kind: change.kind,
      field: change.field,
      before: change.before,
      after: change.after,
      severity: change.severity,
      textEs: textEs ?? describeChange(change),
      at,
      actorId,
    }));
  if (rows.length === 0) return;
  const saved = await manager.save(CallChangeEvent, rows);
  const changeIds = saved.map(({ id }) => id);
  await appendEvent(manager, callChanged, { callId: call.id, changeIds }, at);
}
