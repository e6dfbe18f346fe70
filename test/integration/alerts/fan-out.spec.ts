import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account } from '@chasqui/accounts';
import { type Call, type CallInput, Calls } from '@chasqui/calls';
import { OutgoingMail } from '@chasqui/delivery';
import { type JobRequest, JobQueues } from '@chasqui/jobs';
import { FixedClock } from '@chasqui/kernel';
import { Bundle, FanOut, Notification } from '@chasqui/notifications';
import { loadReferenceData } from '@chasqui/reference-data';
import { Search } from '@chasqui/search';
import { AlertSettings, SearchBook, Subscription } from '@chasqui/subscriptions';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { openMigrated, startProcess } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const ESMERALDAS = '08';
/** Monday 2 March 2026, 11:00 in Ecuador. */
const NOW = new Date('2026-03-02T16:00:00Z');
const TUESDAY_7 = '2026-03-03T12:00:00.000Z';
const NEXT_MONDAY_7 = '2026-03-09T12:00:00.000Z';

let server: TestDatabase;
let app: INestApplicationContext;
let database: DataSource;
let clock: FixedClock;
let added: JobRequest[];
let counter = 0;

beforeAll(async () => {
  server = await freshDatabase();
  await (await openMigrated(server.url)).destroy();
  clock = new FixedClock(NOW);
  app = await startProcess({ databaseUrl: server.url, clock, work: false });
  database = app.get(DataSource);
  await loadReferenceData(database.manager);
});

beforeEach(async () => {
  clock.moveTo(NOW);
  added = [];
  await database.query('TRUNCATE account, outgoing_mail CASCADE');
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

const queues = {
  add: (requests: readonly JobRequest[]) => {
    added.push(...requests);
    return Promise.resolve();
  },
} as Partial<JobQueues> as JobQueues;

async function person(settings: Partial<AlertSettings> = {}): Promise<string> {
  counter += 1;
  const [{ id }] = await database.query<[Account]>(
    `INSERT INTO account (email, name, created_at) VALUES ($1, 'Rosa', $2) RETURNING id`,
    [`rosa${counter}@avisos.example`, NOW],
  );
  if (Object.keys(settings).length > 0) {
    await database.manager.save(
      AlertSettings,
      database.manager.create(AlertSettings, { accountId: id, ...settings }),
    );
  }
  return id;
}

async function alert(accountId: string, changes: Partial<Subscription>): Promise<Subscription> {
  counter += 1;
  const isSearch = changes.searchQuery !== undefined;
  return database.manager.save(
    Subscription,
    database.manager.create(Subscription, {
      accountId,
      gadCode: isSearch ? null : ESMERALDAS,
      searchSeq: isSearch ? counter : null,
      label: isSearch ? 'Turismo' : null,
      active: true,
      minScore: 0,
      includeCredit: false,
      since: new Date('2026-01-01T00:00:00Z'),
      ...changes,
    }),
  );
}

async function publish(changes: Partial<CallInput> = {}): Promise<Call> {
  const calls = new Calls(database, clock);
  const { id } = await calls.create(callInput(await donorNamed(database), changes), null);
  const call = await calls.publish(id, null);
  await database.query(
    `INSERT INTO match (call_id, gad_code, call_revision, formula_version, data_version, eligibility, score, need,
                        capacity, donor, confidence, gates, reasons, missing, improvements, computed_at)
     VALUES ($1, $2, $3, 1, '', 'passes', 70, 0.5, 0.5, 0.5, 0.5, '[]', '[]', '[]', '[]', $4)`,
    [call.id, ESMERALDAS, call.revision, NOW],
  );
  return call;
}

function fanOut({ id, revision }: Call): Promise<number> {
  const book = new SearchBook(database, app.get(Search));
  return new FanOut(database, queues, clock, book).execute({ callId: id, revision });
}

function bundle(): Promise<number> {
  return new Bundle(database, queues, clock).execute('all');
}

function noticesOf(accountId: string): Promise<Notification[]> {
  return database.manager.find(Notification, { where: { accountId }, order: { id: 'ASC' } });
}

describe('Writing the notices of a published call', () => {
  it('gives a person one notice with every alert that brought it, the match first', async () => {
    const rosa = await person();
    const search = await alert(rosa, { searchQuery: 'q=turismo' });
    const match = await alert(rosa, {});
    const call = await publish();

    expect(await fanOut(call)).toBe(1);
    expect(await fanOut(call)).toBe(0);

    const [notice, ...others] = await noticesOf(rosa);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      kind: 'new_call',
      eventKey: `call.published/${call.id}`,
      gadCode: ESMERALDAS,
      subscriptionIds: [match.id, search.id],
      reasons: ['lo que coincide con el GAD Provincial de Esmeraldas', 'su búsqueda «Turismo»'],
      state: 'pending',
      urgent: false,
      dueAt: NOW,
    });
    expect(added.map(({ name }) => name)).toEqual(['bundle', 'bundle']);
  });

  it.each([
    ['at once', {}, {}, NOW.toISOString()],
    ['the next morning', { frequency: 'daily' }, {}, TUESDAY_7],
    [
      'at her hour, today if it is still ahead',
      { frequency: 'daily' },
      { hour: 18 },
      '2026-03-02T23:00:00.000Z',
    ],
    ['on her weekday', { frequency: 'weekly' }, {}, NEXT_MONDAY_7],
    ['on another weekday', { frequency: 'weekly' }, { weekday: 4 }, '2026-03-05T12:00:00.000Z'],
    ['in her zone', { frequency: 'daily' }, { zone: 'Pacific/Galapagos' }, '2026-03-03T13:00:00.000Z'],
    ['when the pause of the alert ends', { pausedUntil: '2026-03-20' }, {}, '2026-03-20T12:00:00.000Z'],
  ] as const)('tells %s', async (_, changes, settings, due) => {
    const rosa = await person(settings);
    await alert(rosa, { searchQuery: 'q=turismo', ...changes });
    await fanOut(await publish());

    const [notice] = await noticesOf(rosa);
    expect(notice!.dueAt.toISOString()).toBe(due);
  });

  it('tells at the hour of the fastest alert', async () => {
    const rosa = await person();
    await alert(rosa, { searchQuery: 'q=turismo', frequency: 'weekly' });
    await alert(rosa, { frequency: 'daily' });
    await fanOut(await publish());

    const [notice] = await noticesOf(rosa);
    expect(notice!.dueAt.toISOString()).toBe(TUESDAY_7);
  });

  it('tells people of Galápagos by their clocks unless they chose others', async () => {
    const rosa = await person();
    await database.query(`INSERT INTO membership (account_id, role, gad_code) VALUES ($1, 'officer', '20')`, [
      rosa,
    ]);
    await alert(rosa, { searchQuery: 'q=turismo', frequency: 'daily' });
    await fanOut(await publish());

    const [notice] = await noticesOf(rosa);
    expect(notice!.dueAt.toISOString()).toBe('2026-03-03T13:00:00.000Z');
  });

  it.each([
    ['topics that the call does not have', { themes: ['agua'] }, {}],
    ['a higher score', { minScore: 80 }, {}],
    ['the alert switched off', { active: false }, {}],
    ['the alert switched on after the call was public', { since: new Date('2026-03-02T16:00:01Z') }, {}],
    ['a loan that she did not ask for', {}, { financialForm: 'loan' as const }],
    ['a search that does not find it', { searchQuery: 'q=riego' }, {}],
    ['a search by another donor', { searchQuery: 'cooperante=koica' }, {}],
  ])('tells nothing for %s', async (_, changes, call) => {
    const rosa = await person();
    await alert(rosa, changes);
    await fanOut(await publish(call));

    expect(await noticesOf(rosa)).toEqual([]);
  });

  it('finds searches that were saved after the first ones were read', async () => {
    const book = new SearchBook(database, app.get(Search));
    const tell = new FanOut(database, queues, clock, book);
    const [rosa, teo] = [await person(), await person()];
    await alert(rosa, { searchQuery: 'q=turismo' });
    const first = await publish();
    await tell.execute({ callId: first.id, revision: first.revision });
    await alert(teo, { searchQuery: 'tema=turismo' });
    const second = await publish();
    await tell.execute({ callId: second.id, revision: second.revision });

    expect(await noticesOf(rosa)).toHaveLength(2);
    expect((await noticesOf(teo)).map(({ callId }) => callId)).toEqual([second.id]);
  });

  it('leaves out one search that cannot be read, and tells the others', async () => {
    const [rosa, teo] = [await person(), await person()];
    await alert(rosa, { searchQuery: 'nivel=galaxia&q=turismo' });
    await alert(teo, { searchQuery: 'q=turismo' });
    await fanOut(await publish());

    expect(await noticesOf(rosa)).toEqual([]);
    expect(await noticesOf(teo)).toHaveLength(1);
  });

  it('brings a cancelled notice back, to be sent in a new mail', async () => {
    const rosa = await person();
    await alert(rosa, { searchQuery: 'q=turismo' });
    const call = await publish();
    await fanOut(call);
    await bundle();
    await database.query(`UPDATE notification SET state = 'cancelled', obstacle = 'Ya no.'`);

    expect(await fanOut(call)).toBe(1);

    const [notice] = await noticesOf(rosa);
    expect(notice).toMatchObject({ state: 'pending', mailId: null, obstacle: null });
  });
});

describe('Making mails of notices', () => {
  it('puts what is due for a person in one mail, and leaves the rest', async () => {
    const [rosa, teo] = [await person(), await person()];
    await alert(rosa, { searchQuery: 'q=turismo' });
    await alert(teo, { searchQuery: 'q=turismo', frequency: 'daily' });
    for (const call of [await publish(), await publish(), await publish()]) await fanOut(call);

    expect(await bundle()).toBe(1);
    expect(await bundle()).toBe(0);

    const notices = await noticesOf(rosa);
    expect(new Set(notices.map(({ state }) => state))).toEqual(new Set(['mailed']));
    expect(new Set(notices.map(({ mailId }) => mailId)).size).toBe(1);
    const [mail] = await database.manager.find(OutgoingMail);
    expect(mail).toMatchObject({
      id: notices[0]!.mailId,
      accountId: rosa,
      domain: 'avisos.example',
      state: 'pending',
    });
    expect((await noticesOf(teo)).map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);

    clock.moveTo(new Date(TUESDAY_7));
    expect(await bundle()).toBe(1);
  });

  it('waits for the end of a pause, but not with what is urgent', async () => {
    const rosa = await person({ pausedUntil: '2026-03-20' });
    await alert(rosa, { searchQuery: 'q=turismo' });
    const call = await publish();
    await fanOut(call);
    await database.query(
      `INSERT INTO notification (account_id, kind, event_key, call_id, urgent, state, due_at, created_at)
       VALUES ($1, 'call_change', 'cambio', $2, true, 'pending', $3, $3)`,
      [rosa, call.id, NOW],
    );

    expect(await bundle()).toBe(1);

    const [fresh, change] = await noticesOf(rosa);
    expect(change).toMatchObject({ state: 'mailed' });
    expect(fresh).toMatchObject({ state: 'pending', dueAt: new Date('2026-03-20T12:00:00Z') });
    clock.moveTo(new Date('2026-03-20T12:00:00Z'));
    expect(await bundle()).toBe(1);
  });

  it('makes one mail per person when two processes do it at once', async () => {
    for (let place = 0; place < 20; place += 1) await alert(await person(), { searchQuery: 'q=turismo' });
    const calls = [await publish(), await publish()];
    for (const call of calls) await fanOut(call);

    await Promise.all([bundle(), bundle(), bundle()]);

    expect(await database.manager.count(OutgoingMail)).toBe(20);
    expect(await database.manager.countBy(Notification, { state: 'mailed' })).toBe(40);
  });

  it('sends nothing to an account that was disabled', async () => {
    const rosa = await person();
    await alert(rosa, { searchQuery: 'q=turismo' });
    await fanOut(await publish());
    await database.query('UPDATE account SET disabled_at = $1', [NOW]);

    expect(await bundle()).toBe(0);
    const [notice] = await noticesOf(rosa);
    expect(notice).toMatchObject({ state: 'cancelled', obstacle: 'La cuenta está desactivada.' });
  });
});
