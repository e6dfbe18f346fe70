import { Clock, ECUADOR_ZONE } from '@chasqui/kernel';
import type { FieldReading } from '@chasqui/extraction';
import type { Capture } from '@chasqui/sources';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type FieldMemory, settle } from '../changes/settle.js';
import { Finding } from '../desk/finding.entities.js';
import { columns } from '../storable.js';
import type { CapturedItem } from './captured-texts.js';
import { lockItem, type LockedItem } from './item-lock.js';
import { KnownCall } from './known-call.js';
import { NewItem } from './new-item.js';
import { ItemMemory, type Reading } from './reading.entities.js';
import type { SourceDefaults, TakenReading } from './taken-reading.js';

const SILENT: SourceDefaults = { language: null, zone: null, currency: null };

/** What becomes of a reading: nothing, a finding, a change of its call, or a call. */
@Injectable()
export class TakeReading {
  constructor(
    private readonly clock: Clock,
    private readonly newItem: NewItem,
    private readonly knownCall: KnownCall,
  ) {}

  /**
   * Takes a stored reading into the memory of its item, with the caller's transaction. One that a newer capture
   * overtook is left aside.
   * @param defaults null when the capture could not be read
   */
  async take(
    manager: EntityManager,
    captured: CapturedItem,
    reading: Reading,
    defaults: SourceDefaults | null,
  ): Promise<void> {
    const { item, capture } = captured;
    const isFirst = await this.begin(manager, item.id, reading.id);
    const locked = await lockItem(manager, item.id);
    if (!locked) return;
    const last = isFirst ? null : await lastCapture(manager, locked.memory);
    if (last && last.id !== capture.id && last.at > capture.at) return;
    // A page that cannot be read says nothing of what is known of it.
    if (!defaults && !isFirst) return;
    const isReread = last?.contentHash === capture.contentHash;
    const { memory: fields, changes } = settled(locked.memory.fields, reading, isReread);
    const now = this.clock.now();
    const context = { now, lastKnown: null, zone: defaults?.zone ?? ECUADOR_ZONE };
    const taken = { ...captured, reading, fields, changes, isReread, context, defaults: defaults ?? SILENT };
    await this.route(manager, locked, taken);
    await manager.update(ItemMemory, item.id, columns<ItemMemory>({ fields, readingId: reading.id }));
    await this.noteListed(manager, item.id);
  }

  /** Nobody has to look for an item that its source lists. */
  async noteListed(manager: EntityManager, itemId: string): Promise<void> {
    const asked = { itemId, kind: 'vanished', state: 'open' } as const;
    await manager.update(Finding, asked, { state: 'superseded', updatedAt: this.clock.now() });
  }

  /** @returns whether nothing was remembered of the item */
  private async begin(manager: EntityManager, itemId: string, readingId: string): Promise<boolean> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(ItemMemory)
      .values(columns<ItemMemory>({ itemId, callId: null, fields: {}, readingId, rejected: false }))
      .orIgnore()
      .returning('item_id')
      .execute();
    return (inserted.raw as unknown[]).length > 0;
  }

  private route(manager: EntityManager, { memory, call }: LockedItem, taken: TakenReading): Promise<void> {
    if (call) return this.knownCall.take(manager, call, taken);
    if (memory.rejected) return this.newItem.takeRejected(manager, memory, taken);
    return this.newItem.take(manager, taken);
  }
}

/** An extractor that no longer reads a value says nothing of whether the source still has it. */
function settled(previous: FieldMemory, reading: Reading, isReread: boolean): ReturnType<typeof settle> {
  const kept = isReread ? unread(previous, reading.fields) : {};
  const others = Object.fromEntries(
    Object.entries(previous).filter(([field]) => !Object.hasOwn(kept, field)),
  );
  const { memory, changes } = settle(others, reading.fields);
  return { memory: { ...memory, ...kept }, changes };
}

function unread(previous: FieldMemory, readings: readonly FieldReading[]): FieldMemory {
  const read = new Set<string>(readings.map(({ field }) => field));
  return Object.fromEntries(Object.entries(previous).filter(([field]) => !read.has(field)));
}

type LastCapture = Pick<Capture, 'id' | 'at' | 'contentHash'>;

async function lastCapture(manager: EntityManager, { readingId }: ItemMemory): Promise<LastCapture | null> {
  const [last] = await manager.query<LastCapture[]>(
    'SELECT c.id, c.at, c.content_hash AS "contentHash" FROM reading r JOIN capture c ON c.id = r.capture_id WHERE r.id = $1',
    [readingId],
  );
  return last ?? null;
}
