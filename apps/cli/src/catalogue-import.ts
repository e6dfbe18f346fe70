import { createReadStream } from 'node:fs';
import { invalid } from '@chasqui/kernel';
import { importCatalogue, type ImportResult, type LineSource } from '@chasqui/open-data';
import { loadReferenceData } from '@chasqui/reference-data';
import type { DataSource } from 'typeorm';
import { isFileError } from './catalogue-export.js';

/**
 * Fills a new instance with an exported catalogue, all or nothing; the reference data it rests on is loaded first.
 * @throws DomainError with one line per fault
 */
export async function importCatalogueFile(database: DataSource, file: string): Promise<ImportResult> {
  await requireReferenceData(database);
  try {
    return await importCatalogue(database, linesOfFile(file));
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw invalid('catalogue.file', `No se pudo leer el archivo ${file}. Revise la ruta y el permiso.`);
  }
}

/** Codes and GADs, which the catalogue refers to. Where they are, nothing is loaded over what was imported before. */
async function requireReferenceData(database: DataSource): Promise<void> {
  const [row] = await database.query<[{ loaded: boolean }]>('SELECT EXISTS (SELECT FROM gad) AS loaded');
  if (!row.loaded) await loadReferenceData(database.manager);
}

function linesOfFile(file: string): LineSource {
  return async function* lines() {
    let rest = '';
    for await (const piece of createReadStream(file, 'utf8') as AsyncIterable<string>) {
      const whole = (rest + piece).split('\n');
      rest = whole.pop() ?? '';
      for (const line of whole) yield line.replace(/\r$/, '');
    }
    if (rest) yield rest;
  };
}
