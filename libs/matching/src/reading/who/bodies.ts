import type { Mark } from './lexicon.js';
import { crosses } from './scan.js';
import type { Tag } from './tags.js';
import { GAP, type Tokens } from './tokens.js';

export type BodyKind =
  'local' | 'foreignLocal' | 'association' | 'state' | 'ngo' | 'foreignNgo' | 'other' | 'group';

/** A body that a text names. */
export interface Body {
  readonly kind: BodyKind;
  readonly tag: Tag;
  readonly from: number;
  readonly to: number;
  /** Said to be of a partner country ("municipios latinoamericanos"). */
  readonly ofPartnerCountry: boolean;
  /** Only an adjective ("municipal"), which names a government in a list of them and nowhere else. */
  readonly loose: boolean;
}

const KINDS: Partial<Record<Tag, BodyKind>> = {
  foreignLocal: 'foreignLocal',
  municipal: 'local',
  city: 'local',
  provincial: 'local',
  parish: 'local',
  allLevels: 'local',
  citiesAndRegions: 'local',
  joint: 'local',
  local: 'local',
  subnational: 'local',
  public: 'local',
  adjMunicipal: 'local',
  adjProvincial: 'local',
  adjParish: 'local',
  adjRegional: 'local',
  memberCity: 'local',
  association: 'association',
  state: 'state',
  ngo: 'ngo',
  ongd: 'foreignNgo',
  other: 'other',
  group: 'group',
};

/** How many words after, or before, a body may say whose it is. */
const WORDS_AFTER = 4;
const WORDS_BEFORE = 2;
/** "y", "et les": what may stand between two bodies that share an adjective. */
const SHARED_ADJECTIVE_WORDS = 3;

/**
 * The bodies that the marks of a sentence name. One of a donor country ("collectivités françaises") is told apart
 * from one of the partner country, unless both are meant ("ayuntamientos de España y de América Latina").
 */
export function bodiesOf(tokens: Tokens, marks: readonly Mark[]): Body[] {
  const named = marks.flatMap((mark, at) => {
    const kind = KINDS[mark.entry.tag];
    if (!kind || (mark.entry.tag === 'adjRegional' && !isBesideAdjective(marks, at))) return [];
    const before: Origin | null = kind === 'foreignLocal' ? 'foreign' : originBefore(tokens, marks, at);
    return [{ mark, kind, after: originAfter(tokens, marks, at), before }];
  });
  let shared: Origin | null = null;
  const bodies: Body[] = [];
  // From the last, so that "communes et régions françaises" are French both.
  for (let at = named.length - 1; at >= 0; at -= 1) {
    const { mark, kind, after, before } = named[at] as (typeof named)[number];
    const previous = named[at - 1];
    const inherited = previous && isJoined(tokens, previous.mark, mark) ? previous.before : null;
    const origin: Origin | null = after ?? before ?? shared ?? inherited;
    shared = previous && isJoined(tokens, previous.mark, mark) ? (after ?? shared) : null;
    const { tag } = mark.entry;
    bodies.unshift({
      kind: origin === 'foreign' ? (FOREIGN[kind] ?? kind) : kind,
      tag,
      from: mark.from,
      to: mark.to,
      loose: tag.startsWith('adj'),
      ofPartnerCountry: origin === 'south',
    });
  }
  return bodies;
}

/** Whether one adjective may qualify both. */
function isJoined(tokens: Tokens, one: Mark, other: Mark): boolean {
  return other.from - one.to <= SHARED_ADJECTIVE_WORDS && !crosses(tokens, one.to, other.from, GAP.strong);
}

const FOREIGN: Partial<Record<BodyKind, BodyKind>> = { local: 'foreignLocal', ngo: 'foreignNgo' };

/** "municipal, regional or national": "regional" alone names no government. */
function isBesideAdjective(marks: readonly Mark[], at: number): boolean {
  const mark = marks[at] as Mark;
  return [marks[at - 1], marks[at + 1]].some(
    (other) => other?.entry.tag.startsWith('adj') && Math.abs(other.from - mark.from) <= 3,
  );
}

type Origin = 'foreign' | 'south';

function originAfter(tokens: Tokens, marks: readonly Mark[], at: number): Origin | null {
  const body = marks[at] as Mark;
  let foreign = false;
  let until = body.to + WORDS_AFTER;
  for (let next = at + 1; next < marks.length; next += 1) {
    const mark = marks[next] as Mark;
    if (mark.from > until || crosses(tokens, body.to, mark.from, GAP.strong)) break;
    if (KINDS[mark.entry.tag] && mark.from > body.to) break;
    if (mark.entry.tag === 'south') return 'south';
    if (mark.entry.tag !== 'foreign') continue;
    if (crosses(tokens, body.to, mark.from, GAP.comma)) break;
    foreign = true;
    // "de España y de América Latina": one more place may follow.
    until = mark.to + WORDS_AFTER;
  }
  return foreign ? 'foreign' : null;
}

function originBefore(tokens: Tokens, marks: readonly Mark[], at: number): Origin | null {
  const body = marks[at] as Mark;
  for (let before = at - 1; before >= 0; before -= 1) {
    const mark = marks[before] as Mark;
    if (mark.to < body.from - WORDS_BEFORE || crosses(tokens, mark.to, body.from, GAP.comma)) return null;
    if (mark.entry.tag === 'foreign' || mark.entry.tag === 'south') return mark.entry.tag;
    if (KINDS[mark.entry.tag]) return null;
  }
  return null;
}
