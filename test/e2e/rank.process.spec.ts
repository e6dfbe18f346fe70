import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildProduct, type Ending, Processes } from '../support/process.js';

const TIMEOUT_MS = 60_000;

interface Result extends Ending {
  readonly stdout: string;
  readonly stderr: string;
}

interface ListedCall {
  readonly callId: string;
  readonly score: number | null;
  readonly confidence: number;
  readonly label: string | null;
  readonly gates: readonly { readonly id: string; readonly answer: string; readonly reason: string }[];
  readonly reasons: readonly { readonly text: string }[];
}

interface Listed {
  readonly gadId: string;
  readonly calls: readonly ListedCall[];
}

type Row = Readonly<Record<string, unknown>>;

const set = (name: string) => join(projectRoot(), 'test', 'relevance', name);
const rows = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Row[];
const ranking = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Listed[];

describe('rank', () => {
  const processes = new Processes();
  let folder: string;

  beforeAll(() => {
    buildProduct();
    folder = processes.folder();
  }, 120_000);

  afterAll(() => processes.endAll(), TIMEOUT_MS);

  let listed: Listed[];
  let first: Result;

  beforeAll(async () => {
    first = await rank(set('calls-a.json'), set('gads-a.json'), 'first.json');
    listed = ranking(join(folder, 'first.json'));
  }, TIMEOUT_MS);

  it('ends well, with one line per GAD and no other file left', () => {
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    expect(first.stdout.trim().split('\n')).toHaveLength(rows(set('gads-a.json')).length);
    expect(first.stdout).toMatch(/\[0901\]: 1\. \S+ \(\d+,\d/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('lists every call once for every GAD, in the order of the files of GADs', () => {
    const callIds = rows(set('calls-a.json')).map(({ id }) => String(id));
    expect(listed.map(({ gadId }) => gadId)).toEqual(rows(set('gads-a.json')).map(({ dpaCode }) => dpaCode));
    for (const { calls } of listed) {
      expect(calls.map(({ callId }) => callId).toSorted()).toEqual(callIds.toSorted());
    }
  });

  it('puts calls with a failed condition last and without a score, the others by score', () => {
    for (const { calls } of listed) {
      const fails = calls.map(({ gates }) => gates.some(({ answer }) => answer === 'fails'));
      expect(fails).toEqual(fails.toSorted((a, b) => Number(a) - Number(b)));
      expect(calls.map(({ score }) => score === null)).toEqual(fails);
      const scores = calls.flatMap(({ score }) => score ?? []);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }
  });

  it('gives every call its conditions, and reasons to those that score', () => {
    const calls = listed.flatMap((gad) => gad.calls);
    expect(calls.every(({ gates }) => gates.length > 0 && gates.every(({ reason }) => reason !== ''))).toBe(
      true,
    );
    expect(calls.every(({ score, reasons }) => (score ?? 0) === 0 || reasons.length > 0)).toBe(true);
    expect(calls.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
  });

  it('labels a loan and does not shut it out', () => {
    const loans = new Set(
      rows(set('calls-a.json')).flatMap(({ id, modality }) => (modality === 'reembolsable' ? [id] : [])),
    );
    const calls = listed.flatMap((gad) => gad.calls);
    expect(loans.size).toBeGreaterThan(0);
    expect(calls.every(({ callId, label }) => (label === 'reembolsable') === loans.has(callId))).toBe(true);
    expect(calls.some(({ label, score }) => label !== null && score !== null)).toBe(true);
  });

  it(
    'gives the same lists again, and for files in another order and under a key',
    async () => {
      writeFileSync(
        join(folder, 'calls.json'),
        JSON.stringify({ calls: rows(set('calls-a.json')).toReversed() }),
      );
      writeFileSync(
        join(folder, 'gads.json'),
        JSON.stringify({ gads: rows(set('gads-a.json')).toReversed() }),
      );
      await rank(join(folder, 'calls.json'), join(folder, 'gads.json'), 'reversed.json');
      await rank(set('calls-a.json'), set('gads-a.json'), 'again.json');
      expect(readFileSync(join(folder, 'again.json'), 'utf8')).toBe(
        readFileSync(join(folder, 'first.json'), 'utf8'),
      );
      expect(ranking(join(folder, 'reversed.json')).toReversed()).toEqual(listed);
    },
    TIMEOUT_MS,
  );

  it(
    'reads neither notes nor addresses',
    async () => {
      const noted = rows(set('calls-a.json')).map((call) => ({
        ...call,
        notes: 'Solo para municipios del Perú; agua potable y riego.',
        sourceAddress: 'https://peru.example/agua-potable',
      }));
      writeFileSync(join(folder, 'noted.json'), JSON.stringify(noted));
      await rank(join(folder, 'noted.json'), set('gads-a.json'), 'noted-ranking.json');
      expect(ranking(join(folder, 'noted-ranking.json'))).toEqual(listed);
    },
    TIMEOUT_MS,
  );

  it(
    'counts deadlines when a moment is given',
    async () => {
      await rank(set('calls-a.json'), set('gads-a.json'), 'dated.json', '--now', '2030-01-01');
      const closed = new Set(
        rows(set('calls-a.json')).flatMap(({ id, closeDate }) => (closeDate === null ? [] : [id])),
      );
      const calls = ranking(join(folder, 'dated.json')).flatMap((gad) => gad.calls);
      expect(calls.filter(({ callId, score }) => closed.has(callId) && score !== null)).toEqual([]);
      expect(calls.every(({ gates }) => gates.some(({ id }) => id === 'deadline'))).toBe(true);
      expect(
        listed.flatMap((gad) => gad.calls).some(({ gates }) => gates.some(({ id }) => id === 'deadline')),
      ).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    'ranks the demo data as they are',
    async () => {
      const demo = (name: string) => join(projectRoot(), 'libs', 'demo', 'data', name);
      const { code, stderr } = await rank(demo('calls.json'), demo('gads.json'), 'demo.json');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(ranking(join(folder, 'demo.json'))).toHaveLength(rows(demo('gads.json')).length);
    },
    TIMEOUT_MS,
  );

  it(
    'bears records in which nothing but the code is given',
    async () => {
      writeFileSync(
        join(folder, 'bare-calls.json'),
        '[{"id":"a"},{"id":"b","title":null,"sectors":null,"x":[1]}]',
      );
      writeFileSync(join(folder, 'bare-gads.json'), '[{"id":"g"},{"dpaCode":"09","objectives":null}]');
      const { code } = await rank(
        join(folder, 'bare-calls.json'),
        join(folder, 'bare-gads.json'),
        'bare.json',
      );
      expect(code).toBe(0);
      expect(
        ranking(join(folder, 'bare.json')).map(({ gadId, calls }) => [
          gadId,
          calls.map(({ score }) => score),
        ]),
      ).toEqual([
        ['g', [0, 0]],
        ['09', [0, 0]],
      ]);
    },
    TIMEOUT_MS,
  );

  it.each([
    [['--calls', '{calls}'], 'Indique los tres archivos'],
    [
      ['--calls', 'no-existe.json', '--gads', '{gads}', '--out', '{folder}/x.json'],
      'No se pudo leer el archivo',
    ],
    [
      ['--calls', '{text}', '--gads', '{gads}', '--out', '{folder}/x.json'],
      'El archivo roto.json no es JSON',
    ],
    [['--calls', '{nameless}', '--gads', '{gads}', '--out', '{folder}/x.json'], 'que ocupa el lugar 2'],
    [['--calls', '{calls}', '--gads', '{gads}', '--out', '{folder}'], 'es una carpeta'],
    [
      ['--calls', '{calls}', '--gads', '{gads}', '--out', '{folder}/no/x.json'],
      'No se pudo escribir el archivo',
    ],
    [
      ['--calls', '{calls}', '--gads', '{gads}', '--out', '{folder}/x.json', '--now', 'ayer'],
      'No se entiende «ayer» como fecha',
    ],
  ])('refuses %j', async (args, told) => {
    writeFileSync(join(folder, 'roto.json'), '{');
    writeFileSync(join(folder, 'sin-codigo.json'), '[{"id":"a"},{"title":"b"}]');
    const files: Record<string, string> = {
      '{calls}': set('calls-a.json'),
      '{gads}': set('gads-a.json'),
      '{text}': join(folder, 'roto.json'),
      '{nameless}': join(folder, 'sin-codigo.json'),
    };
    const given = args.map((arg) => files[arg] ?? arg.replace('{folder}', folder));
    const { code, stdout, stderr } = await cli(['rank', ...given]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(told);
    expect(readdirSync(folder).filter((name) => name === 'x.json' || name.endsWith('.tmp'))).toEqual([]);
  });

  function rank(calls: string, gads: string, out: string, ...more: string[]): Promise<Result> {
    return cli(['rank', '--calls', calls, '--gads', gads, '--out', join(folder, out), ...more]);
  }

  async function cli(args: readonly string[]): Promise<Result> {
    const program = processes.cli(args, {});
    const ending = await program.ended;
    // npm's own notices about its configuration are not the product's.
    const stderr = program.stderr.replace(/^npm warn .*\n/gm, '');
    return { ...ending, stdout: program.stdout, stderr };
  }
});
