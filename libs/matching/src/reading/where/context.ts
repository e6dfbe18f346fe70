import { GAP, type Tokens } from '../who/tokens.js';
import {
  ARTICLES,
  CUE,
  cuesOf,
  EXCEPT,
  FOR,
  GIVERS,
  IN,
  IN_BY_LANGUAGE,
  isLink,
  OF,
  openingBefore,
  PAST,
  TOWARDS,
} from './cues.js';

/** How far back a place's context is looked for, in words. */
const REACH = 12;
/** How far around it words of the past are. */
const PAST_REACH = 30;
const EMPHASIS_REACH = 6;

/** What the words around a place say of its part in the call. */
export interface Context {
  /** The preposition right before it. */
  readonly preposition: 'in' | 'of' | 'for' | 'to' | null;
  /** The nearest telling word before it: who takes part or what is done, or what happens elsewhere. */
  readonly cue: 'anchor' | 'elsewhere' | null;
  /** The cue is work done there. */
  readonly work: boolean;
  /** The cue stands right before the preposition. */
  readonly close: boolean;
  /** Who takes part or what is done is of, in or for the place, or a list of places follows it. */
  readonly anchored: boolean;
  readonly giver: boolean;
  readonly except: boolean;
  readonly emphasised: boolean;
  readonly past: boolean;
  /** Word index of the nearest word that is no article or preposition; -1 at the beginning of a sentence. */
  readonly before: number;
}

/**
 * Reads the words before a place, within its sentence.
 * @param language ISO 639-1: "a" is a place in some languages and a direction in others
 */
export function contextOf(tokens: Tokens, from: number, language: string): Context {
  const { words } = tokens;
  const here = IN_BY_LANGUAGE[language];
  let preposition: Context['preposition'] = null;
  let before = -1;
  let cue: Context['cue'] = null;
  let work = false;
  let cueAt = -1;
  let emphasised = false;
  const first = startOfSentence(tokens, from, REACH);
  for (let at = from - 1; at >= first; at -= 1) {
    const word = words[at] ?? '';
    if (before < 0) {
      if (preposition === null && !ARTICLES.has(word)) preposition = prepositionOf(word, here);
      if (isLink(word) || here?.has(word)) continue;
      before = at;
    }
    const cues = cuesOf(word);
    if (from - at <= EMPHASIS_REACH && cues & CUE.emphasis) emphasised = true;
    if (cue === null && cues & (CUE.anchor | CUE.elsewhere)) {
      cue = cues & CUE.anchor ? 'anchor' : 'elsewhere';
      cueAt = at;
    }
    if (cues & CUE.work) work = true;
  }
  const close = cueAt >= 0 && cueAt === before;
  const announced = close && openingBefore(tokens, from) === ':';
  const bound = preposition !== null && (preposition !== 'to' || close);
  return {
    preposition,
    cue,
    work,
    close,
    anchored: cue === 'anchor' && (bound || announced),
    giver: before >= 0 && GIVERS.has(words[before] ?? ''),
    except: before >= 0 && EXCEPT.has(words[before] ?? ''),
    emphasised,
    past: saysPast(tokens, from),
    before,
  };
}

function prepositionOf(word: string, here: ReadonlySet<string> | undefined): Context['preposition'] {
  if (IN.has(word) || here?.has(word)) return 'in';
  if (OF.has(word)) return 'of';
  if (FOR.has(word)) return 'for';
  return TOWARDS.has(word) ? 'to' : null;
}

function saysPast(tokens: Tokens, from: number): boolean {
  const first = startOfSentence(tokens, from, PAST_REACH);
  const last = endOfSentence(tokens, from, PAST_REACH);
  for (let at = first; at <= last; at += 1) if (PAST.has(tokens.words[at] ?? '')) return true;
  return false;
}

/** The first word of the sentence, at most `reach` words back. */
export function startOfSentence({ gaps }: Tokens, word: number, reach: number): number {
  let at = word;
  while (at > 0 && word - at < reach && gaps[at] !== GAP.sentence) at -= 1;
  return at;
}

/** The last word of the sentence, at most `reach` words on. */
export function endOfSentence({ gaps, words }: Tokens, word: number, reach: number): number {
  let at = word;
  while (at + 1 < words.length && at - word < reach && gaps[at + 1] !== GAP.sentence) at += 1;
  return at;
}
