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
  const isSure = (date: RawDate) =>
    !date.ambiguous && date.rule.startsWith('date:numeric') && date.day !== null;
  const swapped = dates.filter((date) => date.rule === 'date:numeric:month-first').length;
  const straight = dates.filter(
    (date) => isSure(date) && date.rule === 'date:numeric' && date.day! > 12,
  ).length;
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
