import { BEFORE_DAY, weekdayWord } from './lexicon.js';
import type { RawDate } from './raw-date.js';
import { sentenceEnd, sentenceStart } from './stretches.js';
import type { Token } from './tokens.js';
import { wordSet } from './word-set.js';

const EVERY = wordSet('cada every each chaque ogni jeden jedes jede jeweils');
const YEARS = wordSet('ano anos year years annee annees an ans anno anni any anys jahr jahre jahres');
const ALL = wordSet('todos tous tutti tots toutes alle all');
const ARTICLES = wordSet('los os les gli i the les els');
const YEARLY = wordSet('anualmente annually yearly annuellement annualmente anualment jahrlich alljahrlich');

const ANNUAL = wordSet('annual anual anuales anuais annuel annuelle annuale annuali');
const ANNUAL_CALLS = wordSet(
  'deadline deadlines call calls cycle convocatoria convocatorias convocatoria plazo plazos cierre',
  'cierres prazo prazos edital chamada appel bando scadenza scadenze termini',
);

/** "convocatoria anual", "annual deadlines". */
function isAnnualCall(tokens: readonly Token[], at: number): boolean {
  if (!ANNUAL.has(tokens[at]!.text)) return false;
  return ANNUAL_CALLS.has(tokens[at - 1]?.text ?? '') || ANNUAL_CALLS.has(tokens[at + 1]?.text ?? '');
}

/** "cada año", "todos los años", "every single year", "anualmente" at a place. */
function saysEveryYear(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]!.text;
  if (YEARLY.has(text) || isAnnualCall(tokens, at)) return true;
  if (EVERY.has(text)) return YEARS.has(tokens[at + 1]?.text ?? '');
  if (!ALL.has(text)) return false;
  const next = tokens[at + 1]?.text ?? '';
  return YEARS.has(next) || (ARTICLES.has(next) && YEARS.has(tokens[at + 2]?.text ?? ''));
}

const LITTLE = wordSet('mes month mois mese de del al y on by');

/** "cada 15 de marzo", "every 1 February", "cada mes de marzo". */
function isLedByEvery(tokens: readonly Token[], from: number): boolean {
  for (let at = from - 1; at >= 0 && from - at <= 4; at -= 1) {
    const text = tokens[at]!.text;
    if (EVERY.has(text)) return true;
    if (!BEFORE_DAY.has(text) && !LITTLE.has(text) && !weekdayWord(tokens, at)) return false;
  }
  return false;
}

/** Which dates come back every year: those whose sentence says so and whose words name no year. */
export function recurringDates(
  tokens: readonly Token[],
  dates: readonly RawDate[],
  years: readonly (number | null)[],
): boolean[] {
  const places: number[] = [];
  for (let at = 0; at < tokens.length && dates.length > 0; at += 1) {
    if (saysEveryYear(tokens, at)) places.push(at);
  }
  let first = 0;
  return dates.map((date, index) => {
    const start = sentenceStart(tokens, date.from);
    while (first < places.length && places[first]! < start) first += 1;
    if (years[index] !== null || date.yearHint !== null) return false;
    return (places[first] ?? Infinity) < sentenceEnd(tokens, date.to) || isLedByEvery(tokens, date.from);
  });
}
