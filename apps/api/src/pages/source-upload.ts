import { invalid } from '@chasqui/kernel';
import { MAX_FILE_BYTES, tooBigFile } from '@chasqui/spreadsheets';
import type { FastifyRequest } from 'fastify';

export interface SentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface SentForm {
  readonly fields: Readonly<Record<string, string>>;
  /** Null when none was chosen. */
  readonly file: SentFile | null;
}

const MAX_NAME = 200;
const MAX_FIELDS = 200;
/** A file within a field is longer by a third. */
const MAX_FIELD_BYTES = Math.ceil((MAX_FILE_BYTES * 4) / 3) + 1000;

/**
 * A form with a file, or the same form without one. Only the named file field counts.
 * @throws DomainError `spreadsheet.too_big`, `source.upload` when the form is cut short
 */
export async function sentForm(request: FastifyRequest): Promise<SentForm> {
  if (!request.isMultipart()) return { fields: textsOf(request.body), file: null };
  const limits = {
    fileSize: MAX_FILE_BYTES,
    files: 1,
    fields: MAX_FIELDS,
    fieldSize: MAX_FIELD_BYTES,
    parts: MAX_FIELDS + 1,
  };
  const fields: Record<string, string> = {};
  let file: SentFile | null = null;
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer();
        if (part.filename || bytes.length > 0) file = { name: fileName(part.filename), bytes };
      } else if (typeof part.value === 'string') {
        fields[part.fieldname] = part.value;
      }
    }
  } catch (error) {
    throw refusal(error);
  }
  return { fields, file };
}

function refusal(error: unknown): Error {
  const code = (error as { code?: unknown }).code;
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooBigFile();
  if (typeof code === 'string' && /^FST_(?:PARTS|FIELDS|FILES)_LIMIT$|^FST_INVALID/.test(code)) {
    return invalid(
      'source.upload',
      'El formulario no llegó bien. Vuelva a esta página e inténtelo otra vez.',
    );
  }
  return error as Error;
}

function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The last part of the name, without what nobody sees. */
function fileName(sent: string | undefined): string {
  const last = (sent ?? '').split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').slice(0, MAX_NAME) || 'archivo';
}
