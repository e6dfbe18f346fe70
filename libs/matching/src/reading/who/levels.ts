import { GAD_LEVELS, type GadLevelCode } from '@chasqui/vocabularies';
import type { Body } from './bodies.js';
import type { Tag } from './tags.js';

/** Levels that words mean, and levels that they may or may not mean. In the order of the vocabulary. */
export interface Levels {
  readonly named: readonly GadLevelCode[];
  readonly inDoubt: readonly GadLevelCode[];
}

/**
 * What each kind of word means in Ecuador. A metropolitan district is also a municipality (Constitución art. 266),
 * and a provincial government is what others call regional, departmental or intermediate. Words that leave the
 * level open ("gobierno local", "entidad pública") name the levels that run cities and provinces; a parish is in
 * doubt, because few calls think of it and none excludes it in words.
 */
const MEANINGS: Partial<Record<Tag, Levels>> = {
  municipal: { named: ['municipal', 'metropolitan'], inDoubt: [] },
  city: { named: ['municipal', 'metropolitan'], inDoubt: [] },
  adjMunicipal: { named: ['municipal', 'metropolitan'], inDoubt: [] },
  provincial: { named: ['provincial'], inDoubt: ['metropolitan'] },
  adjProvincial: { named: ['provincial'], inDoubt: ['metropolitan'] },
  memberCity: { named: ['municipal', 'metropolitan'], inDoubt: ['provincial', 'parish'] },
  adjRegional: { named: ['provincial'], inDoubt: ['metropolitan'] },
  parish: { named: ['parish'], inDoubt: [] },
  adjParish: { named: ['parish'], inDoubt: [] },
  allLevels: { named: GAD_LEVELS, inDoubt: [] },
  citiesAndRegions: { named: ['provincial', 'municipal', 'metropolitan'], inDoubt: [] },
  joint: { named: ['municipal', 'metropolitan'], inDoubt: ['provincial', 'parish'] },
  local: { named: ['provincial', 'municipal', 'metropolitan'], inDoubt: ['parish'] },
  subnational: { named: ['provincial', 'municipal', 'metropolitan'], inDoubt: ['parish'] },
  public: { named: ['provincial', 'municipal', 'metropolitan'], inDoubt: ['parish'] },
};

/** "Gobiernos locales" in a call about cities. */
const OF_CITIES: Levels = { named: ['municipal', 'metropolitan'], inDoubt: ['provincial', 'parish'] };

/**
 * The levels that bodies of local government tell.
 * @returns null when no body tells one.
 */
export function levelsOf(bodies: readonly Body[], isAboutCities: boolean): Levels | null {
  const meanings = bodies.flatMap((body) => {
    // "GAD (municipales y parroquiales)": the adjectives say which.
    if (body.tag === 'allLevels' && bodies.some((other) => isAdjectiveOf(body, other))) return [];
    return isAboutCities && body.tag === 'local' ? [OF_CITIES] : (MEANINGS[body.tag] ?? []);
  });
  if (meanings.length === 0) return null;
  const named = new Set(meanings.flatMap((levels) => levels.named));
  const inDoubt = new Set(meanings.flatMap((levels) => levels.inDoubt));
  return {
    named: GAD_LEVELS.filter((level) => named.has(level)),
    inDoubt: GAD_LEVELS.filter((level) => inDoubt.has(level) && !named.has(level)),
  };
}

function isAdjectiveOf(noun: Body, other: Body): boolean {
  return other.loose && other.from > noun.to && other.from - noun.to <= 3;
}
