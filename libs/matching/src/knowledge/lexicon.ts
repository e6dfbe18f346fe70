import { fold } from '@chasqui/kernel';
import { isStopWord, type Language, placedWords, stem, wordsIn } from '@chasqui/language';

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
  /** Concepts of the word as it stands, and of the beginnings it has; the longest beginning first. */
  readonly exact: readonly Concept[];
  /** Null for words that say nothing and may stand inside a phrase. */
  readonly root: string | null;
  readonly generic: boolean;
  readonly prefixed: readonly Concept[];
  readonly prefixLength: number;
}

interface Word {
  readonly token: Token;
  readonly start: number;
  readonly end: number;
  /** Punctuation stands before it. */
  readonly breaks: boolean;
}

interface Phrase {
  readonly last: number;
  readonly concepts: readonly Concept[];
}

interface LanguageRules {
  readonly phrases: PhraseNode;
  readonly exact: ReadonlyMap<string, readonly Concept[]>;
  readonly prefixes: ReadonlyMap<string, readonly { readonly prefix: string; readonly concept: Concept }[]>;
  readonly generic: ReadonlySet<string>;
  readonly tokens: Map<string, Token>;
}

const PREFIX_KEY = 4;
/** Tokens are remembered; a hostile text must not fill the memory with them. */
const MAX_TOKENS = 200_000;
const MAX_WORD = 40;
const BREAK = /[,;:.()[\]¿?¡!\n]/;

/**
 * Finds topics in texts by the words of each language, roots compared, the longest phrase first. A term that ends in "*"
 * is the beginning of a word; one that begins with "=" is that very word, for words whose root others share.
 */
export class Lexicon {
  /** Made when a text of the language comes for the first time: most installations read two or three. */
  private readonly languages = new Map<Language, LanguageRules>();
  private readonly names = node();

  constructor(private readonly entries: LexiconEntries) {
    for (const name of entries.names) {
      const words = wordsIn(name).map(plain);
      leaf(this.names, words).concepts.push({ code: name, themes: [], strength: 'cue' });
    }
  }

  /** What a text names, in the order of the text. */
  scan(text: string, language: Language): Hit[] {
    const rules = this.rules(language);
    const words: Word[] = [];
    let ended = 0;
    for (const { word, start, end } of placedWords(text)) {
      words.push({
        token: tokenOf(word, rules, language),
        start,
        end,
        breaks: BREAK.test(text.slice(ended, start)),
      });
      ended = end;
    }
    const hits: Hit[] = [];
    let explainedTo = 0;
    for (let at = 0; at < words.length; at += 1) {
      const name = longest(this.names, words, at, ({ folded }) => folded);
      if (name) {
        at = name.last;
        explainedTo = words[at]!.end;
        continue;
      }
      const { token, start, end: wordEnd } = words[at]!;
      if (token.root === null) continue;
      const phrase = longest(rules.phrases, words, at, ({ root }) => root);
      const [concepts, last] = meaningOf(token, at, phrase);
      const end = words[last]!.end;
      if (concepts.length > 0) {
        if (end > explainedTo) hits.push({ concepts, root: null, start, end });
        explainedTo = Math.max(explainedTo, end);
      } else if (wordEnd > explainedTo && !token.generic && token.root.length > 2) {
        hits.push({ concepts, root: token.root, start, end: wordEnd });
      }
    }
    return hits;
  }

  private rules(language: Language): LanguageRules {
    let rules = this.languages.get(language);
    if (!rules) this.languages.set(language, (rules = rulesOf(this.entries, language)));
    return rules;
  }
}

/** A phrase of several words first, then the very word, then its longest beginning, then its root alone. */
function meaningOf(
  token: Token,
  at: number,
  phrase: Phrase | undefined,
): readonly [concepts: readonly Concept[], last: number] {
  if (phrase && phrase.last > at) return [phrase.concepts, phrase.last];
  if (token.exact.length > 0) return [token.exact, at];
  if (!phrase) return [token.prefixed, at];
  return [token.prefixLength > (token.root?.length ?? 0) ? token.prefixed : phrase.concepts, at];
}

function rulesOf(entries: LexiconEntries, language: Language): LanguageRules {
  const phrases = node();
  const exact = new Map<string, Concept[]>();
  const prefixes = new Map<string, { prefix: string; concept: Concept }[]>();
  for (const { code, themes, strength, terms } of entries.concepts) {
    const concept: Concept = { code, themes, strength };
    for (const term of terms[language]) {
      const words = wordsIn(term).map(plain);
      const prefix = words.at(-1);
      if (term.startsWith('=') && prefix) {
        exact.set(prefix, [...(exact.get(prefix) ?? []), concept]);
        continue;
      }
      if (term.endsWith('*') && words.length === 1 && prefix) {
        const key = prefix.slice(0, PREFIX_KEY);
        prefixes.set(key, [...(prefixes.get(key) ?? []), { prefix, concept }]);
        continue;
      }
      for (const roots of rootsOf(term, language)) {
        const end = leaf(phrases, roots);
        if (!end.concepts.includes(concept)) end.concepts.push(concept);
      }
    }
  }
  const generic = new Set(
    entries.genericWords[language].flatMap((word) => [fold(word), stem(fold(word), language)]),
  );
  return { phrases, exact, prefixes, generic, tokens: new Map() };
}

/** The roots of a term; of one with punctuation ("mujeres, paz y seguridad") both as it is written and without. */
function rootsOf(term: string, language: Language): string[][] {
  const parts = term.split(BREAK).map((part) =>
    wordsIn(part)
      .map(plain)
      .filter((word) => !isSilent(word, language))
      .map((word) => stem(word, language)),
  );
  const roots = parts.flat();
  if (roots.length === 0) return [];
  const written = parts.flatMap((part, at) => (at > 0 ? part.map(afterBreak) : part));
  return parts.length > 1 ? [roots, written] : [roots];
}

function afterBreak(root: string, at: number): string {
  return at === 0 ? `,${root}` : root;
}

function tokenOf(word: string, rules: LanguageRules, language: Language): Token {
  const known = rules.tokens.get(word);
  if (known) return known;
  const folded = plain(word);
  const root = isSilent(folded, language) ? null : stem(folded, language);
  const prefixes = (rules.prefixes.get(folded.slice(0, PREFIX_KEY)) ?? [])
    .filter(({ prefix }) => folded.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length);
  const token: Token = {
    folded,
    root,
    generic: root === null || rules.generic.has(folded) || rules.generic.has(root),
    exact: rules.exact.get(folded) ?? [],
    prefixed: prefixes.map(({ concept }) => concept),
    prefixLength: prefixes[0]?.prefix.length ?? 0,
  };
  if (rules.tokens.size >= MAX_TOKENS) rules.tokens.clear();
  rules.tokens.set(word, token);
  return token;
}

/** Accents and case folded; the Swiss write "ss" where others write "ß". */
function plain(word: string): string {
  return fold(word).replaceAll('ß', 'ss').slice(0, MAX_WORD);
}

/** Stop words and numbers: they neither mean a topic nor break a phrase. */
function isSilent(folded: string, language: Language): boolean {
  return isStopWord(folded, language) || /^\d/.test(folded);
}

/** The longest phrase that begins at a word. Words that say nothing do not break it; punctuation does, unless it has it. */
function longest(
  start: PhraseNode,
  words: readonly Word[],
  from: number,
  keyOf: (token: Token) => string | null,
): Phrase | undefined {
  let found: Phrase | undefined;
  let place = start;
  let broken = false;
  for (let at = from; at < words.length; at += 1) {
    const { token, breaks } = words[at]!;
    broken ||= breaks && at > from;
    const key = keyOf(token);
    if (key === null) continue;
    const next = place.next.get(broken ? afterBreak(key, 0) : key);
    broken = false;
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
