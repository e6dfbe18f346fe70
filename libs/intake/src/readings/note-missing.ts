import { Clock, ECUADOR_ZONE } from '@chasqui/kernel';
import { SourceItem } from '@chasqui/sources';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { SEVERITY_OF } from '../changes/change.js';
import { READINGS_TO_VANISH, settledValues } from '../changes/settle.js';
import { standingOf, valueIn } from '../changes/standing.js';
import { nextClose } from '../desk/finding-fields.js';
import { Finding } from '../desk/finding.entities.js';
import { columns } from '../storable.js';
import { textOf } from '../reading-values.js';
import { lockItem, whileItemsMove } from './item-lock.js';
import { sourceDefaults } from './source-defaults.js';

/** An item that its source no longer lists. */
@Injectable()
export class NoteMissing {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks the curators about a call that left its source: once it was missing in two complete readings in a row and
   * its deadline is not past. They are asked once, until the source lists it again.
   */
  async execute({ itemId }: { itemId: string }): Promise<void> {
    await whileItemsMove(() => this.database.transaction((manager) => this.note(manager, itemId)));
  }

  private async note(manager: EntityManager, itemId: string): Promise<void> {
    const locked = await lockItem(manager, itemId);
    const item = await manager.findOneBy(SourceItem, { id: itemId });
    if (!locked || !item || locked.memory.rejected || item.missing < READINGS_TO_VANISH) return;
    const { memory, call } = locked;
    if (call && call.state !== 'published' && call.state !== 'in_review') return;
    const now = this.clock.now();
    const { zone } = await sourceDefaults(manager, item.sourceId);
    const context = { now, lastKnown: null, zone: zone ?? ECUADOR_ZONE };
    const values = settledValues(memory.fields);
    const standing = standingOf(values, now, context.zone);
    const isPast = call?.closesAt ? call.closesAt <= now : standing === 'closed';
    if (isPast || standing === 'cancelled') return;
    const open = { itemId, state: 'open' as const };
    const asked =
      (await manager.existsBy(Finding, { ...open, kind: 'vanished' })) ||
      (await manager.existsBy(Finding, {
        itemId,
        kind: 'vanished',
        state: In(['accepted', 'rejected']),
        createdAt: MoreThan(item.lastSeenAt),
      }));
    if (asked) return;
    const title = call?.title ?? textOf(valueIn(values, 'title')) ?? item.title;
    const change = {
      kind: 'withdrawn' as const,
      field: null,
      before: { value: title, words: title, known: false, currency: null },
      after: null,
      severity: SEVERITY_OF.withdrawn,
    };
    await manager.insert(
      Finding,
      columns<Finding>({
        ...open,
        kind: 'vanished',
        sourceId: item.sourceId,
        readingId: memory.readingId,
        callId: call?.id ?? null,
        title,
        fields: [],
        changes: [change],
        severity: change.severity,
        closesAt: nextClose(values, context) ?? call?.closesAt ?? null,
        createdAt: now,
        updatedAt: now,
      }),
    );
  }
}
