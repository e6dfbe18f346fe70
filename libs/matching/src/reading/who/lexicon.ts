import { GAP, tokenise, type Tokens } from './tokens.js';
import type { Tag } from './tags.js';

/** What a phrase stands for. */
export interface Entry {
  readonly tag: Tag;
  /** Only read when the call is in this language, because the word means something else in another. */
  readonly language: string | null;
  /** For a network: which. */
  readonly slug: string | null;
}

/** A phrase found in a text: tokens `from` to `to`, both inclusive. */
export interface Mark {
  readonly entry: Entry;
  readonly from: number;
  readonly to: number;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly entries: Entry[];
}

const newNode = (): Node => ({ next: new Map(), entries: [] });

/** Phrases in a trie of words, with the German heads that compounds end in. */
export class Lexicon {
  private readonly root = newNode();
  private readonly heads = new Map<string, { readonly suffix: string; readonly entry: Entry }[]>();

  /**
   * Adds a phrase in the notation of the data file: "a/b" are alternatives of one word, "(s)" an optional ending,
   * "?" after a word makes it optional, and "*kommune" any compound with that head.
   */
  add(phrase: string, entry: Entry): void {
    if (phrase.startsWith('*')) return this.addHeads(phrase.slice(1), entry);
    let nodes = [this.root];
    for (const word of phrase.split(' ')) {
      const optional = word.endsWith('?');
      const reached = nodes.flatMap((node) => forms(word).map((form) => descend(node, form)));
      nodes = optional ? [...nodes, ...reached] : reached;
    }
    for (const node of nodes) {
      if (node !== this.root && !node.entries.some((other) => isSame(other, entry))) node.entries.push(entry);
    }
  }

  private addHeads(word: string, entry: Entry): void {
    for (const form of forms(word)) {
      const suffix = tokenise(form).words.join('');
      const key = suffix.slice(-HEAD_KEY);
      this.heads.set(key, [...(this.heads.get(key) ?? []), { suffix, entry }]);
    }
  }

  /** The phrases of a text, the longest at each place, in order. */
  find(tokens: Tokens, language: string): Mark[] {
    const marks: Mark[] = [];
    const { words } = tokens;
    const readsHeads = language === 'de' || words.length <= SHORT_TEXT;
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? '';
      const node = this.root.next.get(word);
      const found = node && longest(tokens, at, node, language);
      if (found) {
        for (const entry of found.entries) marks.push({ entry, from: at, to: found.to });
        at = found.to;
        continue;
      }
      const head = readsHeads ? this.headOf(word) : null;
      if (head) marks.push({ entry: head, from: at, to: at });
    }
    return marks;
  }

  private headOf(word: string): Entry | null {
    if (word.length < SHORTEST_COMPOUND) return null;
    const candidates = this.heads.get(word.slice(-HEAD_KEY));
    return candidates?.find(({ suffix }) => word.endsWith(suffix))?.entry ?? null;
  }
}

const isSame = (one: Entry, other: Entry): boolean =>
  one.tag === other.tag && one.slug === other.slug && one.language === other.language;

const HEAD_KEY = 4;
const SHORTEST_COMPOUND = 8;
/** A phrase of the list of applicants may be German in a call that is not. */
const SHORT_TEXT = 20;

function longest(tokens: Tokens, at: number, start: Node, language: string) {
  let node: Node | undefined = start;
  let found: { readonly entries: readonly Entry[]; readonly to: number } | null = null;
  for (let to = at; node;) {
    const entries = node.entries.length > 0 ? readable(node.entries, language) : node.entries;
    if (entries.length > 0) found = { entries, to };
    to += 1;
    // A phrase does not run over a comma or a bracket.
    if (tokens.gaps[to] !== GAP.none) break;
    node = node.next.get(tokens.words[to] ?? '');
  }
  return found;
}

function readable(entries: readonly Entry[], language: string): readonly Entry[] {
  return entries.every((entry) => entry.language === null)
    ? entries
    : entries.filter((entry) => entry.language === null || entry.language === language);
}

/** The forms of one word of the notation. */
function forms(word: string): string[] {
  return word
    .replace(/\?$/, '')
    .split('/')
    .flatMap((alternative) => {
      const ending = /^(.*)\((.*)\)$/.exec(alternative);
      return ending ? [ending[1] ?? '', `${ending[1]}${ending[2]}`] : [alternative];
    });
}

/** The node after a word; one with a hyphen or an apostrophe is several tokens. */
function descend(from: Node, word: string): Node {
  return tokenise(word).words.reduce((node, token) => {
    const next = node.next.get(token) ?? newNode();
    node.next.set(token, next);
    return next;
  }, from);
}
