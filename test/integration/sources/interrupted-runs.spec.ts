import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CALL, counts, htmlConfig, nothing, page, SourceScene, withPages } from './scene.js';

let scene: SourceScene;

beforeAll(async () => {
  scene = await SourceScene.open();
});

afterAll(() => scene.close());

beforeEach(() => scene.clear());

describe('A run', () => {
  const lists = () => {
    const first = scene.list('/lista-1', 'agua', 'vias');
    const second = scene.list('/lista-2', 'vias', 'riego');
    return scene.add(scene.input(htmlConfig(first, second)));
  };

  it('goes on after the last page in another process, and counts nothing twice', async () => {
    const source = await lists();
    const { id } = await scene.start.execute(source.id, null);
    const stopping = new AbortController();
    scene.server.on('/lista-2', () => {
      stopping.abort(new Error('shutdown'));
      return { body: page('') };
    });
    await expect(scene.readRun(id, stopping.signal)).rejects.toThrow('shutdown');
    const halfway = await scene.run(id);
    expect(counts(halfway)).toEqual({ ...nothing, state: 'running', found: 2, added: 2 });
    expect(halfway.cursor).not.toBeNull();

    scene.list('/lista-2', 'vias', 'riego');
    expect(await scene.readRun(id)).toBe('done');

    expect(counts(await scene.run(id))).toEqual({ ...nothing, state: 'done', found: 3, added: 3 });
    expect(await scene.captures()).toHaveLength(3);
    expect(scene.server.requests.filter(({ path }) => path === '/lista-1')).toHaveLength(1);
  });

  it('stops between two items and counts those once that it meets again', async () => {
    scene.list('/lista', 'agua', 'vias', 'riego');
    const stopping = new AbortController();
    scene.server.on('/agua', { body: page(CALL) });
    scene.server.on('/riego', { body: page(CALL) });
    scene.server.on('/vias', () => {
      stopping.abort(new Error('shutdown'));
      return { body: page(CALL) };
    });
    const source = await scene.add(scene.input(withPages));
    const { id } = await scene.start.execute(source.id, null);
    await expect(scene.readRun(id, stopping.signal)).rejects.toThrow('shutdown');
    expect(counts(await scene.run(id))).toMatchObject({ state: 'running', found: 1, added: 1 });

    scene.server.on('/vias', { body: page(CALL) });
    expect(await scene.readRun(id)).toBe('done');

    expect(counts(await scene.run(id))).toEqual({ ...nothing, state: 'done', found: 3, added: 3 });
    expect(await scene.captures()).toHaveLength(3);
  });

  it('whose process loses its connection writes nothing more and goes on in another one', async () => {
    scene.list('/lista', 'agua', 'vias');
    scene.server.on('/agua', { body: page(CALL) });
    scene.server.on('/vias', async () => {
      await scene.database.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
                                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
      return { body: page(CALL) };
    });
    const source = await scene.add(scene.input(withPages));
    const { id } = await scene.start.execute(source.id, null);
    await expect(scene.readRun(id)).rejects.toThrow(/connection/i);
    expect(counts(await scene.run(id))).toMatchObject({ state: 'running', found: 1 });

    scene.server.on('/vias', { body: page(CALL) });
    expect(await scene.readRun(id)).toBe('done');

    expect(counts(await scene.run(id))).toEqual({ ...nothing, state: 'done', found: 2, added: 2 });
    expect(await scene.captures()).toHaveLength(2);
  });

  it('is done by one process at a time', async () => {
    scene.list('/lista', 'agua', 'vias');
    const source = await scene.add();
    const { id } = await scene.start.execute(source.id, null);

    const outcomes = await Promise.all([scene.readRun(id), scene.readRun(id), scene.readRun(id)]);

    expect(outcomes.toSorted()).toEqual(['done', 'elsewhere', 'elsewhere']);
    expect(counts(await scene.run(id))).toMatchObject({ found: 2, added: 2 });
    expect(await scene.captures()).toHaveLength(2);
  });

  it('that is over is not done again', async () => {
    scene.list('/lista', 'agua');
    const source = await scene.add();
    const run = await scene.read(source);
    const before = scene.server.requests.length;

    expect(await scene.readRun(run.id)).toBe('over');

    expect(scene.server.requests).toHaveLength(before);
    expect(await scene.run(run.id)).toEqual(run);
  });

  it('that was taken away writes nothing more', async () => {
    scene.list('/lista', 'agua', 'vias');
    scene.server.on('/agua', { body: page(CALL) });
    scene.server.on('/vias', async () => {
      await scene.database.query(`UPDATE source_run SET state = 'failed'`);
      return { body: page(CALL) };
    });
    const source = await scene.add(scene.input(withPages));
    const { id } = await scene.start.execute(source.id, null);

    expect(await scene.readRun(id)).toBe('over');

    expect(await scene.run(id)).toMatchObject({ state: 'failed', found: 1 });
    expect(await scene.items()).toHaveLength(1);
  });

  it('that does not end within a day is given up', async () => {
    scene.list('/lista', 'agua');
    const source = await scene.add();
    const { id } = await scene.start.execute(source.id, null);
    scene.pass(25 * 3_600_000);

    expect(await scene.readRun(id)).toBe('failed');
    expect(await scene.run(id)).toMatchObject({ fault: 'too_long' });
  });

  it('leaves no lock behind', async () => {
    scene.list('/lista', 'agua');
    await scene.read(await scene.add());
    const locks = `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory'
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    expect(await scene.database.query(locks)).toEqual([{ count: 0 }]);
  });
});
