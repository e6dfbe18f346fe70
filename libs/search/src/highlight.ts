import { fold } from '@chasqui/kernel';
import { placedWords } from '@chasqui/language';
import { type Analyzer, indexLanguage } from './analysis.js';
import { PhraseWalker } from './phrase-book.js';

/** A piece of a text; `marked` ones are why it was found. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

const SNIPPET = 220;
/** How far before the first word found a snippet may start. */
const LEAD = 60;

/** A whole text with the words that were looked for marked. Putting the pieces together gives the text again. */
export function highlight(
  analyzer: Analyzer,
  text: string,
  language: string,
  terms: ReadonlySet<string>,
): Piece[] {
  return pieces(text, 0, text.length, foundIn(analyzer, text, language, terms));
}

/** The part of a text that holds most of the words looked for; its beginning when it holds none. */
export function snippet(
  analyzer: Analyzer,
  text: string,
  language: string,
  terms: ReadonlySet<string>,
): Piece[] {
  const found = foundIn(analyzer, text, language, terms);
  let from = 0;
  let most = 0;
  for (const [place, { start }] of found.entries()) {
    const inside = new Set<string>();
    for (let at = place; at < found.length && found[at]!.end <= start + SNIPPET - LEAD; at += 1) {
      inside.add(found[at]!.term);
    }
    if (inside.size > most) [most, from] = [inside.size, start <= LEAD ? 0 : start - LEAD];
  }
  const start = from === 0 ? 0 : wordStart(text, from);
  const end = start + SNIPPET >= text.length ? text.length : wordEnd(text, start, start + SNIPPET);
  const list = pieces(text, start, end, found);
  if (start > 0) list.unshift({ text: '… ', marked: false });
  if (end < text.length) list.push({ text: ' …', marked: false });
  return list;
}

/** The query with the words that were searched for instead of the ones that nobody writes. */
export function correctedWords(
  words: string,
  corrections: readonly { readonly typed: string; readonly used: string }[],
): string {
  let text = '';
  let done = 0;
  for (const { word, start, end } of placedWords(words)) {
    const correction = corrections.find(({ typed }) => typed === fold(word));
    if (!correction) continue;
    text += words.slice(done, start) + correction.used;
    done = end;
  }
  return text + words.slice(done);
}

function foundIn(analyzer: Analyzer, text: string, language: string, terms: ReadonlySet<string>): Found[] {
  if (terms.size === 0) return [];
  const found: Found[] = [];
  const known = indexLanguage(language);
  const walker = new PhraseWalker();
  for (const { word, start, end } of placedWords(text)) {
    const term = analyzer.termOf(word, known);
    if (term === null) continue;
    if (terms.has(term)) found.push({ start, end, term });
    for (const group of walker.step(term, analyzer.phrases.start(term, known))) {
      // The walker does not tell where the phrase began: mark its last word, which is enough to see why.
      if (terms.has(group) && found.at(-1)?.end !== end) found.push({ start, end, term: group });
    }
  }
  return found;
}

function pieces(text: string, from: number, to: number, found: readonly Found[]): Piece[] {
  const list: Piece[] = [];
  let done = from;
  for (const { start, end } of found) {
    if (start < done || end > to) continue;
    if (start > done) list.push({ text: text.slice(done, start), marked: false });
    list.push({ text: text.slice(start, end), marked: true });
    done = end;
  }
  if (done < to) list.push({ text: text.slice(done, to), marked: false });
  return list;
}

function wordStart(text: string, from: number): number {
  const space = text.indexOf(' ', from);
  return space === -1 || space > from + LEAD ? from : space + 1;
}

function wordEnd(text: string, start: number, to: number): number {
  const space = text.lastIndexOf(' ', to);
  return space <= start ? to : space;
}
