import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { itemsOf, runsOf, sourceTrend } from '@chasqui/sources';
import { faults } from '../../support/fault-server.js';
import { SourceScene } from './scene.js';

let scene: SourceScene;

beforeAll(async () => {
  scene = await SourceScene.open();
});

afterAll(() => scene.close());

beforeEach(() => scene.clear());

const DAY = 24 * 3_600_000;

describe('The pages of a source', () => {
  it('list its runs, the newest first, page by page', async () => {
    const source = await scene.add();
    await scene.database.query(
      `INSERT INTO source_run (source_id, definition_version, state, started_at, heartbeat_at, found)
       SELECT $1, 1, 'done', $2::timestamptz + (n / 2) * interval '1 minute', $2, n FROM generate_series(1, 60) AS n`,
      [source.id, scene.time.clock.now()],
    );
    const seen: string[] = [];
    let after: string | undefined;
    const sizes: number[] = [];
    do {
      const { items, next } = await runsOf(scene.database, source.id, after);
      seen.push(...items.map(({ id }) => id));
      sizes.push(items.length);
      after = next ?? undefined;
    } while (after);
    expect(sizes).toEqual([25, 25, 10]);
    expect(new Set(seen).size).toBe(60);
    expect((await runsOf(scene.database, source.id, 'tampered')).items).toHaveLength(25);
  });

  it('list its items, those seen last first, page by page', async () => {
    const source = await scene.add();
    scene.list('/lista', ...Array.from({ length: 30 }, (_, at) => `llamado-${at}`));
    await scene.read(source);
    const first = await itemsOf(scene.database, source.id);
    const rest = await itemsOf(scene.database, source.id, first.next!);
    expect([first.items.length, rest.items.length, rest.next]).toEqual([25, 5, null]);
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(30);
  });

  it('plot its days, also those without a run, by the calendar of Ecuador', async () => {
    // 23:30 of 1 March in Ecuador is 2 March in Greenwich.
    scene.time.clock.moveTo(new Date('2026-04-02T04:30:00Z'));
    const source = await scene.add();
    scene.list('/lista', 'agua');
    await scene.read(source);
    scene.list('/lista', 'agua', 'vias');
    await scene.read(source);
    scene.pass(2 * DAY);
    scene.server.on('/lista', faults.htmlErrorPage());
    await scene.read(source);

    const trend = await sourceTrend(scene.database, source.id, scene.time.clock.now(), 4);

    expect(
      trend.map(({ day, runs, failedRuns, found, added }) => [day, runs, failedRuns, found, added]),
    ).toEqual([
      ['2026-03-31', 0, 0, 0, 0],
      ['2026-04-01', 2, 0, 2, 2],
      ['2026-04-02', 0, 0, 0, 0],
      ['2026-04-03', 1, 1, 0, 0],
    ]);
    expect(trend[0]!.latencyMs).toBeNull();
    expect(trend[1]!.latencyMs).toBeGreaterThanOrEqual(0);
  });
});
