import { invalid } from '@chasqui/kernel';
import { z } from 'zod';
import { CATALOGUE_VERSION, type CatalogueHeader } from './export-catalogue.js';

export const NOT_IMPORTED =
  'El catálogo no se importó: corrija lo señalado y vuelva a intentarlo. No se cambió nada. / ' +
  'The catalogue was not imported: correct what is listed and try again. Nothing was changed.';

const header = z.object({
  format: z.literal('chasqui-catalogue'),
  version: z.number(),
  changedAt: z.string().nullable(),
  personal: z.boolean(),
});

/**
 * Reads the first line of a file.
 * @throws DomainError `catalogue.header`
 */
export async function readHeader(lines: AsyncIterable<string>): Promise<CatalogueHeader> {
  for await (const line of lines) {
    const result = header.safeParse(parsedOrNull(line));
    if (!result.success) break;
    if (result.data.version !== CATALOGUE_VERSION) {
      throw invalid(
        'catalogue.header',
        `Línea 1: el archivo es de la versión ${result.data.version} y este programa lee la ${CATALOGUE_VERSION}. ` +
          'Use la misma versión de Chasqui en las dos instancias. / ' +
          'Line 1: use the same version of Chasqui on both sides.',
      );
    }
    return { ...result.data, version: CATALOGUE_VERSION };
  }
  throw invalid(
    'catalogue.header',
    'Línea 1: el archivo no es un catálogo exportado con catalogue:export. / ' +
      'Line 1: this is not a catalogue written by catalogue:export.',
  );
}

/** JSON, or null when it is none. */
export function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
