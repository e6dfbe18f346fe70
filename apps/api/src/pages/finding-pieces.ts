import type { ExtractedField, Span } from '@chasqui/extraction';
import type { OriginalPart } from '@chasqui/intake';

/** A stretch of an original in which nothing begins or ends. */
export interface Piece {
  readonly text: string;
  readonly struck: boolean;
  /** Fields that were read from these words, the narrowest first. */
  readonly fields: readonly ExtractedField[];
  /** Of these, those whose words begin here. */
  readonly begins: readonly ExtractedField[];
}

/** A stretch of a part, cut out of it because it holds words of a field; null stands for what is left out between. */
export type Excerpt = readonly Piece[] | null;

/** A part that is this short is shown whole. */
const WHOLE = 3_000;
/** UTF-16 units shown before and behind the words of a field, and of a part from which nothing was read. */
const AROUND = 220;
const BEGINNING = 500;
/** Of words that go on for long, only their beginning is needed to find them. */
const LONG_SPAN = 1_200;

/** A part cut at every beginning and end of words, so that it can be shown without nesting. */
export function piecesOf(part: OriginalPart, from = 0, to = part.text.length): Piece[] {
  const inside = (at: number) => at > from && at < to;
  const cuts = [...part.spans, ...part.struck].flatMap(({ start, end }) => [start, end]).filter(inside);
  const places = [...new Set([from, ...cuts, to])].toSorted((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1]!;
    const covers = (span: Span) => span.start <= start && span.end >= end;
    const spans = part.spans.filter(covers).toSorted((a, b) => a.end - a.start - (b.end - b.start));
    return {
      text: part.text.slice(start, end),
      struck: part.struck.some(covers),
      fields: [...new Set(spans.map(({ field }) => field))],
      begins: [...new Set(spans.filter((span) => span.start === start).map(({ field }) => field))],
    };
  });
}

/** What of a part is shown beside the fields: all of a short one, of a long one the words that were read. */
export function excerptsOf(part: OriginalPart): Excerpt[] {
  const { length } = part.text;
  if (length <= WHOLE) return [piecesOf(part)];
  const windows = joined(windowsOf(part));
  return windows.flatMap(({ start, end }, index): Excerpt[] => {
    const isLast = index === windows.length - 1;
    const before: Excerpt[] = index === 0 && start > 0 ? [null] : [];
    return [...before, piecesOf(part, start, end), ...(isLast && end === length ? [] : [null])];
  });
}

function windowsOf({ text, spans }: OriginalPart): Span[] {
  if (spans.length === 0) return [{ start: 0, end: wordEnd(text, BEGINNING) }];
  return spans.map(({ start, end }) => ({
    start: wordStart(text, start - AROUND),
    end: wordEnd(text, Math.min(end, start + LONG_SPAN) + AROUND),
  }));
}

function joined(windows: readonly Span[]): Span[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of windows.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** How far a cut moves to fall between words. */
const WORD = 40;

function wordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.slice(at, at + WORD).search(/\s/);
  return space < 0 ? whole(text, at) : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(at, at + WORD).search(/\s/);
  return space < 0 ? whole(text, at) : at + space;
}

/** Not in the middle of a character outside the basic plane. */
function whole(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
