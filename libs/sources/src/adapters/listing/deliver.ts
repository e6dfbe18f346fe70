import { FetchError } from '@chasqui/fetching';
import { type Visit, visitPage, type VisitRules } from '../page/visit-page.js';
import { type CollectContext, type Collected, type RawPart, SourceFault } from '../types.js';
import { siteOf } from '../../addresses.js';

/** One call as its list shows it. */
export interface ListedItem {
  readonly key: string;
  readonly url: string;
  readonly title: string;
  /** What the list says of it. */
  readonly parts: readonly RawPart[];
  /** Whether `url` is a page of its own that can be read. */
  readonly hasPage: boolean;
  /** Changes when the list says something else of the call. */
  readonly hint: string;
}

/** So many pages that fail one after the other tell that the site is down or has changed as a whole. */
const MOST_FAILURES_IN_A_ROW = 10;

/** Keeps count over all lists of a source. */
export class Tally {
  private readonly keys = new Set<string>();
  private readonly strangers = new Set<string>();
  private delivered = 0;
  private failures = 0;
  private inARow = 0;
  private lastFailure = '';

  constructor(private readonly maxItems: number) {}

  /** Whether the item has not come yet; notes it. */
  isNew(key: string): boolean {
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    return true;
  }

  knows(key: string): boolean {
    return this.keys.has(key);
  }

  /** Whether the site has not been met yet; notes it. */
  isNewSite(site: string): boolean {
    if (this.strangers.has(site)) return false;
    this.strangers.add(site);
    return true;
  }

  get found(): number {
    return this.keys.size;
  }

  /** As many as were asked for. */
  get isFull(): boolean {
    return this.delivered + this.failures >= this.maxItems;
  }

  took(): void {
    this.delivered += 1;
    this.inARow = 0;
  }

  /** @throws SourceFault `layout` when not one of many could be read */
  failed(message: string): void {
    this.failures += 1;
    this.inARow += 1;
    this.lastFailure = message;
    if (this.inARow >= MOST_FAILURES_IN_A_ROW) throw this.fault();
  }

  /** @throws SourceFault `layout` when every single item failed */
  refuseTotalFailure(): void {
    if (this.failures > 0 && this.delivered === 0) throw this.fault();
  }

  private fault(): SourceFault {
    const many = this.failures === 1 ? 'La página de la convocatoria no se pudo leer.' : this.manyFailed();
    return new SourceFault('layout', `${many} El último problema: ${this.lastFailure}`);
  }

  private manyFailed(): string {
    const count =
      this.delivered === 0
        ? `Ninguna de las ${this.failures} páginas`
        : `Las últimas ${this.inARow} páginas no`;
    return `${count} de convocatorias se ${this.delivered === 0 ? 'pudo' : 'pudieron'} leer.`;
  }
}

/**
 * Hands on the items of a list one by one, each with its page when the definition asks for it. What comes twice is
 * handed on once; an item whose page cannot be read is told as failed and the others go on.
 * @param visits how pages are read; null when the list says it all
 * @throws FetchError `throttled`, SourceFault
 */
export async function* deliver(
  listed: Iterable<ListedItem>,
  visits: VisitRules | null,
  tally: Tally,
  context: CollectContext,
): AsyncGenerator<Collected, void> {
  for (const item of listed) {
    if (tally.isFull) return;
    context.signal?.throwIfAborted();
    if (!tally.isNew(item.key)) continue;
    const isStranger = item.hasPage && visits !== null && !visits.isAllowed(item.url);
    if (isStranger) yield* warnOfStranger(item.url, tally);
    if (!visits || !item.hasPage || isStranger) {
      tally.took();
      yield itemOf(item, item.parts);
      continue;
    }
    const visit = await tryVisit(item, visits, context);
    if (typeof visit === 'string') {
      yield { type: 'failed', key: item.key, url: item.url, message: visit };
      tally.failed(visit);
      continue;
    }
    yield* visit.warnings.map((message): Collected => ({ type: 'warning', message }));
    tally.took();
    const parts = visit.unchanged ? [] : [...item.parts, ...visit.parts];
    yield itemOf({ ...item, title: item.title || (visit.title ?? '') }, parts, visit.unchanged);
    // Whoever asks for the next item has stored this one.
    await visit.keep();
  }
}

function itemOf(item: ListedItem, parts: readonly RawPart[], unchanged = false): Collected {
  const { key, url, title } = item;
  return { type: 'item', item: { key, url, title, parts, unchanged } };
}

function* warnOfStranger(url: string, tally: Tally): Generator<Collected> {
  const site = siteOf(url);
  if (site === null || !tally.isNewSite(site)) return;
  const message =
    `La lista enlaza a ${site}, que no está entre los dominios de la fuente: esas páginas no se leyeron. ` +
    'Si es de confianza, añada el dominio.';
  yield { type: 'warning', message };
}

/** @returns the Spanish message of what went wrong with this one page */
async function tryVisit(
  item: ListedItem,
  visits: VisitRules,
  context: CollectContext,
): Promise<Visit | string> {
  try {
    return await visitPage(item.url, item.hint, visits, context);
  } catch (error) {
    context.signal?.throwIfAborted();
    const ofThePage =
      error instanceof SourceFault || (error instanceof FetchError && error.fault !== 'throttled');
    if (!ofThePage) throw error;
    return error.message;
  }
}
