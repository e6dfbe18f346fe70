import type { z } from 'zod';
import { isRecord, type JsonRecord } from '../../adapters/api/record.js';
import { DATE_FORMATS, type DateFormat, type ValueField } from '../../adapters/definition/mapped-fields.js';
import type { jsonConfigSchema } from '../../adapters/json/json.config.js';
import { resolveLink } from '../../adapters/page/links.js';
import { writtenDate } from '../../adapters/record/written-date.js';
import { wordsOf } from '../words/call-words.js';
import { meaningOf } from '../words/field-words.js';
import { leavesOf, TITLE_KEY } from './find-records.js';

type JsonInput = z.input<typeof jsonConfigSchema>;
export type Mapping = Pick<JsonInput, 'key' | 'title' | 'link' | 'fields' | 'documents'>;

interface Leaf {
  readonly path: string;
  /** The words of its own key, and of the objects it is in. */
  readonly words: string;
  readonly whole: string;
  readonly values: readonly unknown[];
  /** Share of the records that have it. */
  readonly share: number;
}

const LOOKED_AT = 30;
const MOST_FIELDS = 25;

/** Keys whose names are of somebody or something else than the call. */
const OF_OTHERS =
  /\b(?:entidad|organismo|organo|agencia|agency|org(?:anization|anisation)?|donor|donante|country|pais|region|contact\w*|author|autor|user|usuario|file|fichero|archivo|image|imagen|category|categoria|type|tipo|status|estado|lang|language|currency|moneda)\b/;

/** What the fields of records say, by their names and values; null when none can be a title. */
export function mapRecords(records: readonly JsonRecord[], answerUrl: string): Mapping | null {
  const leaves = collect(records.slice(0, LOOKED_AT));
  const title = titleOf(leaves);
  if (!title) return null;
  const link = linkOf(leaves, answerUrl);
  const key = keyOf(leaves);
  const used = new Set([title.path, link?.path]);
  return {
    title: title.path,
    key: key?.path ?? null,
    link: link ? { path: link.path } : null,
    fields: fieldsOf(leaves.filter(({ path }) => !used.has(path))),
    documents: documentsOf(records.slice(0, LOOKED_AT), answerUrl),
  };
}

function collect(records: readonly JsonRecord[]): Leaf[] {
  const values = new Map<string, unknown[]>();
  const counts = new Map<string, number>();
  for (const record of records) {
    for (const [path, found] of leavesOf(record)) {
      values.set(path, [...(values.get(path) ?? []), ...found.slice(0, 5)]);
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  }
  return [...values].map(([path, found]) => {
    const words = wordsOf(path.split('.').at(-1)!);
    return { path, words, whole: wordsOf(path), values: found, share: counts.get(path)! / records.length };
  });
}

const TITLES = [
  /^(?:titulo|title|titre|titolo|headline|titulo convocatoria|opportunity title|call title)$/,
  /\b(?:titulo|title|titre|titolo)\b/,
  /^(?:nombre|name|denominacion|convocatoria|asunto|subject|nombre convocatoria)$/,
  TITLE_KEY,
];

function titleOf(leaves: readonly Leaf[]): Leaf | undefined {
  const named = leaves.filter(
    ({ whole, values, share, path }) =>
      share >= 0.6 && !path.includes('[]') && !OF_OTHERS.test(whole) && areNames(values),
  );
  for (const pattern of TITLES) {
    const found =
      named.find(({ words }) => pattern.test(words)) ?? named.find(({ whole }) => pattern.test(whole));
    if (found) return found;
  }
  return undefined;
}

/** Texts of some length that tell records apart. */
function areNames(values: readonly unknown[]): boolean {
  const texts = values.filter((value): value is string => typeof value === 'string' && value.trim() !== '');
  const length = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length);
  return (
    texts.length * 10 >= values.length * 8 &&
    length >= 8 &&
    length <= 600 &&
    new Set(texts).size * 2 > texts.length
  );
}

const LINKS = [
  /^(?:url|link|enlace|href|permalink|web|url convocatoria|page url|detail url|html url|public url|self)$/,
  /\b(?:url|link|enlace|href|permalink)\b/,
];
const NOT_PAGE =
  /\b(?:image|imagen|img|logo|icon|thumbnail|foto|photo|avatar|bases|pdf|file|fichero|documento|document|api|video|next|prev|previous)\b/;

function linkOf(leaves: readonly Leaf[], base: string): Leaf | undefined {
  const linking = leaves.filter(
    ({ whole, values, share, path }) =>
      share >= 0.5 &&
      !path.includes('[]') &&
      !NOT_PAGE.test(whole) &&
      new Set(values).size * 2 > values.length &&
      values.every((value) => isAddress(value, base)),
  );
  for (const pattern of LINKS) {
    const found =
      linking.find(({ words }) => pattern.test(words)) ?? linking.find(({ whole }) => pattern.test(whole));
    if (found) return found;
  }
  return linking.find(({ values }) => values.every((value) => /^https?:/i.test(String(value))));
}

function isAddress(value: unknown, base: string): boolean {
  return (
    typeof value === 'string' &&
    /^(?:https?:\/\/|\/)\S+$/i.test(value.trim()) &&
    resolveLink(value, base) !== null
  );
}

const KEYS = [
  /^(?:id|uuid|guid|identifier|identificador)$/,
  /^(?:codigo|code|cod|numero|number|num|reference|referencia|ref|slug|key|numero convocatoria|call id|opportunity number|opportunity id)$/,
  /\b(?:id|codigo|code|identifier|numero|reference)\b/,
];

function keyOf(leaves: readonly Leaf[]): Leaf | undefined {
  const telling = leaves.filter(
    ({ values, share, path }) =>
      share === 1 &&
      !path.includes('.') &&
      !path.includes('[]') &&
      values.every(
        (value) =>
          typeof value === 'number' ||
          (typeof value === 'string' && value.length <= 200 && value.trim() !== ''),
      ) &&
      new Set(values).size === values.length,
  );
  for (const pattern of KEYS) {
    const found = telling.find(({ words }) => pattern.test(words));
    if (found) return found;
  }
  return undefined;
}

function fieldsOf(leaves: readonly Leaf[]): NonNullable<JsonInput['fields']> {
  const taken = new Set<ValueField>();
  const fields = leaves.flatMap((leaf): NonNullable<JsonInput['fields']> => {
    const field = valueFieldOf(leaf);
    if (field && !taken.has(field.field)) {
      taken.add(field.field);
      return [{ path: leaf.path, ...field }];
    }
    const hint = meaningOf(leaf.words) ?? meaningOf(leaf.whole) ?? (isBareDate(leaf) ? 'published' : null);
    if (!hint) return [];
    return [{ path: leaf.path, hint, ...(datesOf(leaf.values) && { dates: datesOf(leaf.values)! }) }];
  });
  return fields.slice(0, MOST_FIELDS);
}

/** A day that belongs to nothing else is that of the entry. */
function isBareDate({ words, values }: Leaf): boolean {
  return /^(?:date|fecha|data)$/.test(words) && datesOf(values) !== null;
}

function valueFieldOf({
  path,
  words,
  whole,
  values,
}: Leaf): { field: ValueField; dates?: DateFormat } | null {
  const meaning = meaningOf(words) ?? meaningOf(whole);
  const dates = datesOf(values);
  if (meaning === 'deadline' && dates) return { field: 'deadline', dates };
  if (path.includes('[]')) return null;
  if (meaning === 'opening' && dates) return { field: 'opensOn', dates };
  if (
    /\b(?:currency|moneda|divisa)\b/.test(words) &&
    values.every((value) => /^[A-Z]{3}$/i.test(String(value)))
  )
    return { field: 'currency' };
  if (/^(?:language|lang|idioma)$/.test(words)) return { field: 'language' };
  if (/^(?:status|estado|situacion)$/.test(words) && values.every((value) => typeof value === 'string'))
    return { field: 'sourceStatus' };
  if (meaning !== 'amount' || !values.every(isNumber)) return null;
  if (/\b(?:max\w*|ceiling|tope|hasta)\b/.test(whole)) return { field: 'amountMax' };
  if (/\b(?:min\w*|floor|desde)\b/.test(whole)) return { field: 'amountMin' };
  return /\b(?:presupuesto|budget|total)\b/.test(whole) ? { field: 'totalBudget' } : null;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^[\d.,\s]{1,20}$/.test(value));
}

/** How days are written, when nearly all values are days. */
function datesOf(values: readonly unknown[]): DateFormat | null {
  const given = values
    .filter((value) => typeof value === 'number' || (typeof value === 'string' && value.trim() !== ''))
    .slice(0, LOOKED_AT);
  const readable = DATE_FORMATS.map((format) => ({
    format,
    read: given.filter((value) => isDay(value, format)).length,
  }));
  const most = Math.max(...readable.map(({ read }) => read));
  if (most === 0 || most * 10 < given.length * 8) return null;
  return readable.find(({ read }) => read === most)!.format;
}

/** Numbers are moments only when they fall into the years of calls. */
function isDay(value: unknown, format: DateFormat): boolean {
  const day = writtenDate(value, format, null)?.day;
  return day !== undefined && day >= '1995' && day < '2060';
}

/** Lists of files within records. */
function documentsOf(records: readonly JsonRecord[], base: string): JsonInput['documents'] {
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      if (!Array.isArray(value) || /[.[\]]/.test(name)) continue;
      if (
        !/\b(?:documentos?|documents?|files?|ficheros?|archivos?|adjuntos?|attachments?|anexos?)\b/.test(
          wordsOf(name),
        )
      )
        continue;
      const [first] = value.filter(isRecord);
      const url = Object.keys(first ?? {}).find((key) => isAddress(first?.[key], base));
      const title = Object.keys(first ?? {}).find((key) => TITLE_KEY.test(wordsOf(key)) && key !== url);
      if (url) return { list: `${name}[]`, url, title: title ?? null };
    }
  }
  return null;
}
