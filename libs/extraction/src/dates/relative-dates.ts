import type { MentionRole, RelativeDate, RelativeUnit } from '../types.js';
import { cuesAt } from './cues.js';
import { readNumberWords } from './number-words.js';
import { sentenceEnd } from './stretches.js';
import { endsSentence, GAP, isMark, type Token } from './tokens.js';
import { wordSet } from './word-set.js';

/** A term in the words of a text: "30 días naturales contados a partir del día siguiente a la publicación". */
export interface RelativeReading {
  readonly from: number;
  /** Index of the token behind it. */
  readonly to: number;
  readonly relative: RelativeDate;
  readonly role: MentionRole | null;
}

const UNITS: Readonly<Record<RelativeUnit, string>> = {
  day: 'dia dias day days jour jours giorno giorni dies tag tage tagen kalendertage kalendertagen',
  workday: 'werktage werktagen arbeitstage arbeitstagen workdays',
  week: 'semana semanas week weeks semaine semaines settimana settimane setmana setmanes woche wochen',
  month: 'mes meses month months mois mese mesi mesos monat monate monaten',
  year: 'ano anos year years an ans annee annees anno anni any anys jahr jahre jahren',
};
const UNIT_WORDS = new Map(
  Object.entries(UNITS).flatMap(([unit, words]) =>
    words.split(' ').map((word) => [word, unit as RelativeUnit] as const),
  ),
);
const WORKING = wordSet(
  'habiles habil laborables laborable uteis ouvrables ouvres lavorativi habils feiners working',
  'business',
);
const CALENDAR = wordSet(
  'naturales natural corridos corrido calendario calendar naturals consecutivos consecutive',
  'calendaires solari francs seguidos continuos naturais',
);
/** Before the number: "plazo de", "dentro de los", "within". */
const LEADS = wordSet(
  'plazo dentro within prazo delai delais termine termini innerhalb binnen entro frist sous',
);
const TRIGGERS = wordSet(
  'desde partir contar contados contado contadas computados siguientes siguiente posteriores tras',
  'despues following after from of since suivant suivants apres compter dalla dal dalle dopo',
  'successivi seguenti decorrenti apos da das seguintes seguents posteriors des nach ab seit von',
  'dell della de',
);
const BACKWARDS = wordSet('antes before prior previos anteriores avant prima vor abans anterior');
type From = NonNullable<RelativeDate['from']>;
const TARGETS: Readonly<Record<From, readonly string[]>> = {
  publication: ['publica', 'publish', 'pubblica', 'veroffentlich', 'bekanntmach', 'bekanntgab', 'anuncio'],
  signature: [
    'firma',
    'suscripci',
    'signatur',
    'signing',
    'assinatura',
    'unterzeichn',
    'unterschrift',
    'sottoscri',
  ],
  notification: ['notifica', 'benachrichtig', 'notifying', 'comunicaci', 'zustellung'],
  opening: ['apertura', 'opening', 'abertura', 'ouverture', 'obertura', 'eroffnung'],
  today: ['hoy', 'today', 'hoje', 'oggi', 'avui', 'heute', 'aujourd'],
};
/** Most words from the unit to what the term is counted from. */
const REACH = 14;

function targetOf(word: string): From | null {
  for (const [target, stems] of Object.entries(TARGETS) as [From, readonly string[]][]) {
    if (stems.some((stem) => word.startsWith(stem))) return target;
  }
  return null;
}

interface Count {
  readonly value: number;
  readonly from: number;
  readonly isWorking: boolean;
}

/** "30", "treinta (30)", "quince" right before a unit, with "calendar", "working", "primeros" between. */
function countBefore(tokens: readonly Token[], unit: number): Count | null {
  let at = unit - 1;
  let isWorking = false;
  for (let skipped = 0; skipped < 2; skipped += 1) {
    const text = tokens[at]?.text ?? '';
    if (WORKING.has(text)) isWorking = true;
    else if (!CALENDAR.has(text) && text !== 'primeros') break;
    at -= 1;
  }
  const close = isMark(tokens[at], ')') && isMark(tokens[at - 2], '(') ? 3 : 0;
  if (close > 0) at -= close;
  for (let start = Math.max(0, at - 5); start <= at; start += 1) {
    const words = tokens[start]!.kind === 'word' ? readNumberWords(tokens, start) : null;
    if (words?.end === at + 1 && !words.ordinal) return { value: words.value, from: start, isWorking };
  }
  const figure = tokens[at];
  if (figure?.kind !== 'number' || figure.text.length > 3 || isPartOfFigure(tokens, at)) return null;
  return { value: figure.value, from: at, isWorking };
}

function isPartOfFigure(tokens: readonly Token[], at: number): boolean {
  return tokens[at]!.gap === GAP.none && isMark(tokens[at - 1], '.,:/-') && tokens[at - 2]?.kind === 'number';
}

interface Tail {
  readonly isWorking: boolean;
  readonly from: From | null;
  readonly triggered: boolean;
  readonly to: number;
}

function tailOf(tokens: readonly Token[], unit: number): Tail | null {
  const end = Math.min(sentenceEnd(tokens, unit + 1), unit + 1 + REACH);
  let [isWorking, triggered, to] = [false, false, unit + 1];
  for (let at = unit + 1; at < end; at += 1) {
    const token = tokens[at]!;
    if (token.kind === 'number' || BACKWARDS.has(token.text) || isMark(token, ';|')) break;
    if (at - unit <= 2 && (WORKING.has(token.text) || CALENDAR.has(token.text))) {
      isWorking ||= WORKING.has(token.text);
      to = at + 1;
      continue;
    }
    const target = targetOf(token.text);
    if (target && triggered) return { isWorking, from: target, triggered, to: at + 1 };
    if (TRIGGERS.has(token.text)) triggered = true;
    else if (!triggered && at - unit > 4) break;
  }
  const isBackwards = tokens.slice(unit + 1, unit + 5).some(({ text }) => BACKWARDS.has(text));
  return isBackwards ? null : { isWorking, from: null, triggered: false, to };
}

/** What stands in the sentence before the number: a word that opens a term, and whether it is about applying. */
function leadOf(
  tokens: readonly Token[],
  from: number,
): { lead: boolean; applies: boolean; carriesOut: boolean } {
  let [lead, applies, carriesOut] = [false, false, false];
  const text = (at: number) => (at < from ? tokens[at]?.text : undefined);
  for (let at = from - 1; at >= 0 && from - at <= 16; at -= 1) {
    if (endsSentence(tokens, at)) break;
    if (LEADS.has(tokens[at]!.text)) lead ||= from - at <= 12;
    for (const { kind } of cuesAt(text, at)) {
      if (kind === 'apply' || kind === 'hand') applies = true;
      if (kind === 'event' || kind === 'thing' || kind === 'later') carriesOut = true;
    }
  }
  return { lead, applies, carriesOut };
}

/** "Plazo: 45 días". */
function isLabel(tokens: readonly Token[], from: number): boolean {
  return isMark(tokens[from - 1], ':') && LEADS.has(tokens[from - 2]?.text ?? '');
}

/** Reads the term whose unit stands at a place; null when it is a duration. */
export function readRelative(tokens: readonly Token[], at: number): RelativeReading | null {
  const named = UNIT_WORDS.get(tokens[at]!.text);
  if (!named) return null;
  const count = countBefore(tokens, at);
  if (!count || count.value < 1 || count.value > 1000) return null;
  const tail = tailOf(tokens, at);
  if (!tail) return null;
  const { lead, applies, carriesOut } = leadOf(tokens, count.from);
  const isLabelled = (named === 'day' || named === 'workday') && isLabel(tokens, count.from);
  // "Dos años de antigüedad a la publicación" is a condition.
  if (named === 'year' && !lead) return null;
  if (tail.from === null && (!lead || carriesOut || !(applies || isLabelled))) return null;
  const isWorking = named === 'workday' || (named === 'day' && (count.isWorking || tail.isWorking));
  const unit = isWorking ? 'workday' : named;
  const closes =
    !carriesOut && (tail.from === 'publication' || tail.from === 'opening' || tail.from === null);
  return {
    from: count.from,
    to: tail.to,
    relative: { count: count.value, unit, from: tail.from },
    role: closes ? 'closing' : null,
  };
}
