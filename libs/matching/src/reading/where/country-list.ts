import { tokenise } from '../who/tokens.js';
import type { WhereReading } from '../claims.js';
import { contextOf } from './context.js';
import { isNeutral, SOME } from './cues.js';
import { covered, type Spot, spotsOf } from './spots.js';
import { ECUADOR, type WhereKnowledge } from './where-knowledge.js';

type CountryClaim = NonNullable<WhereReading['country']>;

/** What one entry of the list of countries says of Ecuador. */
interface Verdict {
  readonly entry: string;
  readonly effect: 'in' | 'out' | 'unknown' | 'barred';
  /** A code: its words need no quote. */
  readonly code: boolean;
  /** Only countries that give are named. */
  readonly donor: boolean;
}

/**
 * Reads the list of countries of a call: codes or names.
 * @returns null when the list is empty; `donorsOnly` when it names only countries that give
 */
export function readCountryList(
  countries: readonly string[],
  knowledge: WhereKnowledge,
): { claim: CountryClaim; donorsOnly: boolean } | null {
  const entries = countries.map((entry) => entry.trim()).filter(Boolean);
  if (entries.length === 0) return null;
  // CAN is Canada among codes of three letters and the Andean Community elsewhere.
  const threeLetters = entries.filter((entry) => entry.length === 3 && isCode(entry, knowledge)).length > 1;
  const verdicts = entries.map((entry) => verdictOf(entry, threeLetters, entries.length === 1, knowledge));
  const first = (effect: Verdict['effect']) => verdicts.find((verdict) => verdict.effect === effect);
  const barred = first('barred');
  if (barred) return { claim: claimOf('excluded', barred), donorsOnly: false };
  const inside = first('in');
  if (inside) return { claim: claimOf('included', inside), donorsOnly: false };
  const unknown = first('unknown');
  if (unknown) return { claim: claimOf('unknown', unknown), donorsOnly: false };
  const outside = verdicts.find(({ code }) => !code) ?? verdicts[0]!;
  return { claim: claimOf('excluded', outside), donorsOnly: verdicts.every(({ donor }) => donor) };
}

function claimOf(value: CountryClaim['value'], { entry, code }: Verdict): CountryClaim {
  return { value, field: 'countries', quote: code ? null : entry, fromText: !code };
}

const isCode = (entry: string, { countries }: WhereKnowledge) => countries.has(entry.toUpperCase());

/** NA is Namibia among other codes; alone it says that nobody knows. */
const isPlaceholder = (entry: string, alone: boolean) => alone && entry.toUpperCase() === 'NA';

function verdictOf(entry: string, threeLetters: boolean, alone: boolean, knowledge: WhereKnowledge): Verdict {
  const coded = (effect: Verdict['effect'], donor = false): Verdict => ({ entry, effect, code: true, donor });
  if (/^\*+$/.test(entry) || /^EC-[A-Z]{1,2}$/.test(entry)) return coded('in');
  const country = isPlaceholder(entry, alone) ? undefined : knowledge.countries.get(entry.toUpperCase());
  const tokens = tokenise(entry);
  const mentions = knowledge.names.find(tokens, true);
  if (country && (entry.length === 2 || threeLetters || mentions.length === 0))
    return coded(country.code === ECUADOR ? 'in' : 'out', country.donor);
  const named = (effect: Verdict['effect'], donor = false): Verdict => ({
    entry,
    effect,
    code: false,
    donor,
  });
  const codes = codesIn(entry, tokens.words.length, knowledge);
  if (codes)
    return codes.some(({ code }) => code === ECUADOR)
      ? coded('in')
      : coded(
          'out',
          codes.every((code) => code.donor),
        );

  const spots = spotsOf(tokens, mentions).filter(({ country: named, group, ours }) => named || group || ours);
  const isExcepted = (spot: Spot) => contextOf(tokens, spot.head, '').except;
  const excepted = spots.filter(isExcepted);
  if (excepted.some(isOurs)) return named('barred');
  const places = spots.filter((spot) => !isExcepted(spot));
  const inName = covered(tokens.words.length, mentions);
  const some = tokens.words.some((word, at) => SOME.has(word) && !inName[at]);
  if (places.some(isOurs))
    return named(some && !places.some(({ country: one }) => one?.code === ECUADOR) ? 'unknown' : 'in');
  const understood = tokens.words.every((word, at) => inName[at] || isNeutral(word));
  if (!understood || places.length === 0 || places.some(({ group }) => group?.ecuador === 'unknown'))
    return named('unknown');
  return named(
    'out',
    places.every(({ country: one, group }) => one?.donor ?? group?.donor),
  );
}

const isOurs = ({ country, group, ours }: Spot) =>
  country ? country.code === ECUADOR : group ? group.ecuador === 'in' : ours;

/** "PE, EC; CO": an entry that is itself a list of codes. */
function codesIn(entry: string, words: number, { countries }: WhereKnowledge) {
  const parts = entry.split(/[\s,;/|]+/).filter(Boolean);
  if (parts.length < 2 || parts.length !== words) return null;
  const found = parts.flatMap((part) => (/^[A-Z]{2,3}$/.test(part) ? (countries.get(part) ?? []) : []));
  return found.length === parts.length ? found : null;
}
