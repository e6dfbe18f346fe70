import type { Language } from '@chasqui/language';
import { BROAD_FROM, EVIDENCE_SCALE, FIELD_WEIGHTS, SIDE_MATTER, STRENGTH_WEIGHTS } from '../fit/weights.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { Concept } from '../knowledge/lexicon.js';

/** One thing a text is about, how surely (0 to 1), and where it says so best. */
export interface Finding {
  readonly certainty: number;
  /** Number of the piece that names it; null when only a classification does. */
  readonly piece: number | null;
}

export interface Topics {
  readonly themes: ReadonlyMap<string, Finding>;
  readonly subjects: ReadonlyMap<string, Finding>;
  readonly roots: ReadonlyMap<string, Finding>;
}

/** A piece of text with its weight; a sentence, the title, or a free word of the classification. */
export interface Piece {
  readonly text: string;
  readonly language: Language;
  readonly weight: number;
  /** Number by which a reason quotes it; null when it is no sentence of the call. */
  readonly place: number | null;
}

interface Evidence {
  sum: number;
  piece: number | null;
  /** How strongly that piece says it. */
  strength: number;
}

const TITLE = 0;

/**
 * What some pieces of text, and topics named by code, are about. Evidence adds up and saturates. A text about many topics
 * is about each of them less.
 */
export function readTopics(pieces: readonly Piece[], codes: readonly string[], knowledge: Knowledge): Topics {
  const themes = new Map<string, Evidence>();
  const subjects = new Map<string, Evidence>();
  const roots = new Map<string, Evidence>();
  for (const code of codes) if (knowledge.themes.has(code)) add(themes, code, FIELD_WEIGHTS.classified, null);
  for (const { text, language, weight, place } of pieces) {
    for (const { concepts, root } of knowledge.lexicon.scan(text, language)) {
      if (root !== null) add(roots, root, weight, place);
      for (const concept of concepts) addConcept(concept, weight, place, themes, subjects);
    }
  }
  return {
    themes: thinned(central(findings(themes), themes)),
    subjects: findings(subjects),
    roots: findings(roots),
  };
}

function addConcept(
  concept: Concept,
  weight: number,
  place: number | null,
  themes: Map<string, Evidence>,
  subjects: Map<string, Evidence>,
): void {
  const strength = STRENGTH_WEIGHTS[concept.strength];
  if (concept.strength === 'subject') add(subjects, concept.code, weight, place);
  for (const [at, theme] of concept.themes.entries()) {
    add(themes, theme, weight * strength * (at === 0 ? 1 : 0.6), place);
  }
}

function add(into: Map<string, Evidence>, code: string, weight: number, piece: number | null): void {
  const known = into.get(code);
  if (!known) {
    into.set(code, { sum: weight, piece, strength: weight });
    return;
  }
  known.sum += weight;
  // The sentence that says it most directly is quoted, of equal ones the first; any says more than the title.
  const better = known.piece === TITLE || (weight > known.strength && piece !== TITLE);
  if (piece === null || (known.piece !== null && !better)) return;
  known.piece = piece;
  known.strength = weight;
}

function findings(evidence: ReadonlyMap<string, Evidence>): Map<string, Finding> {
  return new Map(
    [...evidence].map(([code, { sum, piece }]) => [
      code,
      { certainty: 1 - Math.exp(-sum / EVIDENCE_SCALE), piece },
    ]),
  );
}

/** A topic with much less evidence than the main one is a side matter: its certainty is of little use to a match. */
function central(
  themes: Map<string, Finding>,
  evidence: ReadonlyMap<string, Evidence>,
): Map<string, Finding> {
  let most = 0;
  for (const { sum } of evidence.values()) most = Math.max(most, sum);
  return new Map(
    [...themes].map(([code, finding]) => {
      const share = evidence.get(code)!.sum / most;
      return [code, { ...finding, certainty: finding.certainty * share ** SIDE_MATTER }];
    }),
  );
}

/** The number of topics is that of equally certain ones which would be as spread (inverse Simpson index). */
function thinned(themes: Map<string, Finding>): Map<string, Finding> {
  let [sum, squares] = [0, 0];
  for (const { certainty } of themes.values()) {
    sum += certainty;
    squares += certainty ** 2;
  }
  const count = squares === 0 ? 0 : sum ** 2 / squares;
  if (count <= BROAD_FROM) return themes;
  const share = Math.sqrt(BROAD_FROM / count);
  return new Map(
    [...themes].map(([code, finding]) => [code, { ...finding, certainty: finding.certainty * share }]),
  );
}
