import type { Claim, WhereReading } from '../claims.js';
import { type Sighting, STRENGTH } from './country-sightings.js';

type CountryClaim = NonNullable<WhereReading['country']>;

/**
 * Whether Ecuador can take part, from what the texts name. It is out only when other countries are clearly the place
 * and no text names Ecuador, a place of it or a region with it; where texts disagree it is unknown.
 */
export function decide(sightings: readonly Sighting[]): CountryClaim | null {
  const barred = sightings.find(({ effect }) => effect === 'barred');
  if (barred) return claim('excluded', barred);
  const inside = strongest(sightings, 'in');
  const outside = strongest(sightings, 'out');
  const ecuador = sightings.find(
    ({ effect, ecuador: named, strength, field }) =>
      effect === 'in' && named && strength >= STRENGTH.located && field !== 'donor',
  );
  if (ecuador) return claim('included', ecuador);
  if (inside && (!outside || compare(inside, outside) >= 0)) return claim('included', inside);
  if (outside) {
    const mentioned = sightings.some(({ effect }) => effect === 'in');
    return claim(mentioned ? 'unknown' : 'excluded', outside);
  }
  const unknown = strongest(sightings, 'unknown');
  return unknown && claim('unknown', unknown);
}

/**
 * For a list that names only countries that give: where the texts say that the call is carried out in Ecuador or in
 * a region with it. Null when they do not.
 */
export function placeOfExecution(sightings: readonly Sighting[]): CountryClaim | null {
  if (sightings.some(({ effect }) => effect === 'barred')) return null;
  const inside = sightings.filter(({ field, wide }) => field !== 'donor' && !wide);
  const found =
    inside.find((sighting) => sighting.ecuador && isSure(sighting)) ??
    inside.find((sighting) => isSure(sighting));
  return found ? claim('included', found) : null;
}

const isSure = ({ effect, strength }: Sighting) => effect === 'in' && strength >= STRENGTH.located;

/** Texts that are about this call alone come before its summary; Ecuador in the donor's name comes last. */
function rank({ field, effect }: Sighting): number {
  if (field === 'title' || field === 'applicantTypes') return 2;
  if (field === 'donor') return effect === 'in' ? 0 : 2;
  return 1;
}

function compare(one: Sighting, other: Sighting): number {
  return rank(one) - rank(other) || one.strength - other.strength;
}

function strongest(sightings: readonly Sighting[], effect: Sighting['effect']): Sighting | null {
  let best: Sighting | null = null;
  for (const sighting of sightings) {
    if (sighting.effect !== effect || sighting.strength < STRENGTH.located) continue;
    if (!best || compare(sighting, best) > 0) best = sighting;
  }
  return best;
}

function claim<Value>(value: Value, { field, quote }: Sighting): Claim<Value> {
  return { value, field, quote, fromText: true };
}
