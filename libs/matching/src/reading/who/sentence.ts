import { bodiesOf, type Body } from './bodies.js';
import type { Mark } from './lexicon.js';
import { crosses, type Scan } from './scan.js';
import type { Tag } from './tags.js';
import { GAP, type Tokens } from './tokens.js';

/** A sentence with its marks and the bodies it names. */
export interface Sentence {
  readonly scan: Scan;
  readonly tokens: Tokens;
  readonly marks: readonly Mark[];
  readonly bodies: readonly Body[];
}

export function sentenceOf(scan: Scan, marks: readonly Mark[]): Sentence {
  return { scan, tokens: scan.tokens, marks, bodies: bodiesOf(scan.tokens, marks) };
}

/** Words between the verb and the first body, and between one body of an enumeration and the next. */
const REACH = 10;

/** Words that close an enumeration of bodies. */
const CLOSING: ReadonlySet<Tag> = new Set([
  'break',
  'object',
  'apply',
  'applyTo',
  'deny',
  'denyOf',
  'denyAs',
  'contrast',
  'host',
  'beneficiary',
  'partnerWith',
  'through',
]);

/**
 * The bodies enumerated after a mark ("pueden participar ONG, municipios y universidades").
 * What is presented may stand between the verb and them ("pueden presentar proyectos los municipios").
 */
export function enumeratedAfter({ tokens, marks, bodies }: Sentence, mark: Mark): Body[] {
  const found: Body[] = [];
  let last = mark.to;
  for (const body of after(bodies, mark.to)) {
    if (distance(tokens, last, body.from) > REACH || isClosed(tokens, marks, last, body, found.length === 0))
      break;
    found.push(body);
    last = body.to;
  }
  return found;
}

/** Words between two tokens; names with capitals ("los cantones Morona, Taisha y Nangaritza") do not separate. */
function distance(tokens: Tokens, from: number, to: number): number {
  if (to - from > FARTHEST) return FARTHEST;
  let words = 1;
  for (let at = from + 1; at < to; at += 1) if (!isCapitalised(tokens, at)) words += 1;
  return words;
}

const FARTHEST = 40;

function isCapitalised({ text, starts }: Tokens, at: number): boolean {
  const unit = text.charCodeAt(starts[at] ?? 0);
  return unit >= 65 && unit <= 90;
}

function isClosed(
  tokens: Tokens,
  marks: readonly Mark[],
  from: number,
  body: Body,
  isFirst: boolean,
): boolean {
  for (const mark of after(marks, from)) {
    if (mark.from >= body.from) return false;
    const { tag } = mark.entry;
    if (tag === 'object' && isFirst && mark.from - from <= 3) continue;
    if (CLOSING.has(tag)) return true;
    // "con más de 50.000 habitantes" qualifies; "con municipios" names who works with the applicant.
    if (tag === 'bareWith' && body.from - mark.to <= 4) return true;
  }
  // After a colon another thing is told, unless it opens the enumeration.
  const opening = isFirst ? from + 1 : from;
  const isTold = tokens.text.slice(tokens.ends[opening], tokens.starts[body.from]).includes(':');
  return isTold || crosses(tokens, from, body.from, GAP.sentence);
}

/** The bodies enumerated before a mark ("Les communes et leurs groupements peuvent candidater"). */
export function enumeratedBefore(
  { tokens, marks, bodies }: Sentence,
  mark: Mark,
  reach: number,
  gap: number,
): Body[] {
  const found: Body[] = [];
  let next = mark.from;
  let strictest = gap;
  for (const body of before(bodies, mark.from)) {
    if (next - body.to > reach || crosses(tokens, body.to, next, strictest)) break;
    // "Los municipios pueden ser aliados, pero no como solicitantes": the subject of both.
    const isSubject = found.length === 0 && mark.entry.tag === 'denyAs';
    const isClosing = ({ entry, from }: Mark) =>
      from > body.to && from < next && CLOSES_BEFORE.has(entry.tag);
    if (!isSubject && marks.some(isClosing)) break;
    found.unshift(body);
    next = body.from;
    strictest = GAP.strong;
    reach = REACH / 2;
  }
  const first = found[0];
  return first && isComplement(marks, tokens, first) ? found.filter(isNot(first)) : found;
}

const CLOSES_BEFORE: ReadonlySet<Tag> = new Set(['apply', 'applyTo', 'deny', 'denyOf', 'denyAs', 'contrast']);

const isNot = (one: Body) => (other: Body) => other !== one;

/** "ONG con municipios pueden…": the municipalities are not the subject. */
function isComplement(marks: readonly Mark[], tokens: Tokens, body: Body): boolean {
  return marks.some(
    ({ entry, to }) =>
      to < body.from &&
      body.from - to <= 3 &&
      COMPLEMENTS.has(entry.tag) &&
      !crosses(tokens, to, body.from, GAP.comma),
  );
}

const COMPLEMENTS: ReadonlySet<Tag> = new Set(['bareWith', 'partnerWith', 'through', 'beneficiary']);

/** The first bodies after a mark within so many words, or before it. */
export function nearby({ tokens, bodies }: Sentence, mark: Mark, reach: number): Body[] {
  return bodies.filter((body) => {
    const [from, to] = body.from > mark.to ? [mark.to, body.from] : [body.to, mark.from];
    return to - from <= reach && !crosses(tokens, from, to, GAP.sentence);
  });
}

const after = <T extends { readonly from: number }>(items: readonly T[], token: number): T[] =>
  items.filter((item) => item.from > token);

/** The nearest first. */
const before = <T extends { readonly from: number }>(items: readonly T[], token: number): T[] =>
  items.filter((item) => item.from < token).toReversed();
