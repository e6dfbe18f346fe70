import { GAP, isMark, type Token } from './tokens.js';
import { PARTIAL_OFFSETS, ZONE_ABBREVIATIONS, ZONE_NAMES } from './zone-tables.js';
import { padded } from './calendar.js';
import { wordSet } from './word-set.js';

export interface ZoneReading {
  /** IANA name. */
  readonly zone: string;
  readonly from: number;
  /** Index of the token behind it. */
  readonly to: number;
}

/** The zone of an offset from UTC; the names of the time zone database count the other way round: UTC-5 is Etc/GMT+5. */
function zoneOfOffset(sign: number, hours: number, minutes: number): string | null {
  if (minutes !== 0) {
    return PARTIAL_OFFSETS[`${sign < 0 ? '-' : '+'}${padded(hours)}:${padded(minutes)}`] ?? null;
  }
  if (hours === 0) return 'UTC';
  if (hours > (sign > 0 ? 14 : 12)) return null;
  return `Etc/GMT${sign > 0 ? '-' : '+'}${hours}`;
}

/** Reads "-5", "+02:00", "-0300", "– 3 horas" or "Z" at a place. */
export function offsetZone(tokens: readonly Token[], at: number): ZoneReading | null {
  const sign = tokens[at];
  const hours = tokens[at + 1];
  if (sign?.text === 'z' && sign.gap === GAP.none) return { zone: 'UTC', from: at, to: at + 1 };
  if (!isMark(sign, '+-') || hours?.kind !== 'number' || hours.gap > GAP.blank) return null;
  let [hour, minute, to] = [hours.value, 0, at + 2];
  if (hours.text.length === 4) [hour, minute] = [Math.floor(hours.value / 100), hours.value % 100];
  else if (hours.text.length > 2) return null;
  else if (
    isMark(tokens[to], ':.') &&
    tokens[to + 1]?.text.length === 2 &&
    tokens[to + 1]!.gap === GAP.none
  ) {
    const minutes = tokens[to + 1]!;
    if (minutes.kind !== 'number') return null;
    minute = minutes.value;
    to += 2;
  }
  if (hour > 14 || minute > 59) return null;
  const zone = zoneOfOffset(sign!.text === '-' ? -1 : 1, hour, minute);
  return zone ? { zone, from: at, to } : null;
}

/** Never anything but a zone, also without a time beside. */
const ALWAYS = new Set(['utc', 'gmt', 'tuc', 'aoe']);
const UNIVERSAL = new Set(['utc', 'gmt', 'tuc']);

/** Reads "GMT-5", "UTC/GMT −03:00", "UTC", "CET", "AoE" at a place. */
function abbreviatedZone(tokens: readonly Token[], at: number): ZoneReading | null {
  const token = tokens[at];
  if (token?.kind !== 'word' || !token.capital) return null;
  const zone = ZONE_ABBREVIATIONS[token.text];
  if (!zone || !Object.hasOwn(ZONE_ABBREVIATIONS, token.text)) return null;
  if (!UNIVERSAL.has(token.text)) return { zone, from: at, to: at + 1 };
  let to = at + 1;
  if (tokens[to]?.text === '/' && UNIVERSAL.has(tokens[to + 1]?.text ?? '')) to += 2;
  const open = isMark(tokens[to], '(') ? 1 : 0;
  const offset = offsetZone(tokens, to + open);
  return { zone: offset?.zone ?? zone, from: at, to: offset?.to ?? to };
}

/** The longest name of a place at a place of the text, of a few words: "Ciudad de México", "normale de l'Est". */
function namedZone(tokens: readonly Token[], at: number): ZoneReading | null {
  let name = '';
  let best: ZoneReading | null = null;
  for (let length = 1; length <= 5; length += 1) {
    const token = tokens[at + length - 1];
    if (token?.text === "'" && length > 1) continue;
    if (token?.kind !== 'word' || (length > 1 && token.gap > GAP.line)) break;
    name = name ? `${name} ${token.text}` : token.text;
    const zone = ZONE_NAMES.get(name);
    if (zone) best = { zone, from: at, to: at + length };
    // "Washington D.C."
    if (tokens[at + length]?.text === '.' && name.endsWith(' d')) return best;
  }
  return best;
}

const ANYWHERE = 'Etc/GMT+12';
const TIME_WORDS = wordSet(
  'hora horas horario heure heures ora ore time times zeit uhr hores h hs hrs hours huso zona zone',
  'fuso fuseau ortszeit tiempo tempo',
);
const FILLERS = wordSet(
  "de del d la las el los the da do dos di della dell l du des en em in a at at of ' oficial legal",
  'local estandar standard horaria horario horari hora heure ora time y o / , ( ) [ ] - . date and',
);

/**
 * Looks for a zone from a place on: "(hora peninsular)", "hora de Bruselas", "CET/CEST", "Uruguay", "Brussels time",
 * "GMT-5". A bare name counts only when `close`: right behind a time.
 */
export function readZone(
  tokens: readonly Token[],
  from: number,
  end: number,
  close: boolean,
): ZoneReading | null {
  let spoken = false;
  if (close && isMark(tokens[from], '+-') && tokens[from + 1]?.text.length === 4) {
    const offset = offsetZone(tokens, from);
    if (offset && offset.to <= end) return offset;
  }
  for (let at = from, steps = 0; at < end && steps < 10; at += 1, steps += 1) {
    const token = tokens[at]!;
    if (token.gap === GAP.paragraph && at > from) return null;
    if (token.kind === 'number') return null;
    if (token.kind === 'word') {
      const short = close || spoken || ALWAYS.has(token.text) ? abbreviatedZone(tokens, at) : null;
      if (short && isAllCapitals(token)) return short;
      const named = namedZone(tokens, at);
      if (named && (spoken || close || named.zone === ANYWHERE || isTimeWord(tokens[named.to]))) return named;
      if (isTimeWord(token)) spoken = true;
      else if (named) return null;
      else if (!FILLERS.has(token.text)) {
        if (spoken || !close) return null;
        close = false;
      }
    } else if (!FILLERS.has(token.text)) return null;
    else if (token.text === '.' && tokens[at + 1]?.capital === true) close = false;
  }
  return null;
}

/** Words that stand beside the name of a zone: "(local time)", "hora oficial". */
const QUALIFIERS = wordSet(
  "local locale oficial officielle official legal legale standard daylight de d ' of",
);

/** Index behind the zones and the words for them that go on from a place: " Quito time (GMT-5)". */
export function endOfZones(tokens: readonly Token[], from: number, end: number): number {
  let at = from;
  let to = from;
  while (at < end) {
    const token = tokens[at]!;
    const zone = abbreviatedZone(tokens, at) ?? namedZone(tokens, at);
    const isWord = isTimeWord(token) || isMark(token, '()[],/');
    if (!zone && !isWord && !QUALIFIERS.has(token.text)) break;
    at = zone?.to ?? at + 1;
    if (zone || isWord) to = at;
  }
  return Math.min(to, end);
}

function isTimeWord(token: Token | undefined): boolean {
  return token?.kind === 'word' && TIME_WORDS.has(token.text);
}

/** "ET" and "PT" are zones, "et" and "Pt" are not; "AoE" is. */
function isAllCapitals(token: Token): boolean {
  return token.text === 'aoe' || token.upper;
}
