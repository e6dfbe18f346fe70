import { ECUADOR_ZONE, daysBetween, formatDateTime, localDate } from '@chasqui/kernel';
import type { FindingKind, FindingState, Severity } from '@chasqui/intake';

/** Spanish words of the curators' desk of what sources bring. */

export const FINDING_KIND_LABELS: Readonly<Record<FindingKind, string>> = {
  new: 'Nuevas',
  change: 'Cambios',
  vanished: 'Ya no están',
  sample: 'Muestra del día',
};

export const FINDING_KIND_ONE: Readonly<Record<FindingKind, string>> = {
  new: 'Convocatoria nueva',
  change: 'Cambio en una convocatoria',
  vanished: 'Ya no está en su fuente',
  sample: 'Muestra del día: se publicó sola',
};

export const FINDING_KIND_HELP: Readonly<Record<FindingKind, string>> = {
  new: 'convocatorias que nadie conocía',
  change: 'la fuente dice otra cosa que la ficha',
  vanished: 'la fuente dejó de listarlas',
  sample: 'se publicaron solas y alguien las comprueba',
};

export const FINDING_STATE_LABELS: Readonly<Record<FindingState, string>> = {
  open: 'por decidir',
  accepted: 'aceptada',
  rejected: 'rechazada',
  merged: 'unida a otra convocatoria',
  superseded: 'dejó de hacer falta: la fuente trajo otros datos',
};

/** How soon somebody should look, as a word and a sign: colour is never the only sign. */
export const URGENCY: Readonly<Record<Severity, { readonly word: string; readonly sign: string }>> = {
  immediate: { word: 'Urgente', sign: '▲▲' },
  important: { word: 'Importante', sign: '▲' },
  minor: { word: 'Menor', sign: '●' },
  none: { word: 'Sin prisa', sign: '○' },
};

/** From here on a reading is shown as sure, and from there on as likely. Below, the curator has to decide herself. */
const SURE = 0.85;
const LIKELY = 0.6;

export type Certainty = 'segura' | 'probable' | 'dudosa';

/** @param confidence 0 to 1 */
export function certaintyOf(confidence: number): Certainty {
  if (confidence >= SURE) return 'segura';
  return confidence >= LIKELY ? 'probable' : 'dudosa';
}

/** "hoy", "1 día", "3 días": whole days on Ecuador's calendar. */
export function daysText(since: Date, now: Date): string {
  const days = Math.max(0, daysBetween(localDate(since), localDate(now)));
  return days === 0 ? 'hoy' : days === 1 ? '1 día' : `${days} días`;
}

/** "espera desde hoy", "espera 3 días". */
export function waitText(since: Date, now: Date): string {
  const days = daysText(since, now);
  return days === 'hoy' ? 'llegó hoy' : `espera ${days}`;
}

/** "jueves 15 de marzo de 2029, 17:00, hora de Ecuador". */
export function momentText(at: Date): string {
  return `${formatDateTime(at, ECUADOR_ZONE)}, hora de Ecuador`;
}

/** Where the words stood, by the first part of a rule's name. */
const PLACES: Readonly<Record<string, string>> = {
  'title.part': 'en el lugar de la página que es el título',
  'title.first_line': 'en la primera línea del texto',
  'summary.part': 'en el lugar de la página que es la descripción',
  'summary.paragraphs': 'en los primeros párrafos del texto',
  'deadline.part': 'en el lugar de la página que da el plazo',
  'deadline.part_last': 'la última fecha del lugar de la página que da el plazo',
  'deadline.text': 'una fecha junto a palabras de cierre en el texto',
  'deadline.concept_note': 'la fecha para entregar la nota conceptual, que es la primera que hay que cumplir',
  'deadline.relative': 'un plazo contado desde otra fecha',
  'deadline.recurring': 'una fecha que se repite cada año',
  'deadline.cut_offs': 'varias fechas de corte',
  'deadline.rolling': 'palabras que hablan de recepción continua',
  'deadline.permanent': 'palabras que dicen que no cierra',
  'deadline.unpublished': 'palabras que dicen que la fecha se publicará',
  'opening.part': 'en el lugar de la página que da la apertura',
  'opening.text': 'una fecha junto a palabras de apertura en el texto',
  'amount.part': 'en el lugar de la página que da el monto',
  'amount.text': 'un monto del texto, por las palabras que lo rodean',
  'currency.words': 'la moneda escrita junto a los montos',
  'currency.default': 'la moneda anotada para esta fuente',
  'cofinancing.own': 'la parte que pone quien postula',
  'cofinancing.complement': 'lo que falta hasta el 100 % que financia el cooperante',
  'cofinancing.none': 'palabras que dicen que no se pide contraparte',
  'applicants.part': 'en el lugar de la página que dice quién puede postular',
  'applicants.heading': 'debajo de un título sobre quién puede postular',
  'applicants.sentence': 'una frase que dice quién puede postular',
  'countries.part': 'en el lugar de la página que da los países',
  'documents.part': 'en el lugar de la página que pide documentos',
  'documents.heading': 'debajo de un título sobre los documentos que se piden',
  'documents.requirements': 'en una lista de requisitos',
  'contact.part': 'en el lugar de la página que da el contacto',
  'contact.text': 'una dirección de correo o un teléfono del texto',
  'status.label': 'junto a la palabra «estado»',
  'status.line': 'una línea que solo dice el estado',
  'status.title': 'una palabra del título',
  'status.sentence': 'una frase que dice cómo está la convocatoria',
  'language.detected': 'el idioma en que está escrito el texto',
  'language.default': 'el idioma anotado para esta fuente',
  'matching.countries': 'un país o una región que nombra el texto',
  'matching.territories': 'un lugar del Ecuador que nombra el texto',
  known: 'un dato que la fuente da como tal',
  links: 'los archivos que enlaza la página',
  vanished: 'la fuente ya no lo dice',
  memory: 'se leyó antes y la fuente todavía no lo retira',
};

/** How it was written, by the second part of a rule's name. */
const WRITINGS: readonly (readonly [start: string, text: string])[] = [
  ['date:relative', 'contada desde otra fecha'],
  ['date:named', 'escrita con el nombre del mes'],
  ['date:numeric:month-first', 'en cifras, con el mes primero'],
  ['date:numeric', 'en cifras'],
  ['date:iso', 'en cifras, con el año primero'],
  ['date:day-month', 'sin año: se tomó de otra fecha'],
  ['amount.context', 'sin moneda a su lado'],
  ['amount.same-sentence', 'con la moneda de otro monto de la frase'],
  ['amount', 'con su moneda'],
];

/** How a value was found, in plain words. A rule without words of its own is told by its place alone. */
export function ruleInWords(rule: string): string {
  const [place = '', ...rest] = rule.split(':');
  const writing = rest.join(':');
  const where = PLACES[place] ?? 'según las palabras del texto';
  const how = WRITINGS.find(([start]) => writing.startsWith(start))?.[1];
  return how ? `${where}, ${how}` : where;
}
