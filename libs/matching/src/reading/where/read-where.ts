import type { CallText, WhereReading } from '../claims.js';
import { piecesOf } from './call-pieces.js';
import { decide, placeOfExecution } from './country-from-text.js';
import { readCountryList } from './country-list.js';
import { sightingsOf } from './country-sightings.js';
import { limitsOf, sightingsOfLimits, territoryFromText } from './territory-from-text.js';
import { readTerritoryList } from './territory-list.js';
import type { WhereKnowledge } from './where-knowledge.js';

export { loadWhereKnowledge, type WhereKnowledge } from './where-knowledge.js';

/**
 * Where a call applies: whether Ecuador can take part, and the parts of Ecuador it is limited to. The fields of the
 * call come first; its texts are read where they are empty, or name only countries that give.
 */
export function readWhere(call: CallText, knowledge: WhereKnowledge): WhereReading {
  const pieces = piecesOf(call, knowledge.names);
  const territoryField = readTerritoryList(call.territories, knowledge);
  const text = limitsOf(pieces, knowledge);
  const country = readCountry(call, knowledge, () => [
    ...pieces.flatMap(sightingsOf),
    ...sightingsOfLimits(text),
  ]);
  if (territoryField?.kind === 'limit') {
    const { claim } = territoryField;
    const implied = { ...claim, value: 'included' } as const;
    return { country: country ?? implied, territory: country?.value === 'excluded' ? null : claim };
  }
  if (territoryField?.kind === 'whole' || country?.value === 'excluded') return { country, territory: null };
  return { country, territory: territoryFromText(text, knowledge) };
}

function readCountry(
  call: CallText,
  knowledge: WhereKnowledge,
  sightings: () => ReturnType<typeof sightingsOf>,
): WhereReading['country'] {
  const list = readCountryList(call.countries, knowledge);
  if (!list) return decide(sightings());
  const { claim, donorsOnly } = list;
  if (claim.value === 'included' || (claim.value === 'excluded' && !donorsOnly)) return claim;
  if (donorsOnly) return placeOfExecution(sightings()) ?? claim;
  // The list is not understood: a text that surely includes Ecuador answers it, one that does not leaves it unknown.
  const read = decide(sightings());
  return read?.value === 'included' ? read : claim;
}
