import { fold } from '@chasqui/kernel';
import type { Analyzer } from './analysis.js';
import type { PhraseNode } from './phrase-book.js';

/** A word as documents write it, and the term it is kept under. */
export interface KnownWord {
  readonly word: string;
  readonly folded: string;
  readonly root: string;
  readonly term: number;
  /** Where synonym phrases that begin with it lead. */
  readonly start: PhraseNode | undefined;
  /** How often it was seen. */
  count: number;
}

interface Bucket {
  readonly words: KnownWord[];
  /** For each word the letters in it, as bits: two words that differ in many letters need not be compared. */
  readonly letters: number[];
}

/** Letters from which a word may be one mistake, or two, away from the one that was meant. */
const ONE_MISTAKE = 4;
const TWO_MISTAKES = 8;

/** All words seen in documents and the numbers of their terms. Only grows; forgotten when the index is rebuilt. */
export class Vocabulary {
  private readonly terms = new Map<string, number>();
  private readonly words = new Map<string, Map<string, KnownWord | null>>();
  private readonly byLength: Bucket[] = [];

  /** @param newTerm makes room for a term and gives its number */
  constructor(
    private readonly analyzer: Analyzer,
    private readonly newTerm: () => number,
  ) {}

  /** The words of one language; with `learn` the way to look them up without naming the language each time. */
  learner(language: string): (word: string) => KnownWord | null {
    let words = this.words.get(language);
    if (!words) this.words.set(language, (words = new Map()));
    const known = words;
    return (word) => {
      let entry = known.get(word);
      if (entry === undefined) known.set(word, (entry = this.learn(word, language)));
      if (entry) entry.count += 1;
      return entry;
    };
  }

  /** The number of a term, made if it is new. */
  number(term: string): number {
    let number = this.terms.get(term);
    if (number === undefined) this.terms.set(term, (number = this.newTerm()));
    return number;
  }

  find(term: string): number | undefined {
    return this.terms.get(term);
  }

  /** Words that somebody who typed `typed` may have meant: the fewest mistakes away, the most frequent first. */
  near(typed: string): KnownWord[] {
    const allowed = typed.length >= TWO_MISTAKES ? 2 : typed.length >= ONE_MISTAKE ? 1 : 0;
    if (allowed === 0 || /\d/.test(typed)) return [];
    let best = allowed;
    let found: KnownWord[] = [];
    const letters = lettersIn(typed);
    for (let length = typed.length - allowed; length <= typed.length + allowed; length += 1) {
      const bucket = this.byLength[length];
      if (!bucket) continue;
      for (const [place, word] of bucket.words.entries()) {
        if (bitCount(letters ^ bucket.letters[place]!) > 2 * best) continue;
        // Two mistakes with another first letter are mostly another word.
        if (best === 2 && word.folded[0] !== typed[0] && word.folded[1] !== typed[1]) continue;
        const distance = distanceWithin(typed, word.folded, best);
        if (distance > best) continue;
        if (distance < best) found = [];
        best = distance;
        found.push(word);
      }
    }
    return byFrequency(found);
  }

  /** Words that begin with `typed`, the most frequent first. */
  startingWith(typed: string): KnownWord[] {
    const found: KnownWord[] = [];
    for (let length = typed.length + 1; length < this.byLength.length; length += 1) {
      for (const word of this.byLength[length]?.words ?? []) {
        if (word.folded.startsWith(typed)) found.push(word);
      }
    }
    return byFrequency(found);
  }

  private learn(word: string, language: string): KnownWord | null {
    const root = this.analyzer.termOf(word, language);
    if (root === null) return null;
    const folded = fold(word);
    const start = this.analyzer.phrases.start(root, language);
    const known: KnownWord = { word, folded, root, term: this.number(root), start, count: 0 };
    const bucket = (this.byLength[folded.length] ??= { words: [], letters: [] });
    bucket.words.push(known);
    bucket.letters.push(lettersIn(folded));
    return known;
  }
}

/** One word per term: the others of the term find the same documents. */
function byFrequency(words: readonly KnownWord[]): KnownWord[] {
  const terms = new Set<number>();
  return words
    .toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .filter(({ term }) => !terms.has(term) && terms.add(term));
}

function lettersIn(word: string): number {
  let bits = 0;
  for (let place = 0; place < word.length; place += 1) bits |= 1 << (word.charCodeAt(place) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Mistakes between two words: a letter too many, missing, wrong, or two neighbours in the wrong order.
 * @returns a number above `limit` as soon as it is clear that there are more
 */
export function distanceWithin(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
