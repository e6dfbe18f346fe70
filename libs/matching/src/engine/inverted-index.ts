import { termOf, type WeightedTerms, weightOf } from '../fit/terms.js';

/** Rows whose sums are made together: few enough to stay in the memory next to a processor core. */
const BLOCK = 512;
const IN_BLOCK = BLOCK - 1;
const ROW = 0xff_ffff;

// One set for all indexes: the compiler makes the inner loop twice as fast for arrays that never change places. Nothing
// stays in them from one use to the next.
const sums = new Int32Array(BLOCK);
const best = new Int32Array(BLOCK);
const second = new Int32Array(BLOCK);

/**
 * @param from first row; `best` and `second` begin with that one
 * @returns false when the rows that follow are not wanted
 */
export type TakeBlock = (from: number, count: number, best: Int32Array, second: Int32Array) => boolean | void;

/** For every term the calls that hold it, in two flat arrays. Made in one go; it knows nothing of calls that come later. */
export class InvertedIndex {
  private readonly starts: Uint32Array;
  /** `weight << 24 | row`, the rows of a term in ascending order. */
  private readonly postings: Int32Array;

  /**
   * @param slots the calls that are covered; a row is a place in this list
   * @param terms how many terms there are
   */
  constructor(
    readonly slots: Uint32Array,
    terms: number,
    termsOf: (slot: number) => WeightedTerms,
  ) {
    const starts = new Uint32Array(terms + 1);
    for (const slot of slots) {
      const list = termsOf(slot);
      for (let at = 0; at < list.length; at += 1) starts[termOf(list[at]!) + 1]! += 1;
    }
    for (let term = 0; term < terms; term += 1) starts[term + 1]! += starts[term]!;
    const next = starts.slice(0, terms);
    this.starts = starts;
    this.postings = new Int32Array(starts[terms] ?? 0);
    for (const [row, slot] of slots.entries()) {
      const list = termsOf(slot);
      for (let at = 0; at < list.length; at += 1) {
        const term = termOf(list[at]!);
        this.postings[next[term]!] = (weightOf(list[at]!) << 24) | row;
        next[term]! += 1;
      }
    }
  }

  /** Gives, block by block, the two highest sums of products of shared weights that a call has with any of the lists. */
  meet(lists: readonly WeightedTerms[], take: TakeBlock): void {
    const { postings } = this;
    const { places, ends, weights, lengths } = this.cursors(lists);
    for (let from = 0; from < this.slots.length; from += BLOCK) {
      const until = Math.min(this.slots.length, from + BLOCK);
      best.fill(0);
      second.fill(0);
      let at = 0;
      for (const length of lengths) {
        let found = false;
        for (const end = at + length; at < end; at += 1) {
          const place = places[at]!;
          if (place === ends[at]) continue;
          const reached = addPostings(postings, place, ends[at]!, until, weights[at]!);
          places[at] = reached;
          found ||= reached > place;
        }
        if (found) keepTwoBest(until - from);
      }
      if (take(from, until - from, best, second) === false) return;
    }
  }

  /** For every term of every list where its calls begin and end; terms that no call has are left out. */
  private cursors(lists: readonly WeightedTerms[]) {
    const { starts } = this;
    const terms = lists.reduce((sum, { length }) => sum + length, 0);
    const [places, ends, weights] = [new Uint32Array(terms), new Uint32Array(terms), new Uint8Array(terms)];
    let count = 0;
    const lengths = lists.map((list) => {
      const first = count;
      for (let at = 0; at < list.length; at += 1) {
        const term = termOf(list[at]!);
        // The index does not know terms that came later; what follows is later still.
        if (term + 1 >= starts.length) break;
        if (starts[term] === starts[term + 1]) continue;
        places[count] = starts[term]!;
        ends[count] = starts[term + 1]!;
        weights[count] = weightOf(list[at]!);
        count += 1;
      }
      return count - first;
    });
    return { places, ends, weights, lengths };
  }
}

/** Eight at a time while all eight are in the block, which takes two thirds of the time; the rest one by one. */
function addPostings(
  postings: Int32Array,
  first: number,
  end: number,
  until: number,
  weight: number,
): number {
  let place = first;
  for (; place + 7 < end; place += 8) {
    const h = postings[place + 7]!;
    if ((h & ROW) >= until) break;
    const a = postings[place]!;
    const b = postings[place + 1]!;
    const c = postings[place + 2]!;
    const d = postings[place + 3]!;
    const e = postings[place + 4]!;
    const f = postings[place + 5]!;
    const g = postings[place + 6]!;
    sums[a & IN_BLOCK]! += Math.imul(weight, a >>> 24);
    sums[b & IN_BLOCK]! += Math.imul(weight, b >>> 24);
    sums[c & IN_BLOCK]! += Math.imul(weight, c >>> 24);
    sums[d & IN_BLOCK]! += Math.imul(weight, d >>> 24);
    sums[e & IN_BLOCK]! += Math.imul(weight, e >>> 24);
    sums[f & IN_BLOCK]! += Math.imul(weight, f >>> 24);
    sums[g & IN_BLOCK]! += Math.imul(weight, g >>> 24);
    sums[h & IN_BLOCK]! += Math.imul(weight, h >>> 24);
  }
  for (; place < end; place += 1) {
    const posting = postings[place]!;
    if ((posting & ROW) >= until) break;
    sums[posting & IN_BLOCK]! += Math.imul(weight, posting >>> 24);
  }
  return place;
}

/**
 * Takes the sums of one list into the two best of each row, and clears them. Without branches, because which of two sums
 * is higher cannot be foreseen: `x & (x >> 31)` is x when it is negative, and 0 otherwise.
 */
function keepTwoBest(count: number): void {
  for (let row = 0; row < count; row += 1) {
    const sum = sums[row]!;
    const ahead = best[row]! - sum;
    const raise = ahead & (ahead >> 31);
    best[row]! -= raise;
    const other = second[row]! - (sum + raise);
    second[row]! -= other & (other >> 31);
  }
  sums.fill(0);
}
