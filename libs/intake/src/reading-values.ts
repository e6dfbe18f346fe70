import type { DeadlineReading, ExtractedField } from '@chasqui/extraction';
import { instantOf, isTimeZone } from '@chasqui/kernel';
import { DEADLINE_ROLES, type DeadlineRole } from '@chasqui/vocabularies';

/** A further date as a source gives it. */
export interface OtherDate {
  readonly role: DeadlineRole;
  readonly local: string;
  readonly zone: string | null;
  readonly text: string | null;
}

export interface ReadDocument {
  readonly title: string;
  readonly url: string;
}

/** The text of a value; null when it is none or blank. Numbers and truth values count as their text. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.trim() || null : null;
}

/** A decimal without what does not change it: "030000.00" is "30000"; null when the value is no plain decimal. */
export function decimalOf(value: unknown): string | null {
  const parts = /^\+?0*(\d+)(?:\.(\d*?)0*)?$/.exec(textOf(value) ?? '');
  if (!parts) return null;
  return parts[2] ? `${parts[1]}.${parts[2]}` : parts[1]!;
}

/** The texts of a list, in its order; one text alone is a list of one. */
export function listOf(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map(textOf).filter((text) => text !== null);
}

const DEADLINE_KINDS: readonly DeadlineReading['kind'][] = [
  'exact',
  'relative',
  'rolling',
  'cut_offs',
  'recurring',
  'permanent',
  'unpublished',
];

/** The value of the field `deadline`; null when it has not its shape. */
export function deadlineOf(value: unknown): DeadlineReading | null {
  const record = recordOf(value);
  const kind = DEADLINE_KINDS.find((known) => known === record?.['kind']);
  if (!record || !kind) return null;
  const local = textOf(record['local']);
  return { kind, local, zone: textOf(record['zone']), text: textOf(record['text']) };
}

/** The further dates that have a role and a time; the others are left out. */
export function otherDatesOf(value: unknown): OtherDate[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item): OtherDate[] => {
    const record = recordOf(item);
    const role = DEADLINE_ROLES.find((known) => known === record?.['role'] || known === record?.['stage']);
    const local = textOf(record?.['local']);
    if (!record || !role || !local) return [];
    return [{ role, local, zone: textOf(record['zone']), text: textOf(record['text']) }];
  });
}

/** The documents that have an address; one without a title is called by the last part of it. */
export function documentsOf(value: unknown): ReadDocument[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item): ReadDocument[] => {
    const record = recordOf(item);
    const url = textOf(record?.['url']);
    if (!record || !url) return [];
    return [{ title: textOf(record['title']) ?? url.replace(/^.*\/(?=[^/])/, ''), url }];
  });
}

/** Whether a source that gives this value gives nothing: an empty text or list, a deadline that it does not publish. */
export function isNothing(field: ExtractedField, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (field === 'deadline') return (deadlineOf(value)?.kind ?? 'unpublished') === 'unpublished';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'string' && value.trim() === '';
}

/** "2026-08-31T17:00" of a local time with seconds or without a time of day (then the end of that day). */
export function minuteOf(local: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(local) ? `${local}T23:59` : local.slice(0, 16);
}

/**
 * The instant of a local time as read.
 * @param fallback zone to take when the reading names none that exists
 * @returns null when there is no such time
 */
export function instantOfLocal(local: string | null, zone: string | null, fallback: string): Date | null {
  if (!local) return null;
  return instantOf(minuteOf(local), zone && isTimeZone(zone) ? zone : fallback) ?? null;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
