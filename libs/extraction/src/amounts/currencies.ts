import { ALIASES, CODES, COUNTRIES, type Country, NAMES, SCALED_NAMES, SIGNS } from './currency-table.js';
import { escaped, GAP, matchAt, NOT_INSIDE_WORD, SPACES, WORD_END } from './gaps.js';

/** A currency named beside a number. */
export interface CurrencyWords {
  readonly start: number;
  readonly end: number;
  /** ISO 4217; "$" for the lone sign, "peso" for pesos of no country; null for other names that several currencies have. */
  readonly currency: string | null;
  readonly kind: 'code' | 'sign' | 'word';
  /** A common word too: counts only beside a number that looks like money. */
  readonly weak: boolean;
  /** "MEUR" says millions: 6. */
  readonly power: number;
}

const CODE = CODES.join('|');
const LONGEST_FIRST = (a: string, b: string) => b.length - a.length;
const STARTS_WITH_LETTER = /^\p{L}/u;
const ENDS_WITH_LETTER = /\p{L}$/u;

const EXACT = [
  ...SIGNS.keys(),
  ...SCALED_NAMES.keys(),
  ...ALIASES.keys(),
  ...CODES,
  'usd',
  'eur',
  'Eur',
  'Usd',
  '$',
];

function alternatives(tokens: readonly string[]): string {
  return tokens
    .toSorted(LONGEST_FIRST)
    .map((token) => escaped(token) + (ENDS_WITH_LETTER.test(token) ? WORD_END : ''))
    .join('|');
}

const LETTERED = alternatives(EXACT.filter((token) => STARTS_WITH_LETTER.test(token)));
const OTHERS = alternatives(EXACT.filter((token) => !STARTS_WITH_LETTER.test(token)));
const WITH_SIGN = `(?:${CODE}|US) ?\\$|\\$ ?(?:${CODE})${WORD_END}`;
const TOKEN = `(?:${NOT_INSIDE_WORD}(?:${WITH_SIGN}|${LETTERED})|\\$ ?(?:${CODE})${WORD_END}|${OTHERS})`;

const COUNTRY = COUNTRIES.map(([country, pattern]) => `(?<COUNTRY_${country}>${pattern})`).join('|');
const ARTICLE = "(?:(?:de|of|du|des|della|degli|dels?|do|dos) |d['’])?(?:los |las |la )?";
const NAME = NAMES.map(({ pattern }) => pattern).join('|');

/** Two copies of the countries, before and after the name, told apart by the names of their groups. */
const NAME_PHRASE =
  `(?:(?:${COUNTRY.replaceAll('COUNTRY_', 'before_')})[ -])?(?<name>${NAME})${WORD_END}` +
  `(?:[ -]${ARTICLE}(?:${COUNTRY.replaceAll('COUNTRY_', 'after_')})${WORD_END})?`;

const BEFORE_TOKEN = new RegExp(`(?<token>${TOKEN})(?:\\.|\\)?[ ]?[:|])?${GAP}$`, 'u');
const BEFORE_TOKEN_CLOSED = new RegExp(`(?<token>${TOKEN})\\)(?:[ ]?[:|])?${GAP}$`, 'u');
const BEFORE_NAME = new RegExp(`${NOT_INSIDE_WORD}${NAME_PHRASE}(?:\\)?[ ]?[:|]|\\))${GAP}$`, 'iu');
const BEFORE_EURO = new RegExp(`${NOT_INSIDE_WORD}(?<name>euros?|US[- ]dollars?)${GAP}$`, 'iu');
/** Longest that is read before a number: "dólares de los Estados Unidos de América: ". */
const REACH = 48;

const CENTS = '(?:(?:con |y )?\\d{1,2}\\/100[ ]{1,2})?';
const LINK = `\\)?${GAP}[-([]?${CENTS}(?:(?:de|of|di|in|en|em|von)[${SPACES}\\n]{1,2}|d['’][ ]?)?`;
const AFTER_LINK = new RegExp(LINK, 'iuy');
const AFTER_TOKEN = new RegExp(`(?:${WITH_SIGN}|${LETTERED}|${OTHERS})`, 'uy');
const AFTER_NAME = new RegExp(NAME_PHRASE, 'iuy');

/** Last letters of all that may stand before a number: most numbers stand behind other words. */
const LAST_WORDS: ReadonlySet<string> = new Set([
  ...EXACT.flatMap((token) => /[\p{L}]+\.?$/u.exec(token)?.[0].replace('.', '').toLowerCase() ?? []),
  'euro',
  'euros',
  'dollar',
  'dollars',
]);
const SIGN_ENDS: ReadonlySet<string> = new Set(EXACT.map((token) => token.at(-1)!));
const LAST_WORD = /([\p{L}]{1,12})\.?$/u;
/** What may close a currency before a number: "(USD):", "S/.", "US$". */
const CLOSERS = ':|)';

/**
 * The currency written right before a number, "US$ 500", "EUR: 300.000", "Monto (USD) 5.000".
 * @param from nothing before it is read, because the number before owns it
 */
export function currencyBefore(text: string, at: number, from: number): CurrencyWords | null {
  const start = Math.max(from, at - REACH);
  const slice = text.slice(start, at);
  const trimmed = slice.trimEnd();
  const last = trimmed.at(-1);
  if (last === undefined) return null;
  if (!CLOSERS.includes(last) && !mayEndCurrency(trimmed, last)) return null;
  const token = BEFORE_TOKEN.exec(slice) ?? (slice.includes(')') ? BEFORE_TOKEN_CLOSED.exec(slice) : null);
  if (token) return tokenReading(token.groups!['token']!, start + token.index);
  if (last === ':' || last === '|' || last === ')') {
    const name = BEFORE_NAME.exec(slice);
    return name && nameReading(name, start + name.index);
  }
  const euro = BEFORE_EURO.exec(slice);
  if (!euro) return null;
  const found = start + euro.index;
  const name = euro.groups!['name']!;
  return {
    start: found,
    end: found + name.length,
    currency: /^eu/i.test(name) ? 'EUR' : 'USD',
    kind: 'word',
    weak: false,
    power: 0,
  };
}

function mayEndCurrency(slice: string, last: string): boolean {
  const code = last.charCodeAt(0);
  const isPlainLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  if (!isPlainLetter && last !== '.') return SIGN_ENDS.has(last);
  const word = LAST_WORD.exec(slice.slice(-14))?.[1];
  return word === undefined ? last === '.' && slice.endsWith('/.') : LAST_WORDS.has(word.toLowerCase());
}

/** The currency written behind a number and its scale, "5.000 €", "15 millones de dólares canadienses". */
export function currencyAfter(text: string, at: number): CurrencyWords | null {
  const link = matchAt(AFTER_LINK, text, at);
  const start = at + (link?.[0].length ?? 0);
  // A parenthesis that was closed must have been opened for the number alone: "(300.000) euros".
  if (link?.[0].startsWith(')') && !/\([^()]{0,40}$/.test(text.slice(Math.max(0, at - 42), at))) return null;
  const token = matchAt(AFTER_TOKEN, text, start);
  if (token) return tokenReading(token[0], start);
  const name = matchAt(AFTER_NAME, text, start);
  return name && nameReading(name, start);
}

function tokenReading(token: string, start: number): CurrencyWords {
  const end = start + token.length;
  const scaled = SCALED_NAMES.get(token);
  if (scaled) return { start, end, currency: scaled[0], kind: 'code', weak: false, power: scaled[1] };
  const sign = SIGNS.get(token);
  if (sign !== undefined) {
    return {
      start,
      end,
      currency: sign,
      kind: 'sign',
      weak: sign === null || token.startsWith('$U'),
      power: 0,
    };
  }
  if (token === '$') return { start, end, currency: '$', kind: 'sign', weak: false, power: 0 };
  const code = token.replace(/[$ ]/g, '').toUpperCase();
  const currency = code === 'US' ? 'USD' : (ALIASES.get(code) ?? code);
  // "COP 28" is a conference of the parties, and "PEN" a club of writers.
  const weak = token === 'COP' || token === 'PEN';
  return { start, end, currency, kind: 'code', weak, power: 0 };
}

function nameReading(match: RegExpExecArray, start: number): CurrencyWords | null {
  const { name = '', ...countries } = match.groups ?? {};
  const group = Object.keys(countries).find((key) => countries[key] !== undefined);
  const country = group?.slice(group.indexOf('_') + 1) as Country | undefined;
  const row = NAME_PATTERNS.find(({ whole }) => whole.test(name));
  if (!row) return null;
  const named = country && row.of?.[country];
  if (row.needsCountry && !named) return null;
  const currency = named ?? row.alone;
  return {
    start,
    end: start + match[0].trimEnd().replace(/[:|)\s]+$/, '').length,
    currency: currency ?? (row.pattern === 'pesos' ? 'peso' : null),
    kind: 'word',
    weak: row.weak === true && !named,
    power: 0,
  };
}

const NAME_PATTERNS = NAMES.map((row) => ({ ...row, whole: new RegExp(`^(?:${row.pattern})$`, 'iu') }));
