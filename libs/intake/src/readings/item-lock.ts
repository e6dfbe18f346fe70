import { Call } from '@chasqui/calls';
import type { EntityManager } from 'typeorm';
import { ItemMemory } from './reading.entities.js';

/** The call of an item changed between being looked up and being locked: begin again. */
export class ItemMoved extends Error {
  override readonly name = 'ItemMoved';
}

export interface LockedItem {
  readonly memory: ItemMemory;
  /** The call that it became; the one that stays where that was merged. */
  readonly call: Call | null;
}

/**
 * Locks a call, or the one that took its place.
 * @returns null when there is none
 */
export async function lockCall(manager: EntityManager, id: string): Promise<Call | null> {
  let call = await manager.findOne(Call, { where: { id }, lock: { mode: 'pessimistic_write' } });
  while (call?.mergedIntoId) {
    const next = { id: call.mergedIntoId };
    call = await manager.findOne(Call, { where: next, lock: { mode: 'pessimistic_write' } });
  }
  return call;
}

/**
 * Locks what is remembered of an item, after its call: always in this order, because a merge of calls holds them
 * while it moves the items.
 * @throws ItemMoved
 */
export async function lockItem(manager: EntityManager, itemId: string): Promise<LockedItem | null> {
  const known = await manager.findOneBy(ItemMemory, { itemId });
  const call = known?.callId ? await lockCall(manager, known.callId) : null;
  const memory = await manager.findOne(ItemMemory, {
    where: { itemId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!memory) return null;
  if (memory.callId !== (known?.callId ?? null)) throw new ItemMoved();
  return { memory, call };
}

const ATTEMPTS = 5;

/** Runs work that locks items, again when an item moved to another call meanwhile. */
export async function whileItemsMove<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ItemMoved) || attempt === ATTEMPTS) throw error;
    }
  }
}
