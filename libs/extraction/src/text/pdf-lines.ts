import { normalise } from './text-writer.js';

/** Words of a page with their place: text, x, y (upwards), width, size of the letters. */
export type PlacedWords = readonly [text: string, x: number, y: number, width: number, size: number];

interface Line {
  text: string;
  readonly left: number;
  right: number;
  readonly y: number;
  readonly size: number;
}

/** Part of the size of the letters. Less than this between two words is the same word. */
const WORD_GAP = 0.15;
/** More than this is another column. Justified lines stay well below it. */
const COLUMN_GAP = 2;

/** The lines of a page in the order of the file, with those that a paragraph was broken into joined again. */
export function pageText(words: readonly PlacedWords[]): string {
  const lines = linesOf(words).filter((line) => line.text.trim());
  while (lines.length > 0 && isPageNumber(lines.at(-1)!)) lines.pop();
  if (lines[0] && isPageNumber(lines[0])) lines.shift();
  return joinParagraphs(lines).join('\n');
}

function linesOf(words: readonly PlacedWords[]): Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  for (const [text, x, y, width, givenSize] of words) {
    const size = givenSize || 10;
    const clean = normalise(text.replaceAll('\0', ''));
    if (!clean.trim()) {
      if (clean && line && width < size * COLUMN_GAP) line.text = `${line.text.trimEnd()} `;
    } else if (line && isSameLine(line, x, y, size)) {
      extend(line, clean, x, width, size);
    } else {
      line = { text: clean.trimStart(), left: x, right: x + width, y, size };
      lines.push(line);
    }
  }
  return lines.map((each) => ({ ...each, text: each.text.trim() }));
}

function isSameLine(line: Line, x: number, y: number, size: number): boolean {
  const height = Math.max(line.size, size);
  return Math.abs(line.y - y) < height * 0.5 && x > line.right - height * 1.5;
}

function extend(line: Line, text: string, x: number, width: number, size: number): void {
  const gap = x - line.right;
  if (gap > size * COLUMN_GAP) line.text = `${line.text.trimEnd()} | `;
  else if (gap > size * WORD_GAP && !line.text.endsWith(' ')) line.text += ' ';
  line.text += line.text.endsWith(' ') ? text.trimStart() : text;
  line.right = Math.max(line.right, x + width);
}

const PAGE_NUMBER =
  /^(?:p[áa]g(?:ina|\.)?|page|seite|pàgina)?\s*[-–|]?\s*\d{1,4}\s*(?:(?:de|of|\/|von|di|sur)\s*\d{1,4})?\s*[-–|]?$/i;

function isPageNumber(line: Line): boolean {
  return PAGE_NUMBER.test(line.text);
}

function joinParagraphs(lines: readonly Line[]): string[] {
  const margin = Math.max(...lines.map((line) => line.right), 0);
  const paragraphs: string[] = [];
  let previous: Line | undefined;
  for (const line of lines) {
    const before = paragraphs.at(-1);
    if (previous && before !== undefined && goesOn(previous, line, margin)) {
      const isBroken = /\p{L}-$/u.test(before) && /^\p{Ll}/u.test(line.text);
      paragraphs[paragraphs.length - 1] = isBroken
        ? before.slice(0, -1) + line.text
        : `${before} ${line.text}`;
    } else {
      paragraphs.push(line.text);
    }
    previous = line;
  }
  return paragraphs;
}

const ITEM = /^(?:[-–•·▪●○◦*✓➢]|[a-z0-9]{1,3}[.)]\s|\d+\.\d)/i;

/** Whether a line was full, so that the next one belongs to the same sentence. */
function goesOn(line: Line, next: Line, margin: number): boolean {
  const size = Math.max(line.size, next.size);
  const drop = line.y - next.y;
  if (drop <= 0 || drop > size * 2 || Math.abs(line.size - next.size) > size * 0.15) return false;
  if (/[.:;?!]$/.test(line.text) || ITEM.test(next.text)) return false;
  if (line.text.includes(' | ') || next.text.includes(' | ')) return false;
  return line.right > margin - (margin - line.left) * 0.2;
}
