import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import { Redis } from 'ioredis';
import { eventually } from '../../support/app.js';
import { BACKENDS, Scene } from './scene.js';

const OLGA = 'olga.oficial@esmeraldas.example';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Everything but repeating timers: queues and connections live in real time. */
const REAL = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
] as const;

describe.each(BACKENDS)('When something around breaks, queues on %s', (backend) => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(backend);
  });

  afterAll(async () => {
    await scene.close();
  });

  beforeEach(() => {
    scene.sink.clear();
    // Pauses that delivery keeps would outlast a clock that goes back.
    scene.pass(2 * HOUR);
  });

  /** The queue server comes back without anything it knew. */
  async function loseTheQueues(): Promise<void> {
    if (scene.redis) {
      const client = new Redis(scene.redis.url);
      await client.flushall();
      await client.quit();
      return;
    }
    await scene.database.query('TRUNCATE bullmq.job, bullmq.scheduler, bullmq.meta CASCADE');
  }

  async function expectOneMailEach(call: Call): Promise<void> {
    const people = await scene.concerned(call);
    expect(people).toContain(OLGA);
    const about = scene.sink.received.filter(({ mail }) => mail.subject?.startsWith(call.title));
    expect(about.flatMap(({ recipients }) => recipients).toSorted()).toEqual(people);
    expect(await scene.told(call)).toEqual(people.map((email) => `sent ${email}`));
  }

  describe('the mail server', () => {
    it('is away for long: every notice waits with the reason and is sent once it is back', async () => {
      await scene.sink.goDown();
      const call = await scene.publish();
      await scene.untilHeldUp(call);
      await scene.retryNow();
      await scene.sink.goUp();

      // No job is left, but what is owed is known. After some failures nothing more is tried until the server is back.
      const waiting = await scene.notices(call);
      expect(new Set(waiting.map(({ mail }) => mail!.state))).toEqual(new Set(['pending']));
      const errors = waiting.flatMap(({ mail }) => mail!.lastError ?? []);
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.filter((error) => !error.includes('ECONNREFUSED'))).toEqual([]);

      scene.pass(20 * MINUTE);
      expect(await scene.reconcile()).toMatchObject({ calls: 0 });
      await scene.untilIdle();

      await expectOneMailEach(call);
      expect((await scene.notices(call)).filter(({ mail }) => mail!.lastError !== null)).toEqual([]);
    });

    it('is overloaded for a moment: the next attempt brings the mail', async () => {
      scene.sink.refuse(() => ({ code: 450, text: 'Buzón ocupado' }));
      const call = await scene.publish();
      await scene.untilHeldUp(call);
      const [held] = await scene.notices(call);
      expect(held!.mail!.lastError).toContain('450 Buzón ocupado');

      scene.sink.refuse();
      await scene.retryNow();

      await expectOneMailEach(call);
    });

    it('refuses one person for good: her notice fails with the reason, the others get theirs', async () => {
      scene.sink.refuse((address) =>
        address === OLGA ? { code: 550, text: 'Buzón inexistente' } : undefined,
      );
      const call = await scene.publishAndSettle();

      const notices = await scene.notices(call);
      const hers = notices.find(({ account }) => account!.email === OLGA);
      expect(hers!.mail).toMatchObject({ state: 'failed', sentAt: null });
      expect(hers!.mail!.lastError).toContain('550 Buzón inexistente');
      const others = notices.flatMap(({ account }) => (account!.email === OLGA ? [] : [account!.email]));
      expect(others.length).toBeGreaterThan(2);
      expect(scene.sink.addresses()).toEqual(others.toSorted());

      scene.sink.refuse();
      scene.pass(10 * MINUTE);
      expect(await scene.reconcile()).toMatchObject({ calls: 0 });
      await scene.untilIdle();
      expect(scene.sink.to(OLGA)).toEqual([]);
      // Nothing is sent to such an address until somebody lifts it.
      await scene.database.query('DELETE FROM suppressed_address');
    });
  });

  describe('the queue server loses everything', () => {
    it('before the matching: it is done later, with one mail per person', async () => {
      await scene.queue('matching').pause();
      const call = await scene.publish();
      await eventually(async () => {
        expect(await scene.queue('matching').getJob(`match-${call.id}-${call.revision}`)).toBeTruthy();
      });
      await loseTheQueues();
      await scene.untilIdle();
      expect(await scene.run(call)).toBeNull();

      scene.pass(2 * MINUTE);
      expect(await scene.reconcile()).toMatchObject({ calls: 1 });
      await scene.untilTold(call);
      await scene.untilIdle();

      expect((await scene.run(call))!.gads).toBe(1070);
      expect((await scene.matches(call)).length).toBeGreaterThan(100);
      await expectOneMailEach(call);
    });

    it('between the matching and the notices: they are written later', async () => {
      await scene.queue('notifications').pause();
      const call = await scene.publish();
      await eventually(async () => {
        expect(await scene.queue('notifications').getJob(`fan-out-${call.id}-${call.revision}`)).toBeTruthy();
      });
      await loseTheQueues();
      await scene.untilIdle();
      expect(await scene.run(call)).toMatchObject({ matchedAt: scene.clock.now(), notifiedAt: null });

      scene.pass(2 * MINUTE);
      expect(await scene.reconcile()).toMatchObject({ calls: 1 });
      await scene.untilTold(call);
      await scene.untilIdle();

      await expectOneMailEach(call);
    });

    it('between the notices and their mails: they are sent later', async () => {
      await scene.queue('mail').pause();
      const call = await scene.publish();
      await scene.untilTold(call);
      await eventually(async () => {
        const states = (await scene.notices(call)).map(({ state }) => state);
        expect(new Set(states)).toEqual(new Set(['mailed']));
      });
      expect(scene.sink.addresses()).toEqual([]);
      await loseTheQueues();

      scene.pass(2 * MINUTE);
      expect(await scene.reconcile()).toMatchObject({ calls: 0 });
      await scene.untilIdle();

      await expectOneMailEach(call);
    });

    it('while nothing is owed: nothing is put back', async () => {
      const call = await scene.publishAndSettle();
      await loseTheQueues();

      scene.pass(2 * MINUTE);
      expect(await scene.reconcile()).toMatchObject({ calls: 0 });
      await scene.untilIdle();

      await expectOneMailEach(call);
    });

    it('with the schedules of what looks for it: within a minute they are there again', async () => {
      const schedules = async () => {
        const queues = ['maintenance', 'matching'].map((name) => scene.queue(name).getJobSchedulers());
        return (await Promise.all(queues)).flat().map(({ key }) => key);
      };
      jest.useFakeTimers({ doNotFake: [...REAL] });
      const app = await scene.startAnother();
      try {
        expect(await schedules()).toEqual(['reconcile', 'revise-lists']);
        await loseTheQueues();
        expect(await schedules()).toEqual([]);

        jest.advanceTimersByTime(MINUTE);

        await eventually(async () => expect(await schedules()).toEqual(['reconcile', 'revise-lists']));
      } finally {
        await app.close();
        jest.useRealTimers();
      }
    });
  });

  it('puts back what has waited for long, and does each thing once all the same', async () => {
    await scene.queue('matching').pause();
    const call = await scene.publish();
    await eventually(async () => {
      expect(await scene.queue('matching').getJob(`match-${call.id}-${call.revision}`)).toBeTruthy();
    });
    expect(await scene.reconcile()).toMatchObject({ calls: 0 });

    scene.pass(2 * MINUTE);
    expect(await scene.reconcile()).toMatchObject({ calls: 1 });
    expect(await scene.reconcile()).toMatchObject({ calls: 0 });
    await scene.queue('matching').resume();
    await scene.untilTold(call);
    await scene.untilIdle();

    await expectOneMailEach(call);
  });
});
