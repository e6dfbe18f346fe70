import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@chasqui/kernel';
import { PostgresHostBook } from '@chasqui/sources';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type FaultServer, localFetcher, startFaultServer, timeLapse } from '../../support/fault-server.js';

const HOST = 'cooperacion.example';
const NOW = new Date('2026-03-02T15:00:00Z');
const LEASE_MS = 60_000;
const after = (ms: number) => new Date(NOW.getTime() + ms);

let file: TestDatabase;
/** Two processes, each with its own connections. */
let databases: DataSource[];
let clock: FixedClock;
let books: PostgresHostBook[];

beforeAll(async () => {
  file = await freshDatabase();
  databases = [await openMigrated(file.url), await openMigrated(file.url)];
});

afterAll(async () => {
  await Promise.all(databases.map((database) => database.destroy()));
  await file.drop();
});

beforeEach(async () => {
  await databases[0]!.query('TRUNCATE fetch_host, robots_file');
  clock = new FixedClock(NOW);
  books = databases.map((database) => new PostgresHostBook(database, clock));
});

async function lease(book: PostgresHostBook) {
  const turn = await book.acquire(HOST, LEASE_MS);
  if (turn.type !== 'lease') throw new Error(`It has to wait: ${turn.why}`);
  return turn;
}

describe('The book of hosts that processes share', () => {
  it('gives a host to one at a time', async () => {
    const turns = await Promise.all(
      Array.from({ length: 20 }, (_, at) => books[at % 2]!.acquire(HOST, LEASE_MS)),
    );
    expect(turns.filter(({ type }) => type === 'lease')).toHaveLength(1);
    expect(turns.filter((turn) => turn.type === 'wait' && turn.why === 'busy')).toHaveLength(19);
    expect(await books[1]!.acquire('otro.example', LEASE_MS)).toMatchObject({ type: 'lease' });
  });

  it('leaves a host alone for as long as it was told, for everybody', async () => {
    const [one, other] = books as [PostgresHostBook, PostgresHostBook];
    await one.release(HOST, await lease(one), after(5000));

    expect(await other.acquire(HOST, LEASE_MS)).toEqual({ type: 'wait', why: 'pacing', waitMs: 5000 });
    clock.moveTo(after(4999));
    expect(await other.acquire(HOST, LEASE_MS)).toEqual({ type: 'wait', why: 'pacing', waitMs: 1 });
    clock.moveTo(after(5000));
    expect(await other.acquire(HOST, LEASE_MS)).toMatchObject({ type: 'lease' });
  });

  it('takes a host back from a process that died, and does not let that one release it later', async () => {
    const [dead, living] = books as [PostgresHostBook, PostgresHostBook];
    const lost = await lease(dead);
    clock.moveTo(after(LEASE_MS - 1));
    expect(await living.acquire(HOST, LEASE_MS)).toMatchObject({ why: 'busy' });

    clock.moveTo(after(LEASE_MS));
    await lease(living);
    await dead.release(HOST, lost, NOW);

    expect(await dead.acquire(HOST, LEASE_MS)).toMatchObject({ type: 'wait', why: 'busy' });
  });

  it('remembers what a site asks of programs', async () => {
    const origin = 'https://cooperacion.example';
    expect(await books[0]!.robotsOf(origin)).toBeNull();
    await books[0]!.keepRobots(origin, { text: 'User-agent: *\0\nDisallow: /privado', until: after(1000) });
    expect(await books[1]!.robotsOf(origin)).toEqual({
      text: 'User-agent: *\nDisallow: /privado',
      until: after(1000),
    });
    await books[1]!.keepRobots(origin, { text: null, until: after(2000) });
    expect(await books[0]!.robotsOf(origin)).toEqual({ text: null, until: after(2000) });
  });
});

describe('Two processes that read the same site', () => {
  let server: FaultServer;

  beforeAll(async () => {
    server = await startFaultServer();
  });

  afterAll(() => server.close());

  it('never ask it at the same time', async () => {
    let asking = 0;
    let most = 0;
    server.on('/lenta', async () => {
      asking += 1;
      most = Math.max(most, asking);
      await new Promise((resolve) => setTimeout(resolve, 20));
      asking -= 1;
      return { body: 'Hola' };
    });
    const time = timeLapse();
    const fetchers = databases.map((database) =>
      localFetcher({ time, book: new PostgresHostBook(database, time.clock) }),
    );
    try {
      const url = `${server.url}/lenta`;
      const asked = Array.from({ length: 8 }, (_, at) => fetchers[at % 2]!.fetch({ url: `${url}?n=${at}` }));
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(200));
      expect(most).toBe(1);
    } finally {
      await Promise.all(fetchers.map((fetcher) => fetcher.close()));
    }
  });
});
