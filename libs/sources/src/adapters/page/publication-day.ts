import type { CheerioAPI } from 'cheerio';
import { DateTime } from 'luxon';
import type { FieldSelector } from '../definition/page-rules.js';
import { pick } from './pick.js';

/** Where pages tell machines since when they exist. */
const PUBLISHED = [
  'meta[property="article:published_time"]',
  'meta[name="date"]',
  'meta[name="DC.date.issued"]',
  'meta[itemprop="datePublished"]',
].join(', ');

/** The day of publication, ISO, that a page gives as such: of the field for it, else of its data for machines. */
export function publicationDay($: CheerioAPI, fields: readonly FieldSelector[]): string | null {
  for (const field of fields.filter(({ hint }) => hint === 'published')) {
    for (const node of pick($.root(), field.selector).toArray()) {
      const attribute = field.attribute ?? 'datetime';
      const day = dayOf($(node).attr(attribute)) ?? dayOf($(node).find('time').attr('datetime'));
      if (day) return day;
    }
  }
  return dayOf($(PUBLISHED).first().attr('content'));
}

/**
 * The calendar day that a date for machines names where it was written: ISO ("2026-03-02T23:30:00-05:00" is the 2nd),
 * SQL or that of mails and RSS ("Mon, 02 Mar 2026 10:00:00 GMT"). Null for anything else and for days that do not exist.
 */
export function dayOf(text: string | null | undefined): string | null {
  const written = text?.trim();
  if (!written || written.length > 60) return null;
  // Luxon takes bare numbers and times of day for ISO dates.
  if (!/\d{4}/.test(written) || /^\d{1,7}$/.test(written)) return null;
  const inOwnZone = { setZone: true };
  const readings = [
    DateTime.fromISO(written, inOwnZone),
    DateTime.fromRFC2822(written, inOwnZone),
    DateTime.fromSQL(written, inOwnZone),
  ];
  return readings.find(({ isValid }) => isValid)?.toISODate() ?? null;
}
