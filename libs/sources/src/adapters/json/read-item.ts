import type { ItemText, KnownValue, Part } from '@chasqui/extraction';
import { documentLink } from '../api/item-text.js';
import { keptRecord } from '../api/json-answer.js';
import { fileNameOf } from '../page/documents.js';
import { resolveLink } from '../page/links.js';
import { PartNames, readPage } from '../page/read-page.js';
import { readMapped } from '../record/read-mapped.js';
import { writtenDate } from '../record/written-date.js';
import type { Adapter } from '../types.js';
import type { JsonConfig } from './json.config.js';
import { valuesAt } from './json-path.js';
import { RECORD_PART } from './read-answer.js';

const TITLE = { field: null, hint: 'title', dates: 'iso' } as const;

/** A kept record as facts and text, and its page where the definition reads one. */
export const readJsonItem: Adapter<JsonConfig>['read'] = async (config, item): Promise<ItemText> => {
  const record = keptRecord(item.parts, RECORD_PART);
  const names = new PartNames();
  const known: KnownValue[] = [];
  const parts: Part[] = [];
  let publishedOn: string | null = null;
  for (const rule of [{ path: config.title, ...TITLE }, ...config.fields]) {
    const values = valuesAt(record, rule.path);
    // The title of a record is the first thing at its path; lists of other facts are read whole.
    const read = rule.path === config.title ? values.slice(0, 1) : values;
    const mapped = readMapped(names.free(rule.path), read, rule, config.defaults);
    known.push(...mapped.known);
    parts.push(...mapped.parts);
    if (rule.hint === 'published')
      publishedOn ??= writtenDate(values[0], rule.dates, config.defaults.zone)?.day ?? null;
  }
  const page = config.detail ? await readPage(item.parts, config.detail, null, names, false) : null;
  return {
    url: item.url,
    parts: [...parts, ...(page?.parts ?? [])],
    documents: [...documentsOf(record, config, item.url), ...(page?.documents ?? [])],
    known,
    publishedOn: publishedOn ?? page?.publishedOn ?? null,
    defaults: config.defaults,
  };
};

function documentsOf(
  record: unknown,
  { documents }: JsonConfig,
  base: string,
): ItemText['documents'][number][] {
  if (!documents) return [];
  return valuesAt(record, documents.list).flatMap((each) => {
    const address = valuesAt(each, documents.url)[0];
    const url = typeof address === 'string' ? resolveLink(address, base) : null;
    if (!url) return [];
    const title = documents.title ? valuesAt(each, documents.title)[0] : null;
    return documentLink(typeof title === 'string' && title.trim() ? title.trim() : fileNameOf(url), url);
  });
}
