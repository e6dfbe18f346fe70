import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AddressReport, NO_MORE_ATTEMPTS, SuppressedAddress } from '@chasqui/delivery';
import type { Fault, Stage } from '../../support/faulty-smtp.js';
import { DeliveryScene, NOW } from './scene.js';

const MINUTE = 60_000;
const after = (ms: number) => new Date(NOW.getTime() + ms);
const reply = (code: number, text: string): Fault => ({ kind: 'reply', code, text });

describe('What becomes of a mail', () => {
  let scene: DeliveryScene;

  beforeAll(async () => {
    scene = await DeliveryScene.open();
  });
  afterAll(() => scene.close());
  beforeEach(() => scene.clear());

  it('is sent, with its subject, its time and its own Message-ID', async () => {
    const [id] = await scene.owe(['eva@loja.example']);

    await scene.send();

    expect(await scene.mail(id!)).toMatchObject({
      state: 'sent',
      subject: 'Nueva convocatoria de agua',
      sentAt: NOW,
      attempts: 1,
      lease: null,
      lastError: null,
    });
    expect(scene.sink.accepted).toMatchObject([
      { messageId: `${id}@chasqui.example`, recipient: 'eva@loja.example' },
    ]);
  });

  interface Expected {
    readonly state: string;
    readonly attempts: number;
    readonly nextAttemptAt: Date;
  }
  const once = (state: string, ms: number): Expected => ({ state, attempts: 1, nextAttemptAt: after(ms) });
  const blameless: Expected = { state: 'pending', attempts: 0, nextAttemptAt: after(MINUTE) };
  const dead: Expected = { state: 'failed', attempts: 1, nextAttemptAt: NO_MORE_ATTEMPTS };
  const retried = once('pending', MINUTE);
  const unknown = once('unknown', 15 * MINUTE);

  it.each<[stage: Stage, fault: Fault, expected: Expected]>([
    ['connect', { kind: 'drop' }, retried],
    ['greeting', reply(450, 'later'), blameless],
    ['greeting', reply(554, '5.7.1 go away'), blameless],
    ['greeting', reply(421, '4.3.2 busy'), blameless],
    ['greeting', { kind: 'drop' }, retried],
    ['greeting', { kind: 'slow', ms: 50 }, once('sent', -1_000_000)],
    ['ehlo', reply(421, '4.3.2 busy'), blameless],
    ['ehlo', { kind: 'drop' }, retried],
    ['mail', reply(451, '4.3.0 later'), retried],
    ['mail', reply(553, '5.7.1 not your address'), blameless],
    ['mail', reply(421, '4.7.0 closing'), retried],
    ['mail', { kind: 'drop' }, retried],
    ['rcpt', reply(450, '4.2.1 busy'), retried],
    ['rcpt', reply(421, '4.7.0 closing'), retried],
    ['rcpt', reply(450, '4.7.28 unusual rate of mail'), retried],
    ['rcpt', reply(550, '5.1.1 user unknown'), dead],
    ['rcpt', reply(550, '5.7.1 policy'), dead],
    ['rcpt', reply(554, '5.7.1 Relay access denied'), retried],
    ['rcpt', { kind: 'drop' }, retried],
    ['data', reply(451, '4.3.0 later'), retried],
    ['data', reply(554, '5.7.1 spam'), dead],
    ['data', { kind: 'drop' }, retried],
    ['body', { kind: 'drop' }, unknown],
    ['dot', reply(450, '4.3.0 later'), retried],
    ['dot', reply(554, '5.6.0 unreadable'), dead],
    ['dot', reply(421, '4.3.2 closing'), retried],
    ['dot', { kind: 'drop' }, unknown],
    ['dot', { kind: 'dropAccepted' }, unknown],
    ['dot', { kind: 'slow', ms: 50 }, once('sent', -1_000_000)],
  ])('after trouble at %s: %j', async (stage, fault, expected) => {
    const [id] = await scene.owe(['eva@loja.example']);
    scene.misbehave((moment) => (moment.stage === stage ? fault : undefined));

    await scene.send();

    const { state, attempts, nextAttemptAt, lease } = await scene.mail(id!);
    expect({ state, attempts, nextAttemptAt }).toEqual(expected);
    expect(lease).toBeNull();
    expect(scene.warnings).toEqual([]);
  });

  it('is failed when nobody has the address, which goes on the list of those that get nothing', async () => {
    const [id] = await scene.owe(['eva@loja.example']);
    scene.misbehave(({ stage }) => (stage === 'rcpt' ? reply(550, '5.1.1 user unknown') : undefined));

    await scene.send();

    expect(await scene.mail(id!)).toMatchObject({
      lastCode: '550 5.1.1',
      lastError: '550 5.1.1 user unknown',
    });
    const [report] = await scene.database.manager.find(AddressReport);
    expect(report).toMatchObject({
      address: 'eva@loja.example',
      mailId: id,
      trouble: 'permanent',
      way: 'smtp',
    });
    expect(await scene.database.manager.existsBy(SuppressedAddress, { address: 'eva@loja.example' })).toBe(
      true,
    );
  });

  it('is suppressed when the address is on that list by the time it would be sent', async () => {
    const [id] = await scene.owe(['Eva@loja.example']);
    const row = { address: 'eva@loja.example', reason: 'manual' as const, detail: 'Lo pidió', since: NOW };
    await scene.database.manager.insert(SuppressedAddress, row);

    await scene.send();

    expect(await scene.mail(id!)).toMatchObject({
      state: 'suppressed',
      attempts: 0,
      lastError: 'La dirección está en la lista de las que no reciben correos.',
    });
    expect(scene.sink.accepted).toEqual([]);
  });

  it('is cancelled when nothing of what it was to say holds any more', async () => {
    const [id] = await scene.owe(['eva@loja.example']);
    scene.composer.instead.set('eva@loja.example', { kind: 'nothing', reason: 'La convocatoria ya cerró.' });

    await scene.send();

    expect(await scene.mail(id!)).toMatchObject({
      state: 'cancelled',
      lastError: 'La convocatoria ya cerró.',
      lease: null,
    });
  });

  it('is put off when it cannot be written, and the others go', async () => {
    const [broken, whole] = await scene.owe(['eva@loja.example', 'leo@loja.example']);
    scene.composer.instead.set('eva@loja.example', 'absent');

    await scene.send();

    expect(await scene.mail(broken!)).toMatchObject({
      state: 'pending',
      attempts: 1,
      nextAttemptAt: after(MINUTE),
      lastError: 'El correo no se pudo redactar.',
    });
    expect((await scene.mail(whole!)).state).toBe('sent');
  });

  it('goes back whole when nothing could be written, and the trouble is heard of', async () => {
    const [id] = await scene.owe(['eva@loja.example'], { state: 'unknown', attempts: 2 });
    scene.composer.before = () => Promise.reject(new Error('The database went away'));

    await expect(scene.send()).rejects.toThrow('The database went away');

    expect(await scene.mail(id!)).toMatchObject({ state: 'unknown', attempts: 2, lease: null });
  });

  it('is given up after about three days, with the reason', async () => {
    const [id] = await scene.owe(['eva@loja.example'], { attempts: 11 });
    scene.misbehave(({ stage }) => (stage === 'rcpt' ? reply(450, '4.2.1 busy') : undefined));

    await scene.send();

    expect(await scene.mail(id!)).toMatchObject({
      state: 'failed',
      attempts: 12,
      lastError: 'Se agotaron los intentos. 450 4.2.1 busy',
    });
  });

  it('is not tried again at an address that has failed for days', async () => {
    const at = new Date(NOW.getTime() - 3_600_000);
    for (const mailId of await scene.owe(['eva@loja.example', 'eva@loja.example', 'eva@loja.example'], {
      state: 'failed',
    })) {
      await scene.database.manager.insert(AddressReport, {
        address: 'eva@loja.example',
        mailId,
        trouble: 'transient',
        status: '4.2.1',
        detail: 'busy',
        way: 'smtp',
        reportKey: mailId,
        at,
      });
    }
    const [id] = await scene.owe(['eva@loja.example']);
    scene.misbehave(({ stage }) => (stage === 'rcpt' ? reply(450, '4.2.1 busy') : undefined));

    await scene.send();

    expect(await scene.mail(id!)).toMatchObject({
      state: 'failed',
      attempts: 1,
      lastError: 'La dirección falla desde hace días y no se insiste. 450 4.2.1 busy',
    });
  });

  it('goes again with the same Message-ID when it may have arrived, but not for ever', async () => {
    const [id] = await scene.owe(['eva@loja.example']);
    scene.misbehave(({ stage }) => (stage === 'dot' ? { kind: 'dropAccepted' } : undefined));

    const waits: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await scene.send();
      const { nextAttemptAt } = await scene.mail(id!);
      waits.push(nextAttemptAt.getTime() - scene.clock.now().getTime());
      scene.clock.moveTo(new Date(scene.clock.now().getTime() + 20 * MINUTE));
    }

    expect(waits.slice(0, 3)).toEqual([15 * MINUTE, 15 * MINUTE, 15 * MINUTE]);
    expect(await scene.mail(id!)).toMatchObject({
      state: 'unknown',
      attempts: 4,
      nextAttemptAt: NO_MORE_ATTEMPTS,
    });
    expect([...scene.sink.byMessage().keys()]).toEqual([`${id}@chasqui.example`]);
    expect(scene.sink.accepted).toHaveLength(4);
  });

  it('is sent after all when a later attempt is answered', async () => {
    const [id] = await scene.owe(['eva@loja.example']);
    let isFirst = true;
    scene.misbehave(({ stage }) => {
      if (stage !== 'dot' || !isFirst) return undefined;
      isFirst = false;
      return { kind: 'drop' };
    });

    await scene.send();
    scene.clock.moveTo(after(20 * MINUTE));
    await scene.send();

    expect(await scene.mail(id!)).toMatchObject({ state: 'sent', attempts: 2 });
  });
});
