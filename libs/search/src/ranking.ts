import { fold } from '@chasqui/kernel';
import type { SearchEntry, SearchKind } from './search-entry.entity.js';
import type { SearchOrder } from './search-query.js';

/** Lower comes first. Whole numbers, so that a page's key can hold them. */
export type Ranker = (document: number) => number;

/** Instants end at 8.64e15: what has no date comes after all dates, what is closed after everything. */
const UNDATED = 8.7e15;
const NOT_A_CALL = 8.8e15;
const CLOSED = 9e15;

/** How much a find counts by kind of record. */
const KIND_SHARE: Readonly<Record<SearchKind, number>> = {
  call: 1,
  fund: 0.9,
  donor: 0.85,
  commission: 0.85,
  network: 0.85,
  offer: 0.8,
  gad: 0.75,
};
/** Almost every word of the country is also the name of a parish. */
const PARISH_SHARE = 0.35;
/** How much more a GAD counts whose name is the whole query: a parish then counts like other records. */
const NAMED = 2.7;

/** How much a find in this record counts. */
export function shareOf(entry: Pick<SearchEntry, 'kind' | 'facets'>): number {
  const isParish = entry.kind === 'gad' && entry.facets['level']?.includes('parish');
  return isParish ? PARISH_SHARE : KIND_SHARE[entry.kind];
}

/** The names by which somebody looks for one GAD, folded: the whole one and that of its territory. */
export function gadNames(title: string): string[] {
  const name = plainName(title.replace(/\s*\([^)]*\)$/, ''));
  const territory = name.replace(
    /^gad (?:provincial|municipal|del distrito metropolitano|parroquial rural) del? /,
    '',
  );
  return [...new Set([name, territory])];
}

/** Words as they are compared with the names of GADs. */
export function plainName(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A closed call may still be read, but rarely is what somebody looks for. */
const CLOSED_SHARE = 0.6;
const COVERED = 1e9;
const SCORE = 1e4;

/**
 * The order of results. By relevance: first the documents that hold more of the words, then by score. By close:
 * what closes first, undated calls, other records, closed calls with the latest first.
 * @param named GADs whose name is the whole query
 */
export function rankerOf(
  order: SearchOrder,
  now: number,
  closes: Float64Array,
  scores: Float64Array,
  covered: Uint8Array,
  shares: readonly number[],
  named: ReadonlySet<number>,
): Ranker {
  if (order === 'cierre') {
    return (document) => {
      const closesAt = closes[document]!;
      if (Number.isNaN(closesAt)) return NOT_A_CALL;
      if (closesAt === Infinity) return UNDATED;
      return closesAt <= now ? CLOSED - closesAt : closesAt;
    };
  }
  return (document) => {
    const share =
      shares[document]! * (closes[document]! <= now ? CLOSED_SHARE : 1) * (named.has(document) ? NAMED : 1);
    return -(covered[document]! * COVERED + Math.round(scores[document]! * share * SCORE));
  };
}

/** The `limit` documents that follow a page's key; the key of the next page when there are more. */
export function pageOf(
  documents: readonly number[],
  rank: Ranker,
  keys: readonly string[],
  after: string | null,
  limit: number,
): { documents: number[]; next: string | null } {
  const [, afterRank, afterKey = ''] = /^(-?\d+)_(.*)$/.exec(after ?? '') ?? [];
  const from = afterRank === undefined ? -Infinity : Number(afterRank);
  const best: { document: number; rank: number; key: string }[] = [];
  for (const document of documents) {
    const ranked = rank(document);
    if (ranked < from) continue;
    const last = best.length > limit ? best[limit]! : undefined;
    if (last && ranked > last.rank) continue;
    const entry = { document, rank: ranked, key: keys[document]! };
    if (ranked === from && entry.key <= afterKey) continue;
    if (last && !before(entry, last)) continue;
    let place = best.length;
    while (place > 0 && before(entry, best[place - 1]!)) place -= 1;
    best.splice(place, 0, entry);
    if (best.length > limit + 1) best.pop();
  }
  const page = best.slice(0, limit);
  const end = page.at(-1);
  return {
    documents: page.map(({ document }) => document),
    next: best.length > limit && end ? `${end.rank}_${end.key}` : null,
  };
}

function before(a: { rank: number; key: string }, b: { rank: number; key: string }): boolean {
  return a.rank === b.rank ? a.key < b.key : a.rank < b.rank;
}
