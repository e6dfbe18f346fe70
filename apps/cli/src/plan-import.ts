import { readFile } from 'node:fs/promises';
import { type FieldError, invalid } from '@chasqui/kernel';
import { type PlanInput, savePlan } from '@chasqui/pdot';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';

const text = z.string({ message: 'debe ser un texto' });
const codes = z.array(text, { message: 'debe ser una lista de códigos' }).default([]);

/** A plan as in `libs/demo/data/gads.json`; only the GAD, the name of the plan and the texts are required. */
const planSchema = z.object({
  dpaCode: z.string({ message: 'falta el código DPA, como texto («0101»)' }),
  planLabel: z.string({ message: 'falta el nombre del plan' }).min(1, 'falta el nombre del plan'),
  note: text.nullable().default(null),
  priorities: z.array(
    z.object({
      component: text.default('Sin componente'),
      text: z.string({ message: 'falta el texto de la prioridad' }).default(''),
      themes: codes,
      sdgs: z.array(z.int({ message: 'debe ser un número de 1 a 17' }).min(1).max(17)).default([]),
      competences: codes,
      sourceUrl: text.nullable().default(null),
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

/**
 * Loads the plans of a JSON file, all or none. The same plan again changes nothing.
 * @throws DomainError with one Spanish line per fault
 */
export async function importPlans(manager: EntityManager, file: string): Promise<ImportedPlan[]> {
  const plans = parsePlans(await readJson(file));
  return manager.transaction(async (transaction) => {
    const imported: ImportedPlan[] = [];
    for (const plan of plans) {
      const { version } = await savePlan(transaction, plan);
      imported.push({ gad: plan.gadCode, version, priorities: plan.priorities.length });
    }
    return imported;
  });
}

async function readJson(file: string): Promise<unknown> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch {
    throw invalid('plan.file', `No se pudo leer el archivo ${file}. Revise la ruta y el permiso.`);
  }
  try {
    return JSON.parse(content);
  } catch {
    throw invalid('plan.json', `El archivo ${file} no es JSON válido. Guárdelo como JSON en UTF-8.`);
  }
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
  return result.data.map(({ dpaCode, planLabel, note, priorities }) => ({
    gadCode: dpaCode,
    label: planLabel,
    note,
    isDemo: false,
    priorities,
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
