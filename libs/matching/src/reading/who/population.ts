import type { Claim, PopulationBand } from '../claims.js';
import {
  bandsOf,
  merge,
  sizeTextOf,
  tagsBy,
  type FoundBand,
  type SizeText,
  type TagsByToken,
} from './bands.js';
import type { WhoKnowledge } from './knowledge.js';
import { quoteAround, type Scan } from './scan.js';
import type { Tag } from './tags.js';
import { GAP, type Tokens } from './tokens.js';

/**
 * The population band that is a condition, read from running text. Bands that are categories of a prize and together
 * leave no size out are no condition, nor is a size that is only told or preferred.
 */
export function readPopulation(
  scans: readonly Scan[],
  knowledge: WhoKnowledge,
  language: string,
): Claim<PopulationBand> | null {
  const found = scans.flatMap((scan) => {
    if (!scan.tokens.words.some((word) => knowledge.sizeWords.has(word))) return [];
    const text = sizeTextOf(scan.tokens, knowledge.sizes, language);
    const bodies = tagsBy(scan.marks, (mark) => mark.to);
    const bands = bandsOf(text);
    return bands
      .filter((band, at) => isCondition(band, bands[at + 1], text, bodies))
      .map((band) => ({ band, scan }));
  });
  const [first] = found;
  const band = merge(found.map((one) => one.band));
  if (!first || !band) return null;
  const { tokens, field } = first.scan;
  return { value: band, field, quote: quoteAround(tokens, first.band.from, first.band.to), fromText: true };
}

/** The band of the field that is meant for it: a range ("20000-100000") or free words. */
export function readPopulationBand(
  value: string,
  tokens: Tokens,
  knowledge: WhoKnowledge,
  language: string,
): Claim<PopulationBand> | null {
  const text = sizeTextOf(tokens, knowledge.sizes, language);
  const band = merge(bandsOf(text));
  if (!band) return null;
  const isCode = text.startingAt.size === 0;
  return { value: band, field: 'populationBand', quote: isCode ? null : value, fromText: !isCode };
}

/** How far before a band the settlement it limits may stand, and the word for inhabitants after it. */
const SUBJECT_REACH = 12;
const INHABITANTS_REACH = 3;
/** How near the next band must be to share the word ("más de 20.000 y menos de 100.000 habitantes"). */
const NEXT_REACH = 4;
/** Fewer is a count of something else. */
const SMALLEST = 500;

const SETTLEMENTS: ReadonlySet<Tag> = new Set([
  'municipal',
  'city',
  'otherCities',
  'provincial',
  'parish',
  'local',
  'public',
  'joint',
  'allLevels',
  'adjMunicipal',
  'memberCity',
  'capitalProvincial',
  'settlement',
  'populationOf',
]);

/** A limit on who takes part: on a settlement, in inhabitants, and neither counted nor preferred. */
function isCondition(
  band: FoundBand,
  next: FoundBand | undefined,
  { tokens, endingAt, startingAt }: SizeText,
  bodies: TagsByToken,
): boolean {
  const before: Tag[] = [];
  for (let at = band.from - 1; at >= band.from - SUBJECT_REACH; at -= 1) {
    if ((tokens.gaps[at + 1] ?? GAP.sentence) >= GAP.sentence) break;
    before.push(...(endingAt.get(at) ?? []), ...(bodies.get(at) ?? []));
  }
  const end = next && next.from - band.to <= NEXT_REACH ? next.to : band.to;
  const after: Tag[] = [];
  for (let at = band.from; at <= end + INHABITANTS_REACH; at += 1) after.push(...(startingAt.get(at) ?? []));

  // "hasta 100.000 habitantes y de 100.001 en adelante": said once, of the band before.
  const isSaidBefore = before.includes('inhabitants') && (band.min ?? band.max ?? 0) >= SMALLEST;
  const speaksOfInhabitants =
    isSaidBefore || after.includes('inhabitants') || [...before, ...after].includes('populationOf');
  const isOfSettlement = before.some((tag) => SETTLEMENTS.has(tag));
  return (
    speaksOfInhabitants && isOfSettlement && !before.includes('statistic') && !before.includes('preference')
  );
}
