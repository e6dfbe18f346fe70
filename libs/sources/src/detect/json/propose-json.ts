import { siteOf } from '../../addresses.js';
import { jsonAdapter } from '../../adapters/json/json.adapter.js';
import { listedRecords } from '../../adapters/json/read-answer.js';
import { SourceFault } from '../../adapters/types.js';
import { counted, type ProposedDefinition, sampleOf } from '../proposal.js';
import { soundsLikeCalls, wordsOf, wordsOfAddress } from '../words/call-words.js';
import { findRecords } from './find-records.js';
import { mapRecords } from './map-record.js';
import { pagesOfRecords } from './pages-of-records.js';

/** How an answer with data is read; null when no list with titles is in it. The definition was tried on the answer. */
export function proposeJson(answer: unknown, url: string): ProposedDefinition | null {
  const found = findRecords(answer);
  const mapping = found && mapRecords(found.records, url);
  if (!found || !mapping) return null;
  const { pagination, total } = pagesOfRecords(answer, url, found.path, found.records.length);
  const hasDeadline =
    mapping.fields?.some(({ field, hint }) => field === 'deadline' || hint === 'deadline') ?? false;
  const draft = jsonAdapter.check({ url, list: found.path, ...mapping, pagination });
  const items = itemsOf(answer, draft, url);
  if (items.length === 0) return null;
  const isHere = items.every((item) => item.hasPage && siteOf(item.url) === siteOf(url));
  const config = {
    ...draft,
    detail: isHere && !hasDeadline ? jsonAdapter.check({ ...draft, detail: {} }).detail : null,
  };
  const calls = items.filter(({ title }) => soundsLikeCalls(wordsOf(title))).length / items.length;
  const isNamed = soundsLikeCalls(wordsOfAddress(url)) || soundsLikeCalls(wordsOf(found.path));
  return {
    adapter: 'json',
    config,
    why: whyOf(found.path, items.length, total, pagination.kind === 'none', hasDeadline),
    sample: sampleOf(items.map(({ title }) => title)),
    score: 0.5 + 0.2 * Math.max(calls, isNamed ? 0.8 : 0) + (hasDeadline ? 0.2 : 0),
  };
}

function itemsOf(answer: unknown, config: ReturnType<typeof jsonAdapter.check>, url: string) {
  try {
    return listedRecords(answer, config, url).records.map(({ item }) => item);
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return [];
  }
}

function whyOf(
  path: string,
  read: number,
  total: number | null,
  isOnePage: boolean,
  hasDeadline: boolean,
): string {
  const where = path ? ` en «${path}»` : '';
  const fields = hasDeadline ? ', con su fecha de cierre' : '';
  const more =
    isOnePage && total !== null && total > read
      ? ` Dice que hay ${total} en total: indique cómo se pasa de página.`
      : '';
  return `La dirección da datos (JSON): ${counted(read, 'registro', 'registros')}${where}${fields}.${more}`;
}
