import type { Sheet } from '@chasqui/spreadsheets';
import type { PlanMapping } from './plan.entities.js';
import { wordsOf } from './text-likeness.js';

/** What a column of a plan's spreadsheet may hold, with the title of our template and the titles plans use. */
const COLUMNS = {
  planCode: {
    title: 'Código',
    words: ['codigo', 'cod', 'numero', 'nro', 'no', 'n', 'item', 'id'],
  },
  component: {
    title: 'Componente',
    words: ['componente', 'eje', 'eje estrategico', 'sistema', 'dimension', 'componente del pdot'],
  },
  objective: {
    title: 'Objetivo estratégico',
    words: ['objetivo estrategico', 'objetivo', 'objetivo del pdot', 'objetivo de desarrollo', 'politica'],
  },
  text: {
    title: 'Prioridad',
    words: [
      'prioridad',
      'meta',
      'proyecto',
      'necesidad',
      'linea de accion',
      'accion',
      'intervencion',
      'descripcion',
      'meta o proyecto',
      'meta resultado',
    ],
  },
  programme: {
    title: 'Programa',
    words: ['programa', 'programa proyecto', 'programa o proyecto', 'programas', 'plan o programa'],
  },
  budget: {
    title: 'Presupuesto',
    words: [
      'presupuesto',
      'presupuesto referencial',
      'monto',
      'costo',
      'valor',
      'inversion',
      'presupuesto estimado',
    ],
  },
  currency: { title: 'Moneda', words: ['moneda', 'divisa'] },
  territory: {
    title: 'Territorio',
    words: ['territorio', 'ubicacion', 'localizacion', 'cobertura', 'parroquia', 'sector', 'lugar'],
  },
  nationalObjective: {
    title: 'Objetivo nacional',
    words: [
      'objetivo nacional',
      'objetivo pnd',
      'objetivo del pnd',
      'plan nacional de desarrollo',
      'objetivo plan nacional de desarrollo',
      'objetivo del plan nacional',
      'alineacion pnd',
      'pnd',
    ],
  },
  themes: { title: 'Temas', words: ['tema', 'temas', 'tematica', 'ambito'] },
  sdgs: {
    title: 'ODS',
    words: ['ods', 'objetivo de desarrollo sostenible', 'objetivos de desarrollo sostenible', 'agenda 2030'],
  },
  competences: { title: 'Competencias', words: ['competencia', 'competencias', 'codigo de competencia'] },
  sourceUrl: { title: 'Fuente', words: ['fuente', 'enlace', 'url', 'link'] },
} as const;

export type PlanField = keyof typeof COLUMNS;
export const PLAN_FIELDS = Object.keys(COLUMNS) as readonly PlanField[];

/** The title of a field in the template and in messages. */
export function columnTitle(field: PlanField): string {
  return COLUMNS[field].title;
}

/** Rows that are looked at for the titles. */
const HEADING_ROWS = 30;

/** Proposes which sheet holds the plan, which row its titles and which column what. */
export function guessMapping(sheets: readonly Sheet[], sheet?: number, headingRow?: number): PlanMapping {
  const candidates = sheets.flatMap(({ rows }, index) =>
    sheet !== undefined && index !== sheet
      ? []
      : rows.slice(0, HEADING_ROWS).flatMap((titles, row) => {
          if (headingRow !== undefined && row !== headingRow) return [];
          const columns = guessColumns(titles);
          const known = Object.keys(columns).length;
          // Without known titles the row with most texts is taken.
          const texts = titles.filter((title) => /\p{L}/u.test(title)).length;
          return [{ mapping: { sheet: index, headingRow: row, columns }, score: known * 1000 + texts }];
        }),
  );
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (top, each) => (top && top.score >= each.score ? top : each),
    undefined,
  );
  return best?.mapping ?? { sheet: sheet ?? 0, headingRow: headingRow ?? 0, columns: {} };
}

/** Gives each title the field it fits best; no field and no column is taken twice. */
function guessColumns(titles: readonly string[]): Record<string, number> {
  const fits = titles
    .flatMap((title, column) => PLAN_FIELDS.map((field) => ({ field, column, score: fit(field, title) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.column - b.column);
  const columns: Partial<Record<PlanField, number>> = {};
  const taken = new Set<number>();
  for (const { field, column } of fits) {
    if (columns[field] !== undefined || taken.has(column)) continue;
    columns[field] = column;
    taken.add(column);
  }
  // A plan that lists only objectives has them for priorities.
  if (columns.text === undefined && columns.objective !== undefined) {
    columns.text = columns.objective;
    delete columns.objective;
  }
  return columns;
}

/** How well a title names a field: best when it is one of its names, the earlier ones first. */
function fit(field: PlanField, title: string): number {
  const words = ` ${wordsOf(title).join(' ')} `;
  const { words: synonyms, title: own } = COLUMNS[field];
  const scores = [own, ...synonyms].map((synonym, rank) => {
    const name = wordsOf(synonym).join(' ');
    if (words === ` ${name} `) return 1000 - rank;
    // Short words stand in many titles.
    if (name.length < 3) return 0;
    if (words.startsWith(` ${name} `)) return 500 + name.length;
    return words.includes(` ${name} `) ? 100 + name.length : 0;
  });
  return Math.max(...scores);
}
