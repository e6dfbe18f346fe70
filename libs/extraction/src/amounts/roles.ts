import { fold } from '@chasqui/kernel';
import { leftContext } from './money-context.js';
import {
  type AmountRole,
  CUES_BEFORE,
  CUES_BEHIND,
  DONOR_COFINANCES,
  NOT_TOTAL,
  FILLERS,
  PER_PROJECT,
  UP_TO,
} from './role-cues.js';

const word = (patterns: readonly string[], flags = 'g') =>
  new RegExp(`(?<![a-z0-9])(?:${patterns.join('|')})(?![a-z0-9])`, flags);

const BEFORE: readonly (readonly [AmountRole, RegExp])[] = [
  ['max', word(CUES_BEFORE.max)],
  ['min', word(CUES_BEFORE.min)],
  ['total', word(CUES_BEFORE.total)],
  ['cofinancing', word(CUES_BEFORE.cofinancing)],
];

/** A comma is crossed only by "como máximo", because "…, máximo 500" begins the next amount. */
const behind = (patterns: readonly string[]) =>
  new RegExp(
    `^(?:[\\s(]{0,2}|, (?=(?:como|al|au|at|com|en|no|a|o|or|ou) ))(?:${patterns.join('|')})(?![a-z0-9])`,
  );
const BEHIND: readonly (readonly [AmountRole, RegExp])[] = [
  ['cofinancing', behind(CUES_BEHIND.cofinancing)],
  ['max', behind(CUES_BEHIND.max)],
  ['min', behind(CUES_BEHIND.min)],
  ['total', behind(CUES_BEHIND.total)],
];
/** "el 20 % de los costes como contrapartida", but not "12.000 por proyecto y una contraparte del 30 %". */
const COFINANCING_FARTHER = new RegExp(
  `^(?:(?! (?:y|e|and|et|i|und|con|with|avec|mit) )[^,;:.()|\\n]){0,48}?(?<![a-z0-9])(?:${CUES_BEHIND.cofinancing.join('|')})(?![a-z0-9])`,
);
/** The words behind a number belong to the next one: "300.000, máximo EUR 500.000". */
const LEADS_ON = /^[\s(]{0,2}[a-z ]{0,24}[:(]?\s?$/;

/** "20 000 € minimum et 75 000 € maximum": the word counts for the number before it. */
const IS_CLOSED = /^[\s(]?(?:como |de |com a |au |at )?[a-z]{4,8} (?:et|y|e|and|und|i) $/;

const TOTAL_OF_COSTS = word([NOT_TOTAL]);
const BY_DONOR = word([DONOR_COFINANCES], '');
const IS_PER_PROJECT = word([PER_PROJECT], '');
const STARTS_PER_PROJECT = new RegExp(`^\\s?(?:${PER_PROJECT})(?![a-z])`);
/** "desde 5.000 euros": only right before the number, because "desde 2011" is a year. */
const FROM_HERE = /(?<![a-z0-9])(?:desde|ab|from)(?: los| las)?\s*$/;
const JUST_BELOW =
  /(?<![a-z0-9])(?<!(?:not?|non|pas|nicht) )(?:below|under|less than|menos de|moins de|meno di|menys de|unter|weniger als)\s*$/;
const UP_TO_HERE = new RegExp(`(?<![a-z0-9])(${UP_TO})(?![a-z])\\s?(?:(?:${FILLERS})\\s){0,4}$`);
/** "no puede exceder el 80 % ni 100.000 euros": the ceiling before counts for both. */
const NEITHER = /(?<![a-z])(?:nem|ni|nor|noch|ne)(?: (?:al?|de|los|las|el|os|the))? ?$/;
/** "plafonnée à 15 000 € et à 50 %" */
const ALSO_UP_TO = /^[^a-z0-9]*(?:et|y|e|i|and|und|o|ou|or) (?:al?|au|ao|auf|to) ?$/;
/** "una contrapartida de al menos el 10 % y como máximo el 40 %": the bounds of one share. */
const OTHER_BOUND =
  /^[^a-z0-9]*(?:e|y|et|and|und|i)[, ]+(?:(?:como|no|a|at|al|au|com|de) )?(?:un )?(?:m[ai][xn]\w+|massim\w|most|least|plus|moins|hochstens|mindestens)[ a-z,]{0,8}$/;
const WIDER_REACH = 80;
/** "un máximo de 12 meses": the cue has a number of its own. */
const HAS_OWN_NUMBER = /^\s?(?:de |of |di |von )?\d/;
/** A total that a ceiling beside it does not turn into one of a project: "total budget of up to EUR 5 million". */
const STRONG_TOTAL = /(?<![a-z])(?:total|totale|global|overall|gesamt\w*|complessiv[oa]|enveloppe)(?![a-z])/;

const RIGHT_REACH = 64;
/** A cue farther from the number belongs to something else. */
const CUE_REACH = 70;

export interface RolePlace {
  readonly start: number;
  readonly end: number;
  /** Where the mention before ends, and where the one behind begins: infinite without one. */
  readonly previousEnd: number;
  readonly nextStart: number;
  readonly isPercent: boolean;
}

/** What an amount or a percent is for, by the words beside it; null when they do not say. */
export function roleAt(text: string, place: RolePlace): AmountRole | null {
  const { start, end, previousEnd, nextStart, isPercent } = place;
  const left = leftContext(text, start, previousEnd).slice(-CUE_REACH);
  const right = fold(text.slice(end, Math.min(nextStart, end + RIGHT_REACH)));
  const found = cuesIn(left);
  const isDonors = BY_DONOR.test(left);
  if ((NEITHER.test(left) || ALSO_UP_TO.test(left)) && saysBefore(text, place, 'max')) return 'max';
  if (isPercent && OTHER_BOUND.test(left) && saysBefore(text, place, 'cofinancing')) return 'cofinancing';
  if (!isDonors && (found.has('cofinancing') || COFINANCING_FARTHER.test(right))) return 'cofinancing';
  if (JUST_BELOW.test(left)) found.set('max', left.length);
  const upTo = UP_TO_HERE.exec(left);
  if (upTo) found.set('max', upTo.index + upTo[1]!.length);
  const isOfNext = !IS_CLOSED.test(right) && nextStart - end < RIGHT_REACH && LEADS_ON.test(right);
  const beside = isOfNext ? undefined : BEHIND.find(([, pattern]) => pattern.test(right))?.[0];
  if (beside && beside !== 'total') return beside;
  if (FROM_HERE.test(left)) return 'min';
  // "Importe: 60.000 € por proyecto" is no total.
  if (isPercent || STARTS_PER_PROJECT.test(right)) found.delete('total');
  if (
    found.has('total') &&
    STRONG_TOTAL.test(left.slice(left.lastIndexOf(',') + 1)) &&
    !IS_PER_PROJECT.test(left) &&
    !IS_PER_PROJECT.test(right)
  ) {
    return 'total';
  }
  return nearest(found) ?? (isPercent ? null : (beside ?? null));
}

/** Whether a role is named on the far side of the amount before, in the same sentence. */
function saysBefore(text: string, { previousEnd }: RolePlace, role: AmountRole): boolean {
  const wider = leftContext(text, previousEnd).slice(-WIDER_REACH);
  return BEFORE.some(([each, pattern]) => each === role && wider.search(pattern) >= 0);
}

/** Where each role's last cue ends. */
function cuesIn(left: string): Map<AmountRole, number> {
  const found = new Map<AmountRole, number>();
  const costs = [...left.matchAll(TOTAL_OF_COSTS)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  for (const [role, pattern] of BEFORE) {
    for (const match of left.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const isOfCosts = role === 'total' && costs.some(([from, to]) => match.index >= from && end <= to);
      if (!isOfCosts && !HAS_OWN_NUMBER.test(left.slice(end, end + 8))) found.set(role, end);
    }
  }
  return found;
}

function nearest(found: ReadonlyMap<AmountRole, number>): AmountRole | null {
  let best: AmountRole | null = null;
  let at = -1;
  for (const [role, end] of found) {
    if (end > at) [best, at] = [role, end];
  }
  return best;
}
