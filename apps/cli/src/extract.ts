import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type AnyMention,
  decodeText,
  findMentions,
  readHtml,
  readPdf,
  type SourceText,
} from '@chasqui/extraction';
import { invalid } from '@chasqui/kernel';
import { LANGUAGES } from '@chasqui/language';
import { isFileError } from './catalogue-export.js';

const MEGABYTE = 1_048_576;
const LARGEST_FILE_MB = 20;

/**
 * Prints the dates, amounts and percents of a file as a JSON array. Offsets count, in UTF-16 units, in the text that
 * people read: of a page without its tags, of a text file without its byte order mark.
 * @throws DomainError when an option is wrong or the file cannot be read
 */
export async function extract(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { file: text, lang: text, published: text } });
  const { file, lang, published } = values;
  if (!file) throw invalid('cli.extract', 'Indique el archivo: extract --file texto.txt.');
  const options = { language: languageOf(lang), publishedOn: dayOf(published) };
  const source = await sourceOf(file);
  const mentions = findMentions(source, options).map(printed);
  process.stdout.write(`${JSON.stringify(mentions, null, 2)}\n`);
}

function languageOf(given: string | undefined): string | undefined {
  const language = given?.toLowerCase();
  if (language === undefined || LANGUAGES.some((known) => known === language)) return language;
  throw invalid(
    'cli.lang',
    `No se conoce el idioma «${given}». Escriba uno de estos: ${LANGUAGES.join(', ')}.`,
  );
}

/** The day of an ISO date or instant. */
function dayOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const day = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(given)?.[1];
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  if (day !== undefined && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return day;
  throw invalid('cli.published', `No se entiende «${given}» como fecha. Escriba --published 2026-08-31.`);
}

async function sourceOf(file: string): Promise<SourceText> {
  const body = await bytesOf(file);
  const extension = extname(file).toLowerCase();
  if (extension === '.pdf' || body.subarray(0, 5).toString('latin1') === '%PDF-') return readPdf(body);
  const isNamedHtml = ['.html', '.htm', '.xhtml'].includes(extension);
  const decoded = decodeText(body, isNamedHtml ? 'text/html' : 'text/plain', null);
  if (isNamedHtml || /^\s*<(?:!doctype|!--|\?xml|[a-z])/i.test(decoded.slice(0, 1000)))
    return readHtml(decoded);
  return { text: decoded, struck: [] };
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const found = await stat(file);
    if (!found.isFile())
      throw invalid('cli.file', `${file} no es un archivo. Indique un texto, una página o un PDF.`);
    if (found.size > LARGEST_FILE_MB * MEGABYTE) {
      throw invalid(
        'cli.file',
        `El archivo ${file} pesa más de ${LARGEST_FILE_MB} MB, que es lo más que se lee.`,
      );
    }
    return await readFile(file);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw invalid('cli.file', `No se pudo leer el archivo ${file}. Revise la ruta y el permiso.`);
  }
}

/** Amounts and percents as JSON numbers; dates as the text that they are. */
function printed(mention: AnyMention): Record<string, unknown> {
  return mention.type === 'date' ? { ...mention } : { ...mention, value: Number(mention.value) };
}
