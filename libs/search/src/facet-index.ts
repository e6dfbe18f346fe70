import {
  FACET_NAMES,
  type FacetName,
  FACETS,
  type FacetSource,
  DEADLINE_WINDOWS,
  facetValues,
  UNKNOWN,
  WHOLE_COUNTRY,
  windowBits,
  type WindowEnds,
} from './facets.js';
import { grown } from './postings.js';
import type { SearchQuery } from './search-query.js';

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}
/** Per facet its values with the number of results that choosing them would give. */
export type FacetCounts = Readonly<Record<FacetName, readonly FacetCount[]>>;

const NUMBER_OF = Object.fromEntries(FACET_NAMES.map((name, index) => [name, index])) as Record<
  FacetName,
  number
>;
const DEADLINE_BIT = 1 << NUMBER_OF.deadline;
/** Instant of a record that has no deadline because it is no call. */
const NOT_A_CALL = Number.NaN;

/** The facet values of every document, each as one number, in typed arrays. */
export class FacetIndex {
  readonly values: { readonly facet: FacetName; readonly value: string }[] = [];
  private readonly numbers = new Map<string, number>();
  facetOf = new Uint8Array(512);
  pool = new Uint16Array(1 << 12);
  /** Where the values of a document start; those of the next end them. */
  starts = new Uint32Array(1 << 8);
  closes = new Float64Array(1 << 8);
  private documents = 0;
  private used = 0;

  /** Adds the next document. */
  add(entry: FacetSource & { readonly closesAt: Date | null }): void {
    const pairs = facetValues(entry);
    if (this.documents + 2 > this.starts.length) this.starts = grown(this.starts, this.documents + 2);
    if (this.documents + 1 > this.closes.length) this.closes = grown(this.closes, this.documents + 1);
    if (this.used + pairs.length > this.pool.length) this.pool = grown(this.pool, this.used + pairs.length);
    for (const [facet, value] of pairs) {
      this.pool[this.used] = this.numberOf(facet, value);
      this.used += 1;
    }
    this.closes[this.documents] =
      entry.kind === 'call' ? (entry.closesAt?.getTime() ?? Infinity) : NOT_A_CALL;
    this.documents += 1;
    this.starts[this.documents] = this.used;
  }

  find(facet: FacetName, value: string): number | undefined {
    return this.numbers.get(`${facet} ${value}`);
  }

  private numberOf(facet: FacetName, value: string): number {
    const known = this.find(facet, value);
    if (known !== undefined) return known;
    const number = this.values.length;
    this.values.push({ facet, value });
    this.numbers.set(`${facet} ${value}`, number);
    if (number >= this.facetOf.length) this.facetOf = grown(this.facetOf, number + 1);
    this.facetOf[number] = NUMBER_OF[facet];
    return number;
  }
}

/**
 * The filters of one query over a facet index. Values of one facet widen, facets narrow. A facet is counted as if
 * nothing were chosen in it, so that people see what another choice would give.
 */
export class FacetSelection {
  private readonly chosen: Uint8Array;
  private readonly counts: Uint32Array;
  private readonly windowCounts = new Uint32Array(DEADLINE_WINDOWS.length);
  /** One bit per facet in which something is chosen. */
  private active = 0;
  private windows = 0;

  constructor(
    private readonly index: FacetIndex,
    private readonly filters: SearchQuery['filters'],
    private readonly ends: WindowEnds,
  ) {
    this.chosen = new Uint8Array(index.values.length);
    this.counts = new Uint32Array(index.values.length);
    for (const facet of FACET_NAMES) {
      const values = filters[facet] ?? [];
      if (values.length > 0) this.active |= 1 << NUMBER_OF[facet];
      for (const value of values) this.choose(facet, value);
    }
  }

  /** Whether the document has a chosen value in every facet in which something is chosen. */
  passes(document: number): boolean {
    return (this.active & ~this.passed(document)) === 0;
  }

  /** The same, and counts the document in the facets whose other choices it passes. */
  count(document: number): boolean {
    const failed = this.active & ~this.passed(document);
    // Failing in two facets, it would not be found by changing one.
    if ((failed & (failed - 1)) !== 0) return false;
    const { pool, facetOf, starts } = this.index;
    const end = starts[document + 1]!;
    for (let at = starts[document]!; at < end; at += 1) {
      const value = pool[at]!;
      if (failed === 0 || failed === 1 << facetOf[value]!) this.counts[value]! += 1;
    }
    if (failed === 0 || failed === DEADLINE_BIT) {
      const bits = this.windowsOf(document);
      for (let window = 0; bits >> window !== 0; window += 1) {
        if ((bits >> window) & 1) this.windowCounts[window]! += 1;
      }
    }
    return failed === 0;
  }

  /** What was counted. A value that is chosen is there even when nothing has it. */
  result(): FacetCounts {
    const lists = Object.fromEntries(
      FACET_NAMES.map((facet) => [facet, new Map<string, number>()]),
    ) as Record<FacetName, Map<string, number>>;
    const whole = this.countOf('province', WHOLE_COUNTRY);
    for (const [number, { facet, value }] of this.index.values.entries()) {
      if (value === WHOLE_COUNTRY) continue;
      const more = facet === 'province' && value !== UNKNOWN ? whole : 0;
      const count = this.counts[number]! + more;
      if (count > 0) lists[facet].set(value, count);
    }
    for (const [window, name] of DEADLINE_WINDOWS.entries()) {
      if (this.windowCounts[window]! > 0) lists.deadline.set(name, this.windowCounts[window]!);
    }
    for (const facet of FACET_NAMES) {
      for (const value of this.filters[facet] ?? []) {
        if (!lists[facet].has(value))
          lists[facet].set(value, facet === 'province' && value !== UNKNOWN ? whole : 0);
      }
    }
    return Object.fromEntries(
      FACET_NAMES.map((facet) => [facet, ordered(facet, lists[facet], this.filters[facet] ?? [])]),
    ) as unknown as FacetCounts;
  }

  private choose(facet: FacetName, value: string): void {
    if (facet === 'deadline') {
      const window = (DEADLINE_WINDOWS as readonly string[]).indexOf(value);
      if (window !== -1) this.windows |= 1 << window;
    }
    const number = this.index.find(facet, value);
    if (number !== undefined) this.chosen[number] = 1;
    if (facet !== 'province' || value === UNKNOWN) return;
    const whole = this.index.find('province', WHOLE_COUNTRY);
    if (whole !== undefined) this.chosen[whole] = 1;
  }

  private countOf(facet: FacetName, value: string): number {
    const number = this.index.find(facet, value);
    return number === undefined ? 0 : this.counts[number]!;
  }

  /** One bit per facet in which the document has a chosen value. */
  private passed(document: number): number {
    if (this.active === 0) return 0;
    const { pool, facetOf, starts } = this.index;
    let bits = 0;
    const end = starts[document + 1]!;
    for (let at = starts[document]!; at < end; at += 1) {
      const value = pool[at]!;
      if (this.chosen[value] === 1) bits |= 1 << facetOf[value]!;
    }
    return this.windows !== 0 && (this.windowsOf(document) & this.windows) !== 0 ? bits | DEADLINE_BIT : bits;
  }

  private windowsOf(document: number): number {
    const closesAt = this.index.closes[document]!;
    return Number.isNaN(closesAt) ? 0 : windowBits(closesAt, this.ends);
  }
}

/** Of donors only the ones with the most results are listed: there are hundreds. */
const MOST_DONORS = 25;

/** Listed values in the order of their list, others by count; what is unknown last. */
function ordered(
  facet: FacetName,
  counts: ReadonlyMap<string, number>,
  chosen: readonly string[],
): FacetCount[] {
  const listed: readonly string[] | RegExp = FACETS[facet].values;
  const rank = (value: string): number =>
    value === UNKNOWN ? Infinity : listed instanceof RegExp ? 0 : listed.indexOf(value);
  const list = [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => {
      const [left, right] = [rank(a.value), rank(b.value)];
      return left === right ? b.count - a.count || (a.value < b.value ? -1 : 1) : left - right;
    });
  return facet === 'donor'
    ? list.filter(({ value }, place) => place < MOST_DONORS || value === UNKNOWN || chosen.includes(value))
    : list;
}
