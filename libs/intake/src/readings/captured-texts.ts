import type { ItemText } from '@chasqui/extraction';
import { DomainError } from '@chasqui/kernel';
import {
  adapterOf,
  Capture,
  CaptureStore,
  type Source,
  SourceFault,
  type SourceItem,
} from '@chasqui/sources';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A capture with what it belongs to. */
export interface CapturedItem {
  readonly capture: Capture;
  readonly item: SourceItem;
  readonly source: Source;
}

/** What sources said, decoded from the bytes that were kept. */
@Injectable()
export class CapturedTexts {
  constructor(
    private readonly database: DataSource,
    private readonly captures: CaptureStore,
  ) {}

  /** @returns null when the capture, or what it belongs to, was deleted meanwhile */
  async find(captureId: string): Promise<CapturedItem | null> {
    const capture = await this.database.manager.findOne(Capture, {
      where: { id: captureId },
      relations: { item: { source: true } },
    });
    const { item } = capture ?? {};
    return capture && item?.source ? { capture, item, source: item.source } : null;
  }

  /**
   * The text of a capture, by the definition that was in force when it came: the same bytes give the same text.
   * @throws SourceFault when the bytes are not, or are no longer understood as, what the definition says
   */
  async read({ capture, item }: CapturedItem): Promise<ItemText> {
    const { definition, parts } = await this.captures.load(capture.id);
    const adapter = adapterOf(definition.adapter);
    try {
      const config = adapter.check(definition.config);
      return await adapter.read(config, { key: item.key, url: item.url, parts });
    } catch (error) {
      if (error instanceof DomainError) throw new SourceFault('layout', error.message);
      throw error;
    }
  }
}
