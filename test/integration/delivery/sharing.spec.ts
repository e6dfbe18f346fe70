import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeliveryRun, EVERY_DOMAIN, type DeliveryTools } from '@chasqui/delivery';
import { eventually } from '../../support/app.js';
import { seededRandom } from '../../support/random.js';
import { DeliveryScene, NOW } from './scene.js';

const MINUTE = 60_000;
const people = (count: number, domain: string) =>
  Array.from({ length: count }, (_, index) => `p${index}@${domain}`);

describe('Sending together', () => {
  let scene: DeliveryScene;

  beforeAll(async () => {
    scene = await DeliveryScene.open();
  });
  afterAll(() => scene.close());
  beforeEach(() => scene.clear());

  /** A mail server of the test's own: `deliver` is what happens to each mail. */
  const by = (deliver: (to: string) => Promise<void>): { mailer: DeliveryTools['mailer'] } => ({
    mailer: { deliver: ({ envelope }) => deliver(envelope.to) },
  });

  describe('several processes', () => {
    it('send each mail once', async () => {
      await scene.owe([...people(150, 'loja.example'), ...people(150, 'puyo.example')]);

      const policy = { batch: 20 };
      await Promise.all([scene.send({ policy }), scene.send({ policy }), scene.send({ policy })]);

      expect(await scene.states()).toEqual({ sent: 300 });
      expect(scene.sink.accepted).toHaveLength(300);
      expect(scene.sink.byMessage().size).toBe(300);
    });

    it('take over what a process held that died, as mails that may have arrived', async () => {
      const [id] = await scene.owe(['eva@loja.example'], {
        state: 'sending',
        lease: randomUUID(),
        leaseUntil: new Date(Date.now() - 1000),
      });

      expect(await scene.claims().recover()).toBe(1);
      expect(await scene.mail(id!)).toMatchObject({ state: 'unknown', attempts: 0, nextAttemptAt: NOW });
      await scene.send();

      expect(await scene.mail(id!)).toMatchObject({ state: 'sent', attempts: 1 });
    });

    it('leave alone what a living process holds', async () => {
      await scene.owe(['eva@loja.example'], {
        state: 'sending',
        lease: randomUUID(),
        leaseUntil: new Date(Date.now() + 10 * MINUTE),
      });

      await scene.send();

      expect(await scene.states()).toEqual({ sending: 1 });
    });

    it('write nothing of a mail that another one has taken over meanwhile', async () => {
      const [id] = await scene.owe(['eva@loja.example']);
      const other = randomUUID();

      await scene.send(
        by(async () => {
          await scene.database.query('UPDATE outgoing_mail SET lease = $1, lease_until = $2', [
            other,
            new Date(Date.now() + 10 * MINUTE),
          ]);
        }),
      );

      expect(await scene.mail(id!)).toMatchObject({ state: 'sending', lease: other, sentAt: null });
      expect(scene.warnings).toEqual([`Somebody else took over the mail ${id} while it was sent.`]);
    });

    it('keep the mails that wait only as long as they are theirs', async () => {
      const [first, second] = await scene.owe(people(2, 'loja.example'));
      const sent: string[] = [];

      await scene.send({
        settings: { SMTP_CONNECTIONS: '1' },
        policy: { renewMs: 20 },
        ...by(async (to) => {
          sent.push(to);
          const theft = `UPDATE outgoing_mail SET lease = gen_random_uuid(), lease_until = now() + interval '1 h'
                          WHERE id = $1`;
          if (sent.length > 1) return;
          await scene.database.query(theft, [second]);
          // Until the leases were renewed, and the theft was seen.
          await new Promise((resolve) => setTimeout(resolve, 200));
        }),
      });

      expect(sent).toEqual(['p0@loja.example']);
      expect((await scene.mail(first!)).state).toBe('sent');
    });
  });

  describe('the slots of a domain', () => {
    /** Takes mails at instants of the test's own choice and says when each may leave, in ms from the beginning. */
    async function slotsOf(rate: number, instants: readonly number[]): Promise<number[]> {
      const begin = NOW.getTime();
      const processes = [0, 1, 2].map(() => scene.claims({ mailDomainRate: rate }, { batch: 50 }));
      const leaving: number[] = [];
      for (const [index, ms] of instants.entries()) {
        const at = new Date(begin + ms);
        const process = processes[index % processes.length]!;
        for (const { waitMs } of await process.claim(0, at)) leaving.push(ms + waitMs);
        if (index % 4 === 3) leaving.push(ms + (await process.takeSlot('loja.example', at)));
      }
      return leaving.toSorted((one, other) => one - other);
    }

    it.each([1, 3, 10, 40])(
      'never let more than %d leave in any second, also when some are held up',
      async (rate) => {
        const random = seededRandom(rate);
        await scene.owe(people(600, 'loja.example'));
        const instants = Array.from({ length: 60 }, () => Math.floor(random() * 15_000)).toSorted(
          (a, b) => a - b,
        );

        // The first claim makes the domain known.
        const slots = await slotsOf(rate, [0, ...instants]);

        expect(slots.length).toBeGreaterThan(10 * rate);
        const left = slots.map((slot) => slot + random() * 50).toSorted((one, other) => one - other);
        const most = Math.max(
          ...left.map((from) => left.filter((at) => at >= from && at < from + 1000).length),
        );
        expect(most).toBeLessThanOrEqual(rate);
        expect(most).toBeGreaterThan(rate * 0.8);
      },
    );

    it('are taken only a little ahead, so that the mails of a busy domain do not fill the memory', async () => {
      await scene.owe(people(300, 'loja.example'));
      const claims = scene.claims({ mailDomainRate: 10 });
      await claims.claim(0, NOW);

      const taken = await claims.claim(0, NOW);
      expect(taken).toHaveLength(20);
      expect(await claims.claim(0, NOW)).toEqual([]);
      expect(await claims.claim(0, new Date(NOW.getTime() + 1000))).toHaveLength(9);
    });

    it('do not hold up other domains, however many mails wait', async () => {
      await scene.owe(people(500, 'grande.example'));
      await scene.owe(['eva@loja.example'], { nextAttemptAt: NOW });
      const claims = scene.claims({ mailDomainRate: 1 }, { batch: 50 });
      await claims.claim(0, NOW);

      const domains = (await claims.claim(0, NOW)).map(({ mail }) => mail.domain);
      expect(domains).toContain('loja.example');
      expect(domains.filter((domain) => domain === 'grande.example')).toHaveLength(2);
    });

    it('go to the urgent mails first', async () => {
      await scene.owe(people(30, 'loja.example'));
      await scene.owe(['eva@loja.example'], { urgent: true, nextAttemptAt: NOW });
      const claims = scene.claims({ mailDomainRate: 10 }, { batch: 5 });
      await claims.claim(0, NOW);

      const [first, ...others] = await claims.claim(0, NOW);
      expect(first!.mail.recipient).toBe('eva@loja.example');
      expect(first!.waitMs).toBe(0);
      expect(others).toHaveLength(4);
    });

    it('are not given to mails whose time has not come', async () => {
      await scene.owe(['eva@loja.example'], { nextAttemptAt: new Date(NOW.getTime() + MINUTE) });
      const claims = scene.claims();
      await claims.claim();
      expect(await claims.claim()).toEqual([]);
      expect(await claims.untilNext()).toBeCloseTo(MINUTE, -2);
    });

    it('serve a thousand domains in one claim', async () => {
      await scene.owe(Array.from({ length: 1000 }, (_, index) => `eva@gad${index}.example`));
      const claims = scene.claims({}, { batch: 1000 });
      await claims.claim();
      expect(await claims.claim()).toHaveLength(1000);
    });
  });

  it('has at most so many mails under way, and at most so many to one domain', async () => {
    await scene.owe([
      ...people(30, 'loja.example'),
      ...people(30, 'puyo.example'),
      ...people(30, 'tena.example'),
    ]);
    const underWay = new Map<string, number>();
    let [most, mostOfOne] = [0, 0];

    await scene.send({
      settings: { SMTP_CONNECTIONS: '4', MAIL_DOMAIN_CONNECTIONS: '2' },
      ...by(async (to) => {
        const domain = to.split('@')[1]!;
        underWay.set(domain, (underWay.get(domain) ?? 0) + 1);
        most = Math.max(
          most,
          [...underWay.values()].reduce((sum, count) => sum + count, 0),
        );
        mostOfOne = Math.max(mostOfOne, underWay.get(domain)!);
        await new Promise((resolve) => setTimeout(resolve, 5));
        underWay.set(domain, underWay.get(domain)! - 1);
      }),
    });

    expect(await scene.states()).toEqual({ sent: 90 });
    expect([most, mostOfOne]).toEqual([4, 2]);
  });

  it('holds two batches at most', async () => {
    await scene.owe(people(200, 'loja.example'));
    let most = 0;

    await scene.send({
      policy: { batch: 10 },
      ...by(async () => {
        most = Math.max(most, (await scene.states())['sending'] ?? 0);
      }),
    });

    expect(await scene.states()).toEqual({ sent: 200 });
    expect(most).toBeLessThanOrEqual(20);
  });

  describe('when it must stop', () => {
    it('finishes what is in flight and gives back the rest', async () => {
      await scene.owe(people(40, 'loja.example'));
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      let started = 0;
      const run = new DeliveryRun(
        scene.tools(
          by(() => {
            started += 1;
            return held;
          }),
        ),
      );
      const ended = run.go();
      await eventually(() => expect(started).toBe(5));

      run.end();
      await eventually(async () => expect(await scene.states()).toEqual({ pending: 35, sending: 5 }));
      release();
      await ended;

      expect(await scene.states()).toEqual({ pending: 35, sent: 5 });
      const [{ leases }] = await scene.database.query<[{ leases: number }]>(
        'SELECT count(lease)::int AS leases FROM outgoing_mail',
      );
      expect(leases).toBe(0);
      expect(started).toBe(5);
    });
  });

  describe('when the server is in trouble', () => {
    it('pauses at once when it refuses us, blames no mail, and says why', async () => {
      const ids = await scene.owe(people(50, 'loja.example'));
      scene.misbehave(({ stage }) =>
        stage === 'greeting' ? { kind: 'reply', code: 554, text: '5.7.1 your address is listed' } : undefined,
      );

      await scene.send();

      expect(await scene.states()).toEqual({ pending: 50 });
      expect((await Promise.all(ids.map((id) => scene.mail(id)))).map(({ attempts }) => attempts)).toEqual(
        ids.map(() => 0),
      );
      expect(await scene.domain(EVERY_DOMAIN)).toMatchObject({
        pausedUntil: new Date(NOW.getTime() + MINUTE),
        lastError: '554 5.7.1 your address is listed',
      });

      // While it lasts nobody tries.
      scene.misbehave(() => undefined);
      const before = scene.sink.sessions;
      await scene.send();
      expect(scene.sink.sessions).toBe(before);

      scene.clock.moveTo(new Date(NOW.getTime() + 2 * MINUTE));
      await scene.send();
      expect(await scene.states()).toEqual({ sent: 50 });
      expect(await scene.domain(EVERY_DOMAIN)).toMatchObject({ pausedUntil: null, lastError: null });
    });

    it('pauses when it is away, before every mail has been tried', async () => {
      await scene.owe(people(100, 'loja.example'));

      await scene.send({ settings: { SMTP_URL: 'smtp://127.0.0.1:1' } });

      const tried = await scene.database.query<unknown[]>(
        'SELECT 1 FROM outgoing_mail WHERE last_error IS NOT NULL',
      );
      expect(tried.length).toBeLessThanOrEqual(10);
      expect(await scene.states()).toEqual({ pending: 100 });
      expect((await scene.domain(EVERY_DOMAIN))!.lastError).toContain('ECONNREFUSED');
    });

    it('goes on when one connection in a while fails', async () => {
      await scene.owe(people(60, 'loja.example'));
      scene.misbehave(({ stage, session }) =>
        stage === 'connect' && session % 2 === 1 ? { kind: 'drop' } : undefined,
      );

      await scene.send();

      expect(await scene.domain(EVERY_DOMAIN)).toBeNull();
      expect((await scene.states())['sent']).toBeGreaterThan(50);
    });

    it('leaves a domain alone that asks for fewer mails, and serves the others', async () => {
      await scene.owe(people(40, 'loja.example'));
      await scene.owe(people(40, 'puyo.example'));
      scene.misbehave(({ stage, recipient }) =>
        stage === 'rcpt' && recipient.endsWith('@loja.example')
          ? { kind: 'reply', code: 421, text: '4.7.28 too many messages' }
          : undefined,
      );

      await scene.send();

      expect(await scene.states()).toEqual({ pending: 40, sent: 40 });
      expect(await scene.domain('loja.example')).toMatchObject({
        pausedUntil: new Date(NOW.getTime() + MINUTE),
        lastError: '421 4.7.28 too many messages',
      });
      const tried = await scene.database.query<unknown[]>(
        `SELECT 1 FROM outgoing_mail WHERE last_code IS NOT NULL AND domain = 'loja.example'`,
      );
      expect(tried.length).toBeLessThanOrEqual(5);
    });
  });
});
