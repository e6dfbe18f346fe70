import { EXTRACTOR_VERSION, extractCall, type ItemText } from '@chasqui/extraction';
import { Clock } from '@chasqui/kernel';
import { SourceFault } from '@chasqui/sources';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { columns, storableJson } from '../storable.js';
import { type CapturedItem, CapturedTexts } from './captured-texts.js';
import { DeepReading } from './deep-reading.js';
import { whileItemsMove } from './item-lock.js';
import { Reading } from './reading.entities.js';
import { TakeReading } from './take-reading.js';
import type { Extracted } from './taken-reading.js';

/** Reads what was captured of an item and brings it to the desk. */
@Injectable()
export class ReadCapture {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly texts: CapturedTexts,
    private readonly deep: DeepReading,
    private readonly takeReading: TakeReading,
  ) {}

  /**
   * Reads a capture with the present extractor. The reading and whatever follows from it are stored together: a
   * capture that was read is not read again, and one whose reading was interrupted is as if it had never begun.
   */
  async execute({ captureId }: { captureId: string }): Promise<void> {
    const { manager } = this.database;
    const captured = await this.texts.find(captureId);
    if (!captured) return;
    if (await isRead(manager, captureId)) {
      // Announced again because its source lists it again, unchanged.
      if (captured.item.missing === 0) await this.takeReading.noteListed(manager, captured.item.id);
      return;
    }
    const text = await this.textOf(captured);
    const isReadable = !(text instanceof SourceFault);
    const extracted = isReadable ? await this.extract(text, captured) : unreadable(captured, text);
    await whileItemsMove(() =>
      this.database.transaction(async (transaction) => {
        const reading = await this.store(transaction, captureId, extracted);
        if (reading)
          await this.takeReading.take(transaction, captured, reading, isReadable ? text.defaults : null);
      }),
    );
  }

  /** The fault when the definition of the source does not understand the bytes: a curator must hear of it. */
  private async textOf(captured: CapturedItem): Promise<ItemText | SourceFault> {
    try {
      return await this.texts.read(captured);
    } catch (error) {
      if (error instanceof SourceFault) return error;
      throw error;
    }
  }

  private async extract(text: ItemText, { source }: CapturedItem): Promise<Extracted> {
    const { fields, conflicts } = extractCall(text);
    return { fields: await this.deep.complete(fields, source.donorId), conflicts };
  }

  /** @returns null when another process stored it meanwhile */
  private async store(
    manager: EntityManager,
    captureId: string,
    { fields, conflicts }: Extracted,
  ): Promise<Reading | null> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(Reading)
      .values(
        columns<Reading>({
          captureId,
          extractorVersion: EXTRACTOR_VERSION,
          fields: storableJson([...fields]),
          conflicts: storableJson([...conflicts]),
          at: this.clock.now(),
        }),
      )
      .orIgnore()
      .returning('id')
      .execute();
    const [row] = inserted.raw as { id: string }[];
    return row ? manager.findOneByOrFail(Reading, { id: row.id }) : null;
  }
}

function isRead(manager: EntityManager, captureId: string): Promise<boolean> {
  return manager.existsBy(Reading, { captureId, extractorVersion: EXTRACTOR_VERSION });
}

/** What the list of the source says is all that is known; the rest a person must look up. */
function unreadable({ item }: CapturedItem, fault: SourceFault): Extracted {
  const title = {
    field: 'title',
    value: item.title,
    words: item.title,
    part: 'lista',
    offset: null,
    rule: 'list.title',
    confidence: 0.5,
  } as const;
  const message = `Lo que respondió la fuente no se pudo leer: ${fault.message}`;
  return { fields: item.title ? [title] : [], conflicts: [{ field: 'title', readings: [], message }] };
}
