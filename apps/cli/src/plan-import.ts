import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type FieldError, invalid, SystemClock } from '@chasqui/kernel';
import { adoptPlan, guessMapping, type PlanInput, planVocabulary, readPlanRows } from '@chasqui/pdot';
import { readSpreadsheet } from '@chasqui/spreadsheets';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';

const text = z.string({ message: 'debe ser un texto' });
const codes = z.array(text, { message: 'debe ser una lista de códigos' }).default([]);
const optional = text.nullable().default(null);

/** A plan as in `libs/demo/data/gads.json`; only the GAD, the name of the plan and the texts are required. */
const planSchema = z.object({
  dpaCode: z.string({ message: 'falta el código DPA, como texto («0101»)' }),
  planLabel: z.string({ message: 'falta el nombre del plan' }).min(1, 'falta el nombre del plan'),
  note: optional,
  validFrom: optional,
  validUntil: optional,
  adoptedByEs: optional,
  sourceUrl: optional,
  priorities: z.array(
    z.object({
      component: text.default('Sin componente'),
      text: z.string({ message: 'falta el texto de la prioridad' }).default(''),
      themes: codes,
      sdgs: z.array(z.int({ message: 'debe ser un número de 1 a 17' }).min(1).max(17)).default([]),
      competences: codes,
      planCode: optional,
      objective: optional,
      programme: optional,
      budget: z
        .string({ message: 'debe ser un texto con cifras y punto, por ejemplo «1500.00»' })
        .regex(/^\d{1,16}(\.\d{1,2})?$/, 'debe ser un texto con cifras y punto, por ejemplo «1500.00»')
        .nullable()
        .default(null),
      currency: text.trim().toUpperCase().nullable().default(null),
      territory: optional,
      nationalObjective: optional,
      sourceUrl: optional,
      sourceKind: text.default('plan'),
    }),
    { message: 'faltan las prioridades' },
  ),
});

export interface ImportedPlan {
  readonly gad: string;
  readonly version: number;
  readonly priorities: number;
}

/** What a spreadsheet does not say of its plan. */
export interface SheetOptions {
  readonly gad?: string | undefined;
  readonly label?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly ordinance?: string | undefined;
  readonly url?: string | undefined;
  /** Rows without topics take those found in their words, unless this is false. */
  readonly suggestThemes?: boolean | undefined;
}

/**
 * Loads the plans of a JSON file, or the one of a spreadsheet (.xlsx, .ods, .csv): all or none. The same plan again
 * changes nothing.
 * @throws DomainError with one Spanish line per fault
 */
export async function importPlans(
  manager: EntityManager,
  file: string,
  options: SheetOptions = {},
): Promise<ImportedPlan[]> {
  const content = await read(file);
  const json = isJson(content);
  const plans = json
    ? parsePlans(parseJson(content, file))
    : [await sheetPlan(manager, content, file, options)];
  const trace = { at: new SystemClock().now(), actorId: null, source: basename(file) };
  return manager.transaction(async (transaction) => {
    const imported: ImportedPlan[] = [];
    for (const input of plans) {
      const { plan } = await adoptPlan(transaction, input, trace);
      imported.push({ gad: plan.gadCode, version: plan.version, priorities: input.priorities.length });
    }
    return imported;
  });
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw invalid('plan.file', `No se pudo leer el archivo ${file}. Revise la ruta y el permiso.`);
  }
}

/** JSON begins with a bracket; no spreadsheet does, and the titles of a CSV hardly ever. */
function isJson(content: Buffer): boolean {
  return /^\ufeff?\s*[[{]/.test(content.toString('utf8', 0, 200));
}

function parseJson(content: Buffer, file: string): unknown {
  try {
    return JSON.parse(content.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    throw invalid('plan.json', `El archivo ${file} no es JSON válido. Guárdelo como JSON en UTF-8.`);
  }
}

/** Reads the sheet as the pages do, with the columns recognised by their titles. */
async function sheetPlan(
  manager: EntityManager,
  content: Buffer,
  file: string,
  options: SheetOptions,
): Promise<PlanInput> {
  const { gad, label } = options;
  if (!gad || !label) {
    throw invalid(
      'cli.plan',
      'Para una hoja de cálculo indique también --gad (código DPA) y --label (nombre del plan).',
    );
  }
  const sheets = await readSpreadsheet(content, basename(file));
  const mapping = guessMapping(sheets);
  const { rows, faults } = readPlanRows(sheets[mapping.sheet]!, mapping, await planVocabulary(manager));
  if (faults.length > 0) {
    throw invalid('plan.rows', 'El PDOT no se cargó: corrija lo señalado y vuelva a intentarlo.', faults);
  }
  return {
    gadCode: gad,
    label,
    note: null,
    isDemo: false,
    validFrom: options.from ?? null,
    validUntil: options.until ?? null,
    adoptedByEs: options.ordinance ?? null,
    sourceUrl: options.url ?? null,
    priorities: rows.map(({ priority, suggestedThemes }) =>
      options.suggestThemes !== false && priority.themes.length === 0
        ? { ...priority, themes: [...suggestedThemes] }
        : priority,
    ),
  };
}

function parsePlans(content: unknown): PlanInput[] {
  const result = z
    .array(planSchema)
    .min(1)
    .safeParse(Array.isArray(content) ? content : [content]);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }): FieldError => ({
      field: path.join('.'),
      message: `${place(path)}: ${message}.`,
    }));
    throw invalid('plan.rows', 'El PDOT no se cargó: corrija lo señalado y vuelva a intentarlo.', faults);
  }
  return result.data.map(({ dpaCode, planLabel, ...plan }) => ({
    ...plan,
    gadCode: dpaCode,
    label: planLabel,
    isDemo: false,
  }));
}

/** "GAD 1, prioridad 3, texto": counted from one, as people do. */
function place(path: readonly PropertyKey[]): string {
  const [gad, , row, field] = path;
  const parts = [`GAD ${Number(gad) + 1}`];
  if (row !== undefined) parts.push(`prioridad ${Number(row) + 1}`);
  if (field !== undefined) parts.push(String(field));
  return parts.join(', ');
}
