import type { FieldReading, PercentMention } from '../types.js';
import { isStruckAt, readingAt, type ReadPart, spanOf, withHint, withoutHint } from './read-part.js';
import { sentenceAround } from './sentence.js';

/** What the applicant brings. */
const OWN_SHARE = new RegExp(
  [
    'contrapartida|contraparte|(?:aporte|aportacion|contribucion|recursos|fondos|financiacion|financiamiento) (?:propi[oa]s?|local(?:es)?|minim[oa]s?)',
    '(?:aporte|aportacion|contribucion) del? (?:la )?(?:solicitante|entidad|proponente|beneficiari[oa]|gad|municipio|postulante)',
    'autofinanciaci|own (?:contribution|resources|funds|funding)|match(?:ing|ed)?[- ](?:fund|contribution|grant)|counterpart|cost[- ]shar',
    "applicant'?s'? (?:own )?(?:contribution|share)|contrapartida|recursos proprios|contrepartie|autofinancement|apport(?:s)? (?:propre|personnel|local)",
    'fonds propres|autofinanziament|cofinanziamento (?:minimo|a carico)|risorse proprie|quota a carico|aportacio propia|recursos propis|eigenanteil|eigenmittel|eigenbeitrag',
  ].join('|'),
  'g',
);

/** What the funder gives. */
const FUNDED_SHARE = new RegExp(
  [
    'subvencion\\w*|financia(?:ra|n|r|ble|remos)?\\b|financiara|cubr(?:e|ira|irse|ir)|aportara|concedera|(?:monto|importe|cuantia|ayuda)s? (?:maxim[oa]|solicitad[oa]|subvencionable)',
    'no (?:podra|puede|podran|pueden|debe|debera)\\w* (?:superar|exceder)|tasa de (?:cofinanciacion|financiacion|cofinanciamiento)|intensidad de la ayuda',
    'grants?\\b|fund(?:s|ing|ed)?\\b|covers?\\b|finances?\\b|co-?financ\\w*|award|reimburse|cofinanci\\w*|co-?financing rate|subvenc\\w*|apoio|cobre\\b',
    'subvention\\w*|finance(?:ment|ra)?\\b|prise? en charge|contributo|finanziament\\w*|copre\\b|finanza\\b|finanzia\\b|finanscament|financament|subvencio\\b|forder\\w*|zuschuss|gefordert',
  ].join('|'),
  'g',
);

const OF_THE_COST =
  /cost[eo]?s?\b|presupuesto|total|cost|budget|elegibl|eligible|admisible|subvencionable|orcamento|custos?|cout|depenses|spes[ae]|despes[ae]s|pressupost|gesamtkosten|kosten|ausgaben|proyecto|project|projet/;

/** Percentages of a budget that are not about who pays for it. */
const OF_SOMETHING_ELSE =
  /\b(?:personal|sueldos|salarios|administrativ\w*|administracion|indirect\w*|overheads?|imprevistos|contingenc\w*|anticip\w*|desembols\w*|primer pago|segundo pago|advance|instal?ments?|pre-?financing|puntaje|puntos|puntuacion|score|points|garantia|poblacion|evaluacion|criteri\w*|ponderacion|weight|iva|vat|intereses?|equipamiento|equipos|equipment|viajes|travel|staff|auditoria|mujeres|women|jovenes)\b/;

interface Share {
  readonly part: ReadPart;
  readonly mention: PercentMention;
  readonly percent: number;
  readonly rule: 'cofinancing.own' | 'cofinancing.complement';
  readonly confidence: number;
}

/**
 * Least share of the cost that the applicant bears, percent. A text that only says how much is paid ("hasta el 80 %
 * del costo total") gives the rest of it, with less confidence.
 */
export function readCofinancing(parts: readonly ReadPart[]): FieldReading | null {
  const telling = [...withHint(parts, 'amount'), ...withoutHint(parts), ...withHint(parts, 'summary')];
  const shares = telling.flatMap((part) => part.percents.flatMap((mention) => shareOf(part, mention)));
  const own = shares.filter(({ rule }) => rule === 'cofinancing.own');
  const candidates = own.length > 0 ? own : shares;
  const least = candidates.toSorted((a, b) => a.percent - b.percent)[0];
  if (!least) return freeOfIt(telling);
  const isOne = candidates.every(({ percent }) => percent === least.percent);
  const confidence = isOne ? least.confidence : Math.min(least.confidence, 0.5);
  const value = String(Math.round(least.percent * 100) / 100);
  return readingAt('cofinancingPercent', least.part, spanOf(least.mention), value, least.rule, confidence);
}

function shareOf(part: ReadPart, mention: PercentMention): Share[] {
  const percent = Number(mention.value);
  if (!(percent >= 0 && percent <= 100)) return [];
  const span = spanOf(mention);
  const sentence = sentenceAround(part.text, span);
  const text = part.folded.slice(sentence.start, sentence.end);
  const at = span.start - sentence.start;
  const own = distance(OWN_SHARE, text, at);
  const funded = distance(FUNDED_SHARE, text, at);
  if (mention.role === 'cofinancing' || (mention.role === null && own < funded)) {
    return [
      { part, mention, percent, rule: 'cofinancing.own', confidence: Math.min(0.85, mention.confidence) },
    ];
  }
  const isOther = OF_SOMETHING_ELSE.test(around(text, at));
  if (funded === Infinity || isOther || percent < 20 || !OF_THE_COST.test(text)) return [];
  return [{ part, mention, percent: 100 - percent, rule: 'cofinancing.complement', confidence: 0.55 }];
}

const NEAR = 110;

/** Characters between a place and the nearest match; those behind it count double, for a name goes before its number. */
function distance(words: RegExp, text: string, at: number): number {
  let nearest = Infinity;
  for (const found of text.matchAll(words)) {
    const gap = found.index <= at ? at - found.index - found[0].length : (found.index - at) * 2;
    if (gap <= NEAR) nearest = Math.min(nearest, Math.max(0, gap));
  }
  return nearest;
}

/** What stands before a percent, and behind it up to the next comma. */
function around(text: string, at: number): string {
  const behind = text.slice(at + 1, at + 70).split(/[,;:]\s/)[0]!;
  return `${text.slice(Math.max(0, at - 70), at)} ${behind}`;
}

const NONE_ASKED =
  /\b(?:no (?:se )?(?:exige|requiere|solicita|pide|es necesari[oa]|precisa)|sin)[^.;\n]{0,25}(?:contrapartida|cofinanciaci|aporte propio|contraparte)|no (?:cost[- ]sharing|matching|co-?financing|match)[^.;\n]{0,20}(?:required|requirement|needed)|sem contrapartida|sans contrepartie/;

function freeOfIt(parts: readonly ReadPart[]): FieldReading | null {
  for (const part of parts) {
    const found = NONE_ASKED.exec(part.folded);
    if (!found) continue;
    const span = { start: found.index, end: found.index + found[0].length };
    if (!isStruckAt(part, span))
      return readingAt('cofinancingPercent', part, span, '0', 'cofinancing.none', 0.6);
  }
  return null;
}
