import { type Alternative, type Analyzer, NEAR_WEIGHT } from './analysis.js';
import { type FacetCounts, FacetIndex, FacetSelection } from './facet-index.js';
import { type WindowEnds, windowEnds } from './facets.js';
import { MAX_IMPACT, Postings } from './postings.js';
import { termWeights } from './term-weights.js';
import { gadNames, pageOf, plainName, rankerOf, shareOf } from './ranking.js';
import type { SearchEntry } from './search-entry.entity.js';
import type { SearchQuery } from './search-query.js';
import { type KnownWord, Vocabulary } from './vocabulary.js';

/** What of an entry the index keeps. */
export type IndexedEntry = Pick<
  SearchEntry,
  'kind' | 'recordId' | 'title' | 'subtitle' | 'language' | 'body' | 'keywords' | 'facets' | 'closesAt'
> &
  Pick<SearchEntry, 'amount' | 'currency'>;

/** A word that was typed and the one that was searched for instead. */
export interface Correction {
  readonly typed: string;
  readonly used: string;
}

export interface IndexHits {
  /** `kind_recordId` of the page, best first. */
  readonly keys: string[];
  readonly total: number;
  /** Key of the next page; null on the last one. */
  readonly next: string | null;
  readonly facets: FacetCounts;
  readonly corrections: readonly Correction[];
  /** Words that no document holds, nor anything like them. */
  readonly unknown: readonly string[];
  /** Nothing holds enough of the words, so that these results hold only some. */
  readonly partial: boolean;
  /** Every term that counted as a find: what to mark in the texts. */
  readonly terms: ReadonlySet<string>;
}

interface Sought {
  readonly word: string;
  /** What holds it, by way of finding it. */
  readonly lists: readonly {
    readonly postings: Uint32Array;
    readonly weight: number;
    readonly adds?: boolean | undefined;
  }[];
}

/** Words that may stand for one that nobody wrote. */
const NEAR_WORDS = 3;
const COMPLETIONS = 10;
const MIN_PREFIX = 3;

/**
 * All documents of this process in memory: words with BM25 weights in posting lists, facets as bit tests. Nothing
 * here waits, so that a search never sees half a change.
 */
export class SearchIndex {
  private readonly postings = new Postings();
  private readonly vocabulary: Vocabulary;
  private readonly facets = new FacetIndex();
  private readonly keys: string[] = [];
  private readonly documents = new Map<string, number>();
  /** What a find counts in each document. */
  private readonly shares: number[] = [];
  /** GADs by their names, former states among them. */
  private readonly gads = new Map<string, number[]>();
  private live = new Uint8Array(1 << 8);
  private scores = new Float64Array(0);
  private covered = new Uint8Array(0);

  constructor(private readonly analyzer: Analyzer) {
    this.vocabulary = new Vocabulary(analyzer, () => this.postings.addTerm());
  }

  get size(): number {
    return this.documents.size;
  }

  /** Documents that were replaced or removed and still take room. */
  get wasted(): number {
    return this.keys.length - this.documents.size;
  }

  /** Adds a document or puts it in place of its former state. */
  put(entry: IndexedEntry): void {
    const key = `${entry.kind}_${entry.recordId}`;
    this.removeKey(key);
    const document = this.keys.push(key) - 1;
    this.documents.set(key, document);
    if (document >= this.live.length) {
      const larger = new Uint8Array(this.live.length * 2);
      larger.set(this.live);
      this.live = larger;
    }
    this.live[document] = 1;
    this.shares.push(shareOf(entry));
    for (const name of entry.kind === 'gad' ? gadNames(entry.title) : []) {
      const same = this.gads.get(name);
      if (same) same.push(document);
      else this.gads.set(name, [document]);
    }
    this.facets.add(entry);
    for (const [term, weight] of termWeights(entry, this.vocabulary)) {
      this.postings.add(term, document, Math.max(1, Math.round(weight * MAX_IMPACT)));
    }
  }

  remove(kind: string, recordId: string): void {
    this.removeKey(`${kind}_${recordId}`);
  }

  /** One page of what a query finds, with the counts of all facets over everything it finds. */
  search(query: SearchQuery, now: Date, limit: number): IndexHits {
    const ends = windowEnds(now);
    const corrections: Correction[] = [];
    const unknown: string[] = [];
    const terms = new Set<string>();
    const asked = this.analyzer.concepts(query.words);
    const sought = asked.map((concept, place) => {
      for (const { term } of concept.alternatives) terms.add(term);
      const exact = this.known(concept.word, concept.alternatives);
      if (exact.lists.length > 0) return exact;
      const words = this.instead(concept.word, place === asked.length - 1);
      if (words.list.length === 0) unknown.push(concept.word);
      else if (!words.completed) corrections.push({ typed: concept.word, used: words.list[0]!.word });
      const alternatives = words.list.flatMap(({ folded }) => this.analyzer.alternatives(folded));
      for (const { term } of alternatives) terms.add(term);
      return this.known(
        concept.word,
        alternatives.map(({ term, weight }) => ({ term, weight: weight * NEAR_WEIGHT })),
      );
    });
    const selection = new FacetSelection(this.facets, query.filters, ends);
    const found = this.found(query.words, sought);
    const { closes } = this.facets;
    const named = new Set(this.gads.get(plainName(query.words)));
    const ranker = rankerOf(query.order, ends[0], closes, this.scores, this.covered, this.shares, named);
    const hits: number[] = [];
    for (const document of found.documents) if (selection.count(document)) hits.push(document);
    const page = pageOf(hits, ranker, this.keys, query.after, limit);
    this.forget(found.touched);
    return {
      keys: page.documents.map((document) => this.keys[document]!),
      total: hits.length,
      next: page.next,
      facets: selection.result(),
      corrections,
      unknown,
      partial: found.partial,
      terms,
    };
  }

  /** Whether a query finds any document by its words as they are and its filters. For saved searches. */
  matches(query: SearchQuery, ends: WindowEnds): boolean {
    const sought = this.analyzer
      .concepts(query.words)
      .map(({ word, alternatives }) => this.known(word, alternatives));
    const found = this.found(query.words, sought);
    const selection = new FacetSelection(this.facets, query.filters, ends);
    const any = !found.partial && found.documents.some((document) => selection.passes(document));
    this.forget(found.touched);
    return any;
  }

  private removeKey(key: string): void {
    const document = this.documents.get(key);
    if (document === undefined) return;
    this.documents.delete(key);
    this.live[document] = 0;
  }

  /** The posting lists of a word, of those ways of finding it that a living document holds. */
  private known(word: string, alternatives: readonly Alternative[]): Sought {
    const lists = alternatives.flatMap(({ term, weight, adds }) => {
      const number = this.vocabulary.find(term);
      const postings = number === undefined ? undefined : this.postings.read(number);
      return postings && this.isAlive(postings) ? [{ postings, weight, adds }] : [];
    });
    return { word, lists };
  }

  private isAlive(postings: Uint32Array): boolean {
    return postings.some((posting) => this.live[posting >>> 8] === 1);
  }

  /** What may have been meant by a word that no document holds. */
  private instead(word: string, isLast: boolean): { list: KnownWord[]; completed: boolean } {
    const living = (words: KnownWord[], most: number): KnownWord[] => {
      const list: KnownWord[] = [];
      for (const each of words) {
        if (list.length === most) break;
        if (this.isAlive(this.postings.read(each.term))) list.push(each);
      }
      return list;
    };
    if (isLast && word.length >= MIN_PREFIX) {
      const list = living(this.vocabulary.startingWith(word), COMPLETIONS);
      if (list.length > 0) return { list, completed: true };
    }
    return { list: living(this.vocabulary.near(word), NEAR_WORDS), completed: false };
  }

  /**
   * Documents that hold enough of the words: all of one or two, at least half of more. When there is none, those
   * that hold any. Scores and covered words stay in the arrays until `forget`.
   */
  private found(
    words: string,
    sought: readonly Sought[],
  ): { documents: number[]; touched: readonly number[]; partial: boolean } {
    this.makeRoom();
    if (!words) return { documents: [...this.documents.values()], touched: [], partial: false };
    const touched = this.score(sought);
    const needed = sought.length <= 2 ? sought.length : Math.ceil(sought.length / 2);
    const documents = touched.filter((document) => this.covered[document]! >= needed);
    const partial = documents.length === 0 && touched.length > 0;
    return { documents: partial ? touched : documents, touched, partial };
  }

  private score(sought: readonly Sought[]): number[] {
    const touched: number[] = [];
    const best = new Float64Array(sought.length > 0 ? this.keys.length : 0);
    const stamps = new Uint8Array(best.length);
    for (const [place, { lists }] of sought.entries()) {
      // One rarity for the whole word: a rare synonym must not count more than the word itself.
      const most = Math.max(0, ...lists.map(({ postings }) => postings.length));
      const rarity = Math.log(1 + (this.keys.length - most + 0.5) / (most + 0.5)) / MAX_IMPACT;
      const stamp = place + 1;
      for (const { postings, weight, adds } of lists) {
        const factor = weight * rarity;
        for (const posting of postings) {
          const document = posting >>> 8;
          if (this.live[document] === 0) continue;
          const gain = factor * (posting & MAX_IMPACT);
          if (stamps[document] !== stamp) {
            stamps[document] = stamp;
            if (this.covered[document] === 0) touched.push(document);
            this.covered[document]! += 1;
            this.scores[document]! += gain;
            best[document] = adds ? 0 : gain;
          } else if (adds) {
            this.scores[document]! += gain;
          } else if (gain > best[document]!) {
            // Of several ways to find one word the best counts.
            this.scores[document]! += gain - best[document]!;
            best[document] = gain;
          }
        }
      }
    }
    return touched;
  }

  /** Arrays large enough for all documents, all zero. */
  private makeRoom(): void {
    if (this.scores.length >= this.keys.length) return;
    const length = Math.ceil(this.keys.length * 1.5);
    this.scores = new Float64Array(length);
    this.covered = new Uint8Array(length);
  }

  private forget(touched: readonly number[]): void {
    for (const document of touched) {
      this.scores[document] = 0;
      this.covered[document] = 0;
    }
  }
}
