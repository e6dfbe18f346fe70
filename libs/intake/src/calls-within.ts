import { Calls } from '@chasqui/calls';
import type { Clock } from '@chasqui/kernel';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * The writing side of calls within a transaction that is under way: what it changes is stored together with what
 * led to it, or not at all. Each of its operations is a savepoint, so that one that is refused takes back only itself.
 */
export function callsWithin(manager: EntityManager, clock: Clock): Calls {
  const database: Pick<DataSource, 'transaction'> = { transaction: manager.transaction.bind(manager) };
  return new Calls(database as DataSource, clock);
}
