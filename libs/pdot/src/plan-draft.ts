import { type FieldError, fold } from '@chasqui/kernel';
import type { Sheet } from '@chasqui/spreadsheets';
import type { Sdg } from '@chasqui/vocabularies';
import {
  CellFault,
  plain,
  readAddress,
  readBudget,
  readCompetences,
  readCurrency,
  readSdgs,
  readThemes,
} from './plan-cells.js';
import { columnTitle, PLAN_FIELDS, type PlanField } from './plan-columns.js';
import type { PlanMapping } from './plan.entities.js';
import type { PriorityInput } from './save-plan.js';
import { ThemeFinder, type ThemeWords } from './suggest-themes.js';

/** The lists that the cells of a plan refer to. */
export interface PlanVocabulary {
  readonly themes: readonly ThemeWords[];
  readonly sdgs: readonly Pick<Sdg, 'number' | 'nameEs'>[];
  readonly competences: ReadonlySet<string>;
}

export interface DraftRow {
  /** Number of the row as the spreadsheet program shows it. */
  readonly row: number;
  readonly priority: PriorityInput;
  /** Topics found in the words of a row that names none. */
  readonly suggestedThemes: readonly string[];
}

/** A spreadsheet read as a plan: what would be stored, and everything that keeps it from being stored. */
export interface PlanDraft {
  readonly rows: readonly DraftRow[];
  readonly faults: readonly FieldError[];
  /** What was decided on the person's behalf. */
  readonly notes: readonly string[];
}

const MAX_TEXT = 4000;
/** "TOTAL", "Subtotal", "Total general": how people begin the row of the sums. */
const SUM = /^((gran |sub[ -]?)?total(es)?|suma|sumatoria)( general(es)?)?[ .:=]*$/;
/** "Total componente social": only of a row that has no text of its own. */
const SUM_OF = /^(gran |sub[ -]?)?total(es)?\b/;
const NO_COMPONENT = 'Sin componente';
/** Ecuador's currency. */
const DEFAULT_CURRENCY = 'USD';

/** Reads every row below the titles; the faults of all rows are told in one list, in the order of the sheet. */
export function readPlanRows(sheet: Sheet, mapping: PlanMapping, vocabulary: PlanVocabulary): PlanDraft {
  if (mapping.columns['text'] === undefined) {
    const message = 'Indique qué columna tiene el texto de cada prioridad.';
    return { rows: [], faults: [{ field: 'text', message }], notes: [] };
  }
  const reader = new DraftReader(sheet, mapping, vocabulary);
  sheet.rows.forEach((cells, index) => {
    if (index > mapping.headingRow) reader.read(cells, index + 1);
  });
  return reader.finish();
}

class DraftReader {
  private readonly rows: DraftRow[] = [];
  private readonly faults: FieldError[] = [];
  private readonly finder: ThemeFinder;
  private readonly titles: readonly string[];
  private readonly codes = new Map<string, number>();
  /** Plain component → its spellings with how often each was used. */
  private readonly spellings = new Map<string, Map<string, number>>();
  private lastComponent = '';
  private inherited = 0;
  private sums = 0;

  constructor(
    sheet: Sheet,
    private readonly mapping: PlanMapping,
    private readonly vocabulary: PlanVocabulary,
  ) {
    this.finder = new ThemeFinder(vocabulary.themes);
    this.titles = sheet.rows[mapping.headingRow] ?? [];
  }

  read(cells: readonly string[], row: number): void {
    const raw = (field: PlanField): string => {
      const column = this.mapping.columns[field];
      return column === undefined ? '' : (cells[column] ?? '').trim();
    };
    if (PLAN_FIELDS.every((field) => !raw(field))) return;
    if (isSum(cells, raw('text'))) {
      this.sums += 1;
      return;
    }
    const cell = <Value>(field: PlanField, read: (text: string) => Value, otherwise: Value): Value => {
      try {
        return read(raw(field));
      } catch (error) {
        if (!(error instanceof CellFault)) throw error;
        this.fault(row, field, error.message);
        return otherwise;
      }
    };
    const long = (field: PlanField) => cell(field, requireShort, '') || null;
    const text = long('text') ?? '';
    if (!raw('text')) this.fault(row, 'text', 'falta el texto de la prioridad.');
    const { themes: known, sdgs, competences } = this.vocabulary;
    const budget = cell('budget', readBudget, null);
    const currency = cell('currency', readCurrency, null);
    const themes = cell('themes', (list) => readThemes(list, known), []);
    const objective = long('objective');
    const programme = long('programme');
    const priority: PriorityInput = {
      planCode: this.code(row, raw('planCode')),
      component: this.component(row, raw('component')),
      objective,
      text,
      programme,
      budget: budget?.amount ?? null,
      currency: budget ? (budget.currency ?? currency ?? DEFAULT_CURRENCY) : null,
      territory: long('territory'),
      nationalObjective: long('nationalObjective'),
      themes,
      sdgs: cell('sdgs', (list) => readSdgs(list, sdgs), []),
      competences: cell('competences', (list) => readCompetences(list, competences), []),
      sourceUrl: cell('sourceUrl', readAddress, null),
      sourceKind: 'plan',
    };
    const words = [text, programme, objective].filter(Boolean).join('. ');
    const suggestedThemes = themes.length === 0 ? this.finder.find(words) : [];
    this.rows.push({ row, priority, suggestedThemes });
  }

  finish(): PlanDraft {
    const notes: string[] = [];
    if (this.rows.length === 0) {
      this.faults.push({
        field: 'text',
        message: 'No hay ninguna fila con prioridades debajo de los títulos.',
      });
    }
    if (this.sums > 0) {
      notes.push(
        this.sums === 1 ? 'Se omitió 1 fila de totales.' : `Se omitieron ${this.sums} filas de totales.`,
      );
    }
    if (this.inherited > 0) {
      const rows = this.inherited === 1 ? 'En 1 fila' : `En ${this.inherited} filas`;
      notes.push(`${rows} el componente estaba vacío: se tomó el de la fila de arriba.`);
    }
    const usual = new Map<string, string>();
    for (const [key, spellings] of this.spellings) {
      const [first, ...others] = [...spellings]
        .toSorted(([, a], [, b]) => b - a)
        .map(([spelling]) => spelling);
      usual.set(key, first!);
      if (others.length > 0) {
        const list = [first, ...others].map((spelling) => `«${spelling}»`).join(', ');
        notes.push(`El componente está escrito de varias maneras (${list}): se guarda «${first}».`);
      }
    }
    const rows = this.rows.map((row) => {
      const component = usual.get(plain(row.priority.component)) ?? row.priority.component;
      return { ...row, priority: { ...row.priority, component } };
    });
    return { rows, faults: this.faults, notes };
  }

  private component(row: number, text: string): string {
    if (this.mapping.columns['component'] === undefined) return NO_COMPONENT;
    if (text) {
      this.lastComponent = text.replace(/\s+/g, ' ');
      const key = plain(text);
      const spellings = this.spellings.get(key) ?? new Map<string, number>();
      spellings.set(this.lastComponent, (spellings.get(this.lastComponent) ?? 0) + 1);
      this.spellings.set(key, spellings);
    } else if (this.lastComponent) {
      this.inherited += 1;
    } else {
      this.fault(row, 'component', 'falta el componente.');
    }
    return this.lastComponent;
  }

  private code(row: number, text: string): string | null {
    if (!text) return null;
    const first = this.codes.get(text.toUpperCase());
    if (first === undefined) this.codes.set(text.toUpperCase(), row);
    else this.fault(row, 'planCode', `el código «${text}» ya está en la fila ${first}.`);
    return text;
  }

  private fault(row: number, field: PlanField, what: string): void {
    const column = this.mapping.columns[field];
    const title = (column === undefined ? '' : this.titles[column]?.trim()) || columnTitle(field);
    this.faults.push({ field: `${row}.${field}`, message: `Fila ${row}, columna ${title}: ${what}` });
  }
}

/** Sums of a column are no priority: the first filled cell says so and nothing else tells what to do. */
function isSum(cells: readonly string[], text: string): boolean {
  const first = fold(cells.find((cell) => cell.trim()) ?? '').trim();
  if (SUM.test(first)) return !text || SUM.test(fold(text).trim());
  return !text && SUM_OF.test(first);
}

function requireShort(text: string): string {
  if (text.length > MAX_TEXT) throw new CellFault(`el texto tiene más de ${MAX_TEXT} caracteres. Acórtelo.`);
  return text;
}
