import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call } from '@chasqui/calls';
import { readDemoCalls } from '@chasqui/demo';
import { LIST_SIZE, MatchingRun } from '@chasqui/matching';
import { recentRuns } from '@chasqui/notifications';
import { untilIdle } from '../../support/app.js';
import { BACKENDS, Scene } from './scene.js';

const PATIENCE_MS = 100_000;

describe.each(BACKENDS)('Publishing the whole catalogue at once, queues on %s', (backend) => {
  let scene: Scene;
  let published: Call[];

  beforeAll(async () => {
    scene = await Scene.open(backend);
    const drafts = await scene.database.manager.find(Call, {
      where: { state: 'in_review' },
      order: { slug: 'ASC' },
    });
    published = await Promise.all(drafts.map(({ id }) => scene.calls.publish(id, null)));
    await untilIdle(scene.app, PATIENCE_MS);
  }, 2 * PATIENCE_MS);

  afterAll(async () => {
    await scene.close();
  });

  it('judges every call for every GAD and writes its notices', async () => {
    const files = await readDemoCalls();
    const runs = await scene.database.manager.find(MatchingRun);

    expect(runs).toHaveLength(files.length);
    const unfinished = runs.filter(({ matchedAt, notifiedAt, gads, error }) => {
      return !matchedAt || !notifiedAt || gads !== 1070 || error;
    });
    expect(unfinished).toEqual([]);
  });

  it('gives every GAD a list of calls that answer to it and that nothing shuts out, no longer than it may be', async () => {
    const lists = await scene.database.query<
      { gadCode: string; calls: number; shutOut: number; least: number }[]
    >(
      `SELECT g.dpa_code AS "gadCode", count(m.call_id)::int AS calls, min(m.score) AS least,
              count(m.call_id) FILTER (WHERE m.gates @> '[{"answer": "fails"}]')::int AS "shutOut"
         FROM gad g LEFT JOIN match m ON m.gad_code = g.dpa_code GROUP BY g.dpa_code`,
    );

    expect(lists).toHaveLength(1070);
    expect(lists.filter(({ calls }) => calls === 0 || calls > LIST_SIZE)).toEqual([]);
    expect(lists.filter(({ shutOut, least }) => shutOut > 0 || least <= 0)).toEqual([]);
  });

  it('owes each person at most one notice per call, and sends each mail once', async () => {
    const notices = (await Promise.all(published.map((call) => scene.notices(call)))).flat();

    expect(notices.length).toBeGreaterThan(100);
    const keys = notices.map(({ accountId, callId }) => `${accountId} ${callId}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(notices.filter(({ mail }) => mail?.state !== 'sent')).toEqual([]);
    // What comes due together goes in one mail.
    const numbers = scene.sink.received.map(({ mail }) => mail.messageId);
    expect(numbers).toHaveLength(new Set(numbers).size);
    expect(new Set(notices.map(({ mailId }) => mailId)).size).toBe(numbers.length);
    expect(new Set(scene.sink.addresses())).toEqual(new Set(notices.map(({ account }) => account!.email)));
  });

  it('keeps reasons and gates that a person can read, whatever the language of the call', async () => {
    const empty = await scene.database.query<unknown[]>(
      `SELECT m.call_id, m.gad_code FROM match m, jsonb_array_elements(m.gates || m.reasons) AS ground
        WHERE coalesce(trim(ground->>'reason'), trim(ground->>'text'), '') = '' LIMIT 5`,
    );

    expect(empty).toEqual([]);
  });

  it('shows every run as finished on the progress page', async () => {
    const runs = await recentRuns(scene.database);

    expect(runs.length).toBeGreaterThan(0);
    const open = runs.filter(({ notifiedAt, pending, failed, notices, sent }) => {
      return !notifiedAt || pending > 0 || failed > 0 || notices !== sent;
    });
    expect(open).toEqual([]);
  });
});
