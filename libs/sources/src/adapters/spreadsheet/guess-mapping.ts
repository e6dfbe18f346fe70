import { fold } from '@chasqui/kernel';
import type { DateFormat, Mapped } from '../definition/mapped-fields.js';
import type { SheetMapping } from './spreadsheet.config.js';

type Meaning = 'title' | 'link' | 'key' | Partial<Mapped>;

/** Headings in Spanish and English, folded, the more telling ones first. */
const HEADINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:codigo|cod|id|identificador|numero de convocatoria|call id|reference|referencia)$/, 'key'],
  [/\b(?:enlace|link|url|sitio web|pagina web|web|direccion electronica|website)\b/, 'link'],
  [
    /\b(?:apertura|fecha de inicio|inicio|desde|abre|open(?:ing|s)?(?: date)?|start date)\b/,
    { field: 'opensOn' },
  ],
  [
    /\b(?:cierre|fecha limite|limite|plazo|vence|vencimiento|hasta|fecha de fin|deadline|clos(?:e|es|ing)(?: date)?|due date|end date)\b/,
    { field: 'deadline' },
  ],
  [/\b(?:publicacion|publicado|publicada|published|post(?:ed|ing)? date)\b/, { hint: 'published' }],
  [/\b(?:moneda|divisa|currency)\b/, { field: 'currency' }],
  [
    /\b(?:cofinanciamiento|cofinanciacion|contrapartida|aporte propio|co-?financing|match funding)\b/,
    { hint: 'amount' },
  ],
  [
    /\b(?:monto|importe|aporte|financiamiento|amount|award|grant)\b.*\b(?:max|maximo|maxima|maximum|tope|hasta|ceiling)\b/,
    { field: 'amountMax' },
  ],
  [
    /\b(?:monto|importe|aporte|financiamiento|amount|award|grant)\b.*\b(?:min|minimo|minima|minimum|floor)\b/,
    { field: 'amountMin' },
  ],
  [/\b(?:max|maximo|maximum)\b.*\b(?:monto|importe|amount|award|grant)\b/, { field: 'amountMax' }],
  [/\b(?:min|minimo|minimum)\b.*\b(?:monto|importe|amount|award|grant)\b/, { field: 'amountMin' }],
  [/\b(?:presupuesto|bolsa|fondo total|monto total|total budget|budget|total)\b/, { field: 'totalBudget' }],
  [/\b(?:monto|importe|financiamiento|amount|funding|award)\b/, { hint: 'amount' }],
  [
    /\b(?:documentos?|bases|requisitos|requerimientos|documents?|requirements|guidelines)\b/,
    { hint: 'documents' },
  ],
  [
    /\b(?:postulantes?|beneficiarios?|elegibles?|elegibilidad|quien(?:es)?(?: puede[n]?)?|dirigid[oa] a|solicitantes?|applicants?|eligib(?:le|ility))\b/,
    { hint: 'applicants' },
  ],
  [/\b(?:paises|pais|territorio|cobertura|region|countries|country|region)\b/, { hint: 'countries' }],
  [/\b(?:contacto|correo|e-?mail|telefono|contact)\b/, { hint: 'contact' }],
  [
    /\b(?:temas?|tematica|areas?|sector(?:es)?|ejes?|lineas?|ods|themes?|topics?|sdgs?)\b/,
    { hint: 'themes' },
  ],
  [/\b(?:estado|situacion|status)\b/, { field: 'sourceStatus' }],
  [/\b(?:idioma|lengua|language)\b/, { field: 'language' }],
  [
    /\b(?:titulo|convocatoria|nombre|title|call|opportunity|oportunidad|llamado|concurso|programa)\b/,
    'title',
  ],
  [
    /\b(?:resumen|descripcion|objetivos?|objeto|detalle|summary|description|objective)\b/,
    { hint: 'summary' },
  ],
  [/\b(?:donante|cooperante|financiador|entidad|organismo|agencia|organizacion|donor|funder|agency)\b/, {}],
];

/** These name the calls themselves, whatever other columns speak of them. */
const SURE_TITLES: readonly string[] = [
  'titulo',
  'convocatoria',
  'nombre de la convocatoria',
  'title',
  'call',
];

/**
 * What the columns of a sheet say, guessed from their headings in Spanish or English. Null when none names calls.
 * Columns that say nothing known are read as text.
 * @param rows the first rows below, to see in which order dates are written
 */
export function guessMapping(
  headings: readonly string[],
  rows: readonly (readonly string[])[] = [],
): SheetMapping | null {
  const names = headings.map((heading) => heading.trim());
  const meanings = names.map(meaningOf);
  const title =
    names.find((name) => SURE_TITLES.includes(folded(name))) ??
    names.find((_, at) => meanings[at] === 'title');
  if (!title) return null;
  const first = (meaning: Meaning) =>
    names.find((name, at) => meanings[at] === meaning && name !== title) ?? null;
  const link = first('link');
  const key = first('key');
  const columns = names.flatMap((heading, at): SheetMapping['columns'] => {
    if (!heading || heading === title || heading === link || names.indexOf(heading) !== at) return [];
    const meaning = meanings[at];
    const mapped: Partial<Mapped> = typeof meaning === 'object' && meaning ? meaning : {};
    const dates =
      mapped.field === 'opensOn' || mapped.field === 'deadline' ? orderOf(rows.map((row) => row[at])) : 'iso';
    return [{ heading, field: mapped.field ?? null, hint: mapped.hint ?? null, dates }];
  });
  return { sheet: null, title, link, key, columns };
}

/** How many of the headings are known. */
export function knownHeadings(headings: readonly string[]): number {
  return headings.filter((heading) => meaningOf(heading) !== null).length;
}

function meaningOf(heading: string): Meaning | null {
  const words = folded(heading);
  // A sentence is a cell and no heading.
  if (words === '' || words.length > 80) return null;
  return HEADINGS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

function folded(heading: string): string {
  return fold(heading)
    .replace(/[^a-z0-9-]+/g, ' ')
    .trim();
}

/** Day before month as in Spanish, unless a date can only be read the other way round. */
function orderOf(cells: readonly (string | undefined)[]): DateFormat {
  const pairs = cells.flatMap((cell) => {
    const [, a, b] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}\b/.exec(cell?.trim() ?? '') ?? [];
    return a && b ? [{ a: Number(a), b: Number(b) }] : [];
  });
  if (pairs.length === 0) return 'iso';
  return pairs.some(({ b }) => b > 12) && pairs.every(({ a }) => a <= 12) ? 'mdy' : 'dmy';
}
