import { createHash } from 'node:crypto';
import type { ItemText, Part } from '@chasqui/extraction';
import { invalid } from '@chasqui/kernel';
import { normalisedAddress, shortKey } from '../../addresses.js';
import { checkConfig } from '../api/check-config.js';
import { textPart } from '../api/item-text.js';
import { fileNameOf } from '../page/documents.js';
import { PartNames, readPage } from '../page/read-page.js';
import { visitPage } from '../page/visit-page.js';
import {
  type Adapter,
  type CollectContext,
  type Collected,
  type CollectedItem,
  SourceFault,
} from '../types.js';
import { type PastedConfig, pastedConfigSchema } from './pasted.config.js';

export const TEXT_PART = 'texto';
const LONGEST = 500_000;
const SHORTEST = 20;

/** One call that a curator found: its address, or its text. */
export const pastedAdapter: Adapter<PastedConfig> = {
  kind: 'pasted',
  label: 'Dirección o texto pegado',
  check: (config) => checkConfig(pastedConfigSchema, config),
  collect,
  read: async (config, item): Promise<ItemText> => {
    const text = item.parts.find(({ name }) => name === TEXT_PART)?.body.toString('utf8') ?? '';
    const pasted: Part[] = [
      ...textPart(`${TEXT_PART}: título`, text && titleOf(text), 'title'),
      ...textPart(TEXT_PART, text),
    ];
    const page = await readPage(item.parts, config.detail, config.encoding, new PartNames(), true);
    return {
      url: item.url,
      ...page,
      parts: [...pasted, ...page.parts],
      known: [],
      defaults: config.defaults,
    };
  },
};

async function* collect(config: PastedConfig, context: CollectContext): AsyncGenerator<Collected, void> {
  const { address } = config;
  if (!address) {
    throw new SourceFault(
      'no_items',
      'Esta fuente no se lee sola: pegue la dirección o el texto de una convocatoria.',
    );
  }
  // Whoever pastes an address (a short one, too) wants that page and its documents, wherever they are.
  const how = { rules: config.detail, encoding: config.encoding, isAllowed: () => true };
  const visit = await visitPage(address, '', how, context);
  yield* visit.warnings.map((message): Collected => ({ type: 'warning', message }));
  const key = shortKey(normalisedAddress(address));
  const title = visit.title ?? (visit.unchanged ? '' : fileNameOf(address));
  yield { type: 'item', item: { key, url: address, title, parts: visit.parts, unchanged: visit.unchanged } };
  await visit.keep();
  yield { type: 'page', found: 1, cursor: null };
}

/**
 * A call whose text somebody pasted, from a mail or a file.
 * @throws DomainError `source.text` when there is too little or too much of it
 */
export function itemOfText(input: string): CollectedItem {
  const text = input.replace(/\r\n?/g, '\n').replaceAll('\0', '').trim();
  if (text.length < SHORTEST)
    throw invalid('source.text', 'Pegue el texto de la convocatoria: eso es muy poco.');
  if (text.length > LONGEST) {
    throw invalid('source.text', 'El texto es demasiado largo. Pegue solo la convocatoria, o suba el PDF.');
  }
  const body = Buffer.from(text, 'utf8');
  const key = `texto#${createHash('sha256').update(body).digest('hex').slice(0, 32)}`;
  const part = { name: TEXT_PART, url: '', mediaType: 'text/plain', charset: 'utf-8', body };
  return { key, url: '', title: titleOf(text), parts: [part], unchanged: false };
}

/** The first line that says something. */
function titleOf(text: string): string {
  const line = text.split('\n').find((words) => /\p{L}{3}/u.test(words)) ?? '';
  return line.trim().slice(0, 300);
}
