import {
  type ExtractedField,
  type Hint,
  type ItemText,
  type KnownValue,
  type Part,
  readHtml,
} from '@chasqui/extraction';
import { safeHttpUrl } from '@chasqui/kernel';

/** Where a call stands according to its source. `not_open`: the source only says that nobody can apply now. */
export const SOURCE_STATUSES = ['upcoming', 'open', 'not_open', 'closed'] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

/** A further date of a call in the zone of its source, "2026-08-31T17:00". */
export interface KnownDate {
  readonly role:
    'expression_of_interest' | 'questions' | 'info_session' | 'cut_off' | 'second_stage' | 'results';
  readonly local: string;
  readonly zone: string | null;
  readonly text: string | null;
}

/** A part of plain text; none when there is nothing to read. */
export function textPart(name: string, text: string | null, hint: Hint | null = null): Part[] {
  return text ? [{ name, source: { text, struck: [] }, hint }] : [];
}

/** A part that the source writes as HTML, as people read it. */
export function htmlPart(name: string, html: string | null, hint: Hint | null = null): Part[] {
  const source = html ? readHtml(html) : null;
  return source?.text ? [{ name, source, hint }] : [];
}

export function linesPart(name: string, lines: readonly string[], hint: Hint | null = null): Part[] {
  return textPart(name, lines.join('\n'), hint);
}

/** A value that a field of the source gives as such; none when the field is empty. */
export function known(
  field: ExtractedField,
  value: unknown,
  words: string | null,
  part: string,
): KnownValue[] {
  const empty =
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return empty ? [] : [{ field, value, words: words ?? '', part }];
}

/** A link to a document when its address is one: sources write prose into fields for addresses. */
export function documentLink(title: string, address: string | null): ItemText['documents'][number][] {
  const url = safeHttpUrl(address);
  return url ? [{ title, url }] : [];
}

/** The end of a day, for sources that close on a date without saying at what time. */
export function endOfDay(date: string): string {
  return `${date}T23:59`;
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/;

/** The ISO date at the beginning of a text; null when it is none or the day does not exist. */
export function isoDay(text: string | null): string | null {
  const day = ISO_DAY.exec(text ?? '')?.[0];
  return day && existingDay(day) ? day : null;
}

/** "12/31/2026" as ISO date. */
export function usDay(text: string | null): string | null {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  return year && existingDay(date) ? date : null;
}

function existingDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
