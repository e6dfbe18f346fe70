import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '@chasqui/kernel';
import type { SourceText } from '../types.js';
import { pageText, type PlacedWords } from './pdf-lines.js';
import { LONGEST_TEXT } from './text-writer.js';

export type PdfFaultCode = 'not_pdf' | 'encrypted' | 'broken' | 'no_text' | 'too_slow' | 'too_large';

const MESSAGES: Readonly<Record<PdfFaultCode, string>> = {
  not_pdf: 'El archivo no es un PDF, aunque se anuncie como tal.',
  encrypted: 'El PDF está protegido con contraseña: no se puede leer.',
  broken: 'El PDF está dañado o incompleto: no se puede leer.',
  no_text: 'El PDF no contiene texto: parece escaneado. Léalo y llene los campos a mano.',
  too_slow: 'La lectura del PDF tardó demasiado y se detuvo.',
  too_large: 'La lectura del PDF necesitaba demasiada memoria y se detuvo.',
};

/** A PDF that cannot be read; the message is Spanish, for curators. */
export class PdfFault extends Error {
  constructor(
    readonly code: PdfFaultCode,
    options?: ErrorOptions,
  ) {
    super(MESSAGES[code], options);
    this.name = 'PdfFault';
  }
}

export interface PdfLimits {
  /** Later pages are not read: the terms of a call come first, its annexes last. */
  readonly pages: number;
  readonly milliseconds: number;
  /** Of JavaScript objects, and again of everything that the process grows by while it reads. */
  readonly megabytes: number;
}

export const PDF_LIMITS: PdfLimits = { pages: 200, milliseconds: 30_000, megabytes: 384 };

/** One at a time, so that many large files at once do not use up the machine. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * The text of a PDF, line by line, its pages one below the other. The file is read in a thread of its own with
 * limited memory and time, because it may be made to do harm.
 * @throws PdfFault
 */
export async function readPdf(bytes: Buffer, limits: PdfLimits = PDF_LIMITS): Promise<SourceText> {
  if (bytes.subarray(0, 1024).indexOf('%PDF-') < 0) throw new PdfFault('not_pdf');
  const reading = turn.then(() => readInThread(bytes, limits));
  turn = reading.catch(() => undefined);
  const text = (await reading).filter(Boolean).join('\n').slice(0, LONGEST_TEXT);
  if (!/\p{L}{2}/u.test(text)) throw new PdfFault('no_text');
  return { text, struck: [] };
}

type Message =
  | { readonly type: 'page'; readonly words: readonly PlacedWords[] }
  | { readonly type: 'end'; readonly pages: number }
  | { readonly type: 'fault'; readonly name: string; readonly message: string };

const WORKER = join('libs', 'extraction', 'src', 'text', 'pdf-worker.mjs');
const LOOK_EVERY_MS = 100;
const MEGABYTE = 1_048_576;

function readInThread(bytes: Buffer, limits: PdfLimits): Promise<string[]> {
  const copy = new Uint8Array(bytes);
  const worker = new Worker(pathToFileURL(join(projectRoot(), WORKER)), {
    workerData: { bytes: copy, maxPages: limits.pages, maxCharacters: LONGEST_TEXT },
    transferList: [copy.buffer],
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 },
    // Nothing of the process is the file's business, and its complaints are not for the log.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  const pages: string[] = [];
  return new Promise<string[]>((resolve, reject) => {
    const before = process.memoryUsage.rss();
    const end = (result: string[] | PdfFault) => {
      clearTimeout(time);
      clearInterval(memory);
      worker.removeAllListeners();
      void worker.terminate();
      if (result instanceof PdfFault) reject(result);
      else resolve(result);
    };
    const time = setTimeout(() => end(new PdfFault('too_slow')), limits.milliseconds);
    // The limits of a thread do not count buffers, where the contents of the file are unpacked.
    const memory = setInterval(() => {
      const grown = process.memoryUsage.rss() - before;
      if (grown > 2 * limits.megabytes * MEGABYTE) end(new PdfFault('too_large'));
    }, LOOK_EVERY_MS);
    worker.on('message', (message: Message) => {
      if (message.type === 'page') pages.push(pageText(message.words));
      else end(message.type === 'end' ? pages : faultOf(message.name));
    });
    worker.on('error', (error) => end(crashed(error)));
    worker.on('exit', () => end(new PdfFault('broken')));
  });
}

function faultOf(name: string): PdfFault {
  return new PdfFault(name === 'PasswordException' ? 'encrypted' : 'broken');
}

function crashed(error: unknown): PdfFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return new PdfFault(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_large' : 'broken', { cause: error });
}
