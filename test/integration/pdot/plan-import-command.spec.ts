import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gad } from '@chasqui/gads';
import { DomainError } from '@chasqui/kernel';
import { DevelopmentPlan, Priority } from '@chasqui/pdot';
import { Theme } from '@chasqui/vocabularies';
import type { DataSource } from 'typeorm';
import { importPlans, type SheetOptions } from '../../../apps/cli/src/plan-import.js';
import { openMigrated } from '../../support/app.js';
import { gadRow } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { odsOf, xlsxOf } from '../../support/sheets.js';

const ROWS = [
  ['Eje', 'Meta', 'Presupuesto'],
  ['Social', 'Ampliar el agua potable', '300,000'],
];
const OPTIONS: SheetOptions = { gad: '0101', label: 'PDOT 2024', from: '2024-01-01' };

let server: TestDatabase;
let database: DataSource;
let folder: string;

beforeAll(async () => {
  server = await freshDatabase();
  database = await openMigrated(server.url);
  folder = await mkdtemp(join(tmpdir(), 'chasqui-plan-'));
  await database.manager.insert(Gad, gadRow());
  const about = { parent: null, crsCategories: [], sdgs: [], keywords: [], generic: false };
  await database.manager.insert(Theme, { code: 'agua-potable', nameEs: 'Agua potable', ...about });
});

afterAll(async () => {
  await database.destroy();
  await server.drop();
  await rm(folder, { recursive: true });
});

async function load(name: string, content: string | Buffer, options: SheetOptions = OPTIONS) {
  const file = join(folder, name);
  await writeFile(file, content);
  return importPlans(database.manager, file, options);
}

async function refusal(name: string, content: string | Buffer, options?: SheetOptions): Promise<DomainError> {
  const error = await load(name, content, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  return error as DomainError;
}

describe('plan:import', () => {
  it('loads the same plan from a workbook, an OpenDocument sheet and a text, and the second time changes nothing', async () => {
    const cell = (text: string) =>
      `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
    const ods = odsOf(
      ROWS.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join(''),
    );
    const files: [string, string | Buffer][] = [
      ['plan.xlsx', xlsxOf(ROWS)],
      ['plan.ods', ods],
      ['plan.csv', ROWS.map((row) => row.join(';')).join('\n')],
    ];
    for (const [name, content] of files) {
      expect(await load(name, content)).toEqual([{ gad: '0101', version: 1, priorities: 1 }]);
    }
    const plan = await database.manager.findOneByOrFail(DevelopmentPlan, { gadCode: '0101', current: true });
    expect(plan).toMatchObject({ label: 'PDOT 2024', validFrom: '2024-01-01' });
    expect(await database.manager.findOneByOrFail(Priority, { planId: plan.id })).toMatchObject({
      component: 'Social',
      budget: '300000.00',
      themes: ['agua-potable'],
    });
    const [{ count }] = await database.query<[{ count: number }]>('SELECT count(*)::int FROM audit_entry');
    expect(count).toBe(1);
  });

  it('suggests no topics when told so', async () => {
    await load('sin-temas.csv', 'Meta\nAgua potable', {
      ...OPTIONS,
      label: 'Sin temas',
      suggestThemes: false,
    });
    const plan = await database.manager.findOneByOrFail(DevelopmentPlan, { gadCode: '0101', current: true });
    expect(await database.manager.findOneByOrFail(Priority, { planId: plan.id })).toMatchObject({
      themes: [],
    });
  });

  it('loads JSON as before', async () => {
    const plan = {
      dpaCode: '0101',
      planLabel: 'PDOT JSON',
      priorities: [{ text: 'Riego', component: 'Económico', budget: '1500.00', currency: 'usd' }],
    };
    const [loaded] = await load('plan.json', `\ufeff ${JSON.stringify(plan)}`, {});
    expect(loaded).toMatchObject({ gad: '0101', priorities: 1 });
  });

  it.each<[string, string, string | Buffer, SheetOptions | undefined, string]>([
    ['a sheet without GAD', 'a.csv', 'Meta\nx', {}, 'cli.plan'],
    ['broken JSON', 'a.json', '{"dpaCode":', {}, 'plan.json'],
    ['a faulty row', 'a.csv', 'Meta;Monto\nx;12.3.4', OPTIONS, 'plan.rows'],
    [
      'a currency that does not exist',
      'a.json',
      JSON.stringify({ dpaCode: '0101', planLabel: 'x', priorities: [{ text: 'y', currency: 'QQX' }] }),
      {},
      'plan.rows',
    ],
    ['a PDF', 'a.pdf', '%PDF-1.7', OPTIONS, 'spreadsheet.pdf'],
  ])('refuses %s and stores nothing', async (_what, name, content, options, code) => {
    const before = await database.manager.count(DevelopmentPlan);
    expect((await refusal(name, content, options)).code).toBe(code);
    expect(await database.manager.count(DevelopmentPlan)).toBe(before);
  });
});
