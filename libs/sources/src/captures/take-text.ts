import { recordAudit } from '@chasqui/audit';
import { SETTINGS, type Settings } from '@chasqui/config';
import type { Fetcher } from '@chasqui/fetching';
import { Clock, notFound } from '@chasqui/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AdapterKind } from '../adapters/types.js';
import { storedConfig } from '../catalogue/source-input.js';
import { Source, SourceDefinition } from '../catalogue/source.entities.js';
import { Sources } from '../catalogue/sources.service.js';
import { SourceFetcher } from '../pacing/source-fetcher.js';
import { CaptureStore } from './capture-store.js';
import { type Keeping, keepItem } from './keep-item.js';
import { adapterFor, type HandedOver, takenItems } from './taken-items.js';

/** Sources for what is handed over without choosing one, made when they are first needed. */
const BY_HAND: Partial<Record<AdapterKind, { slug: string; name: string }>> = {
  pasted: { slug: 'a-mano', name: 'A mano: direcciones, textos y PDF' },
  spreadsheet: { slug: 'a-mano-hojas', name: 'A mano: hojas de cálculo' },
};

export interface TakenText {
  readonly sourceId: string;
  readonly items: readonly { readonly itemId: string; readonly title: string; readonly keeping: Keeping }[];
  /** Spanish. */
  readonly warnings: readonly string[];
}

/** Takes calls that a curator found: from there on they go the same way as those that sources bring. */
@Injectable()
export class TakeText {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly sources: Sources,
    private readonly captures: CaptureStore,
    @Inject(SourceFetcher) private readonly fetcher: Fetcher,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * Stores everything or nothing. Handing over the same again changes nothing.
   * @param sourceId whose call it is; null for the sources made for this
   * @throws DomainError `not_found` and those of `takenItems`
   */
  async execute(sourceId: string | null, given: HandedOver, actorId: string | null): Promise<TakenText> {
    const source = sourceId === null ? await this.byHand(adapterFor(given)) : await this.chosen(sourceId);
    const version = source.definitionVersion;
    const { manager } = this.database;
    const definition = await manager.findOneByOrFail(SourceDefinition, { sourceId: source.id, version });
    const { items, warnings } = await takenItems(given, definition, this.fetcher, this.clock.now());
    const at = this.clock.now();
    const origin = { sourceId: source.id, definitionVersion: version, runId: null, at };
    return this.database.transaction(async (transaction) => {
      const taken: { itemId: string; title: string; keeping: Keeping }[] = [];
      for (const item of items) {
        const { itemId, keeping } = await keepItem(transaction, this.captures, origin, item);
        if (itemId) taken.push({ itemId, title: item.title, keeping });
      }
      await this.noteTried(transaction, source.id, definition.adapter, at);
      const what = given.kind === 'file' ? { file: given.fileName } : { kind: given.kind };
      const after = {
        ...what,
        items: taken.length,
        added: countOf(taken, 'added'),
        changed: countOf(taken, 'changed'),
      };
      const traced = { at, actorId, entity: 'source', entityId: source.id, after };
      await recordAudit(transaction, { ...traced, action: 'source.items_handed_over' });
      return { sourceId: source.id, items: taken, warnings };
    });
  }

  private async chosen(id: string): Promise<Source> {
    const source = await this.database.manager.findOneBy(Source, { id });
    if (!source) throw notFound('Esa fuente no existe.');
    return source;
  }

  private async byHand(adapter: AdapterKind): Promise<Source> {
    const { slug, name } = BY_HAND[adapter]!;
    const known = await this.database.manager.findOneBy(Source, { slug });
    if (known) return known;
    return this.database.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('source.slug'), hashtext($1))`, [slug]);
      const other = await manager.findOneBy(Source, { slug });
      if (other) return other;
      const facts = {
        nameEs: name,
        donorId: null,
        homeUrl: this.settings.publicUrl,
        everyMinutes: 1440,
        mayBeEmpty: true,
        notes: null,
      };
      return this.sources.insert(manager, facts, { adapter, config: storedConfig(adapter, {}) }, null, slug);
    });
  }

  /** A source that is only ever filled by hand has no run that could show that it works. */
  private async noteTried(
    manager: EntityManager,
    sourceId: string,
    adapter: AdapterKind,
    at: Date,
  ): Promise<void> {
    if (!(adapter in BY_HAND)) return;
    await manager.query(
      `UPDATE source SET first_read_at = coalesce(first_read_at, $2), health = 'ok', health_reason = NULL,
              health_since = CASE WHEN health = 'ok' THEN health_since ELSE $2 END
        WHERE id = $1`,
      [sourceId, at],
    );
  }
}

function countOf(taken: readonly { readonly keeping: Keeping }[], keeping: Keeping): number {
  return taken.filter((item) => item.keeping === keeping).length;
}
