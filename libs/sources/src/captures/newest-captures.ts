import type { EntityManager } from 'typeorm';

export interface NewestCapture {
  readonly itemId: string;
  readonly captureId: string;
}

/**
 * The newest capture of each item, in the order of the items, for whoever has to read all of them again.
 * @param after the last item of the batch before; null for the first
 */
export function newestCaptures(
  manager: EntityManager,
  after: string | null,
  limit: number,
): Promise<NewestCapture[]> {
  return manager.query<NewestCapture[]>(
    `SELECT i.id AS "itemId", c.id AS "captureId"
       FROM source_item i
       CROSS JOIN LATERAL (SELECT id FROM capture WHERE item_id = i.id ORDER BY at DESC, id DESC LIMIT 1) c
      WHERE $1::uuid IS NULL OR i.id > $1::uuid
      ORDER BY i.id LIMIT $2`,
    [after, limit],
  );
}
