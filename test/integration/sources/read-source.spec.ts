import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ReadSource } from '@chasqui/sources';
import { fakeFetcher } from '../../support/collecting.js';
import { faults } from '../../support/fault-server.js';
import { CALL, counts, htmlConfig, nothing, page, SourceScene, withPages } from './scene.js';

let scene: SourceScene;

beforeAll(async () => {
  scene = await SourceScene.open();
});

afterAll(() => scene.close());

beforeEach(() => scene.clear());

describe('Reading a source', () => {
  it('keeps every item with its bytes and announces each', async () => {
    scene.list('/lista', 'agua', 'vias');
    const source = await scene.add();

    const run = await scene.read(source);

    expect(counts(run)).toEqual({ ...nothing, state: 'done', found: 2, added: 2 });
    expect(run).toMatchObject({ fault: null, message: null, requests: 1, definitionVersion: 1 });
    const items = await scene.items();
    expect(items.map(({ title, missing }) => [title, missing])).toEqual([
      ['Llamado agua', 0],
      ['Llamado vias', 0],
    ]);
    const captures = await scene.captures();
    expect(await scene.events('source.item_captured')).toEqual(captures.map(({ id }) => ({ captureId: id })));
    const { parts, definition, item } = await scene.store.load(captures[0]!.id);
    expect(definition).toMatchObject({ adapter: 'html', version: 1 });
    expect(item.sourceId).toBe(source.id);
    expect(parts.map(({ name, body }) => [name, body.toString()])).toEqual([
      ['lista', expect.stringContaining('30 de junio de 2026')],
    ]);
  });

  it('makes the source well, but a reading on this machine is no try of the real one', async () => {
    scene.list('/lista', 'agua');
    const source = await scene.sources.enable((await scene.add()).id, null);
    expect(source).toMatchObject({ health: 'untried', nextRunAt: scene.time.clock.now() });

    const { startedAt } = await scene.read(source);

    const { health, failures, firstReadAt, nextRunAt } = await scene.source(source.id);
    expect({ health, failures, firstReadAt }).toEqual({ health: 'ok', failures: 0, firstReadAt: null });
    const minutes = (nextRunAt!.getTime() - startedAt.getTime()) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(60);
    expect(minutes).toBeLessThan(67);
  });

  it('anywhere else is the first try of the real one, once', async () => {
    const list = page('<li><a href="/agua">Llamado agua</a></li>');
    const fetcher = fakeFetcher(() => ({ body: Buffer.from(list), mediaType: 'text/html' }));
    const { database, time, store } = scene;
    const reader = new ReadSource(database, time.clock, fetcher, store);
    const source = await scene.add(scene.input(htmlConfig('https://www.cooperacion.example/lista')));
    const readings: (Date | null)[] = [];
    for (let reading = 0; reading < 2; reading += 1) {
      const { id } = await scene.start.execute(source.id, null);
      await reader.execute({ runId: id });
      readings.push((await scene.source(source.id)).firstReadAt);
      scene.pass(1000);
    }
    expect(readings[0]).toBeInstanceOf(Date);
    expect(readings[1]).toEqual(readings[0]);
  });

  it('keeps nothing new when nothing changed, asked for again or not', async () => {
    scene.list('/lista', 'agua', 'vias');
    scene.server.on('/agua', faults.tagged(page(CALL), '"v1"'));
    scene.server.on('/vias', { body: page(CALL) });
    const source = await scene.add(scene.input(withPages));
    await scene.read(source);

    const run = await scene.read(source);

    expect(counts(run)).toEqual({ ...nothing, state: 'done', found: 2 });
    expect(await scene.captures()).toHaveLength(2);
    const asked = scene.server.requests.filter(({ path }) => path === '/agua');
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"']);
    expect((await scene.items()).every(({ lastRunId }) => lastRunId === run.id)).toBe(true);
  });

  it('keeps what changed beside what it was', async () => {
    scene.list('/lista', 'agua');
    scene.server.on('/agua', { body: page(CALL) });
    const source = await scene.add(scene.input(withPages));
    await scene.read(source);
    scene.server.on('/agua', { body: page(CALL.replace('30 de junio', '15 de julio')) });

    const run = await scene.read(source);

    expect(counts(run)).toEqual({ ...nothing, state: 'done', found: 1, changed: 1 });
    const captures = await scene.captures();
    expect(captures).toHaveLength(2);
    const [item] = await scene.items();
    expect(item!.contentHash).toBe(captures[1]!.contentHash);
    const { parts } = await scene.store.load(captures[0]!.id);
    expect(parts.find(({ name }) => name === 'página')!.body.toString()).toContain('30 de junio');
    // The list entry is the same in both: it is kept once.
    expect(await scene.database.query('SELECT count(*)::int AS count FROM raw_payload')).toEqual([
      { count: 3 },
    ]);
  });

  it('reads the same bytes again once they are to be read in another way', async () => {
    scene.list('/lista', 'agua');
    scene.server.on('/agua', faults.tagged(page(CALL), '"v1"'));
    const source = await scene.add(scene.input(withPages));
    await scene.read(source);
    const detail = { ...withPages.detail, content: { selector: 'p' } };
    await scene.sources.update(source.id, 1, scene.input({ detail }), null);

    const run = await scene.read(source);

    expect(counts(run)).toEqual({ ...nothing, state: 'done', found: 1 });
    const captures = await scene.captures();
    expect(captures.map(({ definitionVersion }) => definitionVersion)).toEqual([1, 2]);
    expect(captures[1]!.contentHash).toBe(captures[0]!.contentHash);
  });

  it('tells of an item that is gone in two whole readings, then no more, and takes it back', async () => {
    scene.list('/lista', 'agua', 'vias');
    const source = await scene.add();
    await scene.read(source);
    const vias = (await scene.items())[1]!;
    scene.list('/lista', 'agua');

    const vanished: number[] = [];
    for (let reading = 0; reading < 3; reading += 1) vanished.push((await scene.read(source)).vanished);

    expect(vanished).toEqual([1, 0, 0]);
    expect(await scene.events('source.item_missing')).toEqual([
      { itemId: vias.id, missing: 1 },
      { itemId: vias.id, missing: 2 },
    ]);
    scene.list('/lista', 'agua', 'vias');
    expect(counts(await scene.read(source))).toEqual({ ...nothing, state: 'done', found: 2 });
    expect((await scene.items())[1]!.missing).toBe(0);
  });

  it('takes no call for gone when the list is suddenly empty: that is an alarm', async () => {
    scene.list('/lista', 'agua');
    const source = await scene.add(scene.input({ emptyText: 'No hay convocatorias' }));
    await scene.read(source);
    scene.server.on('/lista', { body: page('<p>No hay convocatorias</p>') });

    expect((await scene.read(source)).state).toBe('done');
    expect(await scene.source(source.id)).toMatchObject({
      health: 'broken',
      healthReason: expect.stringContaining('antes sí las traía'),
    });
    expect(await scene.events('source.item_missing')).toEqual([]);

    await scene.sources.update(
      source.id,
      1,
      { ...scene.input({ emptyText: 'No hay convocatorias' }), mayBeEmpty: true },
      null,
    );
    await scene.read(source);
    expect(await scene.source(source.id)).toMatchObject({ health: 'empty' });
    expect(await scene.events('source.item_missing')).toHaveLength(1);
  });

  it('takes no call for gone when it may stand behind what was read', async () => {
    scene.list('/lista', 'agua', 'vias');
    const pagination = { kind: 'page', name: 'p', maxPages: 1 };
    const source = await scene.add(scene.input({ pagination }));
    await scene.read(source);
    scene.list('/lista', 'agua');

    const run = await scene.read(source);

    expect(run.warnings).toEqual([expect.stringContaining('hay más')]);
    expect(run.vanished).toBe(0);
    expect(await scene.events('source.item_missing')).toEqual([]);
  });

  it('takes no entry for gone that a feed leaves out because it is old', async () => {
    const feed = (...names: string[]) => ({
      headers: { 'content-type': 'application/rss+xml' },
      body: `<rss version="2.0"><channel>${names.map((name) => `<item><guid>${name}</guid><title>${name}</title></item>`).join('')}</channel></rss>`,
    });
    scene.server.on('/canal', feed('uno', 'dos'));
    const config = { feedUrls: [`${scene.server.url}/canal`] };
    const source = await scene.add({ adapter: 'feed', config });
    await scene.read(source);
    scene.server.on('/canal', feed('dos', 'tres'));

    expect(counts(await scene.read(source))).toEqual({ ...nothing, state: 'done', found: 2, added: 1 });
    expect(await scene.events('source.item_missing')).toEqual([]);
  });

  it('stores words that a database does not take as they are', async () => {
    scene.server.on('/datos', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ id: 'a\u0000b', title: 'Agua\u0000 y \ud83d vías' }]),
    });
    const config = { url: `${scene.server.url}/datos`, list: '', key: 'id', title: 'title' };
    const source = await scene.add({ adapter: 'json', config });

    expect(counts(await scene.read(source))).toMatchObject({ state: 'done', added: 1 });
    expect(counts(await scene.read(source))).toMatchObject({ state: 'done', found: 1, added: 0, changed: 0 });
    expect((await scene.items())[0]!.title).toBe('Agua y \ufffd vías');
  });
});

describe('A source that cannot be read', () => {
  it('is an alarm with its reason, and is tried later and later', async () => {
    scene.list('/lista', 'agua');
    const source = await scene.sources.enable((await scene.add()).id, null);
    await scene.read(source);
    scene.server.on('/lista', faults.htmlErrorPage());

    const waits: number[] = [];
    for (let reading = 0; reading < 2; reading += 1) {
      const run = await scene.read(source);
      expect(counts(run)).toEqual({ ...nothing, state: 'failed' });
      expect(run).toMatchObject({ fault: 'error_inside', message: expect.stringContaining('error') });
      const { nextRunAt } = await scene.source(source.id);
      waits.push(nextRunAt!.getTime() - run.startedAt.getTime());
    }

    expect(waits[1]! / waits[0]!).toBeCloseTo(2);
    expect(await scene.source(source.id)).toMatchObject({
      health: 'broken',
      failures: 2,
      healthReason: expect.stringContaining('La última lectura falló'),
    });
    expect(await scene.events('source.item_missing')).toEqual([]);
    expect((await scene.items())[0]!.missing).toBe(0);
  });

  it('is left alone for as long as it asks', async () => {
    scene.server.on('/lista', faults.throttled('3600'));
    const source = await scene.sources.enable((await scene.add({ everyMinutes: 15 })).id, null);

    const run = await scene.read(source);

    expect(run).toMatchObject({ state: 'failed', fault: 'throttled' });
    const { nextRunAt, failures, health } = await scene.source(source.id);
    expect(nextRunAt!.getTime()).toBe(run.finishedAt!.getTime() + 3_600_000);
    expect({ failures, health }).toEqual({ failures: 1, health: 'untried' });
  });

  it('does not lose what could be read of it', async () => {
    scene.list('/lista', 'agua', 'rota', 'vias');
    scene.server.on('/agua', { body: page(CALL) });
    scene.server.on('/rota', faults.htmlErrorPage(500));
    scene.server.on('/vias', { body: page(CALL) });
    const source = await scene.add(scene.input(withPages));

    const run = await scene.read(source);

    expect(counts(run)).toEqual({ ...nothing, state: 'done', found: 2, added: 2, failed: 1 });
    expect(run.warnings).toEqual([expect.stringContaining('/rota')]);

    scene.server.on('/rota', { body: page(CALL) });
    await scene.read(source);
    scene.server.on('/rota', faults.htmlErrorPage(500));
    await scene.read(source);
    expect((await scene.items()).map(({ missing }) => missing)).toEqual([0, 0, 0]);
  });

  it('says so when the program itself fails, and keeps the rest going', async () => {
    scene.list('/lista', 'agua');
    const source = await scene.add();
    await scene.database.query(`UPDATE source_definition SET config = '{"listUrls": "x"}'`);
    expect(await scene.read(source)).toMatchObject({ state: 'failed', fault: 'definition' });
  });
});
