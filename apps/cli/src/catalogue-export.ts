import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { invalid } from '@chasqui/kernel';
import { catalogueLines } from '@chasqui/open-data';
import type { DataSource } from 'typeorm';

export interface ExportedCatalogue {
  readonly file: string;
  /** Records, the first line not counted. */
  readonly records: number;
  readonly personal: boolean;
}

/**
 * Writes the whole catalogue to a file that only its owner may read. The file appears when it is complete: one that
 * is there is never half of one.
 * @throws DomainError when the file cannot be written
 */
export async function exportCatalogue(
  database: DataSource,
  file: string,
  personal: boolean,
): Promise<ExportedCatalogue> {
  const unfinished = `${file}.${process.pid}.tmp`;
  let lines = 0;
  async function* withEnds(): AsyncGenerator<string> {
    for await (const line of catalogueLines(database, { personal })) {
      lines += 1;
      yield `${line}\n`;
    }
  }
  try {
    await pipeline(Readable.from(withEnds()), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (!isFileError(error)) throw error;
    throw invalid(
      'catalogue.file',
      `No se pudo escribir el archivo ${file}. Revise la carpeta y el permiso.`,
    );
  }
  return { file, records: lines - 1, personal };
}

const FILE_ERRORS = ['EACCES', 'EISDIR', 'EMFILE', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'];

/** Told by the file system. */
export function isFileError(error: unknown): boolean {
  return FILE_ERRORS.includes(String((error as { code?: unknown }).code));
}
