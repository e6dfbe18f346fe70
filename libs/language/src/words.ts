const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** The words of a text as they stand in it, lower case. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** Words with their place in the text. */
export function* placedWords(text: string): Generator<{ word: string; start: number; end: number }> {
  for (const match of text.matchAll(WORD)) {
    yield { word: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length };
  }
}
