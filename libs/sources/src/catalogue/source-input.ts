import { isDeepStrictEqual } from 'node:util';
import { DomainError, type FieldError, invalid } from '@chasqui/kernel';
import { z } from 'zod';
import { ADAPTERS } from '../adapters/index.js';
import { addressSchema } from '../adapters/definition/common-fields.js';
import { ADAPTER_KINDS, type AdapterKind } from '../adapters/types.js';
import type { Source, SourceDefinition } from './source.entities.js';

const LEAST_MINUTES = 15;
const MOST_MINUTES = 30 * 24 * 60;
const OFTEN = 'Escriba cada cuántos minutos se lee: de 15 (un cuarto de hora) a 43200 (30 días).';

const optionalText = (longest: number) =>
  z
    .string('Escriba un texto.')
    .trim()
    .max(longest, `Es demasiado largo: ${longest} caracteres como mucho.`)
    .transform((text) => text || null)
    .nullable()
    .default(null);

const sourceInputSchema = z.object(
  {
    name: z
      .string('Escriba el nombre de la fuente.')
      .trim()
      .min(3, 'Escriba el nombre de la fuente.')
      .max(150, 'El nombre es demasiado largo: 150 caracteres como mucho.'),
    donorId: z
      .union([z.literal('').transform(() => null), z.uuid('Elija el cooperante de la lista.')], {
        error: 'Elija el cooperante de la lista.',
      })
      .nullable()
      .default(null),
    homeUrl: addressSchema,
    everyMinutes: z.coerce.number(OFTEN).int(OFTEN).min(LEAST_MINUTES, OFTEN).max(MOST_MINUTES, OFTEN),
    mayBeEmpty: z.boolean('Indique si puede estar vacía mucho tiempo.').default(false),
    notes: optionalText(5000),
    adapter: z.enum(ADAPTER_KINDS, { message: 'Elija cómo se lee la fuente.' }),
  },
  'Faltan los datos de la fuente.',
);

/** What a curator says of a source, as it comes from a form or a program. `config` is checked by the adapter. */
export type SourceInput = z.input<typeof sourceInputSchema> & { readonly config: unknown };

export interface CheckedSource {
  readonly facts: Pick<Source, 'nameEs' | 'donorId' | 'homeUrl' | 'everyMinutes' | 'mayBeEmpty' | 'notes'>;
  readonly definition: Pick<SourceDefinition, 'adapter' | 'config'>;
}

/**
 * Checks everything that can be checked without the database.
 * @throws DomainError `source.invalid` with one Spanish message per field; those of the configuration begin with "config."
 */
export function readSourceInput(input: unknown): CheckedSource {
  const result = sourceInputSchema.safeParse(input);
  const own = (result.error?.issues ?? []).map(({ path, message }): FieldError => ({
    field: path.join('.'),
    message,
  }));
  const { adapter, config } = (input ?? {}) as { adapter?: unknown; config?: unknown };
  const checked = isKind(adapter) ? checkedConfig(adapter, config) : { config: {}, fields: [] };
  const fields = [...own, ...checked.fields];
  if (!result.success || fields.length > 0) {
    throw invalid('source.invalid', 'Revise los datos de la fuente.', fields);
  }
  const { name, adapter: kind, ...facts } = result.data;
  return { facts: { nameEs: name, ...facts }, definition: { adapter: kind, config: checked.config } };
}

function isKind(kind: unknown): kind is AdapterKind {
  return ADAPTER_KINDS.some((known) => known === kind);
}

function checkedConfig(kind: AdapterKind, config: unknown): { config: object; fields: FieldError[] } {
  try {
    return { config: storedConfig(kind, config), fields: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fields = error.fields.map(({ field, message }) => ({
      field: field ? `config.${field}` : 'config',
      message,
    }));
    return { config: {}, fields: fields.length > 0 ? fields : [{ field: 'config', message: error.message }] };
  }
}

/**
 * A configuration with everything said that it leaves out, as it is stored.
 * @throws DomainError `source.invalid`
 */
export function storedConfig(kind: AdapterKind, config: unknown): object {
  return JSON.parse(JSON.stringify(ADAPTERS[kind].check(config))) as object;
}

/** Whether two definitions read a source in the same way. The order of lists counts, that of names does not. */
export function sameDefinition(
  one: Pick<SourceDefinition, 'adapter' | 'config'>,
  other: Pick<SourceDefinition, 'adapter' | 'config'>,
): boolean {
  return one.adapter === other.adapter && isDeepStrictEqual(one.config, other.config);
}
