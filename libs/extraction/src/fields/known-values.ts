import { isTimeZone, safeHttpUrl } from '@chasqui/kernel';
import { DEADLINE_ROLES } from '@chasqui/vocabularies';
import { DateTime } from 'luxon';
import type { DeadlineReading, ExtractedField, FieldReading, ItemText, KnownValue } from '../types.js';
import { END_OF_DAY, isDay, isLocal } from './calendar-day.js';

const CONFIDENCE = 0.95;

/** The values that the source gives as such, at most one per field; one that is not what it should be is passed over. */
export function knownReadings(item: ItemText): Map<ExtractedField, FieldReading> {
  const readings = new Map<ExtractedField, FieldReading>();
  for (const known of item.known) {
    if (readings.has(known.field)) continue;
    const value = checked(known, item);
    if (value === null) continue;
    const { field, words, part } = known;
    readings.set(field, { field, value, words, part, offset: null, rule: 'known', confidence: CONFIDENCE });
  }
  return readings;
}

function checked({ field, value, words }: KnownValue, item: ItemText): unknown {
  if (value === null || value === undefined || value === '') return null;
  switch (field) {
    case 'opensOn':
      return localOf(value, item.defaults.zone)?.local.slice(0, 10) ?? null;
    case 'deadline':
      return deadlineOf(value, words, item.defaults.zone);
    case 'otherDeadlines':
      return otherDeadlinesOf(value);
    case 'amountMin':
    case 'amountMax':
    case 'totalBudget':
      return decimalOf(value, Number.MAX_SAFE_INTEGER);
    case 'cofinancingPercent':
      return decimalOf(value, 100);
    case 'currency':
      return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value.trim())
        ? value.trim().toUpperCase()
        : null;
    case 'documents':
      return documentsOf(value);
    case 'applicantTypes':
    case 'countries':
    case 'territories':
    case 'requiredDocuments':
      return wordsOf(value);
    default:
      return typeof value === 'string' && value.trim() ? value.trim() : null;
  }
}

/** Wall-clock time of an ISO date or instant; a date alone ends with its day. An offset is put into the given zone. */
function localOf(value: unknown, zone: string | null): { local: string; zone: string | null } | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (isDay(text)) return { local: `${text}T${END_OF_DAY}`, zone };
  const plain = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!plain || !isDay(plain[1]!)) return null;
  if (!plain[3])
    return isLocal(`${plain[1]}T${plain[2]}`) ? { local: `${plain[1]}T${plain[2]}`, zone } : null;
  const instant = DateTime.fromISO(text.replace(' ', 'T'), { zone: zone && isTimeZone(zone) ? zone : 'UTC' });
  return instant.isValid ? { local: instant.toFormat("yyyy-MM-dd'T'HH:mm"), zone: instant.zoneName } : null;
}

const KINDS: ReadonlySet<string> = new Set<DeadlineReading['kind']>([
  'exact',
  'relative',
  'rolling',
  'cut_offs',
  'recurring',
  'permanent',
  'unpublished',
]);

function deadlineOf(value: unknown, words: string, zone: string | null): DeadlineReading | null {
  const time = localOf(value, zone);
  if (time) return { kind: 'exact', ...time, text: words || null };
  if (!isRecord(value) || typeof value['kind'] !== 'string' || !KINDS.has(value['kind'])) return null;
  const kind = value['kind'] as DeadlineReading['kind'];
  const given = typeof value['zone'] === 'string' && isTimeZone(value['zone']) ? value['zone'] : zone;
  const local = localOf(value['local'], given)?.local ?? null;
  if (kind === 'exact' && local === null) return null;
  const text = typeof value['text'] === 'string' ? value['text'] : words || null;
  return { kind, local: kind === 'exact' ? local : null, zone: given, text };
}

function otherDeadlinesOf(value: unknown): unknown {
  if (!Array.isArray(value)) return null;
  const valid = value.filter(
    (each: unknown) =>
      isRecord(each) &&
      DEADLINE_ROLES.some((role) => role === each['role']) &&
      isLocal(String(each['local'])),
  );
  return valid.length > 0 ? valid : null;
}

/** A number or a plain decimal as a decimal string. */
function decimalOf(value: unknown, most: number): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (!/^\d{1,15}(?:\.\d{1,6})?$/.test(text)) return null;
  return Number(text) <= most ? text : null;
}

function documentsOf(value: unknown): unknown {
  if (!Array.isArray(value)) return null;
  const valid = value.flatMap((each: unknown) => {
    if (!isRecord(each) || typeof each['url'] !== 'string') return [];
    const url = safeHttpUrl(each['url']);
    return url ? [{ title: typeof each['title'] === 'string' ? each['title'] : url, url }] : [];
  });
  return valid.length > 0 ? valid : null;
}

function wordsOf(value: unknown): string[] | null {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const words = list.flatMap((each) => (typeof each === 'string' && each.trim() ? [each.trim()] : []));
  return words.length > 0 ? [...new Set(words)] : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
