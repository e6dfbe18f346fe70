import { tokenise, type Tokens } from '../who/tokens.js';
import type { WhereReading } from '../claims.js';
import { contextOf } from './context.js';
import { isNeutral, SOME } from './cues.js';
import type { Mention } from './name-trie.js';
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
  const codes =
    country && (entry.length === 2 || threeLetters || mentions.length === 0)
      ? [country]
      : codesIn(entry, tokens.words.length, knowledge);
  if (!codes) return { entry, code: false, ...verdictOfNames(tokens, mentions) };
  const inside = codes.some(({ code }) => code === ECUADOR);
  const donor = codes.every((one) => one.donor);
  return inside ? coded('in') : coded('out', donor);
}

function verdictOfNames(tokens: Tokens, mentions: readonly Mention[]): Pick<Verdict, 'effect' | 'donor'> {
  const spots = spotsOf(tokens, mentions).filter(({ country, group, ours }) => country || group || ours);
  const excepted = new Set(spots.filter(({ head }) => contextOf(tokens, head, '').except));
  if ([...excepted].some(isOurs)) return { effect: 'barred', donor: false };
  const places = spots.filter((spot) => !excepted.has(spot));
  const inName = covered(tokens.words.length, mentions);
  if (places.some(isOurs)) {
    const named = places.some(({ country }) => country?.code === ECUADOR);
    const some = tokens.words.some((word, at) => SOME.has(word) && !inName[at]);
    return { effect: some && !named ? 'unknown' : 'in', donor: false };
  }
  const understood = tokens.words.every((word, at) => inName[at] || isNeutral(word));
  if (!understood || places.length === 0 || places.some(({ group }) => group?.ecuador === 'unknown'))
    return { effect: 'unknown', donor: false };
  return { effect: 'out', donor: places.every(({ country, group }) => country?.donor ?? group?.donor) };
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
