import type { CallText, WhereReading } from '../claims.js';
import { piecesOf } from './call-pieces.js';
import { decide, placeOfExecution } from './country-from-text.js';
import { readCountryList } from './country-list.js';
import { type Sighting, sightingsOf } from './country-sightings.js';
import { limitsOf, sightingsOfLimits, territoryFromText } from './territory-from-text.js';
import { readTerritoryList } from './territory-list.js';
import type { WhereKnowledge } from './where-knowledge.js';

export { loadWhereKnowledge, type WhereKnowledge } from './where-knowledge.js';

/**
 * Where a call applies: whether Ecuador can take part, and the parts of Ecuador it is limited to. The fields of the
 * call come first; its texts are read where they are empty, or name only countries that give.
 */
export function readWhere(call: CallText, knowledge: WhereKnowledge): WhereReading {
  const list = readCountryList(call.countries, knowledge);
  const field = readTerritoryList(call.territories, knowledge);
  if (list && list.claim.value === 'excluded' && !list.donorsOnly)
    return { country: list.claim, territory: null };
  const pieces = piecesOf(call, knowledge.names);
  const limits = limitsOf(pieces, call.countries, knowledge);
  const sightings = () => [...pieces.flatMap(sightingsOf), ...sightingsOfLimits(limits)];
  const country = countryOf(list, sightings);
  if (field?.kind === 'limit') {
    const implied = { ...field.claim, value: 'included' } as const;
    return { country: country ?? implied, territory: country?.value === 'excluded' ? null : field.claim };
  }
  if (field?.kind === 'whole' || country?.value === 'excluded') return { country, territory: null };
  return { country, territory: territoryFromText(limits, knowledge) };
}

function countryOf(
  list: ReturnType<typeof readCountryList>,
  sightings: () => Sighting[],
): WhereReading['country'] {
  if (!list) return decide(sightings());
  const { claim, donorsOnly } = list;
  if (claim.value === 'included') return claim;
  if (donorsOnly) return placeOfExecution(sightings()) ?? claim;
  // The list is not understood: a text that surely includes Ecuador answers it, one that does not leaves it unknown.
  const read = decide(sightings());
  return read?.value === 'included' ? read : claim;
}
