import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildProduct, Processes } from '../support/process.js';

const TIMEOUT_MS = 60_000;

interface Printed {
  readonly type: 'date' | 'amount' | 'percent';
  readonly value: string | number | null;
  readonly role: string | null;
  readonly words: string;
  readonly offset: number;
  readonly [more: string]: unknown;
}

const TEXT =
  'Convocatoria abierta hasta el 15 de marzo de 2024, 23:59 hora peninsular. ' +
  'Presupuesto total: USD 12,3 millones. Contrapartida mínima del 20 %.\n';

const PAGE = `<!doctype html><html><head><title>Fondo</title><script>var x = "USD 1";</script></head><body>
<h1>Fondo &amp; agua</h1><p>Cada proyecto recibe hasta <b>300.000&nbsp;€</b>.</p>
<p><del>Cierre: 1 de junio de 2026</del> Cierre: 1 de julio de 2026</p></body></html>`;

describe('extract', () => {
  const processes = new Processes();
  let folder: string;

  beforeAll(() => {
    buildProduct();
    folder = processes.folder();
  }, 120_000);

  afterAll(() => processes.endAll(), TIMEOUT_MS);

  function written(name: string, content: string | Buffer): string {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  async function extract(...args: string[]) {
    const program = processes.cli(['extract', ...args], {});
    const { code } = await program.ended;
    return { code, stdout: program.stdout, stderr: program.stderr };
  }

  async function mentionsOf(file: string, ...args: string[]): Promise<Printed[]> {
    const { code, stdout, stderr } = await extract('--file', file, ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as Printed[];
  }

  it(
    'prints what a text says, in its order, with the exact words and where they are',
    async () => {
      const mentions = await mentionsOf(written('bases.txt', `\uFEFF${TEXT}`), '--lang', 'es');
      expect(mentions).toMatchObject([
        {
          type: 'date',
          value: '2024-03-15',
          precision: 'day',
          time: '23:59',
          zone: 'Europe/Madrid',
          recurring: false,
          relative: null,
          stage: null,
          struck: false,
          role: 'closing',
        },
        { type: 'amount', value: 12_300_000, currency: 'USD', role: 'total', words: 'USD 12,3 millones' },
        { type: 'percent', value: 20, role: 'cofinancing', words: '20 %' },
      ]);
      for (const { words, offset } of mentions) {
        expect(TEXT.slice(offset, offset + words.length)).toBe(words);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'reads a page as people do, also one without the ending of a page',
    async () => {
      const named = await mentionsOf(written('fondo.html', PAGE));
      expect(named).toMatchObject([
        { type: 'amount', value: 300_000, currency: 'EUR', role: 'max' },
        { type: 'date', value: '2026-06-01', struck: true },
        { type: 'date', value: '2026-07-01', struck: false },
      ]);
      expect(await mentionsOf(written('fondo.txt', PAGE))).toEqual(named);
      const latin = await mentionsOf(written('latin.txt', Buffer.from('Donación de 500 £ o más', 'latin1')));
      expect(latin).toMatchObject([{ type: 'amount', value: 500, currency: 'GBP' }]);
    },
    TIMEOUT_MS,
  );

  it(
    'counts from the day of publication',
    async () => {
      const file = written('plazo.txt', 'Plazo: diez días desde la publicación.');
      expect(await mentionsOf(file, '--published', '2026-01-05')).toMatchObject([
        { type: 'date', value: '2026-01-15' },
      ]);
      expect(await mentionsOf(file)).toMatchObject([{ type: 'date', value: null }]);
      expect(await mentionsOf(written('vacio.txt', ''))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it.each<[what: string, args: string[], code: number, message: string]>([
    ['no file', [], 1, 'Indique el archivo'],
    ['a file that is not there', ['--file', '{folder}/no-existe.txt'], 1, 'No se pudo leer el archivo'],
    ['a folder', ['--file', '{folder}'], 1, 'no es un archivo'],
    ['a file that is too large', ['--file', '{large}'], 1, 'pesa más de 20 MB'],
    ['a language', ['--file', '{text}', '--lang', 'xx'], 1, 'No se conoce el idioma «xx»'],
    ['a day', ['--file', '{text}', '--published', '2026-02-30'], 1, 'No se entiende «2026-02-30» como fecha'],
    ['a PDF that is none', ['--file', '{pdf}'], 1, 'no es un PDF'],
    ['an option', ['--texto', 'x'], 2, 'Las opciones no son correctas'],
  ])(
    'says what is wrong with %s and prints nothing else',
    async (_, args, code, message) => {
      const large = written('grande.txt', 'x');
      truncateSync(large, 21 * 1_048_576);
      const names: Readonly<Record<string, string>> = {
        '{folder}': folder,
        '{large}': large,
        '{text}': written('texto.txt', TEXT),
        '{pdf}': written('falso.pdf', 'no es un PDF'),
      };
      const given = args.map((arg) => arg.replace(/^\{\w+\}/, (name) => names[name]!));
      const ended = await extract(...given);
      expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
      expect(ended.stderr).toContain(message);
    },
    TIMEOUT_MS,
  );
});
