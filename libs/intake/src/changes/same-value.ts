import type { ExtractedField } from '@chasqui/extraction';
import { fold } from '@chasqui/kernel';
import {
  deadlineOf,
  decimalOf,
  documentsOf,
  listOf,
  minuteOf,
  otherDatesOf,
  textOf,
} from '../reading-values.js';

export type Sameness = 'same' | 'cosmetic' | 'different';

const DECIMALS: readonly ExtractedField[] = ['amountMin', 'amountMax', 'totalBudget', 'cofinancingPercent'];
const LISTS: readonly ExtractedField[] = ['applicantTypes', 'countries', 'territories', 'requiredDocuments'];
/** Case and marks carry meaning in none of them, and they hold no prose. */
const CODES: readonly ExtractedField[] = ['language', 'currency', 'opensOn'];

/**
 * Compares two values of one field. Lists are sets, "30000" is "30000.00"; `cosmetic` when they differ only in
 * case, spaces, punctuation or accents.
 */
export function compareValues(field: ExtractedField, one: unknown, other: unknown): Sameness {
  if (exactKey(field, one) === exactKey(field, other)) return 'same';
  return looseKey(field, one) === looseKey(field, other) ? 'cosmetic' : 'different';
}

function exactKey(field: ExtractedField, value: unknown): string {
  if (DECIMALS.includes(field)) return decimalOf(value) ?? textOf(value) ?? '';
  if (LISTS.includes(field)) return asSet(listOf(value));
  if (CODES.includes(field)) return (textOf(value) ?? '').toUpperCase();
  if (field === 'deadline') return deadlineKey(value);
  if (field === 'otherDeadlines') return otherDatesKey(value);
  if (field === 'documents') {
    return asSet(documentsOf(value).map(({ title, url }) => `${addressKey(url)} ${title}`));
  }
  return textOf(value) ?? JSON.stringify(value ?? null);
}

function looseKey(field: ExtractedField, value: unknown): string {
  if (DECIMALS.includes(field) || CODES.includes(field)) return exactKey(field, value);
  if (LISTS.includes(field)) return asSet(listOf(value).map(wordingKey));
  if (field === 'deadline' || field === 'otherDeadlines') return exactKey(field, value);
  if (field === 'documents') {
    return asSet(documentsOf(value).map(({ title, url }) => `${addressKey(url)} ${wordingKey(title)}`));
  }
  return wordingKey(textOf(value) ?? JSON.stringify(value ?? null));
}

/** Symbols that change what a text says, however it is written. */
const MEANING = /[\p{L}\p{N}]+|[\p{Sc}%+<>=≤≥−]/gu;

/** The words and the symbols with a meaning, without case, accents, punctuation and spaces. */
export function wordingKey(text: string): string {
  const plain = fold(text.normalize('NFKC').replace(/\p{Cf}/gu, ''));
  return (plain.match(MEANING) ?? []).join(' ');
}

/** An address without what leads to the same document: fragment, case of the host, final slash. */
function addressKey(url: string): string {
  try {
    const { protocol, host, pathname, search } = new URL(url);
    return `${protocol.replace('http:', 'https:')}//${host}${pathname.replace(/\/+$/, '')}${search}`;
  } catch {
    return url;
  }
}

function asSet(texts: readonly string[]): string {
  return JSON.stringify([...new Set(texts)].toSorted());
}

function deadlineKey(value: unknown): string {
  const deadline = deadlineOf(value);
  if (!deadline) return '';
  const { kind, local, zone, text } = deadline;
  if (kind === 'exact') return JSON.stringify([kind, local && minuteOf(local), zone]);
  // The words are all that a deadline without a date says.
  return JSON.stringify([kind, kind === 'relative' || kind === 'recurring' ? wordingKey(text ?? '') : '']);
}

function otherDatesKey(value: unknown): string {
  return asSet(
    otherDatesOf(value).map(({ role, local, zone }) => JSON.stringify([role, minuteOf(local), zone])),
  );
}
