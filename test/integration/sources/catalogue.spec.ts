import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '@chasqui/audit';
import { Donor } from '@chasqui/donors';
import { loadReferenceData } from '@chasqui/reference-data';
import {
  definitionHistory,
  listSources,
  loadSourceDefinitions,
  Source,
  SourceAddress,
  sourceBySlug,
  SourceDefinition,
} from '@chasqui/sources';
import { donorNamed } from '../../support/builders.js';
import { faults } from '../../support/fault-server.js';
import { htmlConfig, page, SourceScene } from './scene.js';

let scene: SourceScene;
let donorId: string;

beforeAll(async () => {
  scene = await SourceScene.open();
  await loadReferenceData(scene.database.manager);
  donorId = await donorNamed(scene.database);
});

afterAll(() => scene.close());

beforeEach(() => scene.clear());

const PERSON = '11111111-1111-4111-8111-111111111111';
const entries = async () => {
  const all = await scene.database.manager.find(AuditEntry, { order: { id: 'ASC' } });
  return all.map(({ action, actorId, before, after }) => ({ action, actorId, before, after }));
};
const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: { fields: { field: string; message: string }[] }) => error.fields,
  );

describe('Adding a source', () => {
  it('keeps it switched off, never tried, with the first version of its definition', async () => {
    const source = await scene.sources.create(
      { ...scene.input(), name: ' Agencia de Cooperación ', donorId },
      PERSON,
    );

    expect(await scene.source(source.id)).toMatchObject({
      slug: 'agencia-de-cooperacion',
      nameEs: 'Agencia de Cooperación',
      donorId,
      enabled: false,
      trusted: false,
      health: 'untried',
      definitionVersion: 1,
      revision: 1,
      nextRunAt: null,
      firstReadAt: null,
    });
    const sheet = await sourceBySlug(scene.database, 'agencia-de-cooperacion');
    expect(sheet).toMatchObject({ neverTried: true, guesses: [], source: { donor: { slug: 'aecid' } } });
    // What the form leaves out is written down too: the way it is read does not change with the program.
    expect(sheet.definition).toMatchObject({
      createdBy: PERSON,
      config: { minItems: 1, pagination: { kind: 'none' } },
    });
    expect(await entries()).toMatchObject([{ action: 'source.created', actorId: PERSON, before: null }]);
  });

  it('gives each its own address, also at the same moment', async () => {
    const sources = await Promise.all([scene.add(), scene.add(), scene.add()]);
    expect(sources.map(({ slug }) => slug).toSorted()).toEqual([
      'agencia-de-prueba',
      'agencia-de-prueba-2',
      'agencia-de-prueba-3',
    ]);
  });

  it('shows which selectors nobody has seen in the real page', async () => {
    const { slug } = await scene.add(scene.input({ item: { selector: 'li' } }));
    expect((await sourceBySlug(scene.database, slug)).guesses).toEqual(['item']);
  });

  it('is refused with a Spanish message per field', async () => {
    const config = { ...htmlConfig('x'), item: { selector: 'li[' } };
    const wrong = {
      name: ' ',
      homeUrl: 'ftp://x.org',
      everyMinutes: '5',
      donorId: 'x',
      adapter: 'html',
      config,
    };
    const fields = await fieldsOf(scene.sources.create(wrong, null));
    expect(fields.map(({ field }) => field)).toEqual([
      'name',
      'donorId',
      'homeUrl',
      'everyMinutes',
      'config.listUrls.0',
      'config.item.selector',
    ]);
    expect(fields.filter(({ message }) => !/^[A-ZÁÉÍÓÚ«].*\.$/u.test(message))).toEqual([]);
    expect(await fieldsOf(scene.sources.create({ ...scene.input(), donorId: PERSON }, null))).toMatchObject([
      { field: 'donorId' },
    ]);
    expect(await fieldsOf(scene.sources.create(null, null))).not.toEqual([]);
    expect(await fieldsOf(scene.sources.create({ ...scene.input(), adapter: 'telepatía' }, null))).toEqual([
      { field: 'adapter', message: 'Elija cómo se lee la fuente.' },
    ]);
    expect(
      await fieldsOf(scene.sources.create({ ...scene.input(), everyMinutes: 43_201 }, null)),
    ).toHaveLength(1);
    expect(await scene.database.manager.count(Source)).toBe(0);
  });
});

describe('Changing a source', () => {
  it('makes no new version while it is read in the same way, and none at all when nothing changed', async () => {
    const source = await scene.add();
    const same = await scene.sources.update(source.id, 1, scene.input(), PERSON);
    expect(same.revision).toBe(1);

    const renamed = await scene.sources.update(
      source.id,
      1,
      { ...scene.input(), name: 'Otro nombre' },
      PERSON,
    );

    expect(renamed).toMatchObject({
      revision: 2,
      definitionVersion: 1,
      nameEs: 'Otro nombre',
      slug: source.slug,
    });
    expect((await entries()).slice(1)).toEqual([
      {
        action: 'source.updated',
        actorId: PERSON,
        before: { nameEs: 'Agencia de prueba' },
        after: { nameEs: 'Otro nombre' },
      },
    ]);
  });

  it('keeps every way in which it was read, and restores an earlier one as the newest', async () => {
    const source = await scene.add();
    await scene.sources.enable(source.id, null);
    scene.server.on('/lista', { body: page('<li><a href="/agua">Agua</a></li>') });
    scene.server.on('/agua', faults.tagged(page('Agua'), '"v1"'));
    await scene.sources.update(source.id, 2, scene.input({ detail: {} }), PERSON);
    await scene.read(source);
    expect(await scene.database.manager.count(SourceAddress)).toBeGreaterThan(0);

    const restored = await scene.sources.restoreDefinition(source.id, 3, 1, PERSON);

    expect(restored).toMatchObject({ definitionVersion: 3, revision: 4, failures: 0 });
    expect(restored.nextRunAt).toEqual(scene.time.clock.now());
    // Pages are read anew in the way that counts now.
    expect(await scene.database.manager.count(SourceAddress)).toBe(0);
    const history = await definitionHistory(scene.database, source.id);
    expect(history.map(({ version, current }) => [version, current])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(history[0]!.config).toEqual(history[2]!.config);
    expect((await entries()).at(-1)).toMatchObject({
      action: 'source.definition_restored',
      before: { definitionVersion: 2, config: { detail: expect.any(Object) } },
      after: { definitionVersion: 3, config: { detail: null } },
    });
    const again = await scene.sources.restoreDefinition(source.id, 4, 1, PERSON);
    expect(again.revision).toBe(4);
    await expect(scene.sources.restoreDefinition(source.id, 4, 9, PERSON)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });

  it('is refused to whoever looked at an older state', async () => {
    const source = await scene.add();
    await scene.sources.update(source.id, 1, { ...scene.input(), name: 'Otro nombre' }, PERSON);
    const late = scene.sources.update(source.id, 1, { ...scene.input(), name: 'Tercer nombre' }, PERSON);
    await expect(late).rejects.toMatchObject({ kind: 'conflict', code: 'source.changed_meanwhile' });
    await expect(scene.sources.restoreDefinition(source.id, 1, 1, PERSON)).rejects.toMatchObject({
      code: 'source.changed_meanwhile',
    });
  });

  it('lets only one of two persons at once through', async () => {
    const source = await scene.add();
    const save = (name: string) => scene.sources.update(source.id, 1, { ...scene.input(), name }, PERSON);
    const outcomes = await Promise.allSettled([save('Nombre uno'), save('Nombre dos')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('is traced when it is switched or trusted, once', async () => {
    const { id } = await scene.add();
    await scene.sources.enable(id, PERSON);
    await scene.sources.enable(id, PERSON);
    await scene.sources.trust(id, PERSON);
    await scene.sources.untrust(id, PERSON);
    const { enabled, nextRunAt, revision } = await scene.sources.disable(id, PERSON);
    expect({ enabled, nextRunAt, revision }).toEqual({ enabled: false, nextRunAt: null, revision: 5 });
    expect((await entries()).map(({ action }) => action)).toEqual([
      'source.created',
      'source.enabled',
      'source.trusted',
      'source.untrusted',
      'source.disabled',
    ]);
  });

  it('counts another rhythm from the last reading', async () => {
    scene.list('/lista', 'agua');
    const source = await scene.sources.enable((await scene.add()).id, null);
    const { startedAt } = await scene.read(source);
    const { nextRunAt } = await scene.sources.update(
      source.id,
      2,
      { ...scene.input(), everyMinutes: 1440 },
      null,
    );
    const hours = (nextRunAt!.getTime() - startedAt.getTime()) / 3_600_000;
    expect(hours).toBeGreaterThanOrEqual(24);
    expect(hours).toBeLessThan(24.6);
  });
});

describe('The list of sources', () => {
  it('shows first what needs somebody, each with its newest run', async () => {
    scene.list('/lista', 'agua', 'vias');
    const well = await scene.sources.enable((await scene.add({ name: 'Bien', donorId })).id, null);
    await scene.read(well);
    const run = await scene.read(well);
    const config = htmlConfig(`${scene.server.url}/nada`);
    const broken = await scene.sources.enable((await scene.add({ name: 'Rota', config })).id, null);
    await scene.read(broken);
    await scene.add({ name: 'Apagada' });

    const listed = await listSources(scene.database);

    expect(listed.map(({ nameEs, health }) => [nameEs, health])).toEqual([
      ['Rota', 'broken'],
      ['Bien', 'ok'],
      ['Apagada', 'untried'],
    ]);
    expect(listed[1]).toMatchObject({
      adapter: 'html',
      items: 2,
      firstReadAt: null,
      donorName: expect.any(String),
    });
    expect(listed[1]!.lastRun).toMatchObject({
      id: run.id,
      state: 'done',
      startedAt: run.startedAt,
      found: 2,
    });
    expect(listed[0]!.lastRun!.message).toContain('HTTP 404');
    expect(listed[2]!.lastRun).toBeNull();
  });
});

describe('The sources that come ready', () => {
  const load = () => loadSourceDefinitions(scene.database.manager, scene.time.clock.now());
  const aecid = () => scene.database.manager.findOneByOrFail(Source, { slug: 'aecid' });

  it('are added once, switched off, with all that is known of them', async () => {
    const count = await load();
    await load();

    const sources = await listSources(scene.database);
    expect(sources).toHaveLength(count);
    expect(
      sources.every(({ enabled, trusted, health }) => !enabled && !trusted && health === 'untried'),
    ).toBe(true);
    const { source, guesses, neverTried } = await sourceBySlug(scene.database, 'aecid');
    expect(source.donor?.slug).toBe('aecid');
    expect(source.provenance).toBeTruthy();
    expect(source.notes).toContain('La dirección de la lista es una suposición');
    expect(guesses).toContain('item');
    expect(neverTried).toBe(true);
  });

  it('follow the file until somebody changes or reads them', async () => {
    await load();
    const { manager } = scene.database;
    const forget = async () => {
      await scene.database.query(`UPDATE source SET name_es = 'Nombre viejo'`);
      await scene.database.query(`UPDATE source_definition SET config = '{}'`);
    };
    await forget();
    await load();
    const { id, nameEs } = await aecid();
    expect(nameEs).not.toBe('Nombre viejo');
    expect((await manager.findOneByOrFail(SourceDefinition, { sourceId: id })).config).not.toEqual({});

    await scene.sources.trust(id, PERSON);
    await forget();
    await load();
    expect((await aecid()).nameEs).toBe('Nombre viejo');
    expect(await manager.countBy(Source, { nameEs: 'Nombre viejo' })).toBe(1);
  });

  it('leave a source alone that a person added under the same name', async () => {
    const own = await scene.add({ name: 'AECID' });
    await load();
    expect(await aecid()).toMatchObject({ id: own.id, homeUrl: `${scene.server.url}/` });
    expect(await scene.database.manager.countBy(SourceDefinition, { sourceId: own.id })).toBe(1);
  });

  it('belong to the donor that stands for theirs today', async () => {
    const { manager } = scene.database;
    const other = await donorNamed(scene.database, 'giz');
    await manager.update(Donor, { slug: 'aecid' }, { mergedIntoId: other });
    await load();
    expect((await aecid()).donorId).toBe(other);
    await manager.update(Donor, { slug: 'aecid' }, { mergedIntoId: null });
  });
});
