import {
  ECUADOR_ZONE,
  type FieldError,
  instantOf,
  invalid,
  isTimeZone,
  parseAmount,
  safeHttpUrl,
} from '@chasqui/kernel';
import {
  CALL_KINDS,
  DEADLINE_ROLES,
  DIRECTIONS,
  FINANCIAL_FORMS,
  GAD_LEVELS,
  GAD_ROLES,
} from '@chasqui/vocabularies';
import { z } from 'zod';
import type { Call, OtherDeadline } from './call.entity.js';
import { closingInstant, DEADLINE_KINDS } from './deadline.js';

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
  })
  .nullable()
  .default(null);

const documentSchema = z.object({
  title: z.string().trim().min(1, 'Escriba el nombre del documento.').max(300),
  url: z
    .string()
    .trim()
    .refine((text) => safeHttpUrl(text) !== null, 'Pegue la dirección completa del documento (https://…).'),
});

/** A further date; without a zone Ecuador's is taken and marked as assumed. */
const otherDeadlineSchema = z
  .object({
    role: z.enum(DEADLINE_ROLES, { message: 'Elija para qué es la fecha.' }),
    local: z.string().trim(),
    zone: optionalText,
    text: optionalText,
  })
  .transform((date, context): OtherDeadline => {
    if (date.zone && !isTimeZone(date.zone)) {
      context.addIssue({
        code: 'custom',
        path: ['zone'],
        message: `«${date.zone}» no es una zona horaria conocida, por ejemplo America/Guayaquil.`,
      });
      return z.NEVER;
    }
    const zone = date.zone ?? ECUADOR_ZONE;
    const at = instantOf(date.local, zone);
    if (!at || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(date.local)) {
      context.addIssue({ code: 'custom', path: ['local'], message: 'Escriba la fecha y la hora.' });
      return z.NEVER;
    }
    return {
      role: date.role,
      local: date.local,
      zone,
      zoneAssumed: date.zone === null,
      text: date.text,
      at: at.toISOString(),
    };
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
    otherDeadlines: z.array(otherDeadlineSchema).default([]),
    documents: z.array(documentSchema).default([]),
    direction: z.enum(DIRECTIONS).default('demand'),
    edition: optionalText,
    previousEditionId: z.uuid().nullable().default(null),
    mechanism: optionalText,
    crsSectors: z
      .array(z.string().regex(/^\d{5}$/, 'Use códigos CRS de cinco cifras, por ejemplo 14030.'))
      .default([]),
    agendas: z.array(z.string().trim().min(1)).default([]),
    proposalLanguages: z
      .array(z.string().regex(/^[a-z]{2}$/, 'Use códigos de idioma de dos letras, por ejemplo es.'))
      .default([]),
    partnerRequirements: optionalText,
    sourceUrl: z
      .string()
      .trim()
      .refine((text) => safeHttpUrl(text) !== null, 'Pegue la dirección completa de la fuente (https://…).'),
    notes: optionalText,
  })
  .superRefine((call, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (call.deadlineKind === 'exact') checkExactDeadline(call, issue);
    if (call.amountMin && call.amountMax && Number(call.amountMin) > Number(call.amountMax)) {
      issue('amountMax', 'El monto máximo es menor que el mínimo. Revise los dos.');
    }
    if ((call.amountMin || call.amountMax || call.totalBudget) && !call.currency) {
      issue('currency', 'Indique la moneda del monto.');
    }
  });

export type CallInput = z.input<typeof callInputSchema>;
type CheckedInput = z.output<typeof callInputSchema>;

function checkExactDeadline(
  call: { opensOn: string | null; deadlineLocal: string | null; deadlineZone: string | null },
  issue: (path: string, message: string) => void,
): void {
  if (!call.deadlineLocal || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(call.deadlineLocal)) {
    issue('deadlineLocal', 'Escriba la fecha y la hora de cierre.');
    return;
  }
  if (call.deadlineZone && !isTimeZone(call.deadlineZone)) {
    issue(
      'deadlineZone',
      `«${call.deadlineZone}» no es una zona horaria conocida, por ejemplo America/Guayaquil.`,
    );
    return;
  }
  const zone = call.deadlineZone ?? ECUADOR_ZONE;
  const exact = { deadlineKind: 'exact', deadlineZoneAssumed: false, deadlineText: null } as const;
  if (!closingInstant({ ...exact, deadlineLocal: call.deadlineLocal, deadlineZone: zone })) {
    issue('deadlineLocal', 'Esa fecha de cierre no existe. Revise el día y la hora.');
    return;
  }
  if (call.opensOn && call.deadlineLocal.slice(0, 10) < call.opensOn) {
    issue('deadlineLocal', 'El cierre es anterior a la apertura. Revise las dos fechas.');
  }
}

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

/** What an input decided of a stored call, for copying it to another edition. */
export function fieldsOf(call: Call): CallFields {
  return Object.fromEntries(
    Object.entries(call).filter(([name]) => !OWN_COLUMNS.includes(name)),
  ) as CallFields;
}

/**
 * Checks the input and gives the columns to store.
 * @throws DomainError `call.invalid` with one Spanish message per field
 */
export function readCallInput(input: unknown): CallFields {
  const result = callInputSchema.safeParse(input, { error: plainMessage });
  if (!result.success) {
    const fields = result.error.issues.map((issue): FieldError => ({
      field: String(issue.path[0] ?? ''),
      message: issue.message,
    }));
    throw invalid('call.invalid', 'La convocatoria no se guardó: revise los campos señalados.', fields);
  }
  return toFields(result.data);
}

/** For what no field has words of its own for: the validator's are English and technical. */
function plainMessage(issue: { readonly code?: string | undefined; readonly input?: unknown }): string {
  if (issue.input === undefined) return 'Falta este dato.';
  if (issue.code === 'too_big') return 'Es demasiado largo o demasiado grande.';
  if (issue.code === 'too_small') return 'Está vacío o es demasiado pequeño.';
  return 'Este dato no es válido. Revíselo o elija uno de la lista.';
}

function toFields(data: CheckedInput): CallFields {
  const exact = data.deadlineKind === 'exact';
  const deadline = {
    deadlineKind: data.deadlineKind,
    deadlineLocal: exact ? data.deadlineLocal : null,
    deadlineZone: exact ? (data.deadlineZone ?? ECUADOR_ZONE) : null,
    deadlineZoneAssumed: exact && data.deadlineZone === null,
    deadlineText: data.deadlineText,
  };
  return { ...data, ...deadline, closesAt: closingInstant(deadline) };
}
