import { GAP, tokenise, type Tokens } from '../who/tokens.js';

/** What a name stands for. */
export type Place =
  | { readonly kind: 'country'; readonly code: string; readonly donor: boolean; readonly adjective: boolean }
  /** The seat of embassies: says which country they are in. */
  | { readonly kind: 'capital'; readonly code: string }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly ecuador: 'in' | 'out' | 'unknown';
      readonly wide: boolean;
      readonly donor: boolean;
      readonly adjective: boolean;
    }
  /** A province, canton or rural parish; `sure` when its name is no other thing. */
  | { readonly kind: 'division'; readonly code: string; readonly sure: boolean }
  /** A part of Ecuador that holds several divisions; `shared` when other countries say the same of theirs. */
  | {
      readonly kind: 'region';
      readonly codes: readonly string[];
      readonly shared: boolean;
      readonly adjective: boolean;
    }
  | { readonly kind: 'zone'; readonly codes: readonly string[] }
  | { readonly kind: 'nationwide' }
  /** A proper name that holds a place and does not point to it. */
  | { readonly kind: 'institution' };

/** A name found in a text: words `from` to `to`, both inclusive. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly places: readonly Place[];
}

/** How a name may be written to be understood. */
interface Entry {
  readonly place: Place;
  /** In running text it starts with a capital letter. */
  readonly proper: boolean;
  /** In running text its last word does too: the names of divisions are also common words. */
  readonly properEnd: boolean;
  readonly listOnly: boolean;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly entries: Entry[];
}

/** Endings of nationalities and other adjectives of place in the seven languages. */
const ENDINGS =
  ' o a os as s e es i he is en er em es ne nes ns no na isch ische ischen ischer isches ischem ana anes ans'.split(
    ' ',
  );

/** Names of places in a trie of folded words. */
export class NameTrie {
  private readonly root: Node = { next: new Map(), entries: [] };

  /** @param names separated by semicolons; one in brackets is only understood in a list of places. */
  addNames(names: string, place: Place): void {
    for (const part of names.split(';')) {
      const listOnly = part.trim().startsWith('[');
      this.add(part, { place, listOnly, properEnd: place.kind === 'division' });
    }
  }

  /** @param stems folded, separated by semicolons; every ending of the seven languages is added. */
  addAdjectives(stems: string, place: Place): void {
    for (const stem of stems.split(';'))
      for (const ending of ENDINGS)
        this.add(stem.trim() + ending, { place, listOnly: false, properEnd: false });
  }

  add(name: string, { place, listOnly, properEnd }: Omit<Entry, 'proper'>): void {
    const { words, starts, text } = tokenise(name);
    if (words.length === 0) return;
    let node = this.root;
    for (const word of words) {
      let next = node.next.get(word);
      if (!next) node.next.set(word, (next = { next: new Map(), entries: [] }));
      node = next;
    }
    const proper = isCapital(text, starts[0] ?? 0);
    if (node.entries.some((entry) => entry.place === place && entry.proper === proper)) return;
    node.entries.push({ place, proper, properEnd, listOnly });
  }

  /**
   * The names of a text, the longest at each place, in order.
   * @param asList in a list of places names need no capital letter, and more of them are understood
   */
  find(tokens: Tokens, asList: boolean): Mention[] {
    const mentions: Mention[] = [];
    const anyCase = asList || !/\p{Lu}/u.test(tokens.text);
    for (let from = 0; from < tokens.words.length; from += 1) {
      const found = this.longest(tokens, from, asList, anyCase);
      // "La Unión Iberoamericana" is no "La Unión": a longer name that begins within this one wins.
      if (!found || this.longerWithin(tokens, found, asList, anyCase)) continue;
      mentions.push(found);
      from = found.to;
    }
    return mentions;
  }

  private longerWithin(tokens: Tokens, { from, to }: Mention, asList: boolean, anyCase: boolean): boolean {
    for (let at = from + 1; at <= to; at += 1) {
      const other = this.longest(tokens, at, asList, anyCase);
      if (other && other.to - other.from > to - from) return true;
    }
    return false;
  }

  private longest(tokens: Tokens, from: number, asList: boolean, anyCase: boolean): Mention | null {
    const { words, gaps } = tokens;
    let found: Mention | null = null;
    let node = this.root.next.get(words[from] ?? '');
    for (let to = from; node;) {
      const entries = node.entries.filter(
        (entry) =>
          (asList || !entry.listOnly) &&
          (asList ||
            ((anyCase || !entry.proper || capitalAt(tokens, from)) &&
              (!entry.properEnd || (capitalAt(tokens, from) && capitalAt(tokens, to))))),
      );
      if (entries.length > 0) found = { from, to, places: entries.map(({ place }) => place) };
      to += 1;
      if (gaps[to] !== GAP.none) break;
      node = node.next.get(words[to] ?? '');
    }
    return found;
  }
}

/** Whether the word is written with a capital letter or is a number. */
export function capitalAt({ text, starts }: Tokens, word: number): boolean {
  return isCapital(text, starts[word] ?? 0);
}

function isCapital(text: string, at: number): boolean {
  const letter = text[at] ?? '';
  return letter !== letter.toLowerCase() || (letter >= '0' && letter <= '9');
}
