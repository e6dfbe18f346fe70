import { fold } from '@chasqui/kernel';
import { isStopWord, stem, stopWordsOf, wordsIn } from '@chasqui/language';
import { type GroupInQuery, PhraseBook, type SynonymGroup } from './phrase-book.js';

/** How much a way of matching a typed word counts, against 1 for the word itself. */
export const SYNONYM_WEIGHT = 0.6;
export const NEAR_WEIGHT = 0.8;
/**
 * Words that make a known phrase together say less apart ("agua segura" is not any water and any safety): the phrase
 * counts on top of them, and more than both.
 */
export const PHRASE_WEIGHT = 0.9;
export const WORD_OF_PHRASE = 0.2;

const MAX_WORD = 40;
const MAX_CONCEPTS = 12;

/** The languages whose rules the index knows. */
export const INDEX_LANGUAGES = ['es', 'en', 'pt', 'fr'];

/** Dropped from what people type, in any language: but not words that carry meaning in Spanish ("sur"). */
const MEANINGFUL = new Set(['sur', 'mais', 'once', 'hasta', 'sous', 'some', 'tous', 'vers', 'plus']);
const STOP_WORDS_OF_QUERIES: ReadonlySet<string> = new Set(
  [...stopWordsOf(INDEX_LANGUAGES)].filter((word) => !MEANINGFUL.has(word)),
);

/** Something that a document may hold for a word of the query. */
export interface Alternative {
  readonly term: string;
  readonly weight: number;
  /** Counts on top of the others, of which otherwise the best counts. */
  readonly adds?: boolean;
}

/** One word of a query with everything that counts as finding it. */
export interface Concept {
  /** As typed, folded. */
  readonly word: string;
  readonly alternatives: readonly Alternative[];
}

/** The language by whose rules a text is read: Spanish unless its own is known. */
export function indexLanguage(language: string): string {
  return INDEX_LANGUAGES.includes(language) ? language : 'es';
}

/** Turns texts and queries into terms; the same for every document and every query of a process. */
export class Analyzer {
  readonly phrases: PhraseBook;

  /** @param groups words and phrases that mean the same */
  constructor(groups: readonly SynonymGroup[] = []) {
    this.phrases = new PhraseBook(groups, {
      languages: INDEX_LANGUAGES,
      termsOf: (text, language) =>
        wordsIn(text)
          .map((word) => this.termOf(word, language))
          .filter((term) => term !== null),
      queryTermsOf: (text) => this.queryWords(text).map((word) => stem(word, 'es')),
    });
  }

  /** The term under which a document's word is kept; null for a word that says nothing. */
  termOf(word: string, language: string): string | null {
    const folded = fold(word).slice(0, MAX_WORD);
    if ((folded.length < 2 && !/\d/.test(folded)) || isStopWord(folded, indexLanguage(language))) return null;
    return stem(folded, indexLanguage(language));
  }

  /** What a query asks for: one concept per distinct word that means something, at most twelve. */
  concepts(text: string): Concept[] {
    const words = this.queryWords(text);
    const groups = this.phrases.groupsInQuery(words.map((word) => stem(word, 'es')));
    const concepts = new Map<string, Concept>();
    for (const [place, word] of words.entries()) {
      const key = stem(word, 'es');
      if (concepts.has(key) || concepts.size === MAX_CONCEPTS) continue;
      concepts.set(key, { word, alternatives: this.alternatives(word, groups[place]) });
    }
    return [...concepts.values()];
  }

  /** The roots of one word in every language, and its synonyms. */
  alternatives(
    word: string,
    groups: readonly GroupInQuery[] = this.phrases.groupsInQuery([stem(word, 'es')])[0]!,
  ): Alternative[] {
    const roots = new Set(INDEX_LANGUAGES.map((language) => stem(word, language)));
    const share = groups.some(({ isPhrase }) => isPhrase) ? WORD_OF_PHRASE : 1;
    return [
      ...[...roots].map((term) => ({ term, weight: share })),
      ...groups.map(({ term, isPhrase }) =>
        isPhrase ? { term, weight: PHRASE_WEIGHT, adds: true } : { term, weight: SYNONYM_WEIGHT * share },
      ),
    ];
  }

  private queryWords(text: string): string[] {
    return wordsIn(text)
      .map((word) => fold(word).slice(0, MAX_WORD))
      .filter((word) => (word.length > 1 || /\d/.test(word)) && !STOP_WORDS_OF_QUERIES.has(word));
  }
}
