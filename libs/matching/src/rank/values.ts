import { parseAmount } from '@chasqui/kernel';

/** A record of an analyst's file: nothing about it is certain. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first field of several names that says something. */
export function field(record: JsonRecord, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value !== null && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** Text of whatever stands there; a record gives its name; empty when there is none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('; ');
  if (isRecord(value))
    return textOf(field(value, 'name', 'nameEs', 'title', 'text', 'label', 'code', 'acronym'));
  return '';
}

/**
 * A list of words: an array, or one text with its parts between semicolons, bars or lines, else between commas. The
 * elements of an array stay whole.
 */
export function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean);
  const text = textOf(value);
  const separator = /[;|\n]/.test(text) ? /[;|\n]/ : /,(?!\d{3}(?!\d))/;
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);
}

const NUMBER = /\d[\d.,]*(?:\s*(?:mil millones|mil|mill[oó]n(?:es)?))?/i;

/** A decimal amount as text ("25000.00"), from a number or from words that hold one; null when they do not. */
export function amountOf(value: unknown): string | null {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value.toFixed(2) : null;
  const text = textOf(value);
  for (const part of [text, NUMBER.exec(text)?.[0].replace(/[.,]$/, '')]) {
    if (!part) continue;
    try {
      return parseAmount(part);
    } catch {
      // Other words stand around the number: the number alone is tried next.
    }
  }
  return null;
}

/** A percentage from 0 to 100 as decimal text; null when none is given. */
export function percentOf(value: unknown): string | null {
  const found = /\d+(?:[.,]\d+)?/.exec(textOf(value))?.[0];
  const percent = found === undefined ? Number.NaN : Number(found.replace(',', '.'));
  return percent >= 0 && percent <= 100 ? String(percent) : null;
}

/** Goals of the 2030 Agenda, from numbers or from words such as "ODS 6.1". */
export function goalsOf(value: unknown): number[] {
  const texts = Array.isArray(value) ? value.map(textOf) : [textOf(value)];
  const numbers = texts.flatMap((text) =>
    [...text.matchAll(/(?<![\d.])\d{1,2}(?!\d)/g)].map(([digits]) => Number(digits)),
  );
  return [...new Set(numbers.filter((goal) => goal >= 1 && goal <= 17))];
}

/** A whole number of people; null when none is given. */
export function countOf(value: unknown): number | null {
  const amount = amountOf(value);
  return amount === null ? null : Math.round(Number(amount));
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 1 || /^(true|yes|s[ií]|1)$/i.test(textOf(value));
}
