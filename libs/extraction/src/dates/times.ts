import { padded } from './calendar.js';
import { monthWord } from './lexicon.js';
import { readNumberWords } from './number-words.js';
import type { Clock } from './raw-date.js';
import { GAP, isMark, type Token } from './tokens.js';
import { wordSet } from './word-set.js';
import { readZone } from './zones.js';

const HOUR_WORDS = wordSet('h hs hr hrs horas hora hours hour heures heure hores ore ora uhr hours');
/** Before an hour that stands alone: "a las 17", "às 18", "alle 12", "um 17", "at 5", "à 17". */
const BEFORE_HOUR = wordSet(
  'las la as alle ore um at a ao les 24 hora horas hasta until by ate bis entro fino fins avant',
);
/** Before a comma between hours and minutes: "ore 12,00". */
const ITALIAN_HOUR = wordSet('ore alle');
const NOON = wordSet('mediodia noon midday midi mezzogiorno migdia mittag mittags');
const MIDNIGHT = wordSet('medianoche midnight minuit mezzanotte mitjanit mitternacht');
const AFTERNOON = wordSet(
  'tarde noche noite soir sera pomeriggio tarda vespre nit nachmittags abends afternoon evening',
);
const MORNING = wordSet('manana manha matin mattina mati morgens morning madrugada');

interface Half {
  readonly half: 'am' | 'pm';
  readonly to: number;
}

/** "p.m.", "PM", "p. m.", "pm" at a place. */
function readHalf(tokens: readonly Token[], at: number): Half | null {
  const token = tokens[at];
  if (token?.kind !== 'word' || token.gap > GAP.line) return null;
  if (token.text === 'am' || token.text === 'pm') return { half: token.text, to: at + 1 };
  if (token.text !== 'a' && token.text !== 'p') return null;
  let to = at + 1;
  const dotted = isMark(tokens[to], '.');
  if (dotted) to += 1;
  if (tokens[to]?.text !== 'm' || tokens[to]!.gap > GAP.blank || (!dotted && tokens[to]!.gap === GAP.blank))
    return null;
  to += 1;
  if (isMark(tokens[to], '.') && tokens[to]!.gap === GAP.none) to += 1;
  return { half: token.text === 'a' ? 'am' : 'pm', to };
}

/** "de la tarde", "de la noche", "du matin", "in the afternoon" at a place. */
function readPartOfDay(
  tokens: readonly Token[],
  at: number,
): { part: 'morning' | 'later' | 'night'; to: number } | null {
  for (let step = at; step < at + 4; step += 1) {
    const token = tokens[step];
    if (token?.kind !== 'word' || token.gap > GAP.line) return null;
    if (MORNING.has(token.text)) return { part: 'morning', to: step + 1 };
    if (['noche', 'noite', 'nit', 'soir'].includes(token.text)) return { part: 'night', to: step + 1 };
    if (AFTERNOON.has(token.text)) return { part: 'later', to: step + 1 };
    if (!['de', 'da', 'del', 'du', 'di', 'la', 'in', 'the', 'della'].includes(token.text)) return null;
  }
  return null;
}

interface Hour {
  readonly hour: number;
  readonly minute: number;
  readonly to: number;
  /** Written as a time and nothing else: "17:00", "17h", "5 pm". */
  readonly certain: boolean;
}

/** "17:00", "17.00", "17h00", "17 h", "17" at a figure. */
function readFigures(tokens: readonly Token[], at: number): Hour | null {
  const token = tokens[at]!;
  if (token.text.length > 2 || token.value > 24) return null;
  let [minute, to, certain] = [0, at + 1, false];
  const sign = tokens[to];
  const minutes = tokens[to + 1];
  const isMinutes = minutes?.kind === 'number' && minutes.text.length === 2 && minutes.value < 60;
  const signs = ITALIAN_HOUR.has(tokens[at - 1]?.text ?? '') ? ':.,' : ':.';
  if (sign && isMinutes && isMark(sign, signs) && sign.gap === GAP.none && minutes.gap === GAP.none) {
    certain = sign.text === ':';
    minute = minutes.value;
    to += 2;
    if (
      isMark(tokens[to], sign.text) &&
      tokens[to + 1]?.kind === 'number' &&
      tokens[to + 1]!.gap === GAP.none
    ) {
      if (sign.text === '.' || tokens[to + 1]!.text.length !== 2) return null;
      to += 2;
    }
  } else if (sign?.kind === 'word' && isMinutes && /^[hu]$/.test(sign.text) && minutes.gap <= GAP.blank) {
    if (minutes.gap === GAP.none || sign.gap === GAP.blank)
      return { hour: token.value, minute: minutes.value, to: skipMin(tokens, to + 2), certain: true };
  }
  if (token.value === 24 && minute > 0) return null;
  return { hour: token.value, minute, to, certain };
}

function skipMin(tokens: readonly Token[], at: number): number {
  return ['min', 'm', 'mn'].includes(tokens[at]?.text ?? '') ? at + 1 : at;
}

/**
 * Reads a time at a place: "23:59", "17h00", "5:00 p.m.", "12 m.", "17 horas", "12.00 Uhr", "a las doce de la noche",
 * "mediodía". A bare hour counts behind "a las" and the like, or with a word for hours behind it.
 */
export function readClock(tokens: readonly Token[], at: number): Clock | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.kind === 'word') return readWords(tokens, at);
  if (token.kind !== 'number' || isInsideFigure(tokens, at)) return null;
  const read = readFigures(tokens, at);
  return read && finish(tokens, at, read);
}

function isInsideFigure(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before || tokens[at]!.gap > GAP.none) return isMark(before, '$€');
  return (
    before.kind === 'number' ||
    isMark(before, '.:/$€+#') ||
    (isMark(before, ',') && tokens[at - 2]?.kind === 'number' && before.gap === GAP.none)
  );
}

function readWords(tokens: readonly Token[], at: number): Clock | null {
  const token = tokens[at]!;
  const compound = meetsDay(tokens, at);
  if (NOON.has(token.text) || compound === 'noon') return clock('12:00', at, at + (compound ? 3 : 1));
  if (MIDNIGHT.has(token.text) || compound === 'midnight') {
    return { ...clock('00:00', at, at + (compound ? 3 : 1)), midnight: true };
  }
  if (!['las', 'la', 'as', 'alle', 'at', 'a', 'le'].includes(tokens[at - 1]?.text ?? '')) return null;
  const words = readNumberWords(tokens, at);
  if (!words || words.ordinal || words.value > 24) return null;
  const behind = tokens[words.end];
  if (
    !readPartOfDay(tokens, words.end) &&
    !HOUR_WORDS.has(behind?.text ?? '') &&
    !readHalf(tokens, words.end)
  )
    return null;
  return finish(tokens, at, { hour: words.value, minute: 0, to: words.end, certain: true });
}

/** "meio-dia", "meia-noite". */
function meetsDay(tokens: readonly Token[], at: number): 'noon' | 'midnight' | null {
  const first = tokens[at]!.text;
  if (first !== 'meio' && first !== 'meia') return null;
  const isJoined = isMark(tokens[at + 1], '-');
  const second = tokens[at + 2]?.text;
  if (!isJoined) return null;
  return second === 'dia' ? 'noon' : second === 'noite' ? 'midnight' : null;
}

function clock(time: string, from: number, to: number): Clock {
  return { time, midnight: false, until: null, from, to };
}

function finish(tokens: readonly Token[], at: number, read: Hour): Clock | null {
  const marked = readMarks(tokens, at, read);
  if (!marked) return null;
  let { hour, to } = marked;
  // "12:00 noon (CEST)", "12:00 del mediodía": what follows is the zone or the day.
  const noon = tokens[to]?.text === 'del' ? to + 1 : to;
  if (hour === 12 && NOON.has(tokens[noon]?.text ?? '')) to = noon + 1;
  const part = readPartOfDay(tokens, to);
  if (part) {
    to = part.to;
    if (part.part === 'night' && hour === 12) return { ...clock('00:00', at, to), midnight: true };
    if (part.part !== 'morning' && hour < 12) hour += 12;
  }
  return clock(hour === 24 ? '23:59' : `${padded(hour)}:${padded(read.minute)}`, at, to);
}

/** What stands behind an hour; null when neither that nor what stands before it makes it one. */
function readMarks(tokens: readonly Token[], at: number, read: Hour): { hour: number; to: number } | null {
  const { hour, to } = read;
  const half = readHalf(tokens, to);
  if (half && hour >= 1 && hour <= 12)
    return { hour: (hour % 12) + (half.half === 'pm' ? 12 : 0), to: half.to };
  const word = tokens[to];
  const further = tokens[to + 1];
  // Latin American for noon: "12 m."
  if (hour === 12 && word?.text === 'm' && (isMark(further, '.)') || !further)) {
    return { hour, to: further?.text === '.' ? to + 2 : to + 1 };
  }
  if (word?.kind === 'word' && word.gap <= GAP.line && HOUR_WORDS.has(word.text)) {
    if (!read.certain && !isSpoken(tokens, at, to)) return null;
    const dotted =
      isMark(further, '.') &&
      further!.gap === GAP.none &&
      word.text.length <= 3 &&
      tokens[to + 2]?.capital === false;
    return { hour, to: dotted ? to + 2 : to + 1 };
  }
  return read.certain || isSaid(tokens, at, to) || isZoned(tokens, at, to) ? { hour, to } : null;
}

/** "a las 17", "às 18.30", "ore 12", "h. 15.30": no word for hours follows, but one that leads to a time stands before. */
function isSaid(tokens: readonly Token[], at: number, to: number): boolean {
  const isDotted = isMark(tokens[at - 1], '.') && tokens[at - 1]!.gap === GAP.none;
  const place = isDotted ? at - 2 : at - 1;
  const before = tokens[place]?.text ?? '';
  if (before === 'h') return tokens[place - 1]?.kind !== 'number';
  if (isDotted) return false;
  if (to > at + 1) return BEFORE_HOUR.has(before);
  const next = tokens[to];
  const isAlone =
    !next || next.kind === 'mark' || next.gap > GAP.blank || ['del', 'de', 'do', 'hora'].includes(next.text);
  return isAlone && ['las', 'as', 'ore', 'alle'].includes(before);
}

/** "10.00 (hora de Quito)": the zone in brackets tells a time from a sum. */
function isZoned(tokens: readonly Token[], at: number, to: number): boolean {
  return to > at + 1 && isMark(tokens[to], '(') && readZone(tokens, to, to + 8, true) !== null;
}

/** "17 horas" is a time behind "a las" or a bracket, "de 10 h à 11 h" are two; "20 horas" of a course is not. */
function isSpoken(tokens: readonly Token[], at: number, to: number): boolean {
  const before = tokens[at - 1];
  if (tokens[to]!.text === 'uhr' || !before || before.kind !== 'word') return true;
  if (BEFORE_HOUR.has(before.text) || monthWord(before) !== undefined) return true;
  return ['a', 'bis', '-', 'to'].includes(tokens[to + 1]?.text ?? '') && tokens[to + 2]?.kind === 'number';
}
