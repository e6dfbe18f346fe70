import type { SourceText, Span } from '../types.js';

/** What a page may give to read. A call's page has some thousand characters. */
export const LONGEST_TEXT = 1_000_000;

type Gap = '' | ' ' | '\n' | ': ' | ' | ';
const WEIGHT: Readonly<Record<Gap, number>> = { '': 0, ' ': 1, ': ': 2, ' | ': 3, '\n': 4 };

/**
 * Puts text together line by line: white space between two words is written once, as the strongest that was asked
 * for, and never at the ends of a line. Crossed-out stretches are noted as they are written.
 */
export class TextWriter {
  private readonly chunks: string[] = [];
  private readonly struck: Span[] = [];
  private gap: Gap = '';
  private length = 0;
  private lineStart = 0;
  private last = '';
  private itemBegins = false;
  private struckDepth = 0;
  private struckFrom = -1;

  get isFull(): boolean {
    return this.length >= LONGEST_TEXT;
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** Characters in the line being written. */
  get lineLength(): number {
    return this.gap === '\n' ? 0 : this.length - this.lineStart;
  }

  /** Text as it stands in the source; its white space is collapsed. */
  write(text: string): void {
    const clean = normalise(text);
    const words = clean.trim();
    if (!words) {
      if (clean) this.separate(' ');
      return;
    }
    if (clean.startsWith(' ')) this.separate(' ');
    this.append(words.slice(0, LONGEST_TEXT - this.length));
    if (clean.endsWith(' ')) this.separate(' ');
  }

  separate(gap: Gap): void {
    if (WEIGHT[gap] > WEIGHT[this.gap]) this.gap = gap;
  }

  /** "- " goes before what is written next, unless the source wrote a bullet itself. */
  beginItem(): void {
    this.separate('\n');
    this.itemBegins = true;
  }

  endItem(): void {
    this.itemBegins = false;
    this.separate('\n');
  }

  beginStruck(): void {
    this.struckDepth++;
  }

  endStruck(): void {
    this.struckDepth--;
    if (this.struckDepth > 0 || this.struckFrom < 0) return;
    this.struck.push({ start: this.struckFrom, end: this.length });
    this.struckFrom = -1;
  }

  finish(): SourceText {
    while (this.struckDepth > 0) this.endStruck();
    return { text: this.chunks.join(''), struck: this.struck };
  }

  private append(words: string): void {
    if (!words) return;
    const gap = this.gapBefore();
    if (gap) this.push(gap);
    if (gap === '\n') this.lineStart = this.length;
    this.gap = '';
    if (this.itemBegins && !/^[-–•·▪●○◦*✓➢]/.test(words)) this.push('- ');
    this.itemBegins = false;
    if (this.struckDepth > 0 && this.struckFrom < 0) this.struckFrom = this.length;
    this.push(words);
  }

  /** A label that ends with its own mark needs no colon, and a question is answered on the next line. */
  private gapBefore(): Gap {
    if (this.length === 0) return '';
    if (this.gap !== ': ') return this.gap;
    if (this.last === '?' || this.itemBegins) return '\n';
    return /[\p{L}\p{N})"»”]/u.test(this.last) ? ': ' : ' ';
  }

  private push(text: string): void {
    this.chunks.push(text);
    this.length += text.length;
    this.last = text.at(-1)!;
  }
}

/**
 * Invisible characters go (soft hyphens, zero-width spaces); every kind of white space is one blank; a letter and its
 * accent are one character.
 */
export function normalise(text: string): string {
  const composed = /\p{M}/u.test(text) ? text.normalize('NFC') : text;
  return composed.replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]+/g, '').replace(/\s+/g, ' ');
}
