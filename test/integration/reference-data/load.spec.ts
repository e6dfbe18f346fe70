import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordAudit } from '@chasqui/audit';
import { ChecklistStep, ChecklistTask, currentTemplate } from '@chasqui/checklists';
import { Donor, Fund } from '@chasqui/donors';
import { Gad } from '@chasqui/gads';
import { NetworkMembership } from '@chasqui/networks';
import { loadReferenceData } from '@chasqui/reference-data';
import { CrsSector, FinancialForm, GadLevel, Mechanism, Sdg } from '@chasqui/vocabularies';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const TABLES = [
  'gad_level',
  'theme',
  'sdg',
  'crs_sector',
  'modality',
  'instrument',
  'mechanism',
  'financial_form',
  'competence',
  'gad',
  'donor',
  'fund',
  'mixed_commission',
  'commission_round',
  'network',
  'network_membership',
  'offer',
  'agenda',
  'search_entry',
  'checklist_template',
  'checklist_step',
  'checklist_task',
];

let server: TestDatabase;
let database: DataSource;

beforeAll(async () => {
  server = await freshDatabase();
  database = await openMigrated(server.url);
  await loadReferenceData(database.manager);
});

afterAll(async () => {
  await database.destroy();
  await server.drop();
});

/** Every row of the reference data with the transaction that wrote it last. */
async function everything(): Promise<Record<string, unknown[]>> {
  const entries: [string, unknown[]][] = [];
  for (const table of TABLES) {
    const rows = await database.query<{ row: unknown }[]>(
      `SELECT jsonb_build_object('xmin', t.xmin::text, 'row', to_jsonb(t)) AS row FROM ${table} t ORDER BY 1`,
    );
    entries.push([table, rows.map(({ row }) => row)]);
  }
  return Object.fromEntries(entries);
}

describe('The reference data', () => {
  it('has the 1,070 GADs of the country by level', async () => {
    const counts = await database.query<{ level: string; count: number }[]>(
      'SELECT level, count(*)::int AS count FROM gad GROUP BY level',
    );

    expect(Object.fromEntries(counts.map(({ level, count }) => [level, count]))).toEqual({
      provincial: 24,
      municipal: 221,
      metropolitan: 1,
      parish: 824,
    });
  });

  it('has the 17 goals, the 22 mechanisms, the forms of support and the four levels', async () => {
    const goals = await database.manager.find(Sdg, { order: { number: 'ASC' } });
    expect(goals.map(({ number }) => number)).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
    expect(await database.manager.count(Mechanism)).toBe(22);
    expect(await database.manager.count(GadLevel)).toBe(4);
    const forms = await database.manager.findBy(FinancialForm, { reimbursable: true });
    expect(forms.map(({ code }) => code)).toEqual(['loan']);
  });

  it('has the ten steps in order, each with its tasks', async () => {
    const { steps } = await currentTemplate(database.manager);

    expect(steps.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(steps.filter(({ tasks }) => tasks.length === 0)).toEqual([]);
  });

  it('has the donors that local governments look for first, and at least 25', async () => {
    const donors = await database.manager.find(Donor);
    const slugs = donors.map(({ slug }) => slug);

    expect(donors.length).toBeGreaterThanOrEqual(25);
    expect(slugs).toEqual(
      expect.arrayContaining(['aecid', 'giz', 'koica', 'jica', 'caf', 'bid', 'afd', 'union-europea', 'pnud']),
    );
    expect(donors.filter(({ sources }) => sources.length === 0)).toEqual([]);
  });

  it('has a Spanish name for every sector of the OECD', async () => {
    const sectors = await database.manager.find(CrsSector);

    expect(sectors).toHaveLength(369);
    expect(sectors.filter(({ nameEs }) => !nameEs.trim())).toEqual([]);
    expect(sectors.find(({ code }) => code === '112')?.nameEs).toBe('Educación básica');
  });

  it('keeps the zeros that codes begin with', async () => {
    const [azuay, cuenca, banos] = await Promise.all(
      ['01', '0101', '010151'].map((dpaCode) => database.manager.findOneByOrFail(Gad, { dpaCode })),
    );

    expect(azuay).toMatchObject({ level: 'provincial', parentCode: null, territory: 'Azuay' });
    expect(cuenca).toMatchObject({ level: 'municipal', parentCode: '01', name: 'GAD Municipal de Cuenca' });
    expect(banos).toMatchObject({ level: 'parish', parentCode: '0101', provinceCode: '01' });
  });

  it('marks the seven codes that no coded source confirms, and no other', async () => {
    const doubtful = await database.manager.find(Gad, {
      where: { codeConfirmed: false },
      order: { dpaCode: 'ASC' },
    });

    expect(doubtful.map(({ dpaCode }) => dpaCode)).toEqual([
      '070256',
      '131251',
      '1413',
      '170257',
      '210355',
      '210456',
      '210457',
    ]);
  });

  it.each([
    [
      'province or canton of a GAD',
      'SELECT dpa_code FROM gad WHERE parent_code NOT IN (SELECT dpa_code FROM gad)',
    ],
    ['province of a GAD', 'SELECT dpa_code FROM gad WHERE province_code NOT IN (SELECT dpa_code FROM gad)'],
    ['level of a GAD', 'SELECT dpa_code FROM gad WHERE level NOT IN (SELECT code FROM gad_level)'],
    ['broader theme', 'SELECT code FROM theme WHERE parent NOT IN (SELECT code FROM theme)'],
    ['sector of a theme', unresolved('theme', 'crs_categories', 'crs_sector')],
    ['goal of a theme', unresolved('theme', 'sdgs', 'sdg', 'number')],
    ['theme of a competence', unresolved('competence', 'themes', 'theme')],
    ['sector of a competence', unresolved('competence', 'crs_categories', 'crs_sector')],
    ['level of a competence', 'SELECT code FROM competence WHERE level NOT IN (SELECT code FROM gad_level)'],
    ['inherited level', unresolved('competence', 'inherits_from', 'gad_level')],
    ['theme of a donor', unresolved('donor', 'themes', 'theme')],
    ['form of a donor', unresolved('donor', 'financial_forms', 'financial_form')],
    [
      'category of a sector',
      'SELECT code FROM crs_sector WHERE category NOT IN (SELECT code FROM crs_sector)',
    ],
    [
      'modality of a mechanism',
      'SELECT code FROM mechanism WHERE modality NOT IN (SELECT code FROM modality)',
    ],
    [
      'modality of an instrument',
      'SELECT code FROM instrument WHERE modality NOT IN (SELECT code FROM modality)',
    ],
  ])('names nothing that does not exist: %s', async (_reference, sql) => {
    expect(await database.query(sql)).toEqual([]);
  });
});

describe('Loading the reference data again', () => {
  it('neither adds nor rewrites a row', async () => {
    const before = await everything();

    await loadReferenceData(database.manager);

    expect(await everything()).toEqual(before);
  });

  it('brings a row that differs back to the file and keeps its identity', async () => {
    const before = await database.manager.findOneByOrFail(Donor, { slug: 'aecid' });
    await database.manager.update(Donor, before.id, { nameEs: 'Nombre viejo', themes: [] });
    await database.manager.update(Gad, { dpaCode: '0101' }, { seat: 'Otra cabecera' });

    await loadReferenceData(database.manager);

    expect(await database.manager.findOneByOrFail(Donor, { slug: 'aecid' })).toEqual(
      Object.assign(before, { revision: before.revision + 1, updatedAt: expect.any(Date) }),
    );
    expect(await database.manager.findOneByOrFail(Gad, { dpaCode: '0101' })).toMatchObject({
      seat: 'Cuenca',
    });
  });

  it('leaves alone what a curator changed, and what was merged leads to the record that stayed', async () => {
    const { manager } = database;
    const [kept, duplicate] = await Promise.all(
      ['giz', 'kfw'].map((slug) => manager.findOneByOrFail(Donor, { slug })),
    );
    await manager.update(Donor, kept!.id, { nameEs: 'Nombre que puso una curadora', curated: true });
    await manager.update(Donor, duplicate!.id, { mergedIntoId: kept!.id, curated: true });
    await manager.update(Fund, { donorId: duplicate!.id }, { donorId: kept!.id });

    await loadReferenceData(manager);

    expect(await manager.findOneByOrFail(Donor, { slug: 'giz' })).toMatchObject({
      nameEs: 'Nombre que puso una curadora',
    });
    expect(await manager.findOneByOrFail(Donor, { slug: 'kfw' })).toMatchObject({ mergedIntoId: kept!.id });
    expect(await manager.countBy(Fund, { donorId: duplicate!.id })).toBe(0);
  });

  it('adds a documented membership once: afterwards it belongs to the GAD', async () => {
    const { manager } = database;
    const membership = await manager.findOneByOrFail(NetworkMembership, { gadCode: '0101' });
    const count = await manager.count(NetworkMembership);
    await manager.update(NetworkMembership, membership.id, { untilYear: 2025, role: 'observer' });

    await loadReferenceData(manager);

    expect(await manager.count(NetworkMembership)).toBe(count);
    expect(await manager.findOneByOrFail(NetworkMembership, { id: membership.id })).toMatchObject({
      untilYear: 2025,
      role: 'observer',
    });
  });

  it('does not bring back a membership that the GAD removed', async () => {
    const { manager } = database;
    const removed = await manager.findOneByOrFail(NetworkMembership, { gadCode: '1308' });
    await manager.delete(NetworkMembership, removed.id);
    await recordAudit(manager, {
      at: new Date(),
      actorId: null,
      action: 'network_membership.removed',
      entity: 'network_membership',
      entityId: removed.id,
      before: removed,
    });

    await loadReferenceData(manager);

    const pair = { gadCode: '1308', networkId: removed.networkId };
    expect(await manager.countBy(NetworkMembership, pair)).toBe(0);
  });

  it('leaves a version of the checklist that is in use as it is', async () => {
    const [step] = (await currentTemplate(database.manager)).steps;
    await database.manager.update(ChecklistStep, step!.id, { titleEs: 'Título que alguien ya vio' });
    const tasks = await database.manager.count(ChecklistTask);

    await loadReferenceData(database.manager);

    const [after] = (await currentTemplate(database.manager)).steps;
    expect(after).toMatchObject({ id: step!.id, titleEs: 'Título que alguien ya vio' });
    expect(await database.manager.count(ChecklistTask)).toBe(tasks);
  });
});

/** Rows whose list names something that the other table does not have. */
function unresolved(table: string, column: string, other: string, key = 'code'): string {
  return `SELECT named FROM ${table}, unnest(${column}) AS named WHERE named NOT IN (SELECT ${key} FROM ${other})`;
}
