import type { EntityManager } from 'typeorm';

/** Whether an address takes no more mail of ours: it bounced, its owner complained, or an admin said so. */
export async function isSuppressed(manager: EntityManager, address: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>('SELECT FROM suppressed_address WHERE address = $1', [
    address.toLowerCase(),
  ]);
  return rows.length > 0;
}
