import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { timeLapse, type TimeLapse } from '../../../test/support/fault-server.js';
import { sleepBySystem, type TurnKeeping, withTurn } from './host-book.js';
import { MemoryHostBook } from './memory-host-book.js';

const target = (host: string, gapMs = 2000) => ({ host, gapMs, url: `https://${host}/` });

describe('withTurn', () => {
  let time: TimeLapse;
  let keeping: TurnKeeping;

  beforeEach(() => {
    time = timeLapse();
    const { clock, sleep } = time;
    keeping = { book: new MemoryHostBook(clock), clock, sleep, leaseMs: 60_000, patienceMs: 120_000 };
  });

  it('lets one request at a time ask a host', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await nextTurn();
      running -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withTurn(keeping, target('ejemplo.org'), work)));
    expect(most).toBe(1);
  });

  it('lets different hosts be asked together', async () => {
    let meet = () => {};
    const met = new Promise<void>((done) => {
      meet = done;
    });
    const waiting = withTurn(keeping, target('uno.org'), () => met);
    await withTurn(keeping, target('otro.org'), async () => meet());
    await waiting;
    expect(time.pauses).toEqual([]);
  });

  it('leaves a gap from the end of a request to the next', async () => {
    const times: number[] = [];
    const work = async () => {
      times.push(time.clock.now().getTime());
    };
    for (let i = 0; i < 3; i += 1) await withTurn(keeping, target('ejemplo.org'), work);
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 2000, 4000]);
  });

  it('leaves the host alone after a failure too', async () => {
    const failing = withTurn(keeping, target('ejemplo.org'), () => Promise.reject(new Error('falla')));
    await expect(failing).rejects.toThrow('falla');
    await withTurn(keeping, target('ejemplo.org'), async () => {});
    expect(time.pauses).toEqual([2000]);
  });

  it('waits as long as the host asked', async () => {
    await withTurn(keeping, target('ejemplo.org'), async (turn) => turn.restFor(90_000));
    await withTurn(keeping, target('ejemplo.org'), async () => {});
    expect(time.pauses).toEqual([90_000]);
  });

  it('says when to come back instead of waiting for very long', async () => {
    await withTurn(keeping, target('ejemplo.org'), async (turn) => turn.restFor(3_600_000));
    const next = withTurn(keeping, target('ejemplo.org'), async () => {});
    await expect(next).rejects.toMatchObject({ fault: 'throttled', details: { retryAfterMs: 3_600_000 } });
    expect(time.pauses).toEqual([]);
  });

  it('stops waiting when it is told to', async () => {
    await withTurn(keeping, target('ejemplo.org'), async (turn) => turn.restFor(60_000));
    const stop = new AbortController();
    const patient = { ...keeping, sleep: sleepBySystem };
    const waiting = withTurn(patient, target('ejemplo.org'), async () => {}, stop.signal);
    stop.abort(new Error('cancelado'));
    await expect(waiting).rejects.toThrow('cancelado');
  });

  it('does not let a lease that is over release the next one', async () => {
    const { book } = keeping;
    const first = await book.acquire('ejemplo.org', 1000);
    if (first.type !== 'lease') throw new Error('the host was free');
    await book.release('ejemplo.org', first, new Date(0));
    const second = await book.acquire('ejemplo.org', 1000);
    await book.release('ejemplo.org', first, new Date(0));
    expect(second.type).toBe('lease');
    expect(await book.acquire('ejemplo.org', 1000)).toMatchObject({ type: 'wait', why: 'busy' });
  });
});
