import { DENIALS, sayOf } from './applicants.js';
import type { Body } from './bodies.js';
import type { Evidence } from './evidence.js';
import type { Mark } from './lexicon.js';
import { hasTag, quoteAround, sentencesOf, type Scan } from './scan.js';
import { enumeratedAfter, enumeratedBefore, nearby, sentenceOf, type Sentence } from './sentence.js';
import type { Tag } from './tags.js';
import { GAP } from './tokens.js';

/** What the sentences of a running text say about who takes part. */
export function readText(scan: Scan, conjunctions: ReadonlySet<string>): Evidence[] {
  return sentencesOf(scan).flatMap((marks) => readSentence(sentenceOf(scan, marks), conjunctions));
}

function readSentence(sentence: Sentence, conjunctions: ReadonlySet<string>): Evidence[] {
  if (sentence.bodies.length === 0) return publicPartners(sentence);
  const found: Evidence[] = [];
  const say = (
    says: Evidence['says'],
    strength: Evidence['strength'],
    mark: Mark,
    bodies: readonly Body[],
  ) => {
    const quote = quoteAround(sentence.tokens, mark.from, mark.to);
    found.push({ says, strength, field: sentence.scan.field, quote, bodies });
  };
  const denied = readDenials(sentence, say);
  const admitted = readAdmissions(sentence, conjunctions, denied, say);
  readRelations(sentence, admitted, denied, say);
  readThrough(sentence, say);
  return [...found, ...publicPartners(sentence)];
}

type Say = (
  says: Evidence['says'],
  strength: Evidence['strength'],
  mark: Mark,
  bodies: readonly Body[],
) => void;

function readDenials(sentence: Sentence, say: Say): Set<Body> {
  const all = new Set<Body>();
  for (const mark of sentence.marks.filter(({ entry }) => DENIALS.has(entry.tag))) {
    const denied = deniedBy(sentence, mark);
    for (const body of denied) all.add(body);
    const locals = denied.filter((body) => body.kind === 'local');
    if (locals.length > 0) say('excluded', 'said', mark, locals);
  }
  return all;
}

function readAdmissions(
  sentence: Sentence,
  conjunctions: ReadonlySet<string>,
  denied: ReadonlySet<Body>,
  say: Say,
): Set<Body> {
  const all = new Set<Body>();
  for (const mark of sentence.marks.filter(({ entry }) => entry.tag === 'apply' || entry.tag === 'applyTo')) {
    const bodies = admittedBy(sentence, mark, conjunctions).filter(
      (body) => !denied.has(body) && !all.has(body),
    );
    // "podrán participar como socios": not to apply.
    const asPartner = sentence.marks.some(
      ({ entry, from }) => entry.tag === 'asPartner' && from > mark.to && from - mark.to <= 3,
    );
    for (const [says, of] of bySaying(bodies)) {
      if (asPartner && says === 'applicant') say('partner', 'required', mark, of);
      else say(says, 'said', mark, of);
    }
    for (const body of bodies) all.add(body);
  }
  return all;
}

function readRelations(
  sentence: Sentence,
  admitted: ReadonlySet<Body>,
  denied: ReadonlySet<Body>,
  say: Say,
): void {
  for (const mark of sentence.marks) {
    const relation = RELATIONS[mark.entry.tag];
    if (!relation) continue;
    const near = relation
      .where(sentence, mark)
      .filter((body) => body.kind === 'local' && !admitted.has(body) && relation.admits(body));
    // "No pueden postular, pero sí participar como aliados": those who were denied.
    const kept = [...denied].filter((body) => body.kind === 'local' && body.to < mark.from);
    const bodies = near.length === 0 && mark.entry.tag === 'asPartner' ? kept : near;
    if (bodies.length === 0) continue;
    const isPartnership = relation.says === 'partner';
    say(relation.says, isPartnership && isRequired(sentence.marks) ? 'required' : 'mentioned', mark, bodies);
  }
}

function readThrough(sentence: Sentence, say: Say): void {
  const { marks, bodies } = sentence;
  const locals = bodies.filter((body) => body.kind === 'local');
  if (locals.length === 0 && !hasTag(marks, 'apply', 'must', 'only')) return;
  for (const mark of marks.filter(({ entry }) => entry.tag === 'through')) {
    const via = nearby(sentence, mark, 6).find((body) => body.from > mark.to && VIAS[body.kind]);
    const says = via && VIAS[via.kind];
    if (says) say(says, 'said', mark, locals);
  }
}

const VIAS: Partial<Record<Body['kind'], Evidence['says']>> = {
  association: 'throughNetwork',
  state: 'throughState',
};

/** Words of partnership that do not need a body beside them ("contraparte pública local"). */
function publicPartners({ marks, tokens, scan }: Sentence): Evidence[] {
  return marks
    .filter(({ entry }) => entry.tag === 'publicPartner')
    .map((mark) => ({
      says: 'partner',
      strength: 'required',
      field: scan.field,
      quote: quoteAround(tokens, mark.from, mark.to),
      bodies: [],
    }));
}

interface Relation {
  readonly says: Evidence['says'];
  readonly where: (sentence: Sentence, mark: Mark) => readonly Body[];
  /** Which local governments it is said of. */
  readonly admits: (body: Body) => boolean;
}

const withinSix = (sentence: Sentence, mark: Mark): Body[] => nearby(sentence, mark, 6);
/** "contraparte municipal": an adjective is enough. */
const anyWord = (): boolean => true;
const noun = (body: Body): boolean => !body.loose;
/** "apoyo a los gobiernos", "support from the government": too wide to tell a part in the call. */
const ownNoun = (body: Body): boolean => !body.loose && body.tag !== 'public';

const RELATIONS: Partial<Record<Tag, Relation>> = {
  partnerWith: { says: 'partner', where: enumeratedAfter, admits: anyWord },
  partnerNoun: { says: 'partner', where: withinSix, admits: anyWord },
  asPartner: { says: 'partner', where: withinSix, admits: anyWord },
  host: { says: 'host', where: withinSix, admits: noun },
  beneficiary: { says: 'beneficiary', where: enumeratedAfter, admits: ownNoun },
  assists: { says: 'beneficiary', where: enumeratedAfter, admits: ownNoun },
};

/** Whether a partnership is asked for or preferred, not only told. */
const isRequired = (marks: readonly Mark[]): boolean =>
  hasTag(marks, 'must', 'only', 'preference', 'apply', 'applyTo', 'denyAs', 'asPartner');

/** Whom a denial denies: its subject, or whoever is enumerated after it. */
function deniedBy(sentence: Sentence, mark: Mark): Body[] {
  const isLimit = sentence.marks.some(
    ({ entry, from }) => entry.tag === 'denyCancel' && from > mark.to && from - mark.to <= 5,
  );
  switch (mark.entry.tag) {
    case 'denyOf':
      return enumeratedAfter(sentence, mark);
    case 'denyAs': {
      if (isLimit) return [];
      const subject = enumeratedBefore(sentence, mark, 14, GAP.sentence);
      return subject.length > 0 ? subject : enumeratedAfter(sentence, mark);
    }
    default: {
      if (isLimit) return [];
      const subject = enumeratedBefore(sentence, mark, 6, GAP.comma);
      return subject.length > 0 ? subject : enumeratedAfter(sentence, mark);
    }
  }
}

/** Whom a verb of admission admits: its subject when it stands right before it, or whoever follows. */
function admittedBy(sentence: Sentence, mark: Mark, conjunctions: ReadonlySet<string>): Body[] {
  const following = enumeratedAfter(sentence, mark).filter(
    (body) => !body.loose || isEnumerated(body, sentence),
  );
  // "dirigido a mujeres" says whom the projects are for; "pueden postular mujeres" says who applies.
  if (mark.entry.tag === 'applyTo') return following.filter((body) => body.kind !== 'group');
  const startsClause = conjunctions.has(sentence.tokens.words[mark.from - 1] ?? '');
  const subject = startsClause ? [] : enumeratedBefore(sentence, mark, 14, GAP.comma);
  if (subject.length > 0) return subject;
  return following.length > 0 || startsClause
    ? following
    : enumeratedBefore(sentence, mark, 14, GAP.sentence);
}

/** "municipal, regional or national institutions": an adjective among bodies. */
function isEnumerated(body: Body, { bodies }: Sentence): boolean {
  return bodies.some((other) => other !== body && !other.loose && Math.abs(other.from - body.to) <= 5);
}

/** The bodies by what their admission says. */
function bySaying(bodies: readonly Body[]): Map<Evidence['says'], Body[]> {
  const groups = new Map<Evidence['says'], Body[]>();
  for (const body of bodies) {
    const says = sayOf(body);
    groups.set(says, [...(groups.get(says) ?? []), body]);
  }
  return groups;
}
