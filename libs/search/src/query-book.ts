import type { Analyzer } from './analysis.js';
import {
  DEADLINE_WINDOWS,
  FACET_NAMES,
  type FacetName,
  facetValues,
  UNKNOWN,
  WHOLE_COUNTRY,
  windowBits,
  windowEnds,
} from './facets.js';
import { grown } from './postings.js';
import type { IndexedEntry } from './search-index.js';
import type { SearchQuery } from './search-query.js';
import { termWeights } from './term-weights.js';
import { Vocabulary } from './vocabulary.js';

/**
 * Many kept queries in typed arrays, to be held against one record at once: a hundred thousand in some milliseconds.
 * A query finds a record here if and only if `entryMatcher` says so; a property test holds the two together.
 *
 * The code of a query: how many words it asks for and how many must be found, then for each word the number of terms
 * that stand for it and those terms; then the number of filters, and for each how many values it has and those values.
 */
export class QueryBook {
  private readonly terms = new Map<string, number>();
  private readonly values = new Map<string, number>();
  private ids = new Int32Array(1 << 10);
  private starts = new Uint32Array(1 << 10);
  private code = new Int32Array(1 << 14);
  private count = 0;
  private used = 0;

  constructor(private readonly analyzer: Analyzer) {}

  get size(): number {
    return this.count;
  }

  /** Keeps a query under a number of the caller's. */
  add(id: number, query: SearchQuery): void {
    if (this.count + 1 >= this.ids.length) {
      this.ids = grown(this.ids, this.count + 2);
      this.starts = grown(this.starts, this.count + 2);
    }
    this.ids[this.count] = id;
    this.starts[this.count] = this.used;
    this.addWords(query.words);
    this.addFilters(query.filters);
    this.count += 1;
  }

  /** The numbers of all queries that find the record. */
  matching(entry: IndexedEntry, now: Date): number[] {
    const terms = this.termsOf(entry);
    const values = this.valuesOf(entry, now);
    const found: number[] = [];
    for (let query = 0; query < this.count; query += 1) {
      if (finds(this.code, this.starts[query]!, terms, values)) found.push(this.ids[query]!);
    }
    return found;
  }

  private addWords(words: string): void {
    const concepts = words ? this.analyzer.concepts(words) : [];
    const needed = concepts.length <= 2 ? concepts.length : Math.ceil(concepts.length / 2);
    // Words that mean nothing find nothing; no words find everything.
    this.push(concepts.length, words && concepts.length === 0 ? 1 : needed);
    for (const { alternatives } of concepts) {
      this.push(alternatives.length, ...alternatives.map(({ term }) => numberOf(this.terms, term)));
    }
  }

  private addFilters(filters: SearchQuery['filters']): void {
    const chosen = FACET_NAMES.flatMap((facet) => {
      const values = filters[facet] ?? [];
      return values.length > 0 ? [{ facet, values }] : [];
    });
    this.push(chosen.length);
    for (const { facet, values } of chosen) {
      const all =
        facet === 'province' && values.some((value) => value !== UNKNOWN)
          ? [...values, WHOLE_COUNTRY]
          : values;
      this.push(all.length, ...all.map((value) => numberOf(this.values, key(facet, value))));
    }
  }

  private push(...numbers: number[]): void {
    if (this.used + numbers.length > this.code.length)
      this.code = grown(this.code, this.used + numbers.length);
    this.code.set(numbers, this.used);
    this.used += numbers.length;
  }

  /** One byte per known term: whether the record holds it. */
  private termsOf(entry: IndexedEntry): Uint8Array {
    let next = 0;
    // A vocabulary of its own: what records say must not stay in memory.
    const vocabulary = new Vocabulary(this.analyzer, () => next++);
    const weights = termWeights(entry, vocabulary);
    const held = new Uint8Array(this.terms.size);
    for (const [term, number] of this.terms) {
      const place = vocabulary.find(term);
      if (place !== undefined && weights.has(place)) held[number] = 1;
    }
    return held;
  }

  private valuesOf(entry: IndexedEntry, now: Date): Uint8Array {
    const held = new Uint8Array(this.values.size);
    const hold = (facet: FacetName, value: string): void => {
      const number = this.values.get(key(facet, value));
      if (number !== undefined) held[number] = 1;
    };
    for (const [facet, value] of facetValues(entry)) hold(facet, value);
    if (entry.kind === 'call') {
      const bits = windowBits(entry.closesAt?.getTime() ?? Infinity, windowEnds(now));
      for (const [place, window] of DEADLINE_WINDOWS.entries())
        if ((bits >> place) & 1) hold('deadline', window);
    }
    return held;
  }
}

function finds(code: Int32Array, start: number, terms: Uint8Array, values: Uint8Array): boolean {
  const words = code[start]!;
  const needed = code[start + 1]!;
  let at = start + 2;
  let covered = 0;
  for (let word = 0; word < words; word += 1) {
    const end = at + 1 + code[at]!;
    if (holdsOne(code, at + 1, end, terms)) covered += 1;
    at = end;
  }
  if (covered < needed) return false;
  const filters = code[at]!;
  at += 1;
  for (let filter = 0; filter < filters; filter += 1) {
    const end = at + 1 + code[at]!;
    if (!holdsOne(code, at + 1, end, values)) return false;
    at = end;
  }
  return true;
}

function holdsOne(code: Int32Array, from: number, to: number, held: Uint8Array): boolean {
  for (let at = from; at < to; at += 1) if (held[code[at]!] === 1) return true;
  return false;
}

function key(facet: FacetName, value: string): string {
  return `${facet} ${value}`;
}

function numberOf(numbers: Map<string, number>, text: string): number {
  let number = numbers.get(text);
  if (number === undefined) numbers.set(text, (number = numbers.size));
  return number;
}
