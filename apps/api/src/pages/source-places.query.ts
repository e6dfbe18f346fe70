import type { DataSource } from 'typeorm';

/** Where a call that a source brought is now. */
export interface ItemPlace {
  readonly itemId: string;
  /** The call that it became. */
  readonly callId: string | null;
  /** What waits for a curator. */
  readonly findingId: string | null;
  readonly rejected: boolean;
}

/** Items that nobody has read yet have no place. */
export async function placesOfItems(
  database: DataSource,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ItemPlace>> {
  const rows = await database.query<ItemPlace[]>(
    `SELECT m.item_id AS "itemId", coalesce(c.merged_into_id, c.id) AS "callId", m.rejected,
            (SELECT f.id FROM finding f WHERE f.item_id = m.item_id AND f.state = 'open'
              ORDER BY f.created_at DESC LIMIT 1) AS "findingId"
       FROM item_memory m LEFT JOIN call c ON c.id = m.call_id
      WHERE m.item_id = ANY($1::uuid[])`,
    [itemIds],
  );
  return new Map(rows.map((row) => [row.itemId, row]));
}

/** Names of people by their account. */
export async function peopleNamed(
  database: DataSource,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ id: string; name: string }[]>(
    'SELECT id, name FROM account WHERE id = ANY($1::uuid[])',
    [ids.filter((id) => id !== null)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
