import type { Theme } from '@chasqui/vocabularies';
import { wordsOf } from './text-likeness.js';

/** What is known of a topic for finding it in a text. */
export type ThemeWords = Pick<Theme, 'code' | 'nameEs' | 'keywords' | 'generic'>;

const MAX_SUGGESTED = 4;

/** Finds topics in texts by their names and keywords; made once for all rows of a plan. */
export class ThemeFinder {
  /** First word → the phrases that begin with it. */
  private readonly phrases = new Map<string, { code: string; words: readonly string[] }[]>();

  constructor(themes: readonly ThemeWords[]) {
    for (const { code, nameEs, keywords, generic } of themes) {
      // Too broad to be told from a word.
      if (generic) continue;
      for (const phrase of new Set([nameEs, ...keywords])) {
        const words = wordsOf(phrase);
        const [first] = words;
        if (first) this.phrases.set(first, [...(this.phrases.get(first) ?? []), { code, words }]);
      }
    }
  }

  /** Codes of the topics named in the text, those named most and longest first. */
  find(text: string): string[] {
    const words = wordsOf(text);
    const scores = new Map<string, number>();
    words.forEach((word, at) => {
      for (const phrase of this.phrases.get(word) ?? []) {
        if (phrase.words.every((each, offset) => words[at + offset] === each)) {
          scores.set(phrase.code, (scores.get(phrase.code) ?? 0) + phrase.words.length);
        }
      }
    });
    return [...scores]
      .toSorted(([codeA, a], [codeB, b]) => b - a || codeA.localeCompare(codeB))
      .slice(0, MAX_SUGGESTED)
      .map(([code]) => code);
  }
}
