import { contextOf } from './context.js';
import { isAnchor, openingBefore } from './cues.js';
import type { Piece } from './call-pieces.js';
import type { CallField, Claim } from '../claims.js';
import { ancestors, isWithin } from './divisions.js';
import type { Sighting } from './country-sightings.js';
import { STRENGTH } from './country-sightings.js';
import { quoteAround } from './quote.js';
import { type TerritoryRun, territoryRuns } from './territory-runs.js';
import { ECUADOR, type WhereKnowledge } from './where-knowledge.js';

/** Parts of Ecuador that a text names as the place of the call, or as left out of it. */
interface Limit {
  readonly codes: readonly string[];
  readonly sure: boolean;
  /** A region by its name, not a list of provinces or towns. */
  readonly region: boolean;
  readonly excepted: boolean;
  readonly field: CallField;
  readonly quote: string;
}

/** A text with more lists of places than this is no call for some of them. */
const MAX_LIMITS = 100;

export interface TerritoryText {
  readonly limits: readonly Limit[];
  /** Some text says that the call is for the whole country. */
  readonly nationwide: boolean;
}

/**
 * The limits that the running texts set within Ecuador.
 * @param countries the call's list: where neither it nor a text speaks of Ecuador, a name that other countries have
 *   too ("Sucre", "frontera sur") is theirs
 */
export function limitsOf(
  pieces: readonly Piece[],
  countries: readonly string[],
  knowledge: WhereKnowledge,
): TerritoryText {
  const ecuadorian = isOnlyEcuador(countries) || pieces.some(speaksOfEcuador);
  const limits: Limit[] = [];
  let nationwide = false;
  for (const piece of pieces) {
    const { field, tokens, mentions } = piece;
    if (field === 'donor') continue;
    nationwide ||= mentions.some(({ places }) => places.some((place) => place.kind === 'nationwide'));
    const runs = territoryRuns(tokens, mentions, knowledge, false);
    limits.push(...limitsIn(piece, ecuadorian ? runs : runs.filter(({ sure, amazon }) => sure || amazon)));
  }
  return { limits, nationwide };
}

const isOnlyEcuador = (countries: readonly string[]) =>
  countries.length === 1 && /^(ec|ecu|ecuador)$/i.test(countries[0]?.trim() ?? '');

function speaksOfEcuador({ mentions }: Piece): boolean {
  return mentions.some(({ places }) =>
    places.some(
      (place) =>
        (place.kind === 'country' && place.code === ECUADOR) ||
        (place.kind === 'division' && place.sure) ||
        (place.kind === 'region' && !place.shared),
    ),
  );
}

function limitsIn(piece: Piece, runs: readonly TerritoryRun[]): Limit[] {
  const { field, tokens } = piece;
  const parts: ReturnType<typeof partOf>[] = [];
  return runs.flatMap((run, index) => {
    const { codes, sure, region, from, to } = run;
    // "provincias costeras: El Oro, Guayas y Manabí": the list stands for what it spells out.
    const spellsOut = runs[index - 1]?.to === from - 1 && openingBefore(tokens, from) !== '';
    const part = (spellsOut ? parts[index - 1] : null) ?? partOf(piece, run);
    parts.push(part);
    if (!part) return [];
    const quote = quoteAround(tokens, from, to);
    return [{ codes, sure, region, excepted: part === 'excepted', field, quote }];
  });
}

/** The claim that the limits make together; null when the call is for all the country or sets none. */
export function territoryFromText(
  { limits, nationwide }: TerritoryText,
  { divisions }: WhereKnowledge,
): Claim<readonly string[]> | null {
  const wanted = distinct(limits.filter(({ excepted }) => !excepted));
  if (wanted.length === 0) {
    const left = limits.filter(({ codes }) => codes.every((code) => code.length === 2));
    const out = new Set(left.flatMap(({ codes }) => codes));
    const [first] = left;
    return first
      ? claimOf(
          divisions.provinces().filter((code) => !out.has(code)),
          first,
        )
      : null;
  }
  if (nationwide || wanted.length > MAX_LIMITS) return null;
  const narrowest = wanted.filter((limit) => !isSpelledOut(limit, wanted));
  const codes = divisions.shortest(narrowest.flatMap((limit) => limit.codes));
  return codes.length > 0 ? claimOf(codes, narrowest[0]!) : null;
}

/** The first of the limits to the same places. */
function distinct(limits: readonly Limit[]): Limit[] {
  const byPlaces = new Map<string, Limit>();
  for (const limit of limits) {
    const places = limit.codes.join();
    if (!byPlaces.has(places)) byPlaces.set(places, limit);
  }
  return [...byPlaces.values()];
}

/** A limit within Ecuador says that the call is for Ecuador. */
export function sightingsOfLimits({ limits }: TerritoryText): Sighting[] {
  return limits
    .filter(({ sure, excepted }) => sure && !excepted)
    .map(({ field, quote }) => ({
      effect: 'in',
      strength: STRENGTH.anchored,
      ecuador: true,
      wide: false,
      field,
      quote,
    }));
}

function claimOf(value: readonly string[], { field, quote }: Limit): Claim<readonly string[]> {
  return { value, field, quote, fromText: true };
}

/**
 * Whether a limit is spelled out by narrower ones, in the same words or others: a region by any places in it
 * ("Amazonía… cantones Morona y Taisha"), a list of provinces by places in each of them.
 */
function isSpelledOut(whole: Limit, limits: readonly Limit[]): boolean {
  const places = new Set(whole.codes);
  const parts = limits.filter(
    (part) => part !== whole && part.codes.every((code) => isWithin(code, places)) && !isSame(part, whole),
  );
  if (whole.region) return parts.length > 0;
  const codes = new Set(parts.flatMap((part) => part.codes));
  return whole.codes.every((code) => hasNarrower(code, codes));
}

/** Whether two limits have the same places; one within the other is known already. */
function isSame(part: Limit, whole: Limit): boolean {
  const own = new Set(part.codes);
  return whole.codes.every((code) => own.has(code));
}

const hasNarrower = (code: string, codes: ReadonlySet<string>) =>
  [...codes].some((other) => ancestors(other).includes(code));

/** What a list of places is in the call: its limit, what is left out, or nothing (an example, an address, an event). */
function partOf(piece: Piece, run: TerritoryRun): 'limit' | 'excepted' | null {
  const { tokens, field, language } = piece;
  const { kind, from, to, broad } = run;
  const start = kind && kind.at < from ? kind.at : from;
  const context = contextOf(tokens, start, language);
  if (context.except) return 'excepted';
  if (context.past || context.emphasised || context.cue === 'elsewhere') return null;
  if (run.adjective) return isBeside(piece, from, to) ? 'limit' : null;
  const isBody = kind !== null && kind.plural && kind.level !== 'province';
  if (field === 'title') {
    if (broad || kind) return 'limit';
    return context.preposition === 'in' || context.preposition === 'for' || context.cue === 'anchor'
      ? 'limit'
      : null;
  }
  if (field === 'applicantTypes') return 'limit';
  const { anchored } = context;
  if (kind) {
    const led = isAnchor(tokens.words[context.before] ?? '');
    return context.preposition === 'in' || anchored || led || isBody || kind.announces ? 'limit' : null;
  }
  if (broad) return context.preposition === 'in' || anchored ? 'limit' : null;
  return anchored && (context.preposition === 'in' || context.close) ? 'limit' : null;
}

/** "pueblos amazónicos", "Amazonian municipalities". */
function isBeside({ tokens: { words }, field }: Piece, from: number, to: number): boolean {
  if (field === 'title' || field === 'applicantTypes') return true;
  return [from - 2, from - 1, to + 1, to + 2].some((at) => isAnchor(words[at] ?? ''));
}
