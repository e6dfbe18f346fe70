import type { EntityManager } from 'typeorm';
import type { CollectedItem } from '../adapters/types.js';
import { SourceItem } from '../runs/run.entities.js';
import { storableText } from '../storable-text.js';
import { Capture } from './capture.entities.js';
import { type CaptureStore, contentHash } from './capture-store.js';

/** Which reading or person brought an item. */
export interface ItemOrigin {
  readonly sourceId: string;
  readonly definitionVersion: number;
  /** The run; null for an upload or a pasted text, which never tells that other items are gone. */
  readonly runId: string | null;
  readonly at: Date;
}

/**
 * `added`, `changed`: other bytes than before. `reread`: the same bytes under another definition. `same`: nothing new.
 * `lost`: told as unchanged, but never kept.
 */
export type Keeping = 'added' | 'changed' | 'reread' | 'same' | 'lost';

export interface KeptItem {
  readonly keeping: Keeping;
  /** The run had brought it before. */
  readonly repeated: boolean;
  readonly itemId: string | null;
}

/** An item that no run has brought has no run: this stands for it. */
export const NO_RUN = '00000000-0000-0000-0000-000000000000';

/**
 * Keeps one item as a source brought it, with the caller's transaction: the item, its bytes if they are new, and the
 * event that has them read.
 */
export async function keepItem(
  manager: EntityManager,
  store: CaptureStore,
  origin: ItemOrigin,
  item: CollectedItem,
): Promise<KeptItem> {
  const hash = contentHash(item.parts);
  const added = item.unchanged ? null : await insertItem(manager, origin, item, hash);
  if (added) {
    await store.save(manager, { ...origin, itemId: added }, item.parts);
    return { keeping: 'added', repeated: false, itemId: added };
  }
  const known = await manager.findOne(SourceItem, {
    where: { sourceId: origin.sourceId, key: storableText(item.key) },
    lock: { mode: 'pessimistic_write' },
  });
  if (!known) return { keeping: 'lost', repeated: false, itemId: null };
  const repeated = known.lastRunId === origin.runId;
  const newest = await newestCapture(manager, known.id);
  const keeping = item.unchanged ? 'same' : compare(newest, hash, origin.definitionVersion);
  await manager.update(SourceItem, known.id, {
    url: storableText(item.url),
    ...(item.title && { title: storableText(item.title) }),
    ...(keeping === 'changed' && { contentHash: hash }),
    ...(origin.runId && { lastRunId: origin.runId }),
    lastSeenAt: origin.at,
    missing: 0,
  });
  if (keeping === 'changed' || keeping === 'reread') {
    // Two captures of one moment would have no order.
    const at = newest && newest.at >= origin.at ? new Date(newest.at.getTime() + 1) : origin.at;
    await store.save(manager, { ...origin, at, itemId: known.id }, item.parts);
  }
  return { keeping, repeated, itemId: known.id };
}

/** Notes that an item still stands in its source although it could not be read. */
export async function noteListed(manager: EntityManager, origin: ItemOrigin, key: string): Promise<void> {
  if (!origin.runId) return;
  const own = { sourceId: origin.sourceId, key: storableText(key) };
  await manager.update(SourceItem, own, { lastRunId: origin.runId });
}

async function insertItem(
  manager: EntityManager,
  { sourceId, runId, at }: ItemOrigin,
  item: CollectedItem,
  hash: string,
): Promise<string | null> {
  const rows = await manager.query<{ id: string }[]>(
    `INSERT INTO source_item (source_id, key, url, title, first_seen_at, last_seen_at, last_run_id, content_hash)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7) ON CONFLICT (source_id, key) DO NOTHING RETURNING id`,
    [
      sourceId,
      storableText(item.key),
      storableText(item.url),
      storableText(item.title),
      at,
      runId ?? NO_RUN,
      hash,
    ],
  );
  return rows[0]?.id ?? null;
}

function newestCapture(manager: EntityManager, itemId: string): Promise<Capture | null> {
  return manager.findOne(Capture, { where: { itemId }, order: { at: 'DESC', id: 'DESC' } });
}

/** The same bytes are read anew when the source is read in another way now. */
function compare(newest: Capture | null, hash: string, definitionVersion: number): Keeping {
  if (newest?.contentHash !== hash) return 'changed';
  return newest.definitionVersion === definitionVersion ? 'same' : 'reread';
}
