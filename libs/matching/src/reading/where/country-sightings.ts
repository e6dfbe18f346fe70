import { GAP } from '../who/tokens.js';
import type { CallField } from '../claims.js';
import type { Piece } from './call-pieces.js';
import { contextOf, type Context } from './context.js';
import { EMBASSIES, isAnchor, OFFICES_PER_COUNTRY, openingBefore } from './cues.js';
import { capitalAt } from './name-trie.js';
import { quoteAround } from './quote.js';
import { type Spot, spotsOf } from './spots.js';
import { ECUADOR } from './where-knowledge.js';

/** How surely the words say that the place is the call's. */
export const STRENGTH = { mentioned: 1, located: 2, anchored: 3 } as const;

/** What a text says of Ecuador's part in the call, by naming a place. */
export interface Sighting {
  /** `barred`: Ecuador is left out in words. */
  readonly effect: 'in' | 'out' | 'unknown' | 'barred';
  readonly strength: (typeof STRENGTH)[keyof typeof STRENGTH];
  /** Ecuador itself or a place of it, not a group of countries. */
  readonly ecuador: boolean;
  /** A group that others narrow ("developing countries"). */
  readonly wide: boolean;
  readonly field: CallField;
  readonly quote: string;
}

type Verdict = Pick<Sighting, 'effect' | 'strength'> | null;
type PlaceOfText = 'title' | 'applicantTypes' | 'donor' | 'running';

const EMBASSY_REACH = 8;
const SENTENCE_AHEAD = 6;

export function sightingsOf(piece: Piece): Sighting[] {
  const { tokens, field, language } = piece;
  const spots = spotsOf(tokens, piece.mentions);
  const kind: PlaceOfText =
    field === 'title' || field === 'applicantTypes' || field === 'donor' ? field : 'running';
  const sightings: Sighting[] = [];
  spots.forEach((spot, index) => {
    const context = contextOf(tokens, spot.head, language);
    const verdict = judge(piece, kind, spot, context, spots[index - 1]);
    if (!verdict) return;
    const ecuador = spot.country ? spot.country.code === ECUADOR : !spot.group;
    const wide = spot.group?.wide ?? false;
    sightings.push({ ...verdict, ecuador, wide, field, quote: quoteAround(tokens, spot.from, spot.to) });
  });
  return sightings;
}

function judge(
  piece: Piece,
  kind: PlaceOfText,
  spot: Spot,
  context: Context,
  before: Spot | undefined,
): Verdict {
  const embassy = embassyPart(piece, spot, context, before);
  if (embassy === 'sender') return null;
  const code = spot.country?.code ?? (embassy === 'host' ? spot.capital?.code : undefined);
  if (code === ECUADOR) return judgeEcuador(piece, kind, spot, context);
  if (embassy === 'host') return { effect: 'out', strength: STRENGTH.anchored };
  if (spot.country) return outside(judgeCountry(piece, kind, spot, context));
  if (spot.group) return judgeGroup(piece, kind, spot, context);
  return spot.ours && kind !== 'donor' ? { effect: 'in', strength: STRENGTH.mentioned } : null;
}

const outside = (strength: Sighting['strength'] | null): Verdict => strength && { effect: 'out', strength };

function judgeEcuador(piece: Piece, kind: PlaceOfText, spot: Spot, context: Context): Verdict {
  if (context.except || isRefused(piece, spot)) return { effect: 'barred', strength: STRENGTH.anchored };
  if (kind === 'donor') return { effect: 'in', strength: STRENGTH.located };
  if (context.past || (kind === 'running' && context.cue === 'elsewhere'))
    return { effect: 'in', strength: STRENGTH.mentioned };
  return { effect: 'in', strength: STRENGTH.anchored };
}

/** How surely a country other than Ecuador is the place of the call; null: it is not. */
function judgeCountry(
  piece: Piece,
  kind: PlaceOfText,
  spot: Spot,
  context: Context,
): Sighting['strength'] | null {
  const { country } = spot;
  if (!country || context.except || context.past) return null;
  const adjective = country.adjective && !spot.asName;
  if (country.donor) return adjective ? null : judgeDonorCountry(kind, context);
  if (kind === 'applicantTypes') return context.giver ? null : STRENGTH.anchored;
  if (kind === 'donor') return isOfficeOf(piece, spot, context) ? STRENGTH.anchored : null;
  if (adjective) {
    const sure = kind === 'title' ? !context.giver : isBesideAnchor(piece, spot);
    return sure || isBilateral(piece, spot) ? STRENGTH.anchored : null;
  }
  if (context.giver && context.preposition !== 'in') return null;
  if (kind === 'title') return context.cue === 'elsewhere' ? null : STRENGTH.anchored;
  if (context.emphasised) return null;
  if (context.anchored) return STRENGTH.anchored;
  if (context.cue === 'elsewhere') return null;
  return context.preposition === 'in' || (context.cue === 'anchor' && isAfterItsPart(piece, spot))
    ? STRENGTH.located
    : null;
}

/** "Antioquia, Colombia", "Petén (Guatemala)": the country of the place right before it. */
function isAfterItsPart({ tokens }: Piece, { from }: Spot): boolean {
  const parted = tokens.gaps[from] === GAP.comma || openingBefore(tokens, from) === '(';
  return parted && from > 0 && capitalAt(tokens, from - 1);
}

/** A country that gives is where the call is carried out only if the words say so of the work. */
function judgeDonorCountry(kind: PlaceOfText, context: Context): Sighting['strength'] | null {
  if (context.preposition !== 'in' || context.cue === 'elsewhere' || kind === 'donor') return null;
  if (kind === 'title') return STRENGTH.located;
  return context.work && context.cue === 'anchor' ? STRENGTH.located : null;
}

function judgeGroup(piece: Piece, kind: PlaceOfText, spot: Spot, context: Context): Verdict {
  const { group } = spot;
  if (!group || group.donor || kind === 'donor') return null;
  if (context.except)
    return group.ecuador === 'in' ? { effect: 'barred', strength: STRENGTH.anchored } : null;
  const { ecuador: effect } = group;
  const weak: Verdict = effect === 'in' ? { effect, strength: STRENGTH.mentioned } : null;
  if (kind === 'applicantTypes' || kind === 'title')
    return context.past || context.giver ? weak : { effect, strength: STRENGTH.anchored };
  if (context.past || (context.cue === 'elsewhere' && context.preposition === 'in')) return weak;
  if (effect !== 'in' && context.emphasised) return null;
  if (group.adjective) return isBesideAnchor(piece, spot) ? { effect, strength: STRENGTH.anchored } : weak;
  if (context.anchored || holdsAnchor(piece, spot)) return { effect, strength: STRENGTH.anchored };
  if (group.wide && !isBesideAnchor(piece, spot) && context.cue !== 'anchor') return weak;
  if (effect === 'in' || context.preposition === 'in') return { effect, strength: STRENGTH.located };
  return null;
}

/** In "Embassy of Canada to Guatemala" Canada sends and Guatemala is the place. */
function embassyPart(
  { tokens, language }: Piece,
  spot: Spot,
  context: Context,
  before: Spot | undefined,
): 'sender' | 'host' | null {
  if (!spot.country && !spot.capital) return null;
  const { words } = tokens;
  let at = spot.head - 1;
  while (at >= 0 && spot.head - at <= EMBASSY_REACH && !EMBASSIES.has(words[at] ?? '')) at -= 1;
  if (
    at < 0 ||
    spot.head - at > EMBASSY_REACH ||
    tokens.gaps.slice(at + 1, spot.head + 1).includes(GAP.sentence)
  )
    return null;
  if (!spot.country) return 'host';
  const towards = ['to', ...(language === 'ca' || language === 'it' ? ['a'] : [])];
  const direct = words.slice(Math.max(at, spot.head - 2), spot.head).some((word) => towards.includes(word));
  if (context.preposition === 'in' || direct) return 'host';
  return before?.country && before.from > at && before.head !== spot.head ? 'host' : 'sender';
}

/** In the donor's name: an organisation with an office per country, or "in" that country. */
function isOfficeOf({ tokens }: Piece, spot: Spot, context: Context): boolean {
  if (context.preposition === 'in') return true;
  const near = tokens.words[spot.head - 1] ?? '';
  return OFFICES_PER_COUNTRY.has(near) && openingBefore(tokens, spot.head) !== ':';
}

/** "municipios mexicanos", "organizaciones sociales colombianas", "Colombian local governments". */
function isBesideAnchor({ tokens: { words, gaps } }: Piece, { from, to }: Spot): boolean {
  for (let step = 1; step <= 3; step += 1) {
    const [back, on] = [from - step, to + step];
    if (
      back >= 0 &&
      gaps.slice(back + 1, from + 1).every((gap) => gap === GAP.none) &&
      isAnchor(words[back] ?? '')
    )
      return true;
    if (
      on < words.length &&
      gaps.slice(to + 1, on + 1).every((gap) => gap === GAP.none) &&
      isAnchor(words[on] ?? '')
    )
      return true;
  }
  return false;
}

/** "developing countries" says who in itself. */
function holdsAnchor({ tokens: { words } }: Piece, { from, to }: Spot): boolean {
  return words.slice(from, to + 1).some(isAnchor);
}

/** "franco-mexicain", "hispano-boliviano". */
function isBilateral({ tokens: { text, starts } }: Piece, { from }: Spot): boolean {
  return text[(starts[from] ?? 0) - 1] === '-';
}

const NOT = new Set(['no', 'not', 'nao', 'pas', 'non', 'nicht']);

/** "Ecuador no es elegible", "Ecuador is not eligible". */
function isRefused({ tokens: { words, gaps } }: Piece, { to }: Spot): boolean {
  for (let at = to + 1; at <= to + SENTENCE_AHEAD && at < words.length && gaps[at] !== GAP.sentence; at += 1)
    if (NOT.has(words[at] ?? '')) return words.slice(at, at + 4).some((word) => /^el[ei]gi/.test(word));
  return false;
}
