/** Words or short phrases, in any language, that mean the same to somebody who searches. */
export interface SynonymGroup {
  readonly words: readonly string[];
}

/** A step inside phrases: what may follow, and the groups of the phrases that end here. */
export interface PhraseNode {
  readonly next: Map<string, PhraseNode>;
  readonly groups: string[];
}

/** The term of a group that words of a query belong to, by one of them or by several that stand together. */
export interface GroupInQuery {
  readonly term: string;
  readonly isPhrase: boolean;
}

interface Rules {
  readonly languages: readonly string[];
  termsOf(text: string, language: string): string[];
  queryTermsOf(text: string): string[];
}

/**
 * Finds synonyms. A document that holds any phrase of a group holds the group as a term of its own, so that a query
 * looks up one term however many phrases the group has, and phrases count only where their words stand together.
 */
export class PhraseBook {
  private readonly starts = new Map<string, Map<string, PhraseNode>>();
  private readonly ofQueries = new Map<string, PhraseNode>();

  constructor(groups: readonly SynonymGroup[], rules: Rules) {
    for (const language of rules.languages) this.starts.set(language, new Map());
    for (const [number, group] of groups.entries()) {
      // No word of a text contains this sign.
      const term = `§${number}`;
      for (const words of group.words) {
        for (const [language, starts] of this.starts) add(starts, rules.termsOf(words, language), term);
        add(this.ofQueries, rules.queryTermsOf(words), term);
      }
    }
  }

  /** Where phrases that begin with this term lead; undefined when none does. */
  start(term: string, language: string): PhraseNode | undefined {
    return this.starts.get(language)?.get(term);
  }

  /** For each term of a query, the groups of the phrases it is part of. */
  groupsInQuery(terms: readonly string[]): GroupInQuery[][] {
    const found = terms.map(() => new Map<string, boolean>());
    for (let from = 0; from < terms.length; from += 1) {
      let node = this.ofQueries.get(terms[from]!);
      for (let to = from; node; to += 1) {
        for (const group of node.groups) {
          for (let place = from; place <= to; place += 1)
            found[place]!.set(group, to > from || found[place]!.get(group) === true);
        }
        node = to + 1 < terms.length ? node.next.get(terms[to + 1]!) : undefined;
      }
    }
    return found.map((groups) => [...groups].map(([term, isPhrase]) => ({ term, isPhrase })));
  }
}

/** Follows several phrases at once through a text, term by term. */
export class PhraseWalker {
  private open: PhraseNode[] = [];

  /** @returns the groups of the phrases that end with this term */
  step(term: string, start: PhraseNode | undefined): readonly string[] {
    if (!start && this.open.length === 0) return NONE;
    const reached: PhraseNode[] = start ? [start] : [];
    for (const node of this.open) {
      const next = node.next.get(term);
      if (next) reached.push(next);
    }
    this.open = reached.filter((node) => node.next.size > 0);
    return reached.length === 0 ? NONE : reached.flatMap((node) => node.groups);
  }
}

const NONE: readonly string[] = [];

function add(starts: Map<string, PhraseNode>, terms: readonly string[], group: string): void {
  let level = starts;
  let node: PhraseNode | undefined;
  for (const term of terms) {
    node = level.get(term) ?? { next: new Map(), groups: [] };
    level.set(term, node);
    level = node.next;
  }
  if (node && !node.groups.includes(group)) node.groups.push(group);
}
