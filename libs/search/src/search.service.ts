import { Clock } from '@chasqui/kernel';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Analyzer } from './analysis.js';
import { entryMatcher } from './matches-query.js';
import type { FacetCounts } from './facet-index.js';
import { correctedWords, highlight, type Piece, snippet } from './highlight.js';
import { type Correction, type IndexedEntry, SearchIndex } from './search-index.js';
import type { SearchEntry } from './search-entry.entity.js';
import type { SearchQuery } from './search-query.js';

/** An entry as people see it in a list. */
export interface SearchItem {
  readonly entry: SearchEntry;
  readonly title: readonly Piece[];
  /** Where the words were found in its text. */
  readonly snippet: readonly Piece[];
}

export interface SearchPage {
  readonly items: readonly SearchItem[];
  readonly total: number;
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
  readonly facets: FacetCounts;
  readonly corrections: readonly Correction[];
  /** The words with the corrections in place: what a saved search keeps. */
  readonly words: string;
  /** Words that nothing holds. */
  readonly unknown: readonly string[];
  /** Nothing holds enough of the words: these results hold only some. */
  readonly partial: boolean;
}

const PAGE = 20;
const MAX_PAGE = 100;
/** Rows read at once while the index is filled, and rows indexed before other requests get their turn. */
const READ = 1000;
const TURN = 50;
/** The index is made anew when more than this share of it is dead. */
const MAX_WASTE = 0.5;
const SPARE = 1000;

const COLUMNS = `kind, record_id AS "recordId", seq, removed, url, title, subtitle, language, body, keywords, facets,
  opens_on::text AS "opensOn", closes_at AS "closesAt", amount, currency`;

/**
 * The search box over every public record. The index is in memory; before it answers it asks the database for what
 * changed, so that whoever publishes a call finds it at once, in every process.
 */
@Injectable()
export class Search implements OnModuleDestroy {
  private readonly log = new Logger('Search');
  private index: SearchIndex;
  private seq = 0n;
  private turn: Promise<void> = Promise.resolve();
  private rebuilding = false;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    readonly analyzer: Analyzer,
  ) {
    this.index = new SearchIndex(analyzer);
  }

  /** One page of what a query finds, with the counts of all facets. */
  async find(query: SearchQuery, options: { limit?: number } = {}): Promise<SearchPage> {
    await this.catchUp();
    const limit = Math.min(options.limit ?? PAGE, MAX_PAGE);
    const hits = this.index.search(query, this.clock.now(), limit);
    const entries = await this.entries(hits.keys);
    return {
      items: entries.map((entry) => ({
        entry,
        title: highlight(this.analyzer, entry.title, entry.language, hits.terms),
        snippet: snippet(this.analyzer, entry.body, entry.language, hits.terms),
      })),
      total: hits.total,
      next: hits.next,
      facets: hits.facets,
      corrections: hits.corrections,
      words: correctedWords(query.words, hits.corrections),
      unknown: hits.unknown,
      partial: hits.partial,
    };
  }

  /** Prepares one record for being held against many saved searches. */
  matcher(entry: IndexedEntry): (query: SearchQuery) => boolean {
    return entryMatcher(entry, this.analyzer, this.clock.now());
  }

  /** How many records can be found. */
  get size(): number {
    return this.index.size;
  }

  /** Brings the index up to what is committed. Called before every answer, and at start so that the first is fast. */
  async catchUp(): Promise<void> {
    const [row] = await this.database.query<[{ seq: string | null }]>(
      'SELECT max(seq) AS seq FROM search_entry',
    );
    const newest = BigInt(row.seq ?? 0);
    if (newest <= this.seq) return;
    // One at a time; whoever waits finds the work done.
    this.turn = this.turn.then(() => (newest > this.seq ? this.apply(this.index, newest) : undefined));
    const turn = this.turn;
    this.turn = turn.catch(() => {});
    await turn;
    this.rebuildIfWasted();
  }

  /** Until the work under way is done: the database must not be closed under it. */
  async onModuleDestroy(): Promise<void> {
    await this.turn;
  }

  /** Reads the changes up to `newest` into the index, in their order. */
  private async apply(index: SearchIndex, newest: bigint): Promise<void> {
    let seq = this.seq;
    while (seq < newest) {
      const rows = await this.database.query<SearchEntry[]>(
        `SELECT ${COLUMNS} FROM search_entry WHERE seq > $1 ORDER BY seq LIMIT ${READ}`,
        [String(seq)],
      );
      if (rows.length === 0) break;
      await putAll(index, rows);
      seq = BigInt(rows.at(-1)!.seq);
      this.seq = seq;
    }
  }

  /** Replaced documents stay in the posting lists: when they are too many, a new index is made aside. */
  private rebuildIfWasted(): void {
    if (this.rebuilding || this.index.wasted <= SPARE + this.index.size * MAX_WASTE) return;
    this.rebuilding = true;
    this.turn = this.turn
      .then(() => this.rebuild())
      .catch((error: unknown) => this.log.error(error))
      .finally(() => (this.rebuilding = false));
  }

  private async rebuild(): Promise<void> {
    const index = new SearchIndex(this.analyzer);
    const newest = this.seq;
    for (let seq = 0n; seq < newest;) {
      const rows = await this.database.query<SearchEntry[]>(
        `SELECT ${COLUMNS} FROM search_entry WHERE seq > $1 AND NOT removed ORDER BY seq LIMIT ${READ}`,
        [String(seq)],
      );
      await putAll(index, rows);
      seq = rows.length < READ ? newest : BigInt(rows.at(-1)!.seq);
    }
    this.index = index;
  }

  private async entries(keys: readonly string[]): Promise<SearchEntry[]> {
    if (keys.length === 0) return [];
    const parts = keys.map((key) => key.split('_'));
    const rows = await this.database.query<SearchEntry[]>(
      `SELECT ${COLUMNS} FROM search_entry
         JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (k, r, place) ON kind = k AND record_id = r
        WHERE NOT removed ORDER BY place`,
      [parts.map(([kind]) => kind), parts.map(([, id]) => id)],
    );
    return rows;
  }
}

/** Indexes rows a few at a time, so that other requests are not kept waiting. */
async function putAll(index: SearchIndex, rows: readonly SearchEntry[]): Promise<void> {
  for (const [place, row] of rows.entries()) {
    if (row.removed) index.remove(row.kind, row.recordId);
    else index.put(row);
    if (place % TURN === TURN - 1) await new Promise(setImmediate);
  }
}
