import type { DataSource } from 'typeorm';
import { CALL_COLUMNS, EXTRACTED_FIELDS } from './call-values.js';
import { CallChangeEvent, CallFieldOrigin } from './origin.entities.js';
import { EDITED_BY_PERSON } from './origin-rows.js';

/** Where a value comes from, as the page of its call tells it. */
export interface ShownOrigin extends CallFieldOrigin {
  readonly sourceName: string | null;
  readonly sourceTrusted: boolean;
}

/** The origins of a call's values, in the order of its form. Whatever a person changed since counts as set by her. */
export async function originsOf(database: DataSource, callId: string): Promise<ShownOrigin[]> {
  const rows = await database.manager.findBy(CallFieldOrigin, { callId });
  const edited = await database.query<{ field: string }[]>(
    `SELECT o.field FROM call_field_origin o WHERE o.call_id = $1 AND o.set_by = 'source' AND ${EDITED_BY_PERSON}`,
    [callId, JSON.stringify(CALL_COLUMNS)],
  );
  const sources = await database.query<{ id: string; name: string; trusted: boolean }[]>(
    `SELECT id, name_es AS name, trusted FROM source WHERE id = ANY($1::uuid[])`,
    [rows.flatMap(({ sourceId }) => sourceId ?? [])],
  );
  const byPerson = new Set(edited.map(({ field }) => field));
  const known = new Map(sources.map((source) => [source.id, source]));
  return rows
    .map((row): ShownOrigin => {
      const source = row.sourceId === null ? undefined : known.get(row.sourceId);
      const isEdited = byPerson.has(row.field);
      return Object.assign(
        row,
        isEdited && { setBy: 'person', policy: row.policy === 'auto' ? 'ask' : row.policy },
        {
          sourceName: source?.name ?? null,
          sourceTrusted: source?.trusted ?? false,
        },
      );
    })
    .toSorted((a, b) => EXTRACTED_FIELDS.indexOf(a.field) - EXTRACTED_FIELDS.indexOf(b.field));
}

/** What changed in a call since it was published, the newest first. */
export function changeEventsOf(database: DataSource, callId: string): Promise<CallChangeEvent[]> {
  return database.manager.find(CallChangeEvent, {
    where: { callId },
    order: { at: 'DESC', id: 'DESC' },
    take: 100,
  });
}
