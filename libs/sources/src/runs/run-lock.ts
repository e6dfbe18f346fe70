import type { DataSource, EntityManager } from 'typeorm';

/**
 * Does work that only one process may do for a run at a time. The lock belongs to one connection, and the work must
 * write through the given manager, which uses that connection: when it breaks, another process may take over, and
 * nothing of this one is written any more.
 * @returns null when another process holds the lock
 */
export async function withRunLock<Result>(
  database: DataSource,
  runId: string,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result | null> {
  const runner = database.createQueryRunner();
  try {
    const [lock] = (await runner.query(
      `SELECT pg_try_advisory_lock(hashtext('source_run'), hashtext($1)) AS taken`,
      [runId],
    )) as [{ taken: boolean }];
    if (!lock.taken) return null;
    try {
      return await work(runner.manager);
    } finally {
      // The pool must not hand out a connection that still holds it; a broken connection holds nothing.
      if (!runner.isReleased) {
        await runner.query(`SELECT pg_advisory_unlock(hashtext('source_run'), hashtext($1))`, [runId]);
      }
    }
  } finally {
    if (!runner.isReleased) await runner.release();
  }
}
