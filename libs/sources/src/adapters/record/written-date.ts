import { DateTime } from 'luxon';
import type { DateFormat } from '../definition/mapped-fields.js';

/** A date of a record on the clocks of a zone. */
export interface WrittenDate {
  /** ISO date. */
  readonly day: string;
  /** "17:00"; null when the source gives only the day. */
  readonly time: string | null;
  /** IANA; null when the source does not say and the definition neither. */
  readonly zone: string | null;
}

const TIMES = ['', ' H:mm', ' H:mm:ss'];
const FORMATS: Readonly<Record<'dmy' | 'mdy', readonly string[]>> = {
  dmy: withTimes(['d/M/yyyy', 'd-M-yyyy', 'd.M.yyyy', 'd-LLL-yyyy', 'd LLL yyyy', 'd LLLL yyyy']),
  mdy: withTimes(['M/d/yyyy', 'M-d-yyyy', 'LLL d, yyyy', 'LLLL d, yyyy']),
};

function withTimes(days: readonly string[]): string[] {
  return days.flatMap((day) => TIMES.map((time) => day + time));
}

const HAS_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Reads a date as the definition says that the source writes it. A moment with its own offset is told on the clocks
 * of the definition's zone, else in UTC. Midnight is how programs write a day without a time.
 * @returns null when it is written in another way or the day does not exist
 */
export function writtenDate(value: unknown, format: DateFormat, zone: string | null): WrittenDate | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (text === '' || text.length > 60) return null;
  if (format === 'epoch_s' || format === 'epoch_ms') return ofEpoch(text, format, zone);
  if (format === 'iso') return ofIso(text, zone);
  for (const pattern of FORMATS[format]) {
    const date = DateTime.fromFormat(text, pattern, { zone: 'UTC', locale: 'en' });
    if (date.isValid) return told(date, zone);
  }
  return null;
}

function ofIso(text: string, zone: string | null): WrittenDate | null {
  if (!/^\d{4}-\d{2}-\d{2}(?!\d)/.test(text)) return null;
  const iso = text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
  const asWritten = DateTime.fromISO(iso, { setZone: true });
  if (!asWritten.isValid) return null;
  const isBareDay = asWritten.hour === 0 && asWritten.minute === 0;
  if (isBareDay || !HAS_OFFSET.test(iso)) return told(asWritten, zone);
  return told(asWritten.setZone(zone ?? 'UTC'), zone ?? 'UTC');
}

function ofEpoch(text: string, format: 'epoch_s' | 'epoch_ms', zone: string | null): WrittenDate | null {
  if (!/^\d{1,14}$/.test(text)) return null;
  const moment = DateTime.fromMillis(Number(text) * (format === 'epoch_s' ? 1000 : 1), { zone: 'UTC' });
  const isBareDay = moment.hour === 0 && moment.minute === 0;
  return told(isBareDay ? moment : moment.setZone(zone ?? 'UTC'), isBareDay ? zone : (zone ?? 'UTC'));
}

function told(date: DateTime, zone: string | null): WrittenDate | null {
  if (!date.isValid || date.year < 1970 || date.year > 2200) return null;
  const time = date.toFormat('HH:mm');
  return { day: date.toFormat('yyyy-MM-dd'), time: time === '00:00' ? null : time, zone };
}
