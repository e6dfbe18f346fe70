import { endsSentence, GAP, type Token } from './tokens.js';

/** Most words that are looked at on either side of a date. */
const REACH = 60;

const UNKNOWN = 0;
const GOES_ON = 1;
const ENDS = 2;

/** Where sentences end, by text: the stretches of neighbouring dates overlap, and each asks for the same tokens. */
const ends = new WeakMap<readonly Token[], Uint8Array>();

function endsAt(tokens: readonly Token[]): (index: number) => boolean {
  const known = ends.get(tokens) ?? new Uint8Array(tokens.length);
  ends.set(tokens, known);
  return (index) => {
    if (known[index] === UNKNOWN) known[index] = endsSentence(tokens, index) ? ENDS : GOES_ON;
    return known[index] === ENDS;
  };
}

/** Index of the first token of the sentence; a line break is no end, an empty line is. */
export function sentenceStart(tokens: readonly Token[], at: number): number {
  let start = at;
  const isEnd = endsAt(tokens);
  while (start > 0 && at - start < REACH && !isEnd(start - 1)) start -= 1;
  return start;
}

/** Index behind the last token of the sentence. */
export function sentenceEnd(tokens: readonly Token[], at: number): number {
  let end = at;
  const isEnd = endsAt(tokens);
  while (end < tokens.length && end - at < REACH && !(end > 0 && isEnd(end - 1))) end += 1;
  return end;
}

/** Index of the first token of the line. */
export function lineStart(tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > 0 && at - start < REACH && tokens[start]!.gap < GAP.line) start -= 1;
  return start;
}

/** Index behind the last token of the line that goes on at a token; the token itself, if it begins a line. */
export function lineEnd(tokens: readonly Token[], at: number): number {
  let end = at;
  while (end < tokens.length && end - at < REACH && tokens[end]!.gap < GAP.line) end += 1;
  return end;
}
