import { fold } from '@chasqui/kernel';
import { isStopWord, LANGUAGES, type Language, placedWords, stem } from '@chasqui/language';

export const STRENGTHS = ['theme', 'subject', 'cue'] as const;

/** A topic, a narrower subject of it, or words that only hint at it, with its words in every language. */
export interface ConceptEntry {
  readonly code: string;
  readonly themes: readonly string[];
  readonly strength: (typeof STRENGTHS)[number];
  readonly terms: Readonly<Record<Language, readonly string[]>>;
}

export type Concept = Pick<ConceptEntry, 'code' | 'themes' | 'strength'>;

export interface LexiconEntries {
  readonly concepts: readonly ConceptEntry[];
  /** Proper names whose words are no topics ("Ministerio del Ambiente"). */
  readonly names: readonly string[];
  /** Words that occur in any plan or call. */
  readonly genericWords: Readonly<Record<Language, readonly string[]>>;
}

/** Where a text names a concept, or uses another word that says something. */
export interface Hit {
  readonly concepts: readonly Concept[];
  /** Root of a word that no concept explains; null when concepts do. */
  readonly root: string | null;
  readonly start: number;
  readonly end: number;
}

interface PhraseNode {
  readonly next: Map<string, PhraseNode>;
  concepts: Concept[];
}

interface Token {
  readonly folded: string;
  /** Null for words that say nothing and may stand inside a phrase. */
  readonly root: string | null;
  readonly generic: boolean;
  readonly prefixed: readonly Concept[];
}

interface LanguageRules {
  readonly phrases: PhraseNode;
  readonly prefixes: ReadonlyMap<string, readonly { readonly prefix: string; readonly concept: Concept }[]>;
  readonly generic: ReadonlySet<string>;
  readonly tokens: Map<string, Token>;
}

const PREFIX_KEY = 4;
/** Tokens are remembered; a hostile text must not fill the memory with them. */
const MAX_TOKENS = 200_000;
const MAX_WORD = 40;

/** Finds topics in texts by the words of each language, roots compared, the longest phrase first. */
export class Lexicon {
  private readonly languages = new Map<Language, LanguageRules>();
  private readonly names = node();

  constructor(entries: LexiconEntries) {
    for (const language of LANGUAGES) this.languages.set(language, rulesOf(entries, language));
    for (const name of entries.names) {
      const words = [...placedWords(name)].map(({ word }) => fold(word));
      leaf(this.names, words).concepts.push({ code: name, themes: [], strength: 'cue' });
    }
  }

  /** What a text names, in the order of the text. */
  scan(text: string, language: Language): Hit[] {
    const rules = this.languages.get(language)!;
    const words: (Token & { start: number; end: number })[] = [];
    for (const placed of placedWords(text)) {
      const token = tokenOf(placed.word, rules, language);
      words.push({ ...token, start: placed.start, end: placed.end });
    }
    const hits: Hit[] = [];
    let explainedTo = 0;
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at]!;
      const name = longest(this.names, words, at, ({ folded }) => folded);
      if (name) {
        at = name.last;
        explainedTo = words[at]!.end;
        continue;
      }
      if (word.root === null) continue;
      const phrase = longest(rules.phrases, words, at, ({ root }) => root);
      const end = phrase ? words[phrase.last]!.end : word.end;
      const concepts = phrase?.concepts ?? word.prefixed;
      if (concepts.length > 0) {
        if (end > explainedTo) hits.push({ concepts, root: null, start: word.start, end });
        explainedTo = Math.max(explainedTo, end);
      } else if (word.end > explainedTo && !word.generic && word.root.length > 2) {
        hits.push({ concepts, root: word.root, start: word.start, end: word.end });
      }
    }
    return hits;
  }
}

function rulesOf(entries: LexiconEntries, language: Language): LanguageRules {
  const phrases = node();
  const prefixes = new Map<string, { prefix: string; concept: Concept }[]>();
  for (const { code, themes, strength, terms } of entries.concepts) {
    const concept: Concept = { code, themes, strength };
    for (const term of terms[language]) {
      const words = [...placedWords(term)].map(({ word }) => fold(word));
      const prefix = words.at(-1);
      if (term.endsWith('*') && words.length === 1 && prefix) {
        const key = prefix.slice(0, PREFIX_KEY);
        prefixes.set(key, [...(prefixes.get(key) ?? []), { prefix, concept }]);
        continue;
      }
      const roots = words.filter((word) => !isStopWord(word, language)).map((word) => stem(word, language));
      if (roots.length === 0) continue;
      const end = leaf(phrases, roots);
      if (!end.concepts.includes(concept)) end.concepts.push(concept);
    }
  }
  const generic = new Set(
    entries.genericWords[language].flatMap((word) => [fold(word), stem(fold(word), language)]),
  );
  return { phrases, prefixes, generic, tokens: new Map() };
}

function tokenOf(word: string, rules: LanguageRules, language: Language): Token {
  const known = rules.tokens.get(word);
  if (known) return known;
  const folded = fold(word).slice(0, MAX_WORD);
  const root = isStopWord(folded, language) || /^\d/.test(folded) ? null : stem(folded, language);
  const token: Token = {
    folded,
    root,
    generic: root === null || rules.generic.has(folded) || rules.generic.has(root),
    prefixed: (rules.prefixes.get(folded.slice(0, PREFIX_KEY)) ?? [])
      .filter(({ prefix }) => folded.startsWith(prefix))
      .map(({ concept }) => concept),
  };
  if (rules.tokens.size >= MAX_TOKENS) rules.tokens.clear();
  rules.tokens.set(word, token);
  return token;
}

/** The longest phrase that begins at a word; words without a root in between do not break it. */
function longest<W extends { readonly root: string | null }>(
  start: PhraseNode,
  words: readonly W[],
  from: number,
  keyOf: (word: W) => string | null,
): { readonly last: number; readonly concepts: readonly Concept[] } | undefined {
  let found: { last: number; concepts: readonly Concept[] } | undefined;
  let place = start;
  for (let at = from; at < words.length; at += 1) {
    const key = keyOf(words[at]!);
    if (key === null) continue;
    const next = place.next.get(key);
    if (!next) return found;
    place = next;
    if (place.concepts.length > 0) found = { last: at, concepts: place.concepts };
  }
  return found;
}

function node(): PhraseNode {
  return { next: new Map(), concepts: [] };
}

function leaf(start: PhraseNode, keys: readonly string[]): PhraseNode {
  let place = start;
  for (const key of keys) {
    let next = place.next.get(key);
    if (!next) place.next.set(key, (next = node()));
    place = next;
  }
  return place;
}
