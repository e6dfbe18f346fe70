import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildProduct, type Ending, Processes } from '../support/process.js';

const TIMEOUT_MS = 60_000;
/** What the ranking must reach on the judged set, well below what it reaches: a fall is a fault, a wobble is not. */
const LEAST_NDCG = 0.6;

interface Result extends Ending {
  readonly stdout: string;
  readonly stderr: string;
}

const set = (name: string) => join(projectRoot(), 'test', 'relevance', name);

describe('evaluate', () => {
  const processes = new Processes();
  let folder: string;

  beforeAll(() => {
    buildProduct();
    folder = processes.folder();
  }, 120_000);

  afterAll(() => processes.endAll(), TIMEOUT_MS);

  const files = [
    '--judgments',
    set('judgments-a.csv'),
    '--calls',
    set('calls-a.json'),
    '--gads',
    set('gads-a.json'),
  ];

  it(
    'holds the ranking against the judged set and against plain search',
    async () => {
      const url = process.env['TEST_DATABASE_URL']!;
      const { code, stdout } = await cli(['evaluate', ...files, '--json', '--database', url]);
      expect(code).toBe(0);
      const report = JSON.parse(stdout) as {
        methods: {
          name: string;
          evaluation: { all: { ndcg10: number }; byLevel: object; impossible: { inTop5: number } };
        }[];
        confusion: Record<string, Record<string, number>>;
      };
      const [ours, bm25, , postgres] = report.methods;
      expect(report.methods.map(({ name }) => name)).toEqual([
        'Chasqui',
        'BM25',
        'BM25, descartes perfectos',
        'PostgreSQL ts_rank',
      ]);
      expect(Object.keys(ours!.evaluation.byLevel)).toEqual([
        'provincial',
        'municipal',
        'metropolitan',
        'parish',
      ]);
      expect(ours!.evaluation.all.ndcg10).toBeGreaterThan(LEAST_NDCG);
      for (const plain of [bm25!, postgres!]) {
        expect(ours!.evaluation.all.ndcg10).toBeGreaterThan(plain.evaluation.all.ndcg10);
        expect(plain.evaluation.all.ndcg10).toBeGreaterThan(0.1);
      }
      const counted = Object.values(report.confusion).flatMap((row) => Object.values(row));
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(52 * 12);
    },
    TIMEOUT_MS,
  );

  it(
    'prints tables for people, and says what was left out',
    async () => {
      const { code, stdout } = await cli(['evaluate', ...files, '--half', 'test', '--no-postgres']);
      expect(code).toBe(0);
      expect(stdout).toContain('Juicios: 312 (mitad: test).');
      expect(stdout).toContain('PostgreSQL no se comparó (--no-postgres).');
      expect(stdout).toMatch(/^Chasqui +0,\d{3}/m);
      expect(stdout).toMatch(/^BM25 +0,\d{3}/m);
    },
    TIMEOUT_MS,
  );

  it(
    'lists the first calls of one GAD with their grades',
    async () => {
      const { code, stdout } = await cli(['evaluate', ...files, '--half', 'tuning', '--details', '0901']);
      expect(code).toBe(0);
      expect(stdout).toContain('GAD Municipal de Guayaquil [0901]');
      expect(stdout.split('\n').length).toBeGreaterThan(11);
    },
    TIMEOUT_MS,
  );

  it.each([
    [['--half', 'mitad'], 'La mitad es tuning, test o all'],
    [['--details', '9999'], 'No hay ningún GAD con el código 9999'],
  ])('refuses %j', async (args, told) => {
    const { code, stderr } = await cli(['evaluate', ...files, ...args]);
    expect(code).toBe(1);
    expect(stderr).toContain(told);
  });

  it('says which judgements name what the files do not hold', async () => {
    const judgments = join(folder, 'judgments.csv');
    copyFileSync(set('judgments-a.csv'), judgments);
    writeFileSync(judgments, 'otra,03,1,yes,,tuning\n', { flag: 'a' });
    const { stdout } = await cli(['evaluate', '--judgments', judgments, ...files.slice(2), '--no-postgres']);
    expect(stdout).toContain('Juicios sobre convocatorias o GAD que no están en los archivos: 1.');
  });

  async function cli(args: readonly string[]): Promise<Result> {
    const program = processes.cli(args, {});
    const ending = await program.ended;
    // npm's own notices about its configuration are not the product's.
    const stderr = program.stderr.replace(/^npm warn .*\n/gm, '');
    return { ...ending, stdout: program.stdout, stderr };
  }
});
