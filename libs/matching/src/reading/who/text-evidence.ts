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
  const { marks, bodies } = sentence;
  if (bodies.length === 0) return publicPartners(sentence);
  const found: Evidence[] = [];
  const spoken = new Set<Body>();
  const say = (says: Evidence['says'], strength: Evidence['strength'], mark: Mark, of: readonly Body[]) => {
    for (const body of of) spoken.add(body);
    const quote = quoteAround(sentence.tokens, mark.from, mark.to);
    found.push({ says, strength, field: sentence.scan.field, quote, bodies: of });
  };

  for (const mark of marks.filter(({ entry }) => DENIALS.has(entry.tag))) {
    const denied = deniedBy(sentence, mark).filter((body) => body.kind === 'local');
    if (denied.length > 0) say('excluded', 'said', mark, denied);
  }
  for (const mark of marks.filter(({ entry }) => entry.tag === 'apply' || entry.tag === 'applyTo')) {
    for (const [says, of] of bySaying(admittedBy(sentence, mark, conjunctions), spoken))
      say(says, 'said', mark, of);
  }
  const isLocal = (body: Body) => body.kind === 'local' && !spoken.has(body);
  for (const mark of marks) {
    const relation = RELATIONS[mark.entry.tag];
    if (!relation) continue;
    const of = relation
      .where(sentence, mark)
      .filter((body) => isLocal(body) && (relation.adjectives || !body.loose));
    if (of.length === 0) continue;
    say(relation.says, relation.says === 'partner' && isRequired(marks) ? 'required' : 'mentioned', mark, of);
  }
  for (const mark of marks.filter(({ entry }) => entry.tag === 'through')) {
    const via = nearby(sentence, mark, 6).find(
      (body) => body.from > mark.to && (body.kind === 'association' || body.kind === 'state'),
    );
    const isAboutGovernments = bodies.some((body) => body.kind === 'local') || hasTag(marks, 'apply', 'must');
    if (via && isAboutGovernments) {
      const locals = bodies.filter((body) => body.kind === 'local');
      say(via.kind === 'state' ? 'throughState' : 'throughNetwork', 'said', mark, locals);
    }
  }
  return [...found, ...publicPartners(sentence)];
}

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
  /** Whether an adjective alone is enough ("contraparte municipal"). */
  readonly adjectives: boolean;
}

const RELATIONS: Partial<Record<Tag, Relation>> = {
  partnerWith: { says: 'partner', where: enumeratedAfter, adjectives: true },
  partnerNoun: { says: 'partner', where: (sentence, mark) => nearby(sentence, mark, 6), adjectives: true },
  host: { says: 'beneficiary', where: (sentence, mark) => nearby(sentence, mark, 6), adjectives: false },
  beneficiary: { says: 'beneficiary', where: enumeratedAfter, adjectives: false },
  assists: {
    says: 'beneficiary',
    where: (sentence, mark) => enumeratedAfter(sentence, mark),
    adjectives: false,
  },
};

/** Whether a partnership is asked for or preferred, not only told. */
const isRequired = (marks: readonly Mark[]): boolean =>
  hasTag(marks, 'must', 'only', 'preference', 'apply', 'applyTo', 'denyAs');

/** Whom a denial denies: its subject, or whoever is enumerated after it. */
function deniedBy(sentence: Sentence, mark: Mark): Body[] {
  const isLimit = sentence.marks.some(
    ({ entry, from }) => entry.tag === 'denyCancel' && from > mark.to && from - mark.to <= 5,
  );
  switch (mark.entry.tag) {
    case 'denyOf':
      return enumeratedAfter(sentence, mark);
    case 'denyAs':
      return isLimit ? [] : enumeratedBefore(sentence, mark, 14, GAP.sentence);
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

/** The bodies that nothing has been said of yet, by what their admission says. */
function bySaying(bodies: readonly Body[], spoken: ReadonlySet<Body>): Map<Evidence['says'], Body[]> {
  const groups = new Map<Evidence['says'], Body[]>();
  for (const body of bodies) {
    if (spoken.has(body)) continue;
    const says = sayOf(body);
    groups.set(says, [...(groups.get(says) ?? []), body]);
  }
  return groups;
}
