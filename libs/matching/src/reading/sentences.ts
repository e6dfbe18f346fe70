/** What a person reads at a glance. Longer sentences are cut into parts, so that a quote always holds its word. */
const MAX_QUOTE = 240;

export interface Sentence {
  readonly start: number;
  readonly end: number;
}

/** The sentences of a text, verbatim; long ones in parts that end at a comma or between words. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  const ends = /[.;:!?][\s»"”)]+(?=[^\s\d])|\n+/g;
  let start = 0;
  for (const match of text.matchAll(ends)) {
    cut(text, start, match.index + 1, sentences);
    start = match.index + match[0].length;
  }
  cut(text, start, text.length, sentences);
  return sentences;
}

/** The words of a sentence. */
export function quoteOf(text: string, { start, end }: Sentence): string {
  return text.slice(start, end);
}

function cut(text: string, from: number, to: number, into: Sentence[]): void {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start]!)) start += 1;
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1;
  while (end - start > MAX_QUOTE) {
    const part = text.slice(start, start + MAX_QUOTE);
    const comma = part.lastIndexOf(', ');
    const words = /^(.*\S)\s/s.exec(part)?.[1]?.length ?? withoutHalf(part);
    const length = comma > MAX_QUOTE / 2 ? comma + 1 : words;
    into.push({ start, end: start + length });
    start += length;
    while (start < end && /\s/.test(text[start]!)) start += 1;
  }
  if (end > start) into.push({ start, end });
}

/** Half a character (a high surrogate without its low one) is no text: the database refuses it. */
function withoutHalf(part: string): number {
  return /[\uD800-\uDBFF]$/.test(part) ? part.length - 1 : part.length;
}
