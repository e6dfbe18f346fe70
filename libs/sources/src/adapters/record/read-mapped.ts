import {
  type DeadlineReading,
  findMentions,
  type Hint,
  type KnownValue,
  type Part,
  readHtml,
} from '@chasqui/extraction';
import { DomainError, fold, parseAmount } from '@chasqui/kernel';
import { endOfDay, known, type SourceStatus, textPart } from '../api/item-text.js';
import { amountAt } from '../api/record.js';
import type { Defaults } from '../definition/common-fields.js';
import { type Mapped, VALUE_FIELDS, type ValueField } from '../definition/mapped-fields.js';
import { writtenDate } from './written-date.js';

export interface MappedText {
  readonly known: readonly KnownValue[];
  readonly parts: readonly Part[];
}

/**
 * The values of one field of a record, as facts where they can be read as what the definition says, else as words to
 * read. Missing values and null say nothing.
 */
export function readMapped(
  name: string,
  values: readonly unknown[],
  rule: Mapped,
  defaults: Defaults,
): MappedText {
  const given = values.flatMap(leavesOf);
  if (given.length === 0) return { known: [], parts: [] };
  const words = given.map(String).join('; ');
  const facts = rule.field === null ? [] : factsOf(rule.field, given, rule, defaults);
  if (rule.field !== null && facts.length > 0) {
    const field = rule.field;
    const currencies = AMOUNTS.includes(field) ? listOf(currencyOf(given[0]!)) : [];
    return {
      known: [
        ...facts.flatMap((value) => known(field, value, words, name)),
        ...currencies.flatMap((currency) => known('currency', currency, words, name)),
      ],
      parts: [],
    };
  }
  const hint = rule.hint ?? (rule.field === null ? null : VALUE_FIELDS[rule.field]);
  return { known: [], parts: wordsPart(name, given, hint) };
}

const AMOUNTS: readonly ValueField[] = ['amountMin', 'amountMax', 'totalBudget'];

/** "USD 120.000,00", "25.000 €": people write the currency beside its amount. */
function currencyOf(value: Leaf): string | null {
  if (typeof value !== 'string') return null;
  const mentions = findMentions({ text: value, struck: [] }, { language: 'es' });
  const amounts = mentions.flatMap((mention) => (mention.type === 'amount' ? [mention] : []));
  return amounts.length === 1 ? amounts[0]!.currency : null;
}

type Leaf = string | number | boolean;

const DEEPEST = 20;

/** Texts, numbers and truth values, however deep they are in lists and objects. */
function leavesOf(value: unknown, depth = 0): Leaf[] {
  if (typeof value === 'string') return value.trim() ? [value.trim()] : [];
  if (typeof value === 'number' || typeof value === 'boolean') return [value];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.values(value).flatMap((each) => leavesOf(each, depth + 1));
}

const TAG =
  /<\/?(?:p|br|ul|ol|li|div|span|a|b|i|strong|em|h[1-6]|table|tr|td|font|u|del|s|strike)\b[^<>]{0,2000}>/i;
const ENTITY = /&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});/i;

function wordsPart(name: string, given: readonly Leaf[], hint: Hint | null): Part[] {
  const text = given.map(String).join('\n');
  if (!TAG.test(text) && !ENTITY.test(text)) return textPart(name, text, hint);
  const source = readHtml(given.map((each) => `<div>${each}</div>`).join(''));
  return source.text ? [{ name, source, hint }] : [];
}

/** @returns nothing when the values cannot be read as such a fact */
function factsOf(field: ValueField, given: readonly Leaf[], rule: Mapped, defaults: Defaults): unknown[] {
  const first = given[0]!;
  switch (field) {
    case 'title':
    case 'summary':
      return [];
    case 'opensOn':
      return listOf(writtenDate(first, rule.dates, defaults.zone)?.day);
    case 'deadline':
      return deadlinesOf(given, rule, defaults);
    case 'amountMin':
    case 'amountMax':
    case 'totalBudget':
      return listOf(amountOf(first));
    case 'cofinancingPercent':
      return listOf(percentOf(first));
    case 'currency':
      return listOf(/^[A-Z]{3}$/.exec(String(first).toUpperCase())?.[0]);
    case 'language':
      return listOf(/^[a-z]{2}(?![a-z])/.exec(String(first).toLowerCase())?.[0]);
    case 'countries':
      return given.every((code) => /^[A-Z]{2}$/.test(String(code))) ? [given.map(String).toSorted()] : [];
    case 'sourceStatus':
      return listOf(statusOf(String(first)));
  }
}

function listOf<Value>(value: Value | null | undefined): Value[] {
  return value === null || value === undefined ? [] : [value];
}

/** Several closes contradict each other: each is told. One that cannot be read leaves all to be read as words. */
function deadlinesOf(given: readonly Leaf[], rule: Mapped, defaults: Defaults): DeadlineReading[] {
  const dates = given.map((value) => writtenDate(value, rule.dates, defaults.zone));
  const readings = dates.flatMap((date): DeadlineReading[] => {
    if (!date) return [];
    const local = date.time ? `${date.day}T${date.time}` : endOfDay(date.day);
    return [{ kind: 'exact', local, zone: date.zone, text: null }];
  });
  if (readings.length < given.length) return [];
  const unique = new Map(readings.map((reading) => [`${reading.local} ${reading.zone}`, reading]));
  return [...unique.values()].toSorted((a, b) => a.local!.localeCompare(b.local!));
}

/** Of "250.000" people mean a quarter of a million; programs write numbers as such or with two decimals. */
function amountOf(value: Leaf): string | null {
  if (typeof value !== 'string') return amountAt({ value }, 'value');
  try {
    const amount = parseAmount(value);
    return /[1-9]/.test(amount) ? amount : null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return amountAt({ value }, 'value');
  }
}

function percentOf(value: Leaf): string | null {
  const text = String(value).replace(',', '.').replace(/\s*%$/, '');
  // A share of one ("0.8") could be meant as 80 or as less than one per cent: better read by a person.
  const isPlain = /^\d{1,3}(?:\.\d{1,2})?$/.test(text) && Number(text) >= 1 && Number(text) <= 100;
  return isPlain ? String(Number(text)) : null;
}

const STATUS_WORDS: readonly (readonly [SourceStatus, RegExp])[] = [
  ['upcoming', /^(?:upcoming|forecast(?:ed)?|proxima(?:mente)?|prevista|planned|future|por abrir)$/],
  ['open', /^(?:open|posted|active|abiert[ao]s?|vigentes?|activ[ao]|en curso|publicada|aberta|ouvert)$/],
  ['closed', /^(?:closed|cerrad[ao]s?|finalizad[ao]s?|archived|expired|vencid[ao]|encerrada|ferme)$/],
];

function statusOf(text: string): SourceStatus | null {
  const words = fold(text).trim();
  return STATUS_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
