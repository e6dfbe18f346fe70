import { fold } from '@chasqui/kernel';
import { isStopWord, stem, wordsIn } from '@chasqui/language';

/** A text with what it belongs to. */
export interface KeyedText {
  readonly id: string;
  readonly text: string;
}

/** Usual values of Robertson's formula. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;

/**
 * Plain BM25 over roots of Spanish words: what a search box would answer, to compare with. No conditions, no topics.
 * Words that the question repeats count as often.
 */
export class PlainBm25 {
  private readonly counts: readonly {
    readonly id: string;
    readonly length: number;
    readonly roots: Map<string, number>;
  }[];
  private readonly documentsWith = new Map<string, number>();
  private readonly meanLength: number;

  constructor(texts: readonly KeyedText[]) {
    this.counts = texts.map(({ id, text }) => {
      const roots = rootsOf(text);
      return { id, length: roots.length, roots: counted(roots) };
    });
    for (const { roots } of this.counts) {
      for (const root of roots.keys()) this.documentsWith.set(root, (this.documentsWith.get(root) ?? 0) + 1);
    }
    this.meanLength =
      this.counts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, this.counts.length);
  }

  /** Every text, the best answer first, those that share nothing with the question last; ties by id. */
  rank(question: string): string[] {
    const wanted = counted(rootsOf(question));
    return this.counts
      .map((text) => ({ id: text.id, score: this.score(text, wanted) }))
      .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
  }

  private score(text: (typeof this.counts)[number], wanted: ReadonlyMap<string, number>): number {
    const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * text.length) / this.meanLength);
    let score = 0;
    for (const [root, times] of wanted) {
      const count = text.roots.get(root) ?? 0;
      if (count === 0) continue;
      const having = this.documentsWith.get(root) ?? 0;
      const rarity = Math.log(1 + (this.counts.length - having + 0.5) / (having + 0.5));
      score += times * rarity * ((count * (SATURATION + 1)) / (count + norm));
    }
    return score;
  }
}

function rootsOf(text: string): string[] {
  return wordsIn(text)
    .map(fold)
    .filter((word) => !isStopWord(word, 'es'))
    .map((word) => stem(word, 'es'));
}

function counted(roots: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const root of roots) counts.set(root, (counts.get(root) ?? 0) + 1);
  return counts;
}
