import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Account } from '@chasqui/accounts';
import { Call, callStatus, Calls, fieldsOf, readCallInput } from '@chasqui/calls';
import { LoadDemo, readDemo, readDemoCalls, readDemoGads } from '@chasqui/demo';
import { FixedClock } from '@chasqui/kernel';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { startProcess } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const LOAD_DAY = new Date('2026-03-02T15:00:00Z');
const MONTHS_LATER = new Date('2026-11-20T15:00:00Z');
const LOADED = [
  'call',
  'development_plan',
  'priority',
  'account',
  'membership',
  'subscription',
  'outbox_event',
  'audit_entry',
];

let server: TestDatabase;
let app: INestApplicationContext;
let database: DataSource;
let clock: FixedClock;

beforeAll(async () => {
  server = await freshDatabase();
  await migrate(server.url);
  clock = new FixedClock(LOAD_DAY);
  app = await startProcess({ databaseUrl: server.url, clock, work: false });
  database = app.get(DataSource);
  await loadReferenceData(database.manager);
  await app.get(LoadDemo).execute();
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

const callsInOrder = () => database.manager.find(Call, { order: { slug: 'ASC' } });

/** Every row that the demo writes. */
async function everything(): Promise<Record<string, unknown>> {
  const entries: [string, unknown][] = [];
  for (const table of LOADED) {
    const rows = await database.query<unknown[]>(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY 1`);
    entries.push([table, rows]);
  }
  return Object.fromEntries(entries);
}

describe('The demo on the day it is loaded', () => {
  it('has every call of the file, marked as a demo, and the chosen ones published', async () => {
    const [files, demo] = await Promise.all([readDemoCalls(), readDemo()]);
    const calls = await callsInOrder();

    expect(calls.map(({ slug }) => slug)).toEqual(files.map(({ id }) => id).toSorted());
    expect(calls.filter(({ isDemo }) => !isDemo)).toEqual([]);
    const published = calls.filter(({ state }) => state === 'published');
    expect(published.map(({ slug }) => slug)).toEqual(demo.published.toSorted());
  });

  it('has open calls only, among those with an exact close', async () => {
    const calls = await callsInOrder();
    const exact = calls.filter(({ deadlineKind }) => deadlineKind === 'exact');

    expect(exact.length).toBeGreaterThanOrEqual(20);
    const notOpen = exact.filter((call) => !['open', 'closing_soon'].includes(callStatus(call, LOAD_DAY)));
    expect(notOpen.map(({ slug }) => slug)).toEqual([]);
  });

  it('has calls that pass the rules of the form unchanged', async () => {
    for (const call of await callsInOrder()) {
      const fields = fieldsOf(call);
      const deadlineZone = call.deadlineZoneAssumed ? null : call.deadlineZone;
      expect(readCallInput({ ...fields, deadlineZone })).toEqual(fields);
    }
  });

  it('can publish every call of the main job, with time for the whole plan', async () => {
    const { mainJob } = await readDemo();
    const calls = await callsInOrder();

    for (const slug of mainJob) {
      const call = calls.find((candidate) => candidate.slug === slug);
      expect(call).toMatchObject({ state: 'in_review', deadlineKind: 'exact' });
      expect(call!.closesAt!.getTime() - LOAD_DAY.getTime()).toBeGreaterThan(60 * 86_400_000);
    }
  });

  it('tells an officer in every GAD with a plan, and nobody else', async () => {
    const gads = await readDemoGads();
    const subscribed = await database.query<{ gadCode: string; active: boolean }[]>(
      'SELECT gad_code AS "gadCode", active FROM subscription WHERE post_id IS NULL ORDER BY gad_code',
    );

    expect(subscribed).toEqual(
      gads
        .map(({ dpaCode }) => ({ gadCode: dpaCode, active: true }))
        .toSorted((a, b) => (a.gadCode < b.gadCode ? -1 : 1)),
    );
  });

  it('has a post that its officer holds and a call that she follows for her GAD', async () => {
    const [olga] = await database.query<[{ posts: number; follows: number }]>(
      `SELECT (SELECT count(*) FROM gad_post p JOIN subscription s ON s.post_id = p.id AND s.active
                WHERE p.holder_id = a.id AND p.gad_code = '08')::int AS posts,
              (SELECT count(*) FROM follow f JOIN call c ON c.id = f.call_id AND c.state = 'published'
                WHERE f.account_id = a.id AND f.gad_code = '08')::int AS follows
         FROM account a WHERE a.email = 'olga.oficial@esmeraldas.example'`,
    );

    expect(olga).toEqual({ posts: 1, follows: 1 });
  });

  it('has people of every role with the published password, and officers who use links', async () => {
    const { people } = await readDemo();
    const accounts = await database.manager.find(Account);

    const withPassword = accounts.filter(({ passwordHash }) => passwordHash !== null);
    expect(withPassword.map(({ email }) => email).toSorted()).toEqual(
      people.map(({ email }) => email).toSorted(),
    );
    expect(new Set(people.map(({ role }) => role))).toEqual(
      new Set(['curator', 'officer', 'council_member']),
    );
  });
});

describe('Loading the demo again', () => {
  it('changes nothing on the same day', async () => {
    const before = await everything();

    await app.get(LoadDemo).execute();

    expect(await everything()).toEqual(before);
  });

  it('does not publish again what a curator took down', async () => {
    const { published } = await readDemo();
    const { id } = await database.manager.findOneByOrFail(Call, { slug: published[0]! });
    await app.get(Calls).unpublish(id, null);

    await app.get(LoadDemo).execute();

    expect(await database.manager.findOneByOrFail(Call, { id })).toMatchObject({ state: 'in_review' });
  });

  it('months later gives new dates to the calls that have closed, and touches nothing else', async () => {
    const before = await callsInOrder();
    clock.moveTo(MONTHS_LATER);
    const stale = before.filter(({ closesAt }) => closesAt && closesAt < MONTHS_LATER);
    expect(stale.filter(({ state }) => state === 'in_review').length).toBeGreaterThanOrEqual(17);

    await app.get(LoadDemo).execute();

    const after = await callsInOrder();
    const renewed = new Set(stale.map(({ id }) => id));
    expect(after.filter(({ id }) => !renewed.has(id))).toEqual(before.filter(({ id }) => !renewed.has(id)));
    for (const call of after.filter(({ id }) => renewed.has(id))) {
      const old = before.find(({ id }) => id === call.id)!;
      expect(['open', 'closing_soon']).toContain(callStatus(call, MONTHS_LATER));
      expect(call.deadlineLocal?.slice(10)).toBe(old.deadlineLocal?.slice(10));
      const { opensOn, deadlineLocal, otherDeadlines, closesAt, updatedAt } = call;
      const apart = (each: Call) =>
        each.otherDeadlines.map(({ at }) =>
          Math.round((Date.parse(at) - each.closesAt!.getTime()) / 86_400_000),
        );
      expect(apart(call)).toEqual(apart(old));
      const dates = { opensOn, deadlineLocal, otherDeadlines, closesAt };
      const renewal = { ...dates, updatedAt, revision: old.revision + 1 };
      expect(call).toEqual(Object.assign(structuredClone(old), renewal));
    }
  });

  it('then leaves the calls of the main job ready to be published', async () => {
    const { mainJob } = await readDemo();
    const { id } = await database.manager.findOneByOrFail(Call, { slug: mainJob[0]! });

    expect(await app.get(Calls).publish(id, null)).toMatchObject({
      state: 'published',
      publishedAt: MONTHS_LATER,
    });
  });

  it('leaves a close that a curator wrote for a call without one, although it has passed', async () => {
    const [file] = (await readDemoCalls()).filter(({ closesOn }) => closesOn === null);
    const call = await database.manager.findOneByOrFail(Call, { slug: file!.id });
    const input = {
      ...fieldsOf(call),
      deadlineKind: 'exact',
      deadlineLocal: '2026-11-21T12:00',
      deadlineZone: null,
    };
    await app.get(Calls).update(call.id, call.revision, input, null);
    clock.moveTo(new Date('2026-12-01T15:00:00Z'));

    await app.get(LoadDemo).execute();

    expect(await database.manager.findOneByOrFail(Call, { id: call.id })).toMatchObject({
      deadlineLocal: '2026-11-21T12:00',
      revision: call.revision + 1,
    });
  });
});
