import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { FINANCIAL_FORMS, GAD_LEVELS } from '@chasqui/vocabularies';
import { z } from 'zod';
import { curatedShapes } from './curated-shapes.js';

const text = z.string().min(1);
const code = z.string().regex(/^[a-z0-9_-]+$/);
const level = z.enum(GAD_LEVELS);

/** The shape of every reference file. A faulty file stops the load with the place of the fault. */
const shapes = {
  ...curatedShapes,
  'gad-levels': z.array(
    z.object({
      code: level,
      nameEs: text,
      territoryEs: text,
      headEs: text,
      legislativeBodyEs: text,
      norm: text,
    }),
  ),
  themes: z.array(
    z.object({
      code,
      nameEs: text,
      parent: code.nullable(),
      crsCategories: z.array(z.string().regex(/^\d{3}$/)),
      sdgs: z.array(z.int().min(1).max(17)),
      keywords: z.array(text),
      generic: z.boolean(),
    }),
  ),
  sdgs: z
    .array(z.object({ number: z.int(), nameEs: text, objectiveEs: text, nameEn: text, color: text }))
    .length(17),
  modalities: z.object({
    modalities: z.array(z.object({ code, nameEs: text })),
    instruments: z.array(z.object({ code, nameEs: text, modality: code })),
    mechanisms: z.array(z.object({ code, position: z.int(), modality: code, nameEs: text })),
    financialForms: z.array(
      z.object({ code: z.enum(FINANCIAL_FORMS), nameEs: text, reimbursable: z.boolean() }),
    ),
  }),
  competences: z.object({
    competences: z.array(
      z.object({
        code: text,
        level,
        text,
        legalBasis: text,
        kind: z.enum(['exclusive', 'concurrent', 'delegated']),
        themes: z.array(code),
        crsCategories: z.array(text),
        enabler: z.boolean(),
        inheritsFrom: z.array(level).default([]),
        note: text.nullable(),
      }),
    ),
  }),
  agendas: z.array(
    z.strictObject({
      code,
      nameEs: text,
      year: z.int().nullable().default(null),
      url: z.url().nullable().default(null),
    }),
  ),
  synonyms: z.object({
    source: text,
    groups: z.array(
      z.strictObject({
        /** Words or short phrases that mean the same to somebody who searches; in any language. */
        words: z.array(text).min(2),
        source: text,
      }),
    ),
  }),
  'cid-checklist': z.object({
    key: code,
    version: z.int(),
    nameEs: text,
    source: text,
    note: text,
    steps: z.array(
      z.object({
        key: code,
        position: z.int(),
        titleEs: text,
        titleOrigin: z.enum(['source', 'reconstructed']),
        positionOrigin: z.enum(['certain', 'inferred']),
        scope: z.enum(['institution', 'application']),
        purposeEs: text,
        tasks: z.array(
          z.object({
            code: text,
            titleEs: text,
            required: z.enum(['yes', 'no', 'conditional']),
            evidence: text.nullable(),
            daysBefore: z.int().nullable(),
            afterAward: z.boolean(),
          }),
        ),
      }),
    ),
  }),
} as const;

type Shapes = typeof shapes;

/** Reads and checks one JSON file of the reference data. */
export async function readReferenceFile<Name extends keyof Shapes>(
  name: Name,
): Promise<z.output<Shapes[Name]>> {
  const result = shapes[name].safeParse(JSON.parse(await readDataFile(`${name}.json`)));
  if (!result.success) throw new Error(`Reference data ${name}.json: ${z.prettifyError(result.error)}`);
  return result.data as z.output<Shapes[Name]>;
}

export function readDataFile(name: string): Promise<string> {
  return readFile(join(projectRoot(), 'libs', 'reference-data', 'data', name), 'utf8');
}
