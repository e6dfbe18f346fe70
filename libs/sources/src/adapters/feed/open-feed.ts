import { type AnyFeed, parseFeed } from 'feedsmith';
import { type Answered, requireKind, textOf } from '../page/open-page.js';
import { SourceFault } from '../types.js';

/** The end of a feed that came whole; comments and blanks may follow it. */
const END_TAG = /<\/(?:[\w-]+:)?(?:rss|feed|rdf)\s*>/i;
const TAIL = 2000;

/**
 * Parses an answer as RSS, Atom or JSON Feed. What a document type declares is never expanded nor fetched.
 * @throws SourceFault `not_expected_type`, `truncated` or `layout`
 */
export function openFeed(answered: Answered, encoding: string | null): AnyFeed {
  const kind = requireKind(answered, 'xml', 'json');
  const text = textOf(answered, encoding).trim();
  if (kind === 'xml' && !END_TAG.test(text.slice(-TAIL))) {
    throw new SourceFault(
      'truncated',
      `El canal ${answered.url} llegó cortado, o no es un canal RSS o Atom.`,
    );
  }
  try {
    return parseFeed(text);
  } catch {
    if (kind === 'json' && !isJson(text)) {
      throw new SourceFault(
        'truncated',
        `El canal ${answered.url} llegó cortado: no se pudo leer como datos.`,
      );
    }
    throw new SourceFault('layout', `Lo que hay en ${answered.url} no es un canal RSS, Atom o JSON.`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
