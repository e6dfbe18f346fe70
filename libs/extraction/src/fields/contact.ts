import type { FieldReading, Span } from '../types.js';
import { isStruckAt, readingAt, type ReadPart, withHint, withoutHint } from './read-part.js';

const ADDRESS =
  /([a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?)@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,18})(?![a-z0-9-])/i;
/** "nombre [at] dominio [dot] org", written against robots that collect addresses. */
const HIDDEN =
  /([a-z0-9][a-z0-9._-]{0,62})\s?[[({](?:at|arroba|a|@)[\])}]\s?([a-z0-9-]{1,63}(?:\s?(?:\.|[[({](?:dot|punto|\.)[\])}])\s?[a-z0-9-]{2,63}){1,5})/i;
/** What every address has; only around it one is looked for. */
const AT = /@|[[({](?:at|arroba|a)[\])}]/gi;
const BEFORE_AT = 66;
const BEHIND_AT = 160;

const NOBODY =
  /^(?:no-?reply|noresponder|no-?responder|donotreply|mailer-daemon|postmaster|webmaster|privacy|privacidad|dpo|lopd|protecciondedatos)\b/i;
const NOT_A_HOST = /(?:^|\.)(?:example|ejemplo)\.(?:com|org|net)$|\.(?:png|jpe?g|gif|svg|webp|css|js)$/i;
const ABOUT_CONTACT =
  /contact|consulta|informes|informacion|preguntas|dudas|inquietud|soporte|escrib|enviar|remitir|correo|e-?mail|inquir|question|contato|duvidas|renseignement|kontakt|ruckfragen|contatt/;

interface Address {
  readonly part: ReadPart;
  readonly span: Span;
  readonly value: string;
  readonly score: number;
}

const MOST_ADDRESSES = 200;

/** The address to write to: in a part made for it, else the one whose line speaks of questions or contact. */
export function readContact(parts: readonly ReadPart[]): FieldReading | null {
  const told = withHint(parts, 'contact').flatMap((part) => addresses(part));
  const [given] = told;
  if (given) return reading(given, 'contact.part', 0.9);
  const found = withoutHint(parts).flatMap((part) => addresses(part));
  const best = found.toSorted((a, b) => b.score - a.score)[0];
  return best ? reading(best, 'contact.text', best.score > 0 ? 0.75 : 0.5) : null;
}

function reading({ part, span, value }: Address, rule: string, confidence: number): FieldReading {
  return readingAt('contact', part, span, value, rule, confidence);
}

function addresses(part: ReadPart): Address[] {
  const found: Address[] = [];
  let end = 0;
  for (const at of part.text.matchAll(AT)) {
    if (at.index < end || found.length >= MOST_ADDRESSES) continue;
    const from = Math.max(end, at.index - BEFORE_AT);
    const window = part.text.slice(from, at.index + BEHIND_AT);
    const match = ADDRESS.exec(window) ?? HIDDEN.exec(window);
    if (!match) continue;
    const domain = match[2]!.replace(/\s?[[({](?:dot|punto|\.)[\])}]\s?/gi, '.').replace(/\s/g, '');
    const value = `${match[1]}@${domain}`.toLowerCase();
    const span = { start: from + match.index, end: from + match.index + match[0].length };
    ({ end } = span);
    if (isMailbox(value, domain) && !isStruckAt(part, span)) {
      found.push({ part, span, value, score: scoreOf(part, span) });
    }
  }
  return found;
}

function isMailbox(value: string, domain: string): boolean {
  return (
    /\.[a-z]{2,18}$/.test(value) && !/\.\.|\.@/.test(value) && !NOBODY.test(value) && !NOT_A_HOST.test(domain)
  );
}

const OF_OTHERS =
  /prensa|press|media@|comunicacion@|empleo|rrhh|jobs|ventas|newsletter|bolet|sugerencias|denuncia/;

/** Words about questions in the line of the address count more than those before it; the press office is no contact. */
function scoreOf({ folded }: ReadPart, span: Span): number {
  const before = folded.slice(Math.max(0, span.start - 160), span.start);
  const address = folded.slice(span.start, span.end);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const said = ABOUT_CONTACT.test(line) ? 2 : ABOUT_CONTACT.test(before) ? 1 : 0;
  return OF_OTHERS.test(`${line.slice(-40)}${address}`) ? said - 2 : said;
}
