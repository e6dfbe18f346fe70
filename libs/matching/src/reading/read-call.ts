import { fold } from '@chasqui/kernel';
import { LANGUAGES, type Language, wordsIn } from '@chasqui/language';
import type { CallFacts } from '../facts.js';
import { MAX_WEIGHT, packTerms, type Side, type TermKind, termOf, type WeightedTerms } from '../fit/terms.js';
import { FIELD_WEIGHTS } from '../fit/weights.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { CallText, WhereReading, WhoReading } from './claims.js';
import { quoteOf, sentencesOf } from './sentences.js';
import { type Finding, type Piece, readTopics } from './topics.js';
import { readWhere } from './where/read-where.js';
import { readWho } from './who/read-who.js';

/** Marks a term that no sentence names: only the classification of the call does. */
export const CLASSIFIED = 255;
/** A broad line of the CRS (three digits) says little about each of its topics. */
const CRS_WEIGHT = 0.6;
/** Topics less certain than this share of the surest one are mentioned in passing. */
const MAIN_TOPIC = 0.4;

/** A call read once for all GADs. */
export interface CallReading {
  readonly facts: CallFacts;
  readonly who: WhoReading;
  readonly where: WhereReading;
  readonly terms: WeightedTerms;
  /** For each term the sentence that names it: 0 the title, then those of the summary. */
  readonly places: Uint8Array;
  /** Main topics, the surest first, general ones left out. */
  readonly mainThemes: readonly string[];
  /** Slug of the network that the call invites to join; null for every other call. */
  readonly joins: string | null;
  /** It names topics, but only such that are too general to carry a match. */
  readonly onlyGeneral: boolean;
}

export function readCall(facts: CallFacts, knowledge: Knowledge): CallReading {
  const language = languageOf(facts);
  const text: CallText = { ...facts, language, donorName: facts.donor.nameEs };
  const topics = readTopics(piecesOf(facts, language), classified(facts, knowledge), knowledge);
  const { terms } = knowledge;
  const weights = new Map<number, number>();
  const pieces = new Map<number, number>();
  for (const side of sidesOf(facts)) {
    const put = (kind: TermKind, findings: ReadonlyMap<string, Finding>) => {
      for (const [code, { certainty, piece }] of findings) {
        const term = terms.number(kind, code, side);
        weights.set(term, certainty * MAX_WEIGHT);
        pieces.set(term, piece ?? CLASSIFIED);
      }
    };
    put('theme', topics.themes);
    put('subject', topics.subjects);
    put('root', topics.roots);
    put('sdg', new Map(facts.sdgs.map((goal) => [String(goal), { certainty: 1, piece: null }])));
  }
  const packed = packTerms(weights);
  const specific = [...topics.themes].filter(([code]) => knowledge.themes.get(code)?.generic === false);
  const surest = Math.max(0, ...specific.map(([, { certainty }]) => certainty));
  return {
    facts,
    who: readWho(text, knowledge.who),
    where: readWhere(text, knowledge.where),
    terms: packed,
    joins: networkJoined(facts, knowledge),
    places: Uint8Array.from(packed, (weighted) => pieces.get(termOf(weighted))!),
    mainThemes: specific
      .filter(([, { certainty }]) => certainty >= surest * MAIN_TOPIC)
      .toSorted(([a, x], [b, y]) => y.certainty - x.certainty || (a < b ? -1 : 1))
      .map(([code]) => code),
    onlyGeneral: specific.length === 0 && topics.themes.size > 0,
  };
}

/** The sentence of a call that a place stands for; null when only its classification says so. */
export function sentenceAt(facts: CallFacts, place: number): string | null {
  if (place === CLASSIFIED) return null;
  if (place === 0) return facts.title;
  return sentencesIn(facts)[place - 1] ?? null;
}

/** Of the calls that were quoted: most of them are quoted to many GADs. */
const quoted = new WeakMap<CallFacts, readonly string[]>();

function sentencesIn(facts: CallFacts): readonly string[] {
  let sentences = quoted.get(facts);
  if (!sentences) {
    sentences = sentencesOf(facts.summary).map((sentence) => quoteOf(facts.summary, sentence));
    quoted.set(facts, sentences);
  }
  return sentences;
}

/** The network that a call for members names, by any of its names; the longest name counts. */
function networkJoined({ kind, title, donor }: CallFacts, { networks }: Knowledge): string | null {
  if (kind !== 'network_membership') return null;
  const text = ` ${wordsIn(fold(`${title} ${donor.nameEs}`)).join(' ')} `;
  const named = networks.flatMap(({ slug, names }) =>
    names.map((name) => ({ slug, words: ` ${wordsIn(fold(name)).join(' ')} ` })),
  );
  const found = named.filter(({ words }) => words.length > 4 && text.includes(words));
  return found.toSorted((a, b) => b.words.length - a.words.length)[0]?.slug ?? null;
}

function sidesOf({ direction }: CallFacts): Side[] {
  return direction === 'both' ? ['demand', 'offer'] : [direction];
}

function languageOf({ language }: CallFacts): Language {
  return LANGUAGES.find((known) => known === language) ?? 'es';
}

function piecesOf(facts: CallFacts, language: Language): Piece[] {
  const sentences = sentencesOf(facts.summary).map((sentence, at): Piece => ({
    text: quoteOf(facts.summary, sentence),
    language,
    weight: FIELD_WEIGHTS.summary,
    // Sentences beyond the last number are read, and quoted as the last one that has a number.
    place: Math.min(at + 1, CLASSIFIED - 1),
  }));
  return [
    { text: facts.title, language, weight: FIELD_WEIGHTS.title, place: 0 },
    ...sentences,
    ...facts.topicWords.map((text): Piece => ({
      text,
      language,
      weight: FIELD_WEIGHTS.classified,
      place: null,
    })),
  ];
}

/** Topics by code, and those whose line of the CRS the call names. */
function classified(facts: CallFacts, knowledge: Knowledge): string[] {
  const categories = new Set(facts.crsSectors.map((code) => code.slice(0, 3)));
  if (categories.size === 0 || facts.themes.length > 0) return [...facts.themes];
  const reached = [...knowledge.themes.values()].filter(({ crsCategories }) =>
    crsCategories.some((category) => categories.has(category)),
  );
  // Only lines that single out few topics are read as such.
  return reached.length * CRS_WEIGHT <= 3 ? reached.map(({ code }) => code) : [];
}
