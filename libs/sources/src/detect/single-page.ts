import { findMentions, pageTitle, readHtmlNode } from '@chasqui/extraction';
import { pastedAdapter } from '../adapters/pasted/pasted.adapter.js';
import { isFrontPage } from '../adapters/page/links.js';
import type { OpenPage } from '../adapters/page/open-page.js';
import { proposeDetail } from './html/propose-detail.js';
import { type ProposedDefinition, sampleOf } from './proposal.js';
import { soundsLikeCalls, soundsLikeClosing, wordsOf, wordsOfAddress } from './words/call-words.js';

const LONGEST_TEXT = 30_000;
const SHORTEST_TEXT = 200;
const LEAST_SCORE = 0.3;
/** Titles of lists and not of one call, as `wordsOf` gives them. */
const MANY =
  /^(?:(?:todas |nuestras |our |open |current |latest |listado de |las |los )?(?:convocatorias|llamados|subvenciones|ayudas|becas|premios|concursos|fondos|licitaciones|oportunidades|calls|calls for proposals|grants|funding|opportunities|funding opportunities|tenders|appels a projets|bandi|editais|subvencions)(?: (?:abiertas|abiertos|vigentes|actuales|de cooperacion|open|for proposals|y ayudas|y subvenciones|de financiamiento|and tenders|en curso))?)\b/;

/**
 * The page of one call, as it stands; null when it does not look like one.
 * @param listed characters in the best list of the page
 */
export function proposePage(page: OpenPage, listed: number): ProposedDefinition | null {
  const score = callScore(page, listed);
  if (score < LEAST_SCORE) return null;
  const config = pastedAdapter.check({ address: page.url, detail: proposeDetail([page], []) });
  const title = pageTitle(page.$) ?? page.url;
  return {
    adapter: 'pasted',
    config,
    why: 'La página parece una sola convocatoria: se lee ella con sus documentos.',
    sample: sampleOf([title]),
    score,
  };
}

function callScore({ $, url }: OpenPage, listed: number): number {
  const text = readHtmlNode($, $.root()).text.slice(0, LONGEST_TEXT);
  if (text.length < SHORTEST_TEXT || isFrontPage(url)) return 0;
  const title = wordsOf(pageTitle($) ?? '');
  const mentions = findMentions({ text, struck: [] });
  const isDated = mentions.some((mention) => mention.type === 'date' && mention.precision === 'day');
  const closes =
    mentions.some((mention) => mention.type === 'date' && mention.role === 'closing') ||
    (isDated && soundsLikeClosing(wordsOf(text)));
  const pays = mentions.some(({ type }) => type === 'amount' || type === 'percent');
  const named = soundsLikeCalls(title) || soundsLikeCalls(wordsOfAddress(url));
  if (!named && !closes) return 0;
  const rest = Math.max(0, text.length - listed);
  const own =
    (named ? 0.3 : 0) +
    (closes ? 0.25 : isDated ? 0.1 : 0) +
    (pays ? 0.1 : 0) +
    0.25 * Math.min(1, rest / 1_500);
  const isList = MANY.test(title) ? 0.35 : 1;
  return Math.round(own * isList * (1 - Math.min(0.9, (listed / text.length) * 1.1)) * 1000) / 1000;
}

/** A call that is nothing but a PDF. */
export function proposePdf(url: string, name: string): ProposedDefinition {
  return {
    adapter: 'pasted',
    config: pastedAdapter.check({ address: url }),
    why: 'La dirección es un PDF: se lee como una sola convocatoria.',
    sample: sampleOf([name]),
    score: 0.9,
  };
}
