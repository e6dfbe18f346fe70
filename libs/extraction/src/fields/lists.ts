import type { ExtractedField, FieldReading } from '../types.js';
import { headingOf, isAboutAnother, isOtherHeading, type Section } from './headings.js';
import { isStruckAt, type Line, readingAt, type ReadPart, type Stretch, trimmed } from './read-part.js';

const BULLET = /^(?:[-–—•·▪●○◦*✓✔➢►»]|\(?(?:\d{1,2}|[a-zñ]|[ivx]{1,4})[.)])\s*(?=\S)/i;
const MOST_ITEMS = 40;
const LONGEST_ITEM = 600;
/** Lines of introduction that may stand between a heading and its list. */
const MOST_INTRO = 3;
const MOST_LOOSE = 12;
const SHORT = 140;

interface FoundList {
  readonly part: ReadPart;
  readonly items: readonly Stretch[];
  readonly isBulleted: boolean;
}

/** A line of a list, without the sign that it begins with. */
export function withoutBullet(line: Stretch): Stretch {
  const mark = /^[-–•·*]\s*/.exec(line.text)?.[0].length ?? 0;
  return { start: line.start + mark, end: line.end, text: line.text.slice(mark) };
}

/** The items below the first heading of that kind that has any. */
export function listUnder(part: ReadPart, section: Section): FoundList | null {
  for (const [index, line] of part.lines.entries()) {
    if (line.text.length > 2_000) continue;
    const heading = headingOf(line, section);
    if (!heading) continue;
    const isInline = heading.restAt !== null;
    const found = isInline ? inlineItems(part, line, heading.restAt) : itemsBelow(part, index);
    const items = found.items.filter((item) => !isStruckAt(part, item)).slice(0, MOST_ITEMS);
    // A label that ends with a list of its own goes on below: "Podrán postular: los GAD que:"
    if (items.length > 0) return { part, items, isBulleted: found.isBulleted };
  }
  return null;
}

function inlineItems(part: ReadPart, line: Line, restAt: number): { items: Stretch[]; isBulleted: boolean } {
  const items: Stretch[] = [];
  let start = line.start + restAt;
  for (let index = start; index <= line.end; index++) {
    if (index < line.end && part.text[index] !== ';') continue;
    const item = withoutMark(part.text, trimmed(part.text, start, index));
    if (item.text && item.text.length <= LONGEST_ITEM) items.push(item);
    start = index + 1;
  }
  return { items, isBulleted: items.length > 1 };
}

function itemsBelow(part: ReadPart, headingIndex: number): { items: Stretch[]; isBulleted: boolean } {
  const below = part.lines.slice(headingIndex + 1, headingIndex + 2 + MOST_INTRO + MOST_ITEMS);
  const first = below.findIndex((line) => BULLET.test(line.text));
  const intro = first < 0 ? [] : below.slice(0, first);
  if (first >= 0 && first <= MOST_INTRO && !intro.some((line) => isOtherHeading(line))) {
    return { items: bulleted(part, below.slice(first)), isBulleted: true };
  }
  return { items: loose(part, below), isBulleted: false };
}

/** As long as bullets follow each other. */
function bulleted(part: ReadPart, lines: readonly Line[]): Stretch[] {
  const items: Stretch[] = [];
  for (const line of lines) {
    if (!BULLET.test(line.text)) break;
    const item = withoutMark(part.text, line);
    if (item.text)
      items.push(
        item.text.length <= LONGEST_ITEM ? item : trimmed(part.text, item.start, item.start + LONGEST_ITEM),
      );
  }
  return items;
}

/** Without bullets: either one paragraph, or short lines until something else begins. */
function loose(part: ReadPart, lines: readonly Line[]): Stretch[] {
  const [first] = lines;
  if (!first || isOtherHeading(first)) return [];
  if (isSentence(first)) return first.text.length <= 2 * LONGEST_ITEM ? [first] : [];
  const items: Stretch[] = [];
  for (const line of lines.slice(0, MOST_LOOSE + 1)) {
    if (isOtherHeading(line) || BULLET.test(line.text)) break;
    if (isSentence(line) || line.text.length > SHORT) {
      // The short line before a paragraph is the heading of that paragraph.
      if (items.length > 1 && !isAboutAnother(line)) items.pop();
      break;
    }
    const item = withoutMark(part.text, line);
    if (item.text) items.push(item);
  }
  return items.length <= MOST_LOOSE ? items : items.slice(0, 1);
}

function isSentence(line: Stretch): boolean {
  return /[.!]$/.test(line.text) && line.text.length > 40;
}

function withoutMark(text: string, line: Stretch): Stretch {
  const mark = BULLET.exec(line.text)?.[0].length ?? 0;
  const item = trimmed(text, line.start + mark, line.end);
  const end = /(?:[;,.]|;? [yeou]|,? and)$/.exec(item.text);
  return end && item.text.length > end[0].length ? trimmed(text, item.start, item.end - end[0].length) : item;
}

/** The list as a field: its words are all of it, from the first item to the last. */
export function listReading(
  field: ExtractedField,
  found: FoundList,
  rule: string,
  confidence: number,
): FieldReading {
  const { part, items } = found;
  const span = { start: items[0]!.start, end: items.at(-1)!.end };
  const value = [...new Set(items.map((item) => item.text.replace(/\s+/g, ' ')))];
  return readingAt(field, part, span, value, rule, confidence);
}
