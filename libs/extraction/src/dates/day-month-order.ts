import { detectLanguage } from '@chasqui/language';
import type { RawDate } from './raw-date.js';
import type { Token } from './tokens.js';
import { wordSet } from './word-set.js';

/** Time zones and names that only a text of the United States has. */
const AMERICAN_CAPITALS = wordSet('et est edt pt pst pdt ct cst cdt mst mdt');
const AMERICAN_WORDS = wordSet('eastern pacific usaid federal');
const ELSEWHERE = wordSet('brussels cet cest eur euro euros gmt bst london geneva europe european eu uk');

/** Whether "03/04/2024" means 4 March in this text: it has a date that cannot be read otherwise, or is American. */
export function isMonthFirst(
  text: string,
  tokens: readonly Token[],
  dates: readonly RawDate[],
  language: string | undefined,
): boolean {
  const { swapped, straight } = proofsOf(dates);
  if (swapped !== straight && (swapped === 0 || straight === 0)) return swapped > 0;
  if (!(language ?? detectLanguage(text)).startsWith('en')) return false;
  let american = 0;
  let elsewhere = 0;
  tokens.forEach((token, at) => {
    if (token.upper ? AMERICAN_CAPITALS.has(token.text) : AMERICAN_WORDS.has(token.text)) american += 1;
    else if (isUnitedStates(tokens, at) || isPlainDollar(tokens, at)) american += 1;
    else if (ELSEWHERE.has(token.text) || token.text === '€') elsewhere += 1;
  });
  return american > elsewhere;
}

/** Dates that can be read in one way only, month first or day first. */
function proofsOf(dates: readonly RawDate[]): { swapped: number; straight: number } {
  const sure = dates.filter(({ ambiguous, day }) => !ambiguous && day !== null);
  return {
    swapped: sure.filter(({ rule }) => rule === 'date:numeric:month-first').length,
    straight: sure.filter(({ rule, day }) => rule === 'date:numeric' && day! > 12).length,
  };
}

/** An English text in which no date proves the order: a person has to look. */
export function inDoubt(text: string, dates: readonly RawDate[], language: string | undefined): RawDate[] {
  const { swapped, straight } = proofsOf(dates.filter(({ ambiguous }) => !ambiguous));
  const isProven = swapped !== straight && (swapped === 0 || straight === 0);
  if (isProven || !(language ?? detectLanguage(text)).startsWith('en')) return [...dates];
  return dates.map((date) =>
    date.ambiguous ? { ...date, confidence: Math.min(date.confidence, DOUBTFUL) } : date,
  );
}

/** Below what the curators' desk accepts beforehand. */
const DOUBTFUL = 0.55;

function isUnitedStates(tokens: readonly Token[], at: number): boolean {
  const [first, second, third] = [tokens[at]!, tokens[at + 1], tokens[at + 2]];
  if (first.text === 'united') return second?.text === 'states';
  if (first.text === 'grants') return second?.text === '.' && third?.text === 'gov';
  return first.text === 'u' && first.capital && second?.text === '.' && third?.text === 's' && third.capital;
}

/** "$25,000": outside the United States an English text says whose dollars it means. */
function isPlainDollar(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return tokens[at]!.text === '$' && !(before?.kind === 'word' && tokens[at]!.gap === 0);
}

/** Turns the ambiguous dates round. */
export function withMonthFirst(dates: readonly RawDate[]): RawDate[] {
  return dates.map((date) =>
    date.ambiguous && date.day !== null
      ? { ...date, day: date.month, month: date.day, rule: 'date:numeric:month-first' }
      : date,
  );
}
