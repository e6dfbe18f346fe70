import { detectLanguage } from '@chasqui/language';
import type { AmountMention, PercentMention, ReadingOptions, SourceText, Span } from '../types.js';
import type { CurrencyWords } from './currencies.js';
import { compare, decimal, decimalText, isAbsurd } from './decimal.js';
import {
  isFollowedAsMoney,
  isMoneyByContext,
  isOtherThing,
  isSameSentence,
  leftContext,
} from './money-context.js';
import { type LinkedReading, linked } from './ranges.js';
import { digitReadings, endOf, type Reading, startOf } from './readings.js';
import { roleAt } from './roles.js';
import { type SignMeaning, signMeaning } from './sign-currency.js';
import { writtenReadings } from './written-readings.js';

export type MoneyMention = AmountMention | PercentMention;

const LARGEST_PERCENT = decimal('10000');
/** "cien mil dólares cada uno y el segundo lugar veinticinco mil": how far a currency reaches. */
const CURRENCY_REACH = 120;

const LONGEST_ADDRESS = 300;

/** What makes a reading money or a percent, and how sure that is. */
interface Decision {
  readonly type: 'amount' | 'percent';
  readonly currency: string | null;
  readonly rule: string;
  readonly confidence: number;
}

/**
 * The amounts of money and the percents of a text with what they are for, in Spanish, English, Portuguese, French,
 * Italian, Catalan and German: in the order of the text, not overlapping. Never throws.
 */
export function findAmounts(source: SourceText, options: ReadingOptions = {}): MoneyMention[] {
  const { text } = source;
  let language = options.language;
  const languageOf = () => (language ??= detectLanguage(text));
  const digits = digitReadings(text, languageOf).map((reading) => withoutWeak(text, reading));
  const readings = merged(digits, writtenReadings(text, digits));
  let meaning: SignMeaning | undefined;
  const signs = () => (meaning ??= signMeaning(text));
  const decided: { reading: LinkedReading; decision: Decision }[] = [];
  for (const reading of linked(text, readings)) {
    const decision = decide(text, reading, signs, decided.at(-1));
    if (decision && !isInAddress(text, startOf(reading))) decided.push({ reading, decision });
  }
  const said = decided.filter(
    (each, index) => !isRepeated(text, each, decided[index - 1], decided[index + 1]),
  );
  return withRoles(source, said);
}

function merged(digits: readonly Reading[], written: readonly Reading[]): Reading[] {
  return written.length === 0
    ? [...digits]
    : [...digits, ...written].toSorted((a, b) => startOf(a) - startOf(b));
}

/** Drops a currency that is a common word beside a number that does not look like money: "COP 28", "Euro 2024". */
function withoutWeak(text: string, reading: Reading): Reading {
  const { before, after, grouped, power, value, yearLike } = reading;
  const looksLikeMoney = (grouped && compare(value, decimal('1000')) >= 0) || power > 0;
  const isYear = yearLike && !after && before !== null && before.kind !== 'sign' && value.digits % 50n !== 0n;
  const isRefused = (currency: CurrencyWords | null) =>
    currency !== null && currency.weak && (!looksLikeMoney || isVerb(text, currency));
  return {
    ...reading,
    before: isYear || isRefused(before) ? null : before,
    after: isRefused(after) ? null : after,
  };
}

/** "the city of 300,000 won the award" */
function isVerb(text: string, { currency, end }: CurrencyWords): boolean {
  return (
    currency === 'KRW' &&
    /^ (?:the|an?|this|their|his|her|first|second|by|in|at)\b/.test(text.slice(end, end + 8))
  );
}

function decide(
  text: string,
  reading: LinkedReading,
  signs: () => SignMeaning,
  previous: { reading: LinkedReading; decision: Decision } | undefined,
): Decision | null {
  const { percentEnd, shares, before, after, value, inWords, bound } = reading;
  if (isAbsurd(value)) return null;
  const link = bound ? 'range' : 'list';
  if (percentEnd !== null || (shares && shares.percentEnd !== null)) {
    if (compare(value, LARGEST_PERCENT) > 0) return null;
    const rule = shares ? `percent.${link}` : inWords ? 'percent.written' : 'percent.sign';
    return { type: 'percent', currency: null, rule, confidence: shares ? 0.85 : 0.95 };
  }
  if (before || after) return amount(inWords ? 'written' : null, currencyOf(before, after, signs));
  if (shares) return amount(link, currencyOf(shares.before, shares.after, signs), 0.85);
  if (reading.hasLetterScale || isGlued(text, reading)) return null;
  if (takesCurrencyOf(text, reading, previous)) {
    return { ...previous!.decision, rule: 'amount.same-sentence', confidence: 0.6 };
  }
  return isMoneyByContext(text, reading)
    ? { type: 'amount', currency: null, rule: 'amount.context', confidence: 0.6 }
    : null;
}

interface NamedCurrency {
  readonly currency: string | null;
  readonly rule: string;
  readonly confidence: number;
}

function amount(way: string | null, named: NamedCurrency, ceiling = 1): Decision {
  return {
    type: 'amount',
    currency: named.currency,
    rule: `amount.${way ?? named.rule}`,
    confidence: Math.min(ceiling, named.confidence),
  };
}

function currencyOf(
  before: CurrencyWords | null,
  after: CurrencyWords | null,
  signs: () => SignMeaning,
): NamedCurrency {
  const named = [before, after].find((each) => each && each.currency !== '$' && each.currency !== null);
  if (named?.currency === 'peso') return { currency: signs().peso, rule: 'pesos', confidence: 0.8 };
  if (named) return { currency: named.currency, rule: named.kind, confidence: 0.95 };
  if (before?.currency !== '$' && after?.currency !== '$')
    return { currency: null, rule: 'sign', confidence: 0.8 };
  const { dollar, isSure } = signs();
  return { currency: dollar, rule: 'dollar-sign', confidence: isSure ? 0.85 : 0.7 };
}

/** Letters or a line of a reference right behind a bare number: "20MB", "1234/OC". */
function isGlued(text: string, reading: Reading): boolean {
  return /^[\p{L}\p{M}_@#ºª°²³]|^[/:-]\d|^[-/][\p{L}]/u.test(text.slice(endOf(reading), endOf(reading) + 2));
}

/** "174 mil dólares (150 mil para redes y 24 mil para inclusión)" */
function takesCurrencyOf(
  text: string,
  reading: Reading,
  previous: { reading: LinkedReading; decision: Decision } | undefined,
): boolean {
  if (previous?.decision.type !== 'amount' || reading.yearLike) return false;
  if (!reading.grouped && reading.power === 0) return false;
  const from = endOf(previous.reading);
  const to = startOf(reading);
  return (
    to - from <= CURRENCY_REACH &&
    isSameSentence(text, from, to) &&
    isFollowedAsMoney(text, endOf(reading)) &&
    !isOtherThing(leftContext(text, to, from))
  );
}

/** Numbers in web addresses are escaped letters. */
function isInAddress(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < LONGEST_ADDRESS && !/\s/.test(text[start - 1]!)) start--;
  return at - start > 4 && /:\/\/|www\./i.test(text.slice(start, at));
}

/** "cien mil dólares (USD 100.000)" says one amount twice: the words in letters are left out. */
function isRepeated(
  text: string,
  { reading, decision }: { reading: LinkedReading; decision: Decision },
  ...neighbours: readonly ({ reading: LinkedReading; decision: Decision } | undefined)[]
): boolean {
  if (!reading.inWords) return false;
  return neighbours.some((other) => {
    if (!other || other.reading.inWords || other.decision.type !== decision.type) return false;
    if (compare(other.reading.value, reading.value) !== 0) return false;
    const [first, second] =
      startOf(other.reading) < startOf(reading) ? [other.reading, reading] : [reading, other.reading];
    return /^[\s.,:;–—-]{0,4}[([][\s]?(?:son |o sea |i\.e\. )?$/i.test(
      text.slice(endOf(first), startOf(second)),
    );
  });
}

function withRoles(
  { text, struck }: SourceText,
  said: readonly { reading: LinkedReading; decision: Decision }[],
): MoneyMention[] {
  const mentions: MoneyMention[] = [];
  const isStruck = struckIn(struck);
  for (const [index, { reading, decision }] of said.entries()) {
    const start = startOf(reading);
    const end = endOf(reading);
    const previous = said[index - 1]?.reading;
    const next = said[index + 1]?.reading;
    const isPercent = decision.type === 'percent';
    const own = roleAt(text, {
      start,
      end,
      isPercent,
      previousEnd: previous ? endOf(previous) : 0,
      nextStart: next ? startOf(next) : Infinity,
    });
    const inherited = previous && isJoined(text, endOf(previous), start) ? mentions.at(-1)!.role : null;
    const common = {
      value: decimalText(reading.value),
      words: text.slice(start, end),
      offset: start,
      role: roleOf(reading, isPercent, own, inherited),
      rule: decision.rule,
      confidence: decision.confidence,
      struck: isStruck(start, end),
    };
    mentions.push(
      isPercent ? { type: 'percent', ...common } : { type: 'amount', currency: decision.currency, ...common },
    );
  }
  return mentions;
}

/** Asked for places in the order of the text, so that many spans and many mentions take no longer than both. */
function struckIn(struck: readonly Span[]): (start: number, end: number) => boolean {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of struck.toSorted((a, b) => a.start - b.start)) {
    if (start >= end) continue;
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  let next = 0;
  return (start, end) => {
    while (next < spans.length && spans[next]!.end <= start) next++;
    return next < spans.length && spans[next]!.start < end;
  };
}

/** The ends of a range say it themselves, but for a share that an applicant bears. */
function roleOf(
  { bound }: LinkedReading,
  isPercent: boolean,
  own: MoneyMention['role'],
  inherited: MoneyMention['role'],
): MoneyMention['role'] {
  const isShare = own === 'cofinancing' || inherited === 'cofinancing';
  if (isShare && (isPercent || bound === null)) return 'cofinancing';
  return bound ?? own ?? inherited;
}

/** "10 % en efectivo y 20 % en especie" */
const JOINED_KINDS = /^ (?:en|in|em|di) [\p{L}]{3,16} (?:y|e|and|et|i) (?:(?:el|un|otro) )?$/iu;
const JOINED =
  /^\s?(?:,|\/|\(|o|y|or|and|ou|et|e|u|oder|und|i|a|to|-|–)?\s?(?:(?:el|al|la|the|de|del|un|los|le|les)\s)?$/i;

/** "hasta 60.000 dólares o el 80 %": both are ceilings. */
function isJoined(text: string, from: number, to: number): boolean {
  const between = text.slice(from, Math.min(to, from + 40));
  return to - from <= 12 ? JOINED.test(between) : JOINED_KINDS.test(between);
}
