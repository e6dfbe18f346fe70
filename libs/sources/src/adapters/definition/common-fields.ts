import type { Hint } from '@chasqui/extraction';
import { DomainError, isTimeZone } from '@chasqui/kernel';
import { z } from 'zod';
import { readAddress } from '../../addresses.js';

/** Every hint with the name that people see in the parts of an item. */
export const HINT_NAMES: Readonly<Record<Hint, string>> = {
  title: 'título',
  summary: 'resumen',
  opening: 'apertura',
  deadline: 'plazo',
  published: 'publicación',
  amount: 'monto',
  applicants: 'postulantes',
  countries: 'países',
  documents: 'documentos',
  contact: 'contacto',
  themes: 'temas',
};

export const hintSchema = z.enum(Object.keys(HINT_NAMES) as [Hint, ...Hint[]], {
  message: 'Elija de qué trata el campo.',
});

export const addressSchema = z.string('Pegue la dirección (https://…).').transform((text, context) => {
  try {
    return readAddress(text);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const MOST_ADDRESSES = 20;

export const addressesSchema = z
  .array(addressSchema, 'Escriba al menos una dirección.')
  .min(1, 'Escriba al menos una dirección.')
  .max(MOST_ADDRESSES, `Son demasiadas direcciones: ${MOST_ADDRESSES} como mucho.`);

/** Sites besides those of the lists where details and documents may be. */
export const hostsSchema = z
  .array(
    z
      .string('Escriba solo el dominio.')
      .trim()
      .toLowerCase()
      .regex(
        /^(?:\*\.)?(?:[a-z0-9_-]{1,63}\.){1,8}[a-z0-9-]{2,63}$/,
        'Escriba solo el dominio, por ejemplo «aecid.es», o «*.aecid.es» para todos los que acaban así.',
      ),
  )
  .max(MOST_ADDRESSES, `Son demasiados dominios: ${MOST_ADDRESSES} como mucho.`)
  .default([]);

/** An encoding that the server does not name or names wrongly. */
export const encodingSchema = z
  .string('Escriba la codificación, por ejemplo windows-1252, o déjela vacía.')
  .trim()
  .toLowerCase()
  .transform((label) => label || null)
  .refine(
    (label) => label === null || isEncoding(label),
    'No se conoce esa codificación. Escriba por ejemplo utf-8, iso-8859-1 o windows-1252, o déjela vacía.',
  )
  .nullable()
  .default(null);

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** What holds for all calls of the source where a text is silent. */
export const defaultsSchema = z
  .strictObject({
    language: z
      .string('Elija el idioma.')
      .trim()
      .regex(/^[a-z]{2}$/, 'Escriba el idioma con dos letras, por ejemplo es.')
      .nullable()
      .default(null),
    zone: z
      .string('Elija la zona horaria.')
      .trim()
      .refine(
        isTimeZone,
        'No se conoce esa zona horaria. Escriba por ejemplo America/Guayaquil o Europe/Madrid.',
      )
      .nullable()
      .default(null),
    currency: z
      .string('Escriba la moneda.')
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{3}$/, 'Escriba la moneda con tres letras, por ejemplo EUR.')
      .nullable()
      .default(null),
  })
  .prefault({});

export type Defaults = z.output<typeof defaultsSchema>;

/** Fewer calls than this on a whole reading show that the page changed. 0 when the list may well be empty. */
export const minItemsSchema = z
  .int('Escriba un número entero.')
  .min(0, 'El número más bajo es 0.')
  .max(1000, 'El número más alto es 1000.');

/** How many pages of a list are read at most. */
export const maxPagesSchema = z
  .int('Escriba un número entero.')
  .min(1, 'El número más bajo es 1.')
  .max(200, 'El número más alto es 200.')
  .default(10);
