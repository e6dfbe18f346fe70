import { invalid } from '@chasqui/kernel';
import { readPastedTable, readSpreadsheet, type Sheet, tooBigFile } from '@chasqui/spreadsheets';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

const MAX_NAME = 200;
const pasteForm = z.object({ tabla: z.string().max(250_000).default('') });

/**
 * The sheets of the file or of the table that a form sent.
 * @throws DomainError saying what to do when there is neither, or when the file is none that can be read
 */
export async function uploadedSheets(
  request: FastifyRequest,
): Promise<{ name: string; sheets: readonly Sheet[] }> {
  if (!request.isMultipart()) {
    const form = pasteForm.safeParse(request.body ?? {});
    if (!form.success) throw tooBigFile();
    if (!form.data.tabla.trim()) {
      throw invalid(
        'plan.no_file',
        'Elija un archivo, o copie las celdas de su hoja de cálculo y péguelas en el recuadro.',
      );
    }
    return { name: 'Tabla pegada', sheets: readPastedTable(form.data.tabla, 'Tabla pegada') };
  }
  const part = await request.file();
  if (!part) throw noFile();
  const bytes = await part.toBuffer().catch((error: unknown) => {
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE') throw tooBigFile();
    throw error;
  });
  if (!part.filename && bytes.length === 0) throw noFile();
  const name = fileName(part.filename);
  return { name, sheets: await readSpreadsheet(bytes, name) };
}

function noFile(): Error {
  return invalid('plan.no_file', 'Elija primero el archivo en su equipo y luego pulse «Subir el archivo».');
}

/** The last part of the name, without what nobody sees. */
function fileName(sent: string | undefined): string {
  const last = (sent ?? '').split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').slice(0, MAX_NAME) || 'archivo';
}
