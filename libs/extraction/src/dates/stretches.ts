import { endsSentence, GAP, type Token } from './tokens.js';

/** Most words that are looked at on either side of a date. */
const REACH = 60;

/** Index of the first token of the sentence; a line break is no end, an empty line is. */
export function sentenceStart(tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > 0 && at - start < REACH && !endsSentence(tokens, start - 1)) start -= 1;
  return start;
}

/** Index behind the last token of the sentence. */
export function sentenceEnd(tokens: readonly Token[], at: number): number {
  let end = at;
  while (end < tokens.length && end - at < REACH && !endsSentence(tokens, end - 1)) end += 1;
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
