import { addDays, fold } from '@chasqui/kernel';
import { z } from 'zod';
import { isRecord, type JsonRecord, shortened, textAt } from '../api/record.js';
import { SourceFault } from '../types.js';
import type { BdnsConfig } from './bdns.config.js';

/** Longer ranges are answered with an error of the register's database. */
const WINDOW_DAYS = 7;
const WORDS_MODES = { phrase: '0', all: '1', any: '2' } as const;

const day = z.iso.date();

/** Where a run stands: the page to read next, of the seven days that end on `to`; `start` is the first day of all. */
export const bdnsCursor = z.object({ start: day, to: day, page: z.int().min(0) });
export type BdnsCursor = z.output<typeof bdnsCursor>;

export interface SearchWindow {
  readonly from: string;
  readonly to: string;
}

/** The days to ask for at a cursor; the newest come first. Undefined when everything was read. */
export function windowAt({ start, to }: Pick<BdnsCursor, 'start' | 'to'>): SearchWindow | undefined {
  if (to < start) return undefined;
  const from = addDays(to, 1 - WINDOW_DAYS);
  return { from: from < start ? start : from, to };
}

/** The search for one page. Dates are asked for as dd/MM/yyyy and answered as yyyy-MM-dd. */
export function searchUrl(config: BdnsConfig, window: SearchWindow, page: number): string {
  const query = new URLSearchParams({
    vpd: 'GE',
    page: String(page),
    pageSize: String(config.pageSize),
    fechaDesde: spanishDay(window.from),
    fechaHasta: spanishDay(window.to),
  });
  if (config.words) {
    query.set('descripcion', config.words);
    query.set('descripcionTipoBusqueda', WORDS_MODES[config.wordsMode]);
  }
  if (config.administration) query.set('tipoAdministracion', config.administration);
  const chosen = {
    organos: config.bodies,
    regiones: config.regions,
    finalidad: config.purpose,
    tiposBeneficiario: config.beneficiaries,
    instrumentos: config.instruments,
  };
  for (const [name, ids] of Object.entries(chosen)) {
    if (ids.length > 0) query.set(name, ids.join(','));
  }
  return `${config.apiUrl}/convocatorias/busqueda?${query}`;
}

export function detailUrl(config: BdnsConfig, code: string): string {
  return `${config.apiUrl}/convocatorias?${new URLSearchParams({ vpd: 'GE', numConv: code })}`;
}

function spanishDay(isoDate: string): string {
  return isoDate.split('-').toReversed().join('/');
}

export interface ListedCall {
  readonly code: string;
  readonly title: string;
  readonly receivedOn: string | null;
}

export interface SearchPage {
  readonly calls: readonly ListedCall[];
  readonly total: number;
  readonly last: boolean;
}

/**
 * A page of the search.
 * @throws SourceFault `layout`, `truncated` or `filter_ignored`
 */
export function readSearchPage(answer: unknown, page: number): SearchPage {
  const record = isRecord(answer) ? answer : {};
  const { content, number, last, totalElements } = record;
  if (!Array.isArray(content)) {
    throw new SourceFault('layout', 'La búsqueda de la BDNS ya no trae la lista «content».');
  }
  if (typeof number === 'number' && number !== page) {
    throw new SourceFault('filter_ignored', `Se pidió la página ${page} y la BDNS envió la ${number}.`);
  }
  const calls = content.map((entry: unknown): ListedCall => {
    const code = textAt(entry, 'numeroConvocatoria');
    if (!code) throw new SourceFault('layout', 'Una convocatoria de la BDNS vino sin «numeroConvocatoria».');
    const title = textAt(entry, 'descripcion') ?? textAt(entry, 'descripcionLeng') ?? code;
    return { code, title, receivedOn: textAt(entry, 'fechaRecepcion')?.slice(0, 10) ?? null };
  });
  const total = typeof totalElements === 'number' ? totalElements : calls.length;
  return { calls, total, last: typeof last === 'boolean' ? last : calls.length === 0 };
}

const ENOUGH_TO_JUDGE = 5;

/**
 * The register has been seen to answer with everything. Its answer must lie in the days asked for, and speak of the
 * words asked for.
 * @throws SourceFault `filter_ignored`
 */
export function checkFilters(config: BdnsConfig, window: SearchWindow, calls: readonly ListedCall[]): void {
  const outside = calls.find(({ receivedOn: on }) => on !== null && (on < window.from || on > window.to));
  if (outside) {
    throw new SourceFault(
      'filter_ignored',
      `La BDNS no filtró por fecha: se pidió del ${window.from} al ${window.to} y la convocatoria ${outside.code} es del ${outside.receivedOn}.`,
    );
  }
  const stems = fold(config.words)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)
    .map((word) => word.slice(0, 5));
  const speaks = ({ title }: ListedCall) => stems.some((stem) => fold(title).includes(stem));
  if (stems.length > 0 && calls.length >= ENOUGH_TO_JUDGE && !calls.some(speaks)) {
    throw new SourceFault(
      'filter_ignored',
      `La BDNS no filtró por «${config.words}»: ninguna de las ${calls.length} convocatorias lo menciona.`,
    );
  }
}

/** An error that arrives as if all were well: {codigo, error}. */
export interface ErrorInside {
  readonly code: string;
  readonly message: string;
}

export function errorInside(answer: unknown): ErrorInside | undefined {
  if (!isRecord(answer) || !('error' in answer) || 'content' in answer || 'codigoBDNS' in answer)
    return undefined;
  const record: JsonRecord = answer;
  return { code: textAt(record, 'codigo') ?? '', message: shortened(textAt(record, 'error') ?? '', 200) };
}
