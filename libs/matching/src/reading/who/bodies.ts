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
  /** Only an adjective ("municipal"), which names a government in a list of them and nowhere else. */
  readonly loose: boolean;
}

const KINDS: Partial<Record<Tag, BodyKind>> = {
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
  const bodies: Body[] = [];
  for (let at = marks.length - 1; at >= 0; at -= 1) {
    const mark = marks[at] as Mark;
    const kind = KINDS[mark.entry.tag];
    if (!kind) continue;
    const following = bodies[0];
    const shares =
      (following?.kind === 'foreignLocal' || following?.kind === 'foreignNgo') &&
      following.from - mark.to <= SHARED_ADJECTIVE_WORDS &&
      !crosses(tokens, mark.to, following.from, GAP.strong);
    const { tag } = mark.entry;
    bodies.unshift({
      kind: isForeign(tokens, marks, at, shares) ? (FOREIGN[kind] ?? kind) : kind,
      tag,
      from: mark.from,
      to: mark.to,
      loose: tag.startsWith('adj'),
    });
  }
  return bodies;
}

const FOREIGN: Partial<Record<BodyKind, BodyKind>> = { local: 'foreignLocal', ngo: 'foreignNgo' };

function isForeign(tokens: Tokens, marks: readonly Mark[], at: number, shares: boolean): boolean {
  const body = marks[at] as Mark;
  let foreign = false;
  let reachedBody = false;
  let until = body.to + WORDS_AFTER;
  for (let next = at + 1; next < marks.length; next += 1) {
    const mark = marks[next] as Mark;
    if (mark.from > until || crosses(tokens, body.to, mark.from, GAP.strong)) break;
    if (KINDS[mark.entry.tag] && mark.from > body.to) {
      reachedBody = true;
      break;
    }
    if (mark.entry.tag === 'south') return false;
    if (mark.entry.tag !== 'foreign') continue;
    if (!foreign && crosses(tokens, body.to, mark.from, GAP.comma)) break;
    foreign = true;
    // "de España y de América Latina": one more place may follow.
    until = mark.to + WORDS_AFTER;
  }
  if (foreign || (reachedBody && shares)) return true;
  for (let before = at - 1; before >= 0; before -= 1) {
    const mark = marks[before] as Mark;
    if (mark.to < body.from - WORDS_BEFORE || crosses(tokens, mark.to, body.from, GAP.comma)) return false;
    if (mark.entry.tag === 'foreign') return true;
    if (KINDS[mark.entry.tag] || mark.entry.tag === 'south') return false;
  }
  return false;
}
