import { setImmediate as breathe } from 'node:timers/promises';
import { damaged, refuse } from './sheet.js';

export type XmlToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: (name: string) => string | undefined;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Tokens after which other requests get their turn. */
const BREATHE_EVERY = 20_000;
/** More than the largest sheet allowed needs. */
const MAX_TOKENS = 6_000_000;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Gives the tags and texts of an XML part to `take`, without namespace prefixes, one after the other and never as a
 * tree. A document type, which is where entities are declared, is refused: spreadsheets have none, so nothing can be
 * expanded or fetched.
 */
export async function eachXmlToken(xml: string, take: (token: XmlToken) => void): Promise<void> {
  let count = 0;
  for (const token of tokens(xml)) {
    count += 1;
    if (count % BREATHE_EVERY === 0) await breathe();
    if (count > MAX_TOKENS) {
      throw refuse(
        'too_much',
        'El archivo tiene demasiadas celdas. Copie las filas que hacen falta en una hoja nueva y suba esa.',
      );
    }
    take(token);
  }
}

function* tokens(xml: string): Generator<XmlToken> {
  let at = 0;
  while (at < xml.length) {
    if (xml.charCodeAt(at) !== 60) {
      const end = endOf(xml, '<', at, xml.length);
      const text = xml.slice(at, end);
      yield { kind: 'text', text: decode(text) };
      at = end;
    } else if (xml.startsWith('<!--', at)) {
      at = after(xml, '-->', at + 4);
    } else if (xml.startsWith('<![CDATA[', at)) {
      const end = after(xml, ']]>', at + 9);
      yield { kind: 'text', text: xml.slice(at + 9, end - 3) };
      at = end;
    } else if (xml.startsWith('<?', at)) {
      at = after(xml, '?>', at + 2);
    } else if (xml.startsWith('<!', at)) {
      throw damaged();
    } else if (xml.charCodeAt(at + 1) === 47) {
      const end = after(xml, '>', at);
      yield { kind: 'close', name: localName(xml.slice(at + 2, end - 1).trim()) };
      at = end;
    } else {
      const end = endOfTag(xml, at);
      const empty = xml.charCodeAt(end - 2) === 47;
      const inside = xml.slice(at + 1, empty ? end - 2 : end - 1);
      const space = inside.search(/\s/);
      const name = localName(space < 0 ? inside : inside.slice(0, space));
      yield { kind: 'open', name, attributes: (wanted) => attribute(inside, wanted) };
      if (empty) yield { kind: 'close', name };
      at = end;
    }
  }
}

function endOf(xml: string, mark: string, from: number, otherwise: number): number {
  const end = xml.indexOf(mark, from);
  return end < 0 ? otherwise : end;
}

function after(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  if (end < 0) throw damaged();
  return end + mark.length;
}

/** Behind the ">" that closes a tag; one inside quotes belongs to an attribute. */
function endOfTag(xml: string, from: number): number {
  for (let at = from + 1; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at);
    if (code === 62) return at + 1;
    if (code === 34 || code === 39) {
      at = xml.indexOf(xml[at]!, at + 1);
      if (at < 0) break;
    }
  }
  throw damaged();
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}

/** The value of an attribute, whatever its namespace prefix. Reads each character once, however long the tag. */
function attribute(inside: string, wanted: string): string | undefined {
  let at = 0;
  for (;;) {
    const equals = inside.indexOf('=', at);
    if (equals < 0) return undefined;
    const name = inside.slice(at, equals).trim().split(/\s+/).at(-1) ?? '';
    let from = equals + 1;
    while (/\s/.test(inside[from] ?? '')) from += 1;
    const quote = inside[from];
    if (quote !== '"' && quote !== "'") return undefined;
    const end = inside.indexOf(quote, from + 1);
    if (end < 0) return undefined;
    if (localName(name) === wanted) return decode(inside.slice(from + 1, end));
    at = end + 1;
  }
}

/** The five named entities of XML and numbered characters; anything else stays as it is written. */
function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (written, hex, decimal, name) => {
    if (name) return NAMED[name as string] ?? written;
    const code = hex ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
