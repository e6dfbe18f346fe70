import { type ExtractedCall, extractCall, type FieldReading } from '@chasqui/extraction';
import type { FetchAnswer, Fetcher, FetchRequest } from '@chasqui/fetching';
import { Clock } from '@chasqui/kernel';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { adapterOf } from '../adapters/index.js';
import type { Adapter, AdapterKind, CollectContext, CollectedItem } from '../adapters/types.js';
import { SourceFetcher } from '../pacing/source-fetcher.js';
import { runFaultOf } from '../runs/run-fault.js';

/** How long a person waits for a preview at most, ms. */
const PATIENCE_MS = 60_000;
const MOST_ITEMS = 10;
/** Where every item takes requests of its own and the list alone names none. */
const MOST_VISITS = 3;
const LONGEST_TEXT = 2_000;

export interface PreviewedItem {
  readonly title: string;
  readonly url: string;
}

/** One item as it would be read. */
export interface PreviewedSample {
  readonly url: string;
  /** What was captured, decoded; each text is cut. */
  readonly parts: readonly { readonly name: string; readonly text: string }[];
  readonly fields: readonly FieldReading[];
  readonly conflicts: ExtractedCall['conflicts'];
}

export interface SourcePreview {
  /** Calls in the part of the list that was looked at. */
  readonly found: number;
  /** The first ones. */
  readonly items: readonly PreviewedItem[];
  readonly sample: PreviewedSample | null;
  /** Spanish. */
  readonly warnings: readonly string[];
  /** What kept it from being read, in Spanish; null when all is well. */
  readonly fault: { readonly code: string; readonly message: string } | null;
}

interface Look {
  readonly items: CollectedItem[];
  readonly warnings: Set<string>;
  found: number;
  fault: SourcePreview['fault'];
}

/** Shows what a source would bring before it is saved. Nothing of it is kept. */
@Injectable()
export class PreviewSource {
  private readonly log = new Logger(PreviewSource.name);

  constructor(
    @Inject(SourceFetcher) private readonly fetcher: Fetcher,
    private readonly clock: Clock,
  ) {}

  /**
   * @param patienceMs what was seen until then is shown
   * @throws DomainError `source.invalid` with one Spanish message per field of the configuration
   */
  async execute(kind: AdapterKind, config: unknown, patienceMs = PATIENCE_MS): Promise<SourcePreview> {
    const adapter = adapterOf(kind);
    const checked = adapter.check(config);
    const context = this.contextFor(AbortSignal.timeout(patienceMs));
    const listed = listOnly(adapter, checked);
    const list = await this.look(adapter, listed ?? checked, {
      ...context,
      maxItems: mostItems(kind, listed),
    });
    // The list alone is quick; of one call the page is read too.
    const detail =
      listed && !list.fault ? await this.look(adapter, checked, { ...context, maxItems: 1 }) : list;
    const sample = detail.items.find(({ parts }) => parts.length > 0);
    const read = sample ? await this.read(adapter, checked, sample) : null;
    return {
      found: Math.max(list.found, list.items.length),
      items: list.items.slice(0, MOST_ITEMS).map(({ title, url }) => ({ title, url })),
      sample: read && 'fields' in read ? read : null,
      warnings: [...new Set([...list.warnings, ...detail.warnings])],
      fault: list.fault ?? detail.fault ?? (read && 'code' in read ? read : null),
    };
  }

  private contextFor(signal: AbortSignal): Omit<CollectContext, 'maxItems'> {
    return {
      fetcher: new RememberingFetcher(this.fetcher),
      now: this.clock.now(),
      cursor: undefined,
      signal,
      validatorsOf: () => Promise.resolve(undefined),
      keepValidators: () => Promise.resolve(),
    };
  }

  private async look(adapter: Adapter, config: unknown, context: CollectContext): Promise<Look> {
    const look: Look = { items: [], warnings: new Set(), found: 0, fault: null };
    try {
      for await (const told of adapter.collect(config, context)) {
        if (told.type === 'item') look.items.push(told.item);
        else if (told.type === 'page') look.found += told.found;
        else look.warnings.add(told.type === 'failed' ? `${told.url}: ${told.message}` : told.message);
        // Adapters look at the signal between requests; one that waits for nothing would not.
        context.signal?.throwIfAborted();
      }
    } catch (error) {
      if (context.signal?.aborted) this.runOutOfTime(look);
      else look.fault = this.faultOf(error);
    }
    return look;
  }

  private runOutOfTime(look: Look): void {
    const message =
      'El sitio es lento y se acabó el tiempo de la vista previa: se muestra lo que llegó. La lectura de verdad tiene más tiempo.';
    if (look.items.length > 0) look.warnings.add(message);
    else
      look.fault = { code: 'timeout', message: 'El sitio tardó demasiado y no se vio ninguna convocatoria.' };
  }

  private async read(
    adapter: Adapter,
    config: unknown,
    item: CollectedItem,
  ): Promise<PreviewedSample | NonNullable<SourcePreview['fault']>> {
    try {
      const text = await adapter.read(config, item);
      const { fields, conflicts } = extractCall(text);
      const parts = text.parts.map(({ name, source }) => ({
        name,
        text: source.text.slice(0, LONGEST_TEXT),
      }));
      return { url: item.url, parts, fields, conflicts };
    } catch (error) {
      return this.faultOf(error);
    }
  }

  private faultOf(error: unknown): NonNullable<SourcePreview['fault']> {
    const { code, message } = runFaultOf(error);
    if (code === 'internal') this.log.error(`Preview: ${String(error)}`, (error as Error).stack);
    return { code, message };
  }
}

/** The same configuration without the pages of the calls; null where the list does not name its calls by itself. */
function listOnly(adapter: Adapter, config: unknown): unknown {
  const hasPages =
    ['html', 'feed', 'json'].includes(adapter.kind) && (config as { detail: unknown }).detail !== null;
  return hasPages ? Object.assign({}, config, { detail: null }) : null;
}

function mostItems(kind: AdapterKind, listed: unknown): number {
  const visitsEach = listed === null && ['sitemap', 'bdns', 'grants_gov'].includes(kind);
  return visitsEach ? MOST_VISITS : MOST_ITEMS;
}

/** Asks for the same thing once: list and call are looked at one after the other. */
class RememberingFetcher implements Fetcher {
  private readonly answers = new Map<string, FetchAnswer>();

  constructor(private readonly fetcher: Fetcher) {}

  async fetch(request: FetchRequest, signal?: AbortSignal): Promise<FetchAnswer> {
    const key = JSON.stringify([request.method ?? 'GET', request.url, request.body?.toString() ?? null]);
    const known = this.answers.get(key);
    if (known) return known;
    const answer = await this.fetcher.fetch(request, signal);
    this.answers.set(key, answer);
    return answer;
  }
}
