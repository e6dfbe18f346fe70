import { type FieldError, invalid, safeHttpUrl } from '@chasqui/kernel';
import { z } from 'zod';

/**
 * Checks the configuration of a source against the schema of its adapter.
 * @throws DomainError `source.invalid` with one Spanish message per field
 */
export function checkConfig<Output>(schema: z.ZodType<Output>, config: unknown): Output {
  const result = schema.safeParse(config ?? {}, { error: spanishMessage });
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }): FieldError => ({
    field: path.join('.'),
    message,
  }));
  throw invalid('source.invalid', 'Revise la configuración de la fuente.', fields);
}

function spanishMessage(issue: { readonly code: string; readonly keys?: unknown }): string {
  if (issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)) {
    return `No se conoce «${issue.keys.join('», «')}». Bórrelo o corrija el nombre.`;
  }
  return 'Este valor no es válido. Revíselo.';
}

/** The address of an API or of pages, without a slash at the end. */
export const baseAddress = z
  .string()
  .trim()
  .refine((text) => safeHttpUrl(text) !== null, 'Escriba una dirección completa (https://…).')
  .transform((text) => text.replace(/\/+$/, ''));

export const shortText = z.string().trim().max(300, 'Es demasiado largo: 300 caracteres como mucho.');

/** Codes of a catalogue of the source, as the curator copies them from it. */
export const codes = z
  .array(
    z.coerce
      .string()
      .trim()
      .regex(/^[\w.-]{1,60}$/, 'Escriba solo el código, como lo da la fuente.'),
  )
  .max(50, 'Son demasiados códigos: 50 como mucho.');

export function wholeNumber(least: number, most: number) {
  return z
    .int('Escriba un número entero.')
    .min(least, `El número más bajo es ${least}.`)
    .max(most, `El número más alto es ${most}.`);
}
