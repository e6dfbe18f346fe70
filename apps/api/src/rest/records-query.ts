import { type FieldError, invalid } from '@chasqui/kernel';
import type { OpenType, RecordSelection } from '@chasqui/open-data';
import type { ApiQueryOptions } from '@nestjs/swagger';
import { z } from 'zod';

export interface RecordQuery {
  readonly selection: RecordSelection;
  readonly after: string | undefined;
  readonly limit: number;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const LIMIT_MESSAGE = `Escriba un número de 1 a ${MAX_LIMIT}.`;

const once = (message: string) => z.string({ message });
const instant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    message: 'Escriba la fecha como AAAA-MM-DD o AAAA-MM-DDThh:mm:ssZ.',
  })
  .transform((text) => new Date(text));
const shape = z.object({
  q: once('Escriba q una sola vez.').max(100, 'Es demasiado largo: 100 caracteres como mucho.').optional(),
  updatedSince: instant.optional(),
  after: once('Escriba after una sola vez.').max(200, 'Use la clave que dio `next`.').optional(),
  limit: once(LIMIT_MESSAGE)
    .regex(/^\d{1,3}$/, LIMIT_MESSAGE)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MAX_LIMIT, LIMIT_MESSAGE)
    .optional(),
});

/** The parameters for the description of the API. */
export function queryDescriptions(type: OpenType): ApiQueryOptions[] {
  const text = { type: 'string' } as const;
  return [
    { name: 'q', required: false, schema: text, description: 'Parte del nombre; las tildes dan igual' },
    ...(type.dated
      ? [
          {
            name: 'updatedSince',
            required: false,
            schema: text,
            description: 'Solo las fichas que cambiaron desde esta fecha: AAAA-MM-DD o con hora UTC',
          },
        ]
      : []),
  ];
}

export function pageDescriptions(): ApiQueryOptions[] {
  return [
    {
      name: 'after',
      required: false,
      schema: { type: 'string' },
      description: 'La clave `next` de la página anterior',
    },
    {
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
      description: 'Fichas por página',
    },
  ];
}

/** @throws DomainError `records.query` with one Spanish message per wrong parameter */
export function readRecordQuery(type: OpenType, query: unknown): RecordQuery {
  const result = shape.safeParse(query ?? {});
  const faults: FieldError[] = (result.error?.issues ?? []).map(({ path, message }) => ({
    field: String(path[0] ?? ''),
    message,
  }));
  if (result.data?.updatedSince && !type.dated) {
    faults.push({ field: 'updatedSince', message: `${type.label}: no se sabe cuándo cambió cada ficha.` });
  }
  if (!result.success || faults.length > 0) {
    const list = faults.map(({ field, message }) => `${field}: ${message}`).join(' ');
    throw invalid('records.query', `Revise los parámetros de la dirección. ${list}`, faults);
  }
  const { q, updatedSince, after, limit } = result.data;
  return { selection: { words: q, updatedSince }, after, limit: limit ?? DEFAULT_LIMIT };
}
