import { detectLanguage } from '@chasqui/language';
import type { FieldReading, ItemText, Part } from '../types.js';
import { isOtherHeading } from './headings.js';
import {
  isStruckAt,
  type Line,
  readingAt,
  type ReadPart,
  type Stretch,
  trimmed,
  withHint,
  withoutHint,
} from './read-part.js';
import { cutAtSentence } from './sentence.js';

const LONGEST_TITLE = 300;
const SHORTEST_TITLE = 8;
const SHORTEST_WITH_SITE = 15;
/** Not names of calls: paths, dates, "share", counters. */
const NOT_A_TITLE =
  /^(?:inicio|home|portada|compartir|share|menu|buscar|search|volver|noticias?|convocatorias?|publicado|fecha|leer mas|imprimir|estado)\b.{0,25}$|[>»›].*[>»›]|^[\d\s/.,:-]+$/;

/** The name of the call: what a part made for it says, else the first line that reads like a name. */
export function readTitle(parts: readonly ReadPart[]): FieldReading | null {
  for (const part of withHint(parts, 'title')) {
    const [line] = part.lines;
    if (!line) continue;
    const name = withoutSite(part, line);
    return readingAt('title', part, name, name.text, 'title.part', name === line ? 0.9 : 0.8);
  }
  for (const part of withoutHint(parts)) {
    const line = part.lines.slice(0, 25).find(isTitle);
    if (line) return readingAt('title', part, line, line.text, 'title.first_line', 0.5);
  }
  return null;
}

function isTitle({ text, folded }: Line): boolean {
  if (text.length < SHORTEST_TITLE || text.length > LONGEST_TITLE || /^[-–•·*]/.test(text)) return false;
  return !NOT_A_TITLE.test(folded) && /\p{L}{3,}.*\s.*\p{L}{3,}/u.test(text) && !/[;,]$/.test(text);
}

/** "Fondo verde | Nombre del sitio" is called "Fondo verde". */
function withoutSite(part: ReadPart, line: Line): Stretch {
  const bar = / [|»·] /.exec(line.text);
  if (bar && bar.index >= SHORTEST_WITH_SITE) return trimmed(part.text, line.start, line.start + bar.index);
  return line.text.length > LONGEST_TITLE ? trimmed(part.text, line.start, line.start + LONGEST_TITLE) : line;
}

const LONGEST_SUMMARY = 4_000;
const ENOUGH = 1_200;
const PARAGRAPH = 80;
/** The beginning of a text that goes on elsewhere, as lists and feeds show it. */
const TEASER = /(?:\.\.\.|…)[\])]?$/;

/** What the call is about: a part made for it, else the first real paragraphs, at most 4000 characters. */
export function readSummary(parts: readonly ReadPart[]): FieldReading | null {
  const made = withHint(parts, 'summary')
    .map((part) => ({ part, all: trimmed(part.text, 0, part.text.length) }))
    .filter(({ all }) => all.text);
  const whole = made.find(({ all }) => !TEASER.test(all.text));
  if (whole) return summary(whole.part, whole.all, 'summary.part', 0.85);
  for (const part of withoutHint(parts)) {
    const first = part.lines.findIndex((line) => isParagraph(line) && !isStruckAt(part, line));
    if (first < 0) continue;
    let last = first;
    for (let index = first + 1; index < part.lines.length; index++) {
      const line = part.lines[index]!;
      const length = part.lines[last]!.end - part.lines[first]!.start;
      if (length >= ENOUGH || beginsAnother(line) || isStruckAt(part, line)) break;
      last = index;
    }
    const all = trimmed(part.text, part.lines[first]!.start, part.lines[last]!.end);
    return summary(part, all, 'summary.paragraphs', 0.55);
  }
  const [teaser] = made;
  return teaser ? summary(teaser.part, teaser.all, 'summary.part', 0.5) : null;
}

/** A heading, known or just a short line without any mark at its end. */
function beginsAnother(line: Line): boolean {
  return (
    isOtherHeading(line) ||
    (line.text.length < 60 && /[\p{L}\d]$/u.test(line.text) && !/^[-–•·*]/.test(line.text))
  );
}

function isParagraph({ text }: Line): boolean {
  return text.length >= PARAGRAPH && /[.:!?]/.test(text) && !/^[-–•·*]/.test(text) && !text.includes(' | ');
}

function summary(part: ReadPart, all: Stretch, rule: string, confidence: number): FieldReading {
  const span = cutAtSentence(part.text, all, LONGEST_SUMMARY);
  return readingAt('summary', part, span, part.text.slice(span.start, span.end), rule, confidence);
}

const ENOUGH_TO_TELL = 200;
const SAMPLE = 500;
const LONGEST_LOOK = 50_000;

/** ISO 639-1 language of what people will read: told from the first paragraph, else what the definition says. */
export function readLanguage(item: ItemText): FieldReading | null {
  const prose = item.parts.filter(({ hint }) => hint === null || hint === 'summary' || hint === 'title');
  const longest = prose.reduce<Part | null>(
    (best, part) => (!best || part.source.text.length > best.source.text.length ? part : best),
    null,
  );
  if (!longest) return null;
  const sample = sampleOf(longest.source.text);
  if (!/\p{L}{2}/u.test(sample.text)) return null;
  const isSure = sample.text.length >= ENOUGH_TO_TELL;
  const isDefault = !isSure && item.defaults.language !== null;
  const value = isDefault ? item.defaults.language : detectLanguage(sample.text);
  const rule = isDefault ? 'language.default' : 'language.detected';
  const words = sample.text.slice(0, 60);
  const confidence = isSure ? 0.85 : 0.5;
  return { field: 'language', value, words, part: longest.name, offset: sample.start, rule, confidence };
}

/** The first long line, because pages begin with menus and labels; else the beginning. */
function sampleOf(text: string): Stretch {
  let start = 0;
  while (start < Math.min(text.length, LONGEST_LOOK)) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end - start >= ENOUGH_TO_TELL) return trimmed(text, start, Math.min(end, start + SAMPLE));
    start = end + 1;
  }
  return trimmed(text, 0, SAMPLE);
}
