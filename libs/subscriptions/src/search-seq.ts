import type { EntityManager } from 'typeorm';

/**
 * The next number of a saved search. Numbers appear in their order: whoever takes one makes the others wait until it
 * is committed, so that a reader who has seen a number has seen all before it. None comes twice, also when the search
 * that had the last one is deleted.
 */
export async function nextSearchSeq(manager: EntityManager): Promise<number> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('search_seq'))`);
  // A statement of its own: it must see what the writer before has committed.
  const [{ seq }] = await manager.query<[{ seq: string }]>(
    `SELECT setval('subscription_search_seq', greatest(nextval('subscription_search_seq'),
              (SELECT coalesce(max(search_seq), 0) + 1 FROM subscription))) AS seq`,
  );
  return Number(seq);
}
