import { fold } from '@chasqui/kernel';
import type { CallFacts, ThemeFacts, ThemeIndex } from './facts.js';

/** A call read once for all GADs: its topics and the sentence that shows each of them. */
export interface CallTopics {
  /** Weight of each topic the call is about; broader topics count half, generic ones little. */
  readonly weights: ReadonlyMap<string, number>;
  /** Only topics that the call names in words; the others are its classification by the curators. */
  readonly quotes: ReadonlyMap<string, string>;
  /** For each broader topic, the topic of the call that it was reached from. */
  readonly narrower: ReadonlyMap<string, string>;
  /** True when only generic topics are known: they cannot carry a match. */
  readonly onlyGeneric: boolean;
}

const GENERIC_WEIGHT = 0.15;
const BROADER_WEIGHT = 0.5;
const MAX_QUOTE = 240;

export function readTopics(call: CallFacts, themes: ThemeIndex): CallTopics {
  // One order whatever the call's: sums and ties come out the same, and of two equal topics the narrower is named.
  const own = call.themes
    .flatMap((code) => themes.get(code) ?? [])
    .toSorted(
      (a, b) => Number(a.parent === null) - Number(b.parent === null) || a.code.localeCompare(b.code),
    );
  const weights = new Map<string, number>();
  const narrower = new Map<string, string>();
  for (const theme of own) {
    raise(weights, theme.code, theme.generic ? GENERIC_WEIGHT : 1);
    const parent = theme.parent ? themes.get(theme.parent) : undefined;
    if (!parent) continue;
    raise(weights, parent.code, parent.generic ? GENERIC_WEIGHT : BROADER_WEIGHT);
    if (!call.themes.includes(parent.code) && !narrower.has(parent.code))
      narrower.set(parent.code, theme.code);
  }
  const sentences = sentencesOf(`${call.title}. ${call.summary}`);
  const specific = own.filter((theme) => !theme.generic);
  return {
    weights,
    quotes: new Map(own.flatMap((theme) => quoteOf(theme, sentences))),
    narrower,
    onlyGeneric: specific.length === 0,
  };
}

function raise(weights: Map<string, number>, code: string, weight: number): void {
  weights.set(code, Math.max(weight, weights.get(code) ?? 0));
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.;:!?])\s+/).map((sentence) => sentence.trim());
}

function quoteOf(theme: ThemeFacts, sentences: readonly string[]): [string, string][] {
  const quote = quoteFor(theme, sentences);
  return quote ? [[theme.code, quote]] : [];
}

/** The first sentence that names the topic, shortened to what a person reads at a glance. */
function quoteFor(theme: ThemeFacts, sentences: readonly string[]): string | undefined {
  // A plural keyword also finds its singular.
  const words = [theme.nameEs, ...theme.keywords].map(fold).flatMap((word) => [word, word.replace(/s$/, '')]);
  const sentence = sentences.find((candidate) => mentionsAny(fold(candidate), words));
  if (!sentence || sentence.length <= MAX_QUOTE) return sentence;
  return `${sentence.slice(0, sentence.lastIndexOf(' ', MAX_QUOTE))}…`;
}

/** Whether folded text holds one of the folded words or phrases as whole words; a plural ending counts as the word. */
export function mentionsAny(folded: string, words: readonly string[]): boolean {
  return words.some((word) => {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      const startsWord = at === 0 || !/[a-z0-9]/.test(folded[at - 1]!);
      if (startsWord && /^(e?s)?([^a-z0-9]|$)/.test(folded.slice(at + word.length, at + word.length + 3)))
        return true;
    }
    return false;
  });
}
