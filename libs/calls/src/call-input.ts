import { type FieldError, instantOf, invalid, parseAmount, safeHttpUrl } from '@chasqui/kernel';
import { CALL_KINDS, DIRECTIONS, FINANCIAL_FORMS, GAD_LEVELS, GAD_ROLES } from '@chasqui/vocabularies';
import { z } from 'zod';
import type { Call } from './call.entity.js';
import { DEADLINE_KINDS } from './deadline.js';
import { checkDates, deadlineColumns, otherDeadlineSchema } from './deadline-input.js';

const MAX_ROWS = 40;

const optionalText = z
  .string()
  .trim()
  .transform((text) => text || null)
  .nullable()
  .default(null);

const isoDate = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || (/^\d{4}-\d{2}-\d{2}$/.test(text) && instantOf(text, 'UTC') !== undefined),
    {
      message: 'Esa fecha no existe. Escríbala como AAAA-MM-DD.',
      // The order of opening and closing can only be judged between real dates.
      abort: true,
    },
  )
  .transform((text) => text || null)
  .nullable()
  .default(null);

const amount = z
  .string()
  .trim()
  .transform((text, context) => {
    if (!text) return null;
    try {
      return parseAmount(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  })
  .nullable()
  .default(null);

const percent = z
  .string()
  .trim()
  .transform((text) => text.replace(',', '.').replace(/\s*%$/, '') || null)
  .refine((text) => text === null || (/^\d{1,3}(\.\d{1,2})?$/.test(text) && Number(text) <= 100), {
    message: 'Escriba un porcentaje de 0 a 100, por ejemplo 20 o 12,5.',
    abort: true,
  })
  // As the database gives it back, so that saving the same form again is no change.
  .transform((text) => text && Number(text).toFixed(2))
  .nullable()
  .default(null);

const documentSchema = z.object({
  title: z.string().trim().min(1, 'Escriba el nombre del documento.').max(300),
  url: z
    .string()
    .trim()
    .refine((text) => safeHttpUrl(text) !== null, 'Pegue la dirección completa del documento (https://…).'),
});

const COUNTRIES = new Intl.DisplayNames('es', { type: 'region', fallback: 'none' });
/** Codes that ISO 3166 leaves free and the runtime names all the same. */
const NOT_COUNTRIES = ['ZZ', 'QO', 'XA', 'XB', 'EU', 'EZ', 'UN'];

function isCountry(code: string): boolean {
  if (code === '*') return true;
  return /^[A-Z]{2}$/.test(code) && !NOT_COUNTRIES.includes(code) && COUNTRIES.of(code) !== undefined;
}

/**
 * What a curator may say of a call, as it comes from a form or the REST side: all texts, amounts as people write
 * them. Messages are Spanish and say what to do.
 */
export const callInputSchema = z
  .object({
    title: z
      .string()
      .trim()
      .min(5, 'Escriba el título de la convocatoria.')
      .max(300, 'El título es demasiado largo.'),
    summary: z.string().trim().min(20, 'Describa la convocatoria en dos o tres frases.').max(20_000),
    donorId: z.uuid('Elija el cooperante.'),
    fundId: z.uuid().nullable().default(null),
    kind: z.enum(CALL_KINDS, { message: 'Elija el tipo de convocatoria.' }),
    financialForm: z.enum(FINANCIAL_FORMS, { message: 'Elija la forma de apoyo.' }),
    language: z
      .string()
      .trim()
      .regex(/^[a-z]{2}$/, 'Elija el idioma.'),
    opensOn: isoDate,
    deadlineKind: z.enum(DEADLINE_KINDS, { message: 'Elija el tipo de plazo.' }),
    deadlineLocal: optionalText,
    deadlineZone: optionalText,
    deadlineText: optionalText,
    amountMin: amount,
    amountMax: amount,
    totalBudget: amount,
    currency: z
      .string()
      .trim()
      .toUpperCase()
      .refine(
        (text) => text === '' || /^[A-Z]{3}$/.test(text),
        'Escriba la moneda con tres letras, por ejemplo USD.',
      )
      .transform((text) => text || null)
      .nullable()
      .default(null),
    cofinancingPercent: percent,
    applicantTypes: z.array(z.string().trim().min(1)).default([]),
    countries: z
      .array(
        z
          .string()
          .trim()
          .refine(isCountry, 'Use códigos de país de dos letras que existan, por ejemplo EC, o *.'),
      )
      .default([]),
    territories: z
      .array(
        z
          .string()
          .regex(
            /^(0[1-9]|1\d|2[0-4])(\d{2}){0,2}$/,
            'Use códigos DPA de 2, 4 o 6 cifras; la provincia va de 01 a 24.',
          ),
      )
      .default([]),
    gadLevels: z.array(z.enum(GAD_LEVELS)).default([]),
    gadLevelsInferred: z.boolean().default(false),
    gadRole: z.enum(GAD_ROLES).nullable().default(null),
    themes: z.array(z.string().trim().min(1)).default([]),
    sdgs: z.array(z.coerce.number().int().min(1).max(17)).default([]),
    requiredDocuments: z.array(z.string().trim().min(1)).default([]),
    otherDeadlines: z.array(otherDeadlineSchema).max(MAX_ROWS).default([]),
    documents: z.array(documentSchema).max(MAX_ROWS).default([]),
    direction: z.enum(DIRECTIONS, { message: 'Elija qué lleva el GAD.' }).default('demand'),
    edition: optionalText,
    previousEditionId: z.uuid().nullable().default(null),
    mechanism: optionalText,
    crsSectors: z
      .array(
        z.string().regex(/^\d{3}(\d{2})?$/, 'Use códigos CRS de tres o cinco cifras, por ejemplo 14030.'),
      )
      .default([]),
    agendas: z.array(z.string().trim().min(1)).default([]),
    proposalLanguages: z
      .array(z.string().regex(/^[a-z]{2}$/, 'Use códigos de idioma de dos letras, por ejemplo es.'))
      .default([]),
    partnerRequirements: optionalText,
    populationBand: optionalText,
    sourceUrl: z
      .string()
      .trim()
      .refine((text) => safeHttpUrl(text) !== null, 'Pegue la dirección completa de la fuente (https://…).'),
    notes: optionalText,
  })
  .superRefine((call, context) => {
    const issueAt = (path: readonly (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: [...path], message });
    const issue = (path: string, message: string) => issueAt([path], message);
    checkDates(call, issueAt);
    if (call.amountMin && call.amountMax && Number(call.amountMin) > Number(call.amountMax)) {
      issue('amountMax', 'El monto máximo es menor que el mínimo. Revise los dos.');
    }
    if ((call.amountMin || call.amountMax || call.totalBudget) && !call.currency) {
      issue('currency', 'Indique la moneda del monto.');
    }
  });

export type CallInput = z.input<typeof callInputSchema>;
type CheckedInput = z.output<typeof callInputSchema>;

/** The columns of a call that an input decides. */
export type CallFields = Omit<
  Call,
  | 'id'
  | 'slug'
  | 'donor'
  | 'fund'
  | 'previousEdition'
  | 'state'
  | 'revision'
  | 'verifiedOn'
  | 'mergedIntoId'
  | 'publishedAt'
  | 'isDemo'
  | 'createdAt'
  | 'updatedAt'
>;

const OWN_COLUMNS: readonly string[] = [
  'id',
  'slug',
  'donor',
  'fund',
  'previousEdition',
  'state',
  'revision',
  'verifiedOn',
  'mergedIntoId',
  'publishedAt',
  'isDemo',
  'createdAt',
  'updatedAt',
] satisfies (keyof Call)[];

/** What an input decided of a stored call. */
export function fieldsOf(call: Call): CallFields {
  return Object.fromEntries(
    Object.entries(call).filter(([name]) => !OWN_COLUMNS.includes(name)),
  ) as CallFields;
}

/** Stored facts as an input that gives them again: a zone that was assumed is left to be assumed. */
export function inputOf(fields: CallFields): CallInput {
  const { closesAt: _, deadlineZone, deadlineZoneAssumed, ...rest } = fields;
  return {
    ...rest,
    deadlineZone: deadlineZoneAssumed ? null : deadlineZone,
    currency: rest.currency ?? '',
    otherDeadlines: rest.otherDeadlines.map(({ at: _at, ...date }) => date),
    documents: [...rest.documents],
  };
}

/**
 * Checks the input and gives the columns to store.
 * @throws DomainError `call.invalid` with one Spanish message per field
 */
export function readCallInput(input: unknown): CallFields {
  const result = callInputSchema.safeParse(input, { error: plainMessage });
  if (!result.success) {
    const fields = result.error.issues.map((issue): FieldError => ({
      field: fieldOf(issue.path),
      message: issue.message,
    }));
    throw invalid('call.invalid', 'La convocatoria no se guardó: revise los campos señalados.', fields);
  }
  return toFields(result.data);
}

/** Lists of texts are one field of the form; lists of records have fields of their own: "documents.0.url". */
function fieldOf([name, ...rest]: readonly PropertyKey[]): string {
  const isGroup = name === 'otherDeadlines' || name === 'documents';
  return [name ?? '', ...(isGroup ? rest : [])].map(String).join('.');
}

/** For what no field has words of its own for: the validator's are English and technical. */
function plainMessage(issue: { readonly code?: string | undefined; readonly input?: unknown }): string {
  if (issue.input === undefined) return 'Falta este dato.';
  if (issue.code === 'too_big') return 'Es demasiado largo o demasiado grande.';
  if (issue.code === 'too_small') return 'Está vacío o es demasiado pequeño.';
  return 'Este dato no es válido. Revíselo o elija uno de la lista.';
}

function toFields(data: CheckedInput): CallFields {
  return { ...data, ...deadlineColumns(data) };
}
