import type { CallField, Claim, WhoReading } from '../claims.js';
import type { WhoKnowledge } from './knowledge.js';
import type { Mark } from './lexicon.js';
import { hasTag, quoteAround, sentencesOf, type Scan } from './scan.js';
import type { Tag } from './tags.js';
import { isNumber, tokenise, type Tokens } from './tokens.js';

type Members = NonNullable<WhoReading['members']>;
type Capitals = NonNullable<WhoReading['capitals']>;

/** Words that make what a sentence says a condition to take part. */
const ADMITTING: readonly Tag[] = ['apply', 'applyTo', 'only', 'must'];

interface Condition {
  readonly mark: Mark;
  readonly scan: Scan;
  readonly marks: readonly Mark[];
}

/** The sentences with such marks that say a condition: a phrase of the list of applicants is one by itself. */
function conditionsOf(scans: readonly Scan[], tags: readonly Tag[]): Condition[] {
  return scans.flatMap((scan) =>
    sentencesOf(scan).flatMap((marks) => {
      const mark = marks.find(({ entry }) => tags.includes(entry.tag));
      const isStated =
        scan.field === 'applicantTypes' || scan.field === 'title' || hasTag(marks, ...ADMITTING);
      if (!mark || !isStated || isPreference(marks, mark)) return [];
      return [{ mark, scan, marks }];
    }),
  );
}

/** "prioridad a ciudades miembros": a preference right before it. */
function isPreference(marks: readonly Mark[], of: Mark): boolean {
  return marks.some(({ entry, from }) => entry.tag === 'preference' && Math.abs(of.from - from) <= 8);
}

/** Only for capital cities: said of applicants, or the donor is a union of capitals and nothing wider is said. */
export function readCapitals(
  scans: readonly Scan[],
  donor: string,
  knowledge: WhoKnowledge,
  namesLocalGovernments: boolean,
): Capitals | null {
  for (const [tag, value] of CAPITALS) {
    // The list of applicants says it by itself, whatever the text tells of other cities.
    const [condition] = [scans.filter(({ field }) => field === 'applicantTypes'), scans].flatMap((some) =>
      some.some((scan) => sentencesOf(scan).some(admitsOthers))
        ? []
        : conditionsOf(some, [tag]).filter(isNotDenied),
    );
    if (condition) return claim(value, condition.scan.field, condition.scan.tokens, condition.mark);
  }
  const tokens = tokenise(donor);
  const union = knowledge.donors.find(tokens, '').find(({ entry }) => entry.tag === 'donorCapitals');
  return union && !namesLocalGovernments ? claim('national', 'donor', tokens, union) : null;
}

const CAPITALS: readonly (readonly [Tag, 'national' | 'provincial'])[] = [
  ['capitalProvincial', 'provincial'],
  ['capitalNational', 'national'],
];

/** "Las ciudades que no son capitales no pueden pedirlo" admits nobody else. */
const admitsOthers = (marks: readonly Mark[]): boolean =>
  hasTag(marks, 'otherCities') && !hasTag(marks, 'deny', 'denyOf', 'denyAs');

const isNotDenied = ({ marks }: Condition): boolean => !hasTag(marks, 'deny', 'denyOf', 'denyAs');

/** Only for members of a network. Several networks at once have no slug: membership of any is enough. */
export function readMembers(
  scans: readonly Scan[],
  title: string,
  donor: string,
  knowledge: WhoKnowledge,
): Members | null {
  for (const { scan, mark, marks } of conditionsOf(scans, ['member', 'memberCity'])) {
    if (hasTag(marks, 'notMember') || !isOfGovernments(marks, mark)) continue;
    const network =
      networkIn(scan.tokens, mark.from, knowledge) ??
      wholeNetwork(title, knowledge) ??
      wholeNetwork(donor, knowledge) ??
      unknownNetwork(scan.tokens, mark);
    if (network) return claim(network, scan.field, scan.tokens, mark);
  }
  return null;
}

/** Members that are local governments, or whoever belongs to a network that is named. */
function isOfGovernments(marks: readonly Mark[], member: Mark): boolean {
  return (
    member.entry.tag === 'memberCity' ||
    marks.some(({ entry }) => MEMBERS.has(entry.tag)) ||
    hasTag(marks, 'only')
  );
}

const MEMBERS: ReadonlySet<Tag> = new Set([
  'municipal',
  'city',
  'provincial',
  'parish',
  'allLevels',
  'local',
  'subnational',
  'association',
  'applyTo',
]);

/** How many words after "miembros de" its network may be named. */
const NAME_REACH = 25;
/** And before it ("ICLEI member cities"). */
const NAME_BEFORE = 4;

function networkIn(tokens: Tokens, from: number, knowledge: WhoKnowledge): Members['value'] | null {
  const found = knowledge.networks
    .find(tokens, '')
    .filter(
      (mark) =>
        mark.from - from <= NAME_REACH && from - mark.to <= NAME_BEFORE && isWrittenAsName(tokens, mark),
    );
  return named(tokens, found);
}

function wholeNetwork(text: string, knowledge: WhoKnowledge): Members['value'] | null {
  const tokens = tokenise(text);
  return named(
    tokens,
    knowledge.networks.find(tokens, '').filter((mark) => isWrittenAsName(tokens, mark)),
  );
}

function named(tokens: Tokens, found: readonly Mark[]): Members['value'] | null {
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last) return null;
  const slugs = new Set(found.map(({ entry }) => entry.slug));
  const name = tokens.text.slice(tokens.starts[first.from], tokens.ends[last.to]);
  return { slug: slugs.size === 1 ? first.entry.slug : null, name };
}

/** A name begins with a capital, so that "can" and "polis" in a sentence are not networks. */
function isWrittenAsName({ text, starts, ends }: Tokens, mark: Mark): boolean {
  const written = text.slice(starts[mark.from], ends[mark.to]);
  const isAcronym = mark.from === mark.to && written.length <= 5;
  return isAcronym
    ? written === written.toUpperCase() || /[A-Z].*[A-Z]/.test(written)
    : /^[\p{Lu}\d]/u.test(written);
}

/** The capitalised words after "miembros de la", when the catalogue does not know the network. */
function unknownNetwork(tokens: Tokens, mark: Mark): Members['value'] | null {
  const { text, starts, ends, gaps, words } = tokens;
  let from = mark.to + 1;
  while (
    from < words.length &&
    from - mark.to <= 4 &&
    gaps[from] === 0 &&
    !isCapital(text[starts[from] ?? 0])
  )
    from += 1;
  if (!isCapital(text[starts[from] ?? text.length]) || gaps[from] !== 0) return null;
  let to = from;
  for (let at = from + 1; at < words.length && gaps[at] === 0 && at - from <= 12; at += 1) {
    if (isCapital(text[starts[at] ?? 0]) || isNumber(words[at] ?? '')) to = at;
    else if (at - to > 3) break;
  }
  return { slug: null, name: text.slice(starts[from], ends[to]) };
}

const isCapital = (character: string | undefined): boolean =>
  character !== undefined && /\p{Lu}/u.test(character);

function claim<T>(value: T, field: CallField, tokens: Tokens, mark: Mark): Claim<T> {
  return { value, field, quote: quoteAround(tokens, mark.from, mark.to), fromText: true };
}
