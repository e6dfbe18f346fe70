import type { FieldReading, Span } from '../types.js';
import { isStruckAt, type Line, readingAt, type ReadPart, withHint, withoutHint } from './read-part.js';
import { sentenceAround } from './sentence.js';

export type SourceStatus = 'open' | 'forecast' | 'closed' | 'cancelled';

/** Words without accents, the strongest first: what is cancelled may still be called open elsewhere on its page. */
const WORDS: readonly (readonly [SourceStatus, string])[] = [
  [
    'cancelled',
    'cancelad[oa]|anulad[oa]|sin efecto|revocad[oa]|suspendid[oa]|cancel(?:l)?ed|withdrawn|suspended|archived without award|annulee?|suspendue?|annullat[oa]|sospes[oa]|anul.lad[oa]|abgesagt|zuruckgezogen',
  ],
  [
    'closed',
    'cerrad[oa]|finalizad[oa]|concluid[oa]|vencid[oa]|desiert[oa]|resuelt[oa]|adjudicad[oa]|closed|expired|ended|encerrad[oa]|fechad[oa]|fermee?|cloturee?|close?e|chius[oa]|scadut[oa]|tancad[oa]|tancat|geschlossen|beendet|abgelaufen',
  ],
  [
    'forecast',
    'previst[oa]|proximamente|proxim[oa]|en preparacion|programad[oa]|forecast(?:ed)?|upcoming|forthcoming|coming soon|planned|em breve|a venir|prevue?|prossim[oa]|in arrivo|propera|geplant|demnachst',
  ],
  [
    'open',
    'abiert[oa]|vigente|en curso|activ[oa]|open(?: for submission)?|posted|active|abert[oa]|ouverte?|en cours|apert[oa]|obert[oa]?|offen|laufend',
  ],
];

const CALL =
  '(?:convocatoria|concurso|llamado|ventanilla|inscripciones|postulaciones|invitacion|call(?: for (?:proposals|applications|projects))?|opportunity|applications|submissions|chamada|edital|inscricoes|appel(?: a projets| a candidatures| a propositions)?|bando|avviso|convocatoria|ausschreibung|aufruf)';

interface Patterns {
  readonly status: SourceStatus;
  readonly label: RegExp;
  readonly alone: RegExp;
  readonly marked: RegExp;
}

/** How a status is told: "Estado: Cerrada", a line of its own, "[CERRADA]" in a title. */
const PATTERNS: readonly Patterns[] = WORDS.map(([status, words]) => ({
  status,
  label: new RegExp(
    `^(?:estado|situacion|estatus|status|state|situacao|statut|etat|stato|estat)(?: (?:de la|del|da|do|of the|de l') ?${CALL})?\\s?(?:[:|]|-)\\s?(?:${CALL} )?(?:${words})\\b`,
  ),
  alone: new RegExp(`^(?:${CALL} (?:ya )?)?(?:${words})(?: ${CALL})?[.!]?$`),
  marked: new RegExp(
    `(?:^\\s?[[(]?(?:${CALL} )?(?:${words})[\\])]?\\s?[:–-] |[[(](?:${CALL} )?(?:${words})[\\])]|[–-] (?:${CALL} )?(?:${words})$)`,
  ),
}));

/** "La convocatoria ha sido cancelada": the verb and what it says; the call stands before it. */
const SAID = new RegExp(
  `\\b(?:estan?|ha sido|han sido|fue|fueron|quedan?|quedo|se encuentra|se declar[ao]|ha quedado|is|are|has been|have been|was|were|foi|encontra-se|est|a ete|sont|e|ha estat|ist|wurde)(?: now| currently| ya| actualmente| oficialmente| ora| stat[oa])? (?:declarad[oa] )?(?:${WORDS.map(([, words]) => `(${words})`).join('|')})\\b(?! jusqu)`,
  'g',
);
const CALL_BEFORE = new RegExp(`\\b${CALL}\\b[^.;:]{0,60}$`);

/** What may happen, has not, or happened to something else. */
const HYPOTHETICAL =
  /\b(?:no (?:ha|esta|fue|is|has)|podra|podran|podria|puede|pueden|poder|derecho|en caso|cuando|si la|si el|si no|una vez|tras|despues|hasta que|antes de|salvo|may|might|could|can be|if|once|when|after|until|unless|reserves?|pode(?:ra)?|caso|quando|apos|pourra|peut|lorsque|apres|puo|potra|qualora|dopo|falls|wenn|nachdem|anterior(?:es)?|previous|pasad[oa]|last year|edicion 20)\b/;

const LONGEST_SENTENCE = 300;

/** What the source itself says about the state of the call; null when it says nothing. */
export function readSourceStatus(parts: readonly ReadPart[]): FieldReading | null {
  const telling = [
    ...withHint(parts, 'title'),
    ...withHint(parts, 'deadline'),
    ...withoutHint(parts),
    ...withHint(parts, 'summary'),
  ];
  const inTitle = withHint(parts, 'title').flatMap((part) =>
    part.lines.slice(0, 3).map((line) => ({ part, line })),
  );
  return (
    first(telling, 'status.label', 0.85, ({ label }, text) => text.length <= 120 && label.test(text)) ??
    marked(inTitle) ??
    first(telling, 'status.line', 0.65, ({ alone }, text) => text.length <= 60 && alone.test(text)) ??
    sentence(telling)
  );
}

function marked(lines: readonly { readonly part: ReadPart; readonly line: Line }[]): FieldReading | null {
  for (const { status, marked: pattern } of PATTERNS) {
    const found = lines.find(({ line }) => pattern.test(line.folded));
    if (found) return readingAt('sourceStatus', found.part, found.line, status, 'status.title', 0.8);
  }
  return null;
}

function first(
  parts: readonly ReadPart[],
  rule: string,
  confidence: number,
  says: (patterns: Patterns, text: string) => boolean,
): FieldReading | null {
  for (const part of parts) {
    for (const line of part.lines) {
      if (line.text.length > 120 || isStruckAt(part, line)) continue;
      const found = PATTERNS.find((patterns) => says(patterns, line.folded));
      if (found) return readingAt('sourceStatus', part, line, found.status, rule, confidence);
    }
  }
  return null;
}

function sentence(parts: readonly ReadPart[]): FieldReading | null {
  let best: { readonly rank: number; readonly part: ReadPart; readonly span: Span } | null = null;
  for (const part of parts) {
    for (const match of part.folded.matchAll(SAID)) {
      const rank = match.slice(1).findIndex(Boolean);
      if (best && best.rank <= rank) continue;
      const span = sentenceAround(part.text, { start: match.index, end: match.index + match[0].length });
      const before = part.folded.slice(span.start, match.index);
      const isSaid = CALL_BEFORE.test(before) && !HYPOTHETICAL.test(part.folded.slice(span.start, span.end));
      if (isSaid && span.text.length <= LONGEST_SENTENCE && !isStruckAt(part, span))
        best = { rank, part, span };
    }
  }
  if (!best) return null;
  return readingAt('sourceStatus', best.part, best.span, WORDS[best.rank]![0], 'status.sentence', 0.6);
}
