import { decodeText, parseHtml } from '@chasqui/extraction';
import { fold } from '@chasqui/kernel';
import type { CheerioAPI } from 'cheerio';
import type { RawPart } from '../types.js';
import { SourceFault } from '../types.js';

/** Pages of calls have some thousand elements. Selectors take time in proportion to nodes × siblings or depth. */
const MOST_NODES = 100_000;
const MOST_SIBLINGS = 8_000;
const DEEPEST = 500;

export type Answered = Pick<RawPart, 'url' | 'mediaType' | 'charset' | 'body'>;

export interface OpenPage {
  readonly $: CheerioAPI;
  /** Where it came from in the end. */
  readonly url: string;
  /** What relative links count from. */
  readonly base: string;
}

export type ContentKind = 'html' | 'pdf' | 'json' | 'xml' | 'other';

const KIND_NAMES: Readonly<Record<ContentKind, string>> = {
  html: 'una página web',
  pdf: 'un PDF',
  json: 'datos JSON',
  xml: 'un archivo XML',
  other: 'un archivo de otro tipo',
};

/** What an answer really is: servers name the wrong type often, so the first bytes count before the label. */
export function contentKind({ body, mediaType }: Answered): ContentKind {
  const head = body.subarray(0, 1024).toString('latin1');
  if (head.includes('%PDF-')) return 'pdf';
  const start = head.replace(/^\s*(?:\xef\xbb\xbf)?\s*/, '').toLowerCase();
  const root = /<(?:!doctype\s+)?(html|head|body|(?:[\w-]+:)?(?:rss|feed|rdf|urlset|sitemapindex))[\s>]/.exec(
    start,
  );
  if (start.startsWith('<') && root) return /^(?:html|head|body)$/.test(root[1]!) ? 'html' : 'xml';
  if (start.startsWith('<?xml')) return 'xml';
  if (/^[[{]/.test(start)) return 'json';
  if (head.includes('\0') && !/^(?:\xff\xfe|\xfe\xff)/.test(head)) return 'other';
  if (mediaType === null || /html|text\/plain/.test(mediaType)) return 'html';
  if (/[/+]json$/.test(mediaType)) return 'json';
  return /[/+]xml$/.test(mediaType) ? 'xml' : 'other';
}

/** @throws SourceFault `not_expected_type` */
export function requireKind(answered: Answered, ...expected: readonly ContentKind[]): ContentKind {
  if (answered.body.length === 0) {
    throw new SourceFault('truncated', `La respuesta de ${answered.url} llegó vacía.`);
  }
  const kind = contentKind(answered);
  if (expected.includes(kind)) return kind;
  const wanted = expected.map((each) => KIND_NAMES[each]).join(' o ');
  throw new SourceFault(
    'not_expected_type',
    `Se esperaba ${wanted} y llegó ${KIND_NAMES[kind]} de ${answered.url}. Revise la dirección.`,
  );
}

/** The text of an answer in the encoding that the definition names, else in the one that its bytes show. */
export function textOf({ body, mediaType, charset }: Answered, encoding: string | null): string {
  return encoding ? new TextDecoder(encoding).decode(body) : decodeText(body, mediaType, charset);
}

/** @throws SourceFault when it is no web page, or one that no selector can be let loose on */
export function openPage(answered: Answered, encoding: string | null): OpenPage {
  requireKind(answered, 'html');
  const $ = parseHtml(textOf(answered, encoding));
  refuseMonster($, answered.url);
  const href = $('base[href]').first().attr('href')?.trim();
  const base = href && URL.canParse(href, answered.url) ? new URL(href, answered.url).href : answered.url;
  return { $, url: answered.url, base };
}

function refuseMonster($: CheerioAPI, url: string): void {
  let nodes = 0;
  const open = $.root()
    .toArray()
    .map((node) => ({ children: node.children, depth: 0 }));
  for (let level = open.pop(); level; level = open.pop()) {
    nodes += level.children.length;
    if (nodes > MOST_NODES || level.children.length > MOST_SIBLINGS || level.depth > DEEPEST) {
      throw new SourceFault(
        'layout',
        `La página ${url} es desmesurada y no se lee. Busque una lista más corta.`,
      );
    }
    for (const child of level.children) {
      if ('children' in child) open.push({ children: child.children, depth: level.depth + 1 });
    }
  }
}

/** Beginnings of titles of pages that stand in for another one, folded. */
const ERROR_TITLE = new RegExp(
  '^(?:' +
    [
      '(?:http\\s*)?error\\b(?! y | and )',
      '(?:4(?:0[0134]|10|29)|50[0-4])\\s*(?:$|[-–|:.,]|not\\b|page\\b|error|pagina|forbidden|no\\b|gateway|bad\\b)',
      '(?:la |the )?(?:pagina|page|contenido|sitio) (?:web )?(?:que busca )?(?:no|not|nao|non|introuvable)\\b',
      'no (?:se encontr|encontramos|existe)',
      'not found',
      'forbidden',
      '(?:access|acceso|acces) (?:denied|denegado|refuse)',
      '(?:servicio|service|site|sitio)(?: temporalmente| temporarily)? (?:no disponible|unavailable)',
      'bad gateway',
      '(?:(?:el |este |nuestro )?(?:sitio|pagina|web|portal|site|website)(?: web)? )?(?:esta |is )?' +
        '(?:en|in|under|down for|em|por) (?:mantenimiento|maintenance|manutencao|construccion|construction)',
      '(?:mantenimiento|maintenance)(?: (?:programado|mode|del sitio))?$',
      'just a moment',
      'attention required',
      'seite nicht gefunden',
    ].join('|') +
    ')',
);

/** The title of a page that tells of an error although the server says that all is well; null for any other page. */
export function errorTitle({ $ }: OpenPage): string | null {
  const titles = [$('title').first().text(), $('h1').first().text()];
  for (const title of titles) {
    const words = title.replace(/\s+/g, ' ').trim().slice(0, 120);
    // "AECID | Página no encontrada": the name of the site may come first.
    const pieces = fold(words).split(/\s[|–—-]\s|:\s/);
    if (pieces.some((piece) => ERROR_TITLE.test(piece))) return words;
  }
  return null;
}

/** @throws SourceFault `error_inside` */
export function refuseErrorPage(page: OpenPage): void {
  const title = errorTitle(page);
  if (title) {
    throw new SourceFault(
      'error_inside',
      `El sitio respondió con una página de error: «${title}» (${page.url}).`,
    );
  }
}
