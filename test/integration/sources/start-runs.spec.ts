import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlreadyReading, type Source, SourceRun } from '@chasqui/sources';
import { SourceScene } from './scene.js';

let scene: SourceScene;

beforeAll(async () => {
  scene = await SourceScene.open();
});

afterAll(() => scene.close());

beforeEach(async () => {
  await scene.clear();
  scene.list('/lista', 'agua');
});

const MINUTE = 60_000;
const runs = () => scene.database.manager.find(SourceRun, { order: { startedAt: 'ASC' } });
const queued = () => scene.jobs.map(({ name, data }) => [name, (data as { runId: string }).runId]);
const enabled = async (): Promise<Source> => scene.sources.enable((await scene.add()).id, null);

describe('Asking for a reading', () => {
  it('queues it, also of a source that is switched off, for whoever asked', async () => {
    const source = await scene.add();
    const person = '11111111-1111-4111-8111-111111111111';

    const run = await scene.start.execute(source.id, person);

    expect(run).toMatchObject({ sourceId: source.id, state: 'running', requestedBy: person, found: 0 });
    expect(queued()).toEqual([['read-source', run.id]]);
  });

  it('is refused while another one is under way, whoever comes first', async () => {
    const source = await scene.add();

    const outcomes = await Promise.allSettled([1, 2, 3].map(() => scene.start.execute(source.id, null)));

    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const [run] = await runs();
    expect(refused).toHaveLength(2);
    for (const error of refused) {
      expect(error).toBeInstanceOf(AlreadyReading);
      expect(error).toMatchObject({
        kind: 'conflict',
        code: 'source.already_reading',
        message: expect.stringContaining('ya se está leyendo'),
        run: { id: run!.id },
      });
    }
    expect(await runs()).toHaveLength(1);
  });

  it('is refused where there is nothing to ask', async () => {
    const sheet = await scene.add({ adapter: 'spreadsheet', config: {} });
    await expect(scene.start.execute(sheet.id, null)).rejects.toMatchObject({ code: 'source.by_hand' });
    await expect(scene.sources.enable(sheet.id, null)).rejects.toMatchObject({ code: 'source.by_hand' });
    await expect(scene.start.execute(crypto.randomUUID(), null)).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('Every minute', () => {
  it('the sources whose time has come are started, once, by however many processes', async () => {
    const due = await enabled();
    const later = await enabled();
    await scene.add();
    await scene.database.query('UPDATE source SET next_run_at = $2 WHERE id = $1', [
      later.id,
      new Date(scene.time.clock.now().getTime() + 5 * MINUTE),
    ]);

    const outcomes = await Promise.all([scene.due.execute(), scene.due.execute()]);

    expect(outcomes.filter(({ started }) => started === 1)).toHaveLength(1);
    expect((await runs()).map(({ sourceId, requestedBy }) => [sourceId, requestedBy])).toEqual([
      [due.id, null],
    ]);
    scene.pass(5 * MINUTE);
    expect((await scene.due.execute()).started).toBe(1);
    expect(await runs()).toHaveLength(2);
  });

  it('a run that shows no sign of life is handed on, as often as it takes', async () => {
    const source = await scene.add();
    const { id } = await scene.start.execute(source.id, null);
    scene.jobs.length = 0;

    scene.pass(MINUTE);
    expect(await scene.due.execute()).toEqual({ started: 0, resumed: 0 });
    scene.pass(MINUTE + 1);
    expect(await scene.due.execute()).toEqual({ started: 0, resumed: 1 });
    expect(await scene.due.execute()).toEqual({ started: 0, resumed: 1 });
    expect(queued()).toEqual([
      ['read-source', id],
      ['read-source', id],
    ]);

    expect(await scene.readRun(id)).toBe('done');
    scene.pass(10 * MINUTE);
    expect(await scene.due.execute()).toEqual({ started: 0, resumed: 0 });
  });

  it('a source that nobody reads any more is told of', async () => {
    const source = await enabled();
    await scene.read(source);
    expect((await scene.source(source.id)).health).toBe('ok');
    await scene.database.query(`UPDATE source SET next_run_at = 'infinity'`);

    scene.pass(170 * MINUTE);
    await scene.due.execute();
    expect((await scene.source(source.id)).health).toBe('ok');
    scene.pass(20 * MINUTE);
    await scene.due.execute();

    const { health, healthSince } = await scene.source(source.id);
    expect({ health, healthSince }).toEqual({ health: 'stale', healthSince: scene.time.clock.now() });
  });

  it('a definition that was changed while it was read is tried at once', async () => {
    const source = await enabled();
    const { id } = await scene.start.execute(source.id, null);
    const other = scene.list('/otra', 'vias');
    await scene.sources.update(source.id, 2, scene.input({ listUrls: [other] }), null);

    await scene.readRun(id);

    expect((await scene.run(id)).definitionVersion).toBe(1);
    expect((await scene.source(source.id)).nextRunAt).toEqual(scene.time.clock.now());
    await scene.due.execute();
    expect((await runs())[1]!.definitionVersion).toBe(2);
  });
});
