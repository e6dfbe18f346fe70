import type { DeadlineReading, Span } from '../types.js';
import { isStruckAt, type ReadPart } from './read-part.js';
import { sentenceAround } from './sentence.js';

export interface DeadlinePhrase {
  readonly kind: Exclude<DeadlineReading['kind'], 'exact' | 'relative' | 'recurring' | 'cut_offs'>;
  readonly part: ReadPart;
  readonly span: Span;
  readonly sentence: string;
}

/** Words, without accents, by which calls say that they have no closing date. Each list: es, en, pt, fr, it, ca, de. */
const PHRASES: readonly (readonly [DeadlinePhrase['kind'], RegExp])[] = [
  [
    'rolling',
    joined([
      'ventanilla (?:abierta|continua)|por orden de (?:llegada|presentacion|recepcion|entrada)',
      'hasta (?:agotar|que se agoten|el agotamiento|agotamiento)|recepcion (?:continua|permanente) de',
      'en cualquier momento del ano|durante todo el ano|de (?:forma|manera) continua',
      'rolling basis|first[- ]come,? first[- ]served|accepted (?:continuously|year[- ]round|at any time)|until funds are exhausted',
      'applications? (?:are|is) accepted (?:on a rolling|throughout)|fluxo continuo|por ordem de chegada|ate (?:esgotar|o esgotamento)',
      "au fil de l'eau|premier arrive,? premier servi|jusqu'a epuisement|tout au long de l'annee",
      "a sportello|fino (?:ad|all') ?esaurimento|in ordine di arrivo|per ordre d'(?:arribada|entrada)|fins a exhaurir",
      'laufend (?:eingereicht|moglich)|jederzeit (?:eingereicht|moglich)|windhundverfahren',
    ]),
  ],
  [
    'permanent',
    joined([
      'convocatoria (?:es )?(?:permanente|abierta permanentemente|de caracter permanente)|programa permanente',
      '(?:no (?:tiene|hay|existe|cuenta con)|sin) (?:una |un )?(?:fecha (?:limite|de cierre|tope)|plazo (?:de cierre|limite|establecido))',
      'abierta (?:de forma |de manera )?permanente(?:mente)?|carater permanente|chamada permanente',
      'no (?:closing date|deadline)|open[- ]ended call|permanently open|standing call|sem (?:prazo|data) (?:limite|de encerramento)',
      'appel (?:a projets )?permanent|sans date limite|bando (?:sempre aperto|permanente)|senza scadenza',
      'convocatoria permanent\\b|sense data limit|ohne (?:frist|einsendeschluss)|keine (?:frist|fristen)\\b',
    ]),
  ],
  [
    'unpublished',
    joined([
      '(?:plazo|fechas?|cierre|apertura|cronograma|calendario)[^.;\\n]{0,60}(?:por (?:definir|confirmar|anunciar)|a definir|se (?:anunciara|publicara|comunicara|dara a conocer)|pendiente de publicacion)',
      '(?:deadline|dates?|timeline)[^.;\\n]{0,60}(?:to be (?:announced|confirmed|determined|defined)|\\btba\\b|\\btbc\\b|\\btbd\\b)',
      '(?:prazo|datas?)[^.;\\n]{0,60}(?:a (?:definir|confirmar|anunciar)|sera (?:anunciad|divulgad)[ao])',
      '(?:delai|dates?)[^.;\\n]{0,60}(?:a (?:preciser|confirmer|definir)|sera communiquee)',
      '(?:scadenza|termine|date)[^.;\\n]{0,60}(?:da (?:definire|confermare))|(?:termini|data)[^.;\\n]{0,60}(?:per (?:definir|confirmar))',
      '(?:frist|datum)[^.;\\n]{0,60}(?:wird (?:noch )?bekannt)',
    ]),
  ],
];

function joined(alternatives: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${alternatives.join('|')})`, 'g');
}

/** What such a phrase is about otherwise: staff, payments, a web page's help desk. */
const ABOUT_OTHERS =
  /\b(?:personal permanente|comision permanente|soporte|help ?desk|residencia permanente|comite permanente)\b/;

/** The first phrase of a part that says how it closes without a date, rolling ones before the others. */
export function deadlinePhrase(part: ReadPart): DeadlinePhrase | null {
  for (const [kind, phrase] of PHRASES) {
    for (const found of part.folded.matchAll(phrase)) {
      const span = { start: found.index, end: found.index + found[0].length };
      const sentence = sentenceAround(part.text, span);
      if (ABOUT_OTHERS.test(part.folded.slice(sentence.start, sentence.end))) continue;
      if (!isStruckAt(part, span)) return { kind, part, span, sentence: sentence.text };
    }
  }
  return null;
}
