import { safeHttpUrl } from '@chasqui/kernel';
import type {
  DeadlineReading,
  ExtractedCall,
  ExtractedField,
  FieldConflict,
  FieldReading,
  ItemText,
  ReadingOptions,
} from '../types.js';
import { readApplicants } from './applicants.js';
import { isDay } from './calendar-day.js';
import { readCofinancing } from './cofinancing.js';
import { readContact } from './contact.js';
import { readDeadline } from './deadline.js';
import { knownReadings } from './known-values.js';
import { readMoney } from './money.js';
import { readOpening, readOtherDeadlines } from './other-dates.js';
import { isStruckAt, LONGEST_PART, readingAt, readPart, type ReadPart, withHint } from './read-part.js';
import { readRequiredDocuments } from './required-documents.js';
import { readSourceStatus } from './source-status.js';
import { readLanguage, readSummary, readTitle } from './title-and-summary.js';

/** Raise it whenever the same capture could give other fields than before: raising it re-reads old captures. */
export const EXTRACTOR_VERSION = 1;

/**
 * The facts of a call that its source tells, each with the words that it was read from. Values that the source gives
 * as such come first, then the parts known to tell of a fact, then the rest of the text. Never throws; nothing is
 * guessed: a field of which the source says nothing is left out.
 */
export function extractCall(item: ItemText): ExtractedCall {
  const known = knownReadings(item);
  const language = known.get('language') ?? readLanguage(item);
  const options: ReadingOptions = {
    language: typeof language?.value === 'string' ? language.value : (item.defaults.language ?? undefined),
  };
  const publishedOn = publicationDay(item, options);
  const dated = { ...options, publishedOn: publishedOn ?? undefined };
  const parts = item.parts.map((part) => readPart(part, dated));

  const { reading: deadline, conflict } = readDeadline(item, parts, known.get('deadline'), publishedOn);
  const closesAt = closeOf(deadline);
  const money = readMoney(item, parts);
  const read: readonly (FieldReading | null)[] = [
    language,
    readTitle(parts),
    readSummary(parts),
    readOpening(parts, closesAt?.slice(0, 10) ?? null),
    readOtherDeadlines(item, parts, closesAt),
    money.amountMin,
    money.amountMax,
    money.totalBudget,
    money.currency,
    readCofinancing(parts),
    readApplicants(parts),
    readCountries(parts),
    readRequiredDocuments(parts),
    readDocuments(item),
    readContact(parts),
    readSourceStatus(parts),
  ];
  const fields = new Map<ExtractedField, FieldReading>();
  for (const reading of read) if (reading) fields.set(reading.field, reading);
  for (const [field, reading] of known) fields.set(field, reading);
  if (deadline) fields.set('deadline', deadline);
  const cuts = parts.filter((part) => part.isCut).map((part) => cutNotice(part));
  return { fields: [...fields.values()], conflicts: conflict ? [conflict, ...cuts] : cuts };
}

/** The day from which relative dates count: told by the item, else by a part made for it. */
function publicationDay(item: ItemText, options: ReadingOptions): string | null {
  const told = item.publishedOn?.slice(0, 10);
  if (told && isDay(told)) return told;
  for (const part of item.parts.filter(({ hint }) => hint === 'published')) {
    const date = readPart(part, options).dates.find(({ value, precision }) => precision === 'day' && value);
    if (date?.value && isDay(date.value)) return date.value;
  }
  return null;
}

function closeOf(deadline: FieldReading | null): string | null {
  return (deadline?.value as DeadlineReading | undefined)?.local ?? null;
}

/** Names as written, one per line or between commas; only a part made for it is believed. */
function readCountries(parts: readonly ReadPart[]): FieldReading | null {
  for (const part of withHint(parts, 'countries')) {
    const lines = part.lines.filter((line) => !isStruckAt(part, line));
    const first = lines[0];
    if (!first) continue;
    const names = lines.flatMap((line) => line.text.split(/[,;|]| y | and /));
    const value = [...new Set(names.map((name) => name.replace(/^[-–•·*\s]+|[.\s]+$/g, '')).filter(Boolean))];
    const span = { start: first.start, end: lines.at(-1)!.end };
    if (value.length > 0)
      return readingAt('countries', part, span, value.slice(0, 250), 'countries.part', 0.7);
  }
  return null;
}

const MOST_DOCUMENTS = 100;

/** The files that the page links to, each address once. */
function readDocuments(item: ItemText): FieldReading | null {
  const documents = new Map<string, string>();
  for (const document of item.documents) {
    const url = safeHttpUrl(document.url);
    if (url && !documents.has(url)) documents.set(url, document.title.trim() || url);
  }
  if (documents.size === 0) return null;
  const value = [...documents].slice(0, MOST_DOCUMENTS).map(([url, title]) => ({ title, url }));
  const words = value.map(({ title }) => title).join('; ');
  return {
    field: 'documents',
    value,
    words,
    part: 'documentos',
    offset: null,
    rule: 'links',
    confidence: 0.8,
  };
}

function cutNotice(part: ReadPart): FieldConflict {
  const limit = LONGEST_PART.toLocaleString('es-EC');
  const message = `El texto «${part.name}» pasa de ${limit} caracteres: solo se leyó hasta ahí.`;
  return { field: 'summary', readings: [], message };
}
