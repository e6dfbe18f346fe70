import { slugify } from '@chasqui/kernel';
import { normalisedAddress, shortKey } from '../../addresses.js';
import { recordPart } from '../api/json-answer.js';
import { isRecord } from '../api/record.js';
import type { ListedItem } from '../listing/deliver.js';
import { resolveLink } from '../page/links.js';
import { SourceFault } from '../types.js';
import type { JsonConfig } from './json.config.js';
import { valueAt, valuesAt } from './json-path.js';

export const RECORD_PART = 'registro';

export interface ListedRecord {
  readonly record: unknown;
  readonly item: ListedItem;
}

/** @throws SourceFault `error_inside` when an answer that seems good tells of an error */
export function refuseErrorInside(answer: unknown, { error }: JsonConfig): void {
  if (!error) return;
  const value = valueAt(answer, error.path);
  if (value === undefined || error.good.some((good) => good === value)) return;
  const told = error.message ? valueAt(answer, error.message) : undefined;
  const words = typeof told === 'string' && told ? told : `${error.path} = ${JSON.stringify(value)}`;
  throw new SourceFault('error_inside', `La fuente respondió con un error: ${words.slice(0, 300)}`);
}

/**
 * The records of an answer with what tells them apart.
 * @throws SourceFault `layout` when the list is not there, or no record has a title
 */
export function listedRecords(
  answer: unknown,
  config: JsonConfig,
  url: string,
): { records: ListedRecord[]; warnings: string[] } {
  const entries = entriesOf(valueAt(answer, config.list), config.list);
  const records = entries.flatMap(({ name, record }): ListedRecord[] => {
    const item = itemOf(name, record, config, url);
    return item ? [{ record, item }] : [];
  });
  const lost = entries.length - records.length;
  if (lost > 0 && records.length === 0) {
    throw new SourceFault(
      'layout',
      `Ninguno de los ${lost} registros tiene «${config.title}»: cambió la forma de los datos.`,
    );
  }
  const warnings = lost > 0 ? [`${lost} registros no tienen «${config.title}» y se omitieron.`] : [];
  return { records, warnings };
}

/** Some sources send a list in one answer and a map by code in the next. */
function entriesOf(list: unknown, path: string): { name: string | null; record: unknown }[] {
  if (Array.isArray(list)) return list.map((record: unknown) => ({ name: null, record }));
  if (isRecord(list)) return Object.entries(list).map(([name, record]) => ({ name, record }));
  throw new SourceFault('layout', `La respuesta no trae la lista «${path}»: cambió la forma de los datos.`);
}

function itemOf(name: string | null, sent: unknown, config: JsonConfig, listUrl: string): ListedItem | null {
  const part = recordPart(RECORD_PART, listUrl, sent);
  // As it is kept, so that lists in a new order neither rename a call nor give it another key.
  const record: unknown = JSON.parse(part.body.toString('utf8'));
  const title = wordsAt(record, config.title);
  if (!title) return null;
  const link = linkOf(record, config, listUrl);
  const own = config.key ? wordsAt(record, config.key) : '';
  const key =
    own || (link && normalisedAddress(link)) || name || `${normalisedAddress(config.url)}#${slugify(title)}`;
  return {
    key: shortKey(key),
    url: link ?? config.url,
    title: title.slice(0, 500),
    parts: [part],
    hasPage: link !== null,
    hint: part.body.toString('utf8'),
  };
}

/** The first value at a path on one line; empty when it is no text or number. */
function wordsAt(record: unknown, path: string): string {
  const value = valuesAt(record, path).find((each) => typeof each === 'string' || typeof each === 'number');
  return value === undefined ? '' : String(value).replace(/\s+/g, ' ').trim();
}

function linkOf(record: unknown, { link }: JsonConfig, listUrl: string): string | null {
  if (!link) return null;
  if ('path' in link) return resolveLink(wordsAt(record, link.path), listUrl);
  const values = [...link.template.matchAll(/\{([^{}]+)\}/g)].map(([, path]) => wordsAt(record, path!));
  if (values.includes('')) return null;
  let next = 0;
  // A record must not be able to leave the site: what it fills in is one piece of the address.
  return resolveLink(
    link.template.replace(/\{[^{}]+\}/g, () => encodeURIComponent(values[next++]!)),
    listUrl,
  );
}

/** @throws SourceFault `filter_ignored` when a record does not fulfil what was asked for */
export function requireFilter(records: readonly ListedRecord[], { filter }: JsonConfig): void {
  if (!filter) return;
  const stranger = records.find(({ record }) => {
    const found = valuesAt(record, filter.path);
    return !found.some((value) => filter.values.some((wanted) => wanted === value));
  });
  if (!stranger) return;
  const value = JSON.stringify(valueAt(stranger.record, filter.path) ?? null).slice(0, 100);
  throw new SourceFault(
    'filter_ignored',
    `La fuente no hizo caso del filtro: «${stranger.item.title.slice(0, 100)}» trae ${filter.path} = ${value}.`,
  );
}
