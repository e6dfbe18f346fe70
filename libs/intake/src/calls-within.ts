import { Calls } from '@chasqui/calls';
import type { Clock } from '@chasqui/kernel';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * The writing side of calls within a transaction that is under way: what it changes is stored together with what
 * led to it, or not at all. Each of its operations is a savepoint, so that one that is refused takes back only itself.
 */
export function callsWithin(manager: EntityManager, clock: Clock): Calls {
  const database: Pick<DataSource, 'transaction'> = { transaction: manager.transaction.bind(manager) };
  return new ComparedCalls(database as DataSource, clock);
}

/** What is written here is compared here: noted as an edit as well, people would be told of it twice. */
class ComparedCalls extends Calls {
  protected override announceEdit(): Promise<void> {
    return Promise.resolve();
  }
}
