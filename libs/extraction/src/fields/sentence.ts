import type { Span } from '../types.js';
import { type Stretch, trimmed } from './read-part.js';

/** A sentence longer than this on one side is a list without full stops: it is cut. */
const FARTHEST = 400;

const ABBREVIATIONS = new Set(
  'sr sra srta dr dra ing lic arq art arts num nro no n inc ltd co corp pag pags p pp vol cap ej etc ee uu us av tel ext aprox max min mr mrs ms approx bzw z b ca ggf nr'.split(
    ' ',
  ),
);

/** Whether the sentence ends behind the mark at `index`. */
function endsAt(text: string, index: number): boolean {
  const mark = text[index]!;
  if (mark === '\n') return true;
  if (mark !== '.' && mark !== ';' && mark !== '!' && mark !== '?') return false;
  const rest = /^["»”)]*(\s+)(\S)/.exec(text.slice(index + 1, index + 8));
  if (!rest) return index + 1 >= text.length;
  if (mark !== '.') return true;
  if (/[\p{Ll},(]/u.test(rest[2]!)) return false;
  const word = /[\p{L}\d]+$/u.exec(text.slice(Math.max(0, index - 12), index))?.[0].toLowerCase() ?? '';
  // "31. März", "1. Objetivo"
  return !ABBREVIATIONS.has(word) && !/^(?:\p{L}|\d{1,2})$/u.test(word);
}

/** The sentence around a stretch of a text, within its line. */
export function sentenceAround(text: string, span: Span): Stretch {
  let start = span.start;
  const first = Math.max(0, span.start - FARTHEST);
  while (start > first && !endsAt(text, start - 1)) start--;
  let end = span.end;
  const last = Math.min(text.length, span.end + FARTHEST);
  while (end < last && !endsAt(text, end)) end++;
  if (end < last && text[end] !== '\n') end++;
  return trimmed(text, start, end);
}

const LONGEST_LABEL = 60;

/** The sentence around a value; one that holds nothing else is read with the label on the line above it. */
export function labelledSentence(text: string, span: Span): string {
  const sentence = sentenceAround(text, span);
  const isBare = sentence.text.length <= span.end - span.start + 12;
  const above = isBare ? labelAbove(text, sentence.start) : null;
  return above ? `${above.replace(/:$/, '')}: ${sentence.text}` : sentence.text;
}

/** The short line above the one in which a place is, when that one begins there. */
export function labelAbove(text: string, start: number): string | null {
  const end = text.lastIndexOf('\n', start);
  if (end <= 0 || text.slice(end, start).trim()) return null;
  const label = text.slice(text.lastIndexOf('\n', end - 1) + 1, end).trim();
  return label.length > 0 && label.length <= LONGEST_LABEL && !/[.;,]$/.test(label) ? label : null;
}

/** At most `limit` characters, cut behind a sentence where one ends in the second half, else between words. */
export function cutAtSentence(text: string, span: Span, limit: number): Span {
  if (span.end - span.start <= limit) return span;
  const most = span.start + limit;
  for (let index = most - 1; index > span.start + limit / 2; index--) {
    if (endsAt(text, index)) return trimmed(text, span.start, index + 1);
  }
  const blank = text.lastIndexOf(' ', most);
  return trimmed(text, span.start, blank > span.start ? blank : most);
}
