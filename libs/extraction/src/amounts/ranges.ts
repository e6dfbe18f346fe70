import { compare, scaled } from './decimal.js';
import { isFollowedAsMoney } from './money-context.js';
import { endOf, type Reading, startOf } from './readings.js';

/** A reading with what it takes from its neighbours in a range or a list. */
export interface LinkedReading extends Reading {
  /** Which end of a range it is. */
  readonly bound: 'min' | 'max' | null;
  /** Its currency or percent is written at another number of the range or list. */
  readonly shares: Reading | null;
}

const TO =
  /^\s{0,3}(?:[-–—‐‑−~]\s{0,3}|(?<=\s)(?:a|al|à|até|to|up to|hasta|hasta los|bis|bis zu|fino a|fins a|ad|ao|aos|e até|y hasta|jusqu['’]à)\s(?:(?:los|las|el|la|les|un|una|the)\s)?)$/iu;
const AND =
  /^\s{0,3}(?<=\s)(?:y|e|and|et|i|und|o|u|or|ou|oder)\s(?:(?:el|los|las|la|les|the|de|del|i|un|una)\s|l['’])?$/iu;
const OR = /^\s(?:o|u|or|ou|oder)\s(?:(?:el|l['’]|the|du|de|la)\s)?$/iu;
const COMMA = /^\s?,\s{1,2}$/;
const BETWEEN =
  /(?:^|[^\p{L}])(?:entre|between|zwischen|tra|fra)\s(?:(?:el|los|las|un|una|the|les|le|i|il|l['’])\s?)?$/iu;
const FROM =
  /(?:^|[^\p{L}])(?:desde|from|de|del|von|vom|da|dal|du|des|dels|d['’]|partir de)\s?(?:(?:los|las|el|les|un|una)\s)?$/iu;
const TO_BEFORE =
  /[\s,](?:a|to|hasta|à|até|bis|up to|fino a|fins a|jusqu['’]à)\s(?:(?:los|las|el|un|una)\s)?$/iu;

const REACH = 24;
const LONGEST_LINK = 16;
/** "from 60,000 dollars, for new pilots and innovations, to 125,000 dollars" */
const LONGEST_ASIDE = 80;

/** Lets the numbers of ranges and lists share a scale, a currency and a percent sign that is written once. */
export function linked(text: string, readings: readonly Reading[]): LinkedReading[] {
  const found: LinkedReading[] = readings.map((reading) => ({ ...reading, bound: null, shares: null }));
  for (let index = found.length - 2; index >= 0; index--) {
    const [first, second] = linkPair(text, found[index]!, found[index + 1]!);
    found[index] = first;
    found[index + 1] = second;
  }
  for (let index = 0; index + 1 < found.length; index++) {
    found[index + 1] = sharedForward(text, found[index]!, found[index + 1]!);
  }
  return found.map((reading, index) => withBound(text, reading, found[index - 1], found[index + 1]));
}

interface Link {
  readonly isRange: boolean;
  readonly isList: boolean;
  readonly isChoice: boolean;
}

function linkBetween(text: string, a: Reading, b: Reading): Link | null {
  const from = endOf(a);
  const to = startOf(b);
  if (to < from || to - from > LONGEST_LINK) return null;
  const between = text.slice(from, to);
  const isBetween = () => BETWEEN.test(text.slice(Math.max(0, startOf(a) - REACH), startOf(a)));
  const isRange = TO.test(between) || (AND.test(between) && isBetween());
  const isList = isRange || AND.test(between) || COMMA.test(between);
  return isList ? { isRange, isList, isChoice: OR.test(between) } : null;
}

function isBare({ before, after, percentEnd, shares }: LinkedReading): boolean {
  return !before && !after && percentEnd === null && !shares;
}

function isMoney({ before, after, shares }: LinkedReading): boolean {
  return before !== null || after !== null || (shares !== null && shares.percentEnd === null);
}

function isPercent({ percentEnd, shares }: LinkedReading): boolean {
  return percentEnd !== null || (shares !== null && shares.percentEnd !== null);
}

/** From the second number to the first: "5 a 10 millones de euros", "10 al 15%". */
function linkPair(text: string, a: LinkedReading, b: LinkedReading): [LinkedReading, LinkedReading] {
  const link = isBare(a) || (a.power === 0 && !a.after && b.power > 0) ? linkBetween(text, a, b) : null;
  if (!link || !canBegin(text, a, link)) return [a, b];
  if (isBare(a) && isPercent(b)) {
    const fits = a.power === 0 && !a.grouped && compare(a.value, b.value) < 0;
    return [fits && (link.isRange || link.isChoice) ? { ...a, shares: b.shares ?? b } : a, b];
  }
  const withScale = sharedScale(a, b, link);
  if (!isBare(withScale) || !isMoney(b)) return [withScale, b];
  const looksLikeMoney = withScale.grouped || withScale.power > 0;
  return [link.isRange || looksLikeMoney ? { ...withScale, shares: b.shares ?? b } : withScale, b];
}

/** A year before a range is none of its ends: "en 2024 a 5.000 euros". */
function canBegin(text: string, a: LinkedReading, { isRange }: Link): boolean {
  if (!a.yearLike) return true;
  const before = text.slice(Math.max(0, a.start - REACH), a.start);
  return isRange && (BETWEEN.test(before) || (FROM.test(before) && a.value.digits % 100n === 0n));
}

function sharedScale(a: LinkedReading, b: LinkedReading, { isRange }: Link): LinkedReading {
  const fits =
    b.power > 0 &&
    a.power === 0 &&
    !a.after &&
    !a.yearLike &&
    !(a.grouped && a.value.places === 0) &&
    isRange;
  if (!fits || compare(a.bare, b.bare) > 0) return a;
  return { ...a, value: scaled(a.bare, b.power), power: b.power };
}

/** From the first number to the second: "€50,000–100,000", "de 5.000 € a 10.000". */
function sharedForward(text: string, a: LinkedReading, b: LinkedReading): LinkedReading {
  if (!isMoney(a) || !isBare(b) || b.yearLike) return b;
  const link = linkBetween(text, a, b);
  if (!link || !isFollowedAsMoney(text, endOf(b))) return b;
  const looksLikeMoney = b.grouped || b.power > 0;
  return link.isRange || looksLikeMoney ? { ...b, shares: a.shares ?? a } : b;
}

function withBound(
  text: string,
  reading: LinkedReading,
  previous: LinkedReading | undefined,
  next: LinkedReading | undefined,
): LinkedReading {
  if (next && isRangeOf(text, reading, next)) return { ...reading, bound: 'min' };
  if (previous && isRangeOf(text, previous, reading)) return { ...reading, bound: 'max' };
  return reading;
}

function isRangeOf(text: string, a: LinkedReading, b: LinkedReading): boolean {
  if (!(isMoney(a) && isMoney(b)) && !(isPercent(a) && isPercent(b))) return false;
  if (compare(a.value, b.value) >= 0) return false;
  if (linkBetween(text, a, b)?.isRange) return true;
  const aside = text.slice(endOf(a), startOf(b));
  if (aside.length > LONGEST_ASIDE || /[.;:\n|]/.test(aside)) return false;
  return TO_BEFORE.test(aside) && FROM.test(text.slice(Math.max(0, startOf(a) - REACH), startOf(a)));
}
