import type { AddressProblem } from '@chasqui/delivery';
import { addressesInTrouble, NO_MORE_ATTEMPTS } from '@chasqui/delivery';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BounceScene, DAY_MS, NOW } from './bounces.scene.js';

const ROSA = 'rosa.chala@gadmejia.gob.ec';

describe('what is known of addresses', () => {
  let scene: BounceScene;
  let admin: string;

  beforeAll(async () => {
    scene = await BounceScene.open();
  });
  beforeEach(async () => {
    await scene.clear();
    admin = await scene.person('admin@chasqui.example');
  });
  afterAll(() => scene.close());

  function trouble(mailId: string | null, changes: Partial<AddressProblem> = {}): AddressProblem {
    return {
      address: ROSA,
      mailId,
      trouble: 'transient',
      status: '4.2.1',
      detail: '450 4.2.1 busy',
      ...changes,
    };
  }

  async function refuse(mails: number, hoursBetween = 1): Promise<void> {
    for (let mail = 0; mail < mails; mail += 1) {
      const id = await scene.mailTo(ROSA, { state: 'pending', sentAt: null });
      // Attempts of one mail count once.
      for (let attempt = 0; attempt < 4; attempt += 1) await scene.book.report([trouble(id)], 'smtp');
      scene.clock.moveTo(new Date(scene.clock.now().getTime() + hoursBetween * 3_600_000));
    }
  }

  it('three mails that fail within seven days flag an address, whatever its case', async () => {
    await refuse(2);
    expect(await scene.standing(ROSA)).toBe('ok');
    await refuse(1);
    expect(await scene.standing(ROSA.toUpperCase())).toBe('flagged');
    expect(await scene.events()).toEqual([]);
    expect(await addressesInTrouble(scene.database.manager, scene.clock.now())).toMatchObject([
      { address: ROSA, standing: 'flagged', reason: null, detail: '450 4.2.1 busy', since: NOW },
    ]);
  });

  it('the flag goes after seven quiet days', async () => {
    await refuse(3);
    scene.clock.moveTo(new Date(NOW.getTime() + 6.9 * DAY_MS));
    expect(await scene.standing(ROSA)).toBe('flagged');
    scene.clock.moveTo(new Date(NOW.getTime() + 7.1 * DAY_MS));
    expect(await scene.standing(ROSA)).toBe('ok');
  });

  it('the flag goes with a later mail that is accepted', async () => {
    await refuse(3);
    await scene.mailTo(ROSA, { sentAt: scene.clock.now() });
    expect(await scene.standing(ROSA)).toBe('ok');
  });

  it('many addresses are asked for in one statement, and only those in trouble come back otherwise', async () => {
    await scene.book.suppress('parada@gad.example', 'pidió no recibir', admin);
    await refuse(3);
    const many = Array.from({ length: 2_000 }, (_, index) => `persona${index}@gad.example`);
    let statements = 0;
    const { manager } = scene.database;
    const counted = Object.create(manager, {
      query: {
        value: (...given: Parameters<typeof manager.query>) => ((statements += 1), manager.query(...given)),
      },
    }) as typeof manager;
    const standing = await scene.book.standing([...many, ROSA, 'Parada@gad.example'], counted);
    expect(statements).toBe(1);
    expect(standing.size).toBe(2_002);
    expect([...standing].filter(([, each]) => each !== 'ok')).toEqual([
      [ROSA, 'flagged'],
      ['Parada@gad.example', 'suppressed'],
    ]);
  });

  it('a replayed report does not undo what an admin lifted; a new one does', async () => {
    const mailId = await scene.mailTo(ROSA);
    const dead = trouble(mailId, { trouble: 'permanent', status: '5.1.1', reference: '<1@other.example>' });
    expect(await scene.book.report([dead], 'report_mail')).toBe(1);
    await scene.book.lift(ROSA, admin);
    expect(await scene.book.report([dead], 'report_mail')).toBe(0);
    expect(await scene.standing(ROSA)).toBe('ok');
    await scene.book.report([{ ...dead, reference: '<2@other.example>' }], 'report_mail');
    expect(await scene.standing(ROSA)).toBe('suppressed');
    const trace = await scene.database.query<object[]>(
      'SELECT action, actor_id FROM audit_entry ORDER BY id',
    );
    expect(trace).toEqual([
      { action: 'address.suppressed', actor_id: null },
      { action: 'address.lifted', actor_id: admin },
      { action: 'address.suppressed', actor_id: null },
    ]);
  });

  it('our own attempt that is refused for good ends a lifted address again at once', async () => {
    const dead = trouble(await scene.mailTo(ROSA), { trouble: 'permanent' });
    await scene.book.report([dead], 'smtp');
    await scene.book.lift(ROSA, admin);
    scene.clock.moveTo(new Date(NOW.getTime() + 60_000));
    await scene.book.report([dead], 'smtp');
    expect(await scene.standing(ROSA)).toBe('suppressed');
  });

  it('with the transaction of the caller everything is undone or nothing', async () => {
    const mailId = await scene.mailTo(ROSA);
    await expect(
      scene.database.transaction(async (manager) => {
        await scene.book.report([trouble(mailId, { trouble: 'permanent' })], 'smtp', manager);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect([await scene.rows('address_report'), await scene.events()]).toEqual([[], []]);
  });

  it('reports of the same addresses at the same time neither wait for each other nor double', async () => {
    const addresses = Array.from({ length: 20 }, (_, index) => `p${index}@gad.example`);
    const all = addresses.map((address) =>
      trouble(null, { address, trouble: 'permanent', reference: 'one' }),
    );
    const both = await Promise.all([
      scene.book.report(all, 'webhook'),
      scene.book.report(all.toReversed(), 'webhook'),
    ]);
    expect(both[0] + both[1]).toBe(20);
    expect(await scene.rows('suppressed_address')).toHaveLength(20);
  });

  it.each([
    ['no-es-correo', 'porque sí', 'account.bad_email'],
    ['ana@gad.example', ' \n ', 'address.no_reason'],
    ['ana@gad.example\r\nBcc: x@y.example', 'porque sí', 'account.bad_email'],
  ])('an admin cannot stop «%s» because «%s»', async (address, reason, code) => {
    await expect(scene.book.suppress(address, reason, admin)).rejects.toMatchObject({ code });
  });

  it('what is stopped is not stopped twice, and what is not on the list is not lifted', async () => {
    await scene.book.suppress(ROSA, 'pidió no recibir', admin);
    await expect(scene.book.suppress(ROSA, 'otra vez', admin)).rejects.toMatchObject({
      code: 'address.suppressed',
    });
    await expect(scene.book.lift('otra@gad.example', admin)).rejects.toMatchObject({ code: 'not_found' });
    expect(await scene.events()).toEqual([]);
  });

  it('words of strangers that no column takes are stored as far as they can be', async () => {
    const detail = `a\u0000b\ud800c ${'ñ😀'.repeat(400)}`;
    await scene.book.report([trouble(await scene.mailTo(ROSA), { trouble: 'permanent', detail })], 'webhook');
    const [event] = (await scene.events()) as { detail: string }[];
    expect(event!.detail).toMatch(/^a b c ñ😀/);
    expect(event!.detail.length).toBeLessThanOrEqual(300);
  });
});

describe('mails that were given up', () => {
  let scene: BounceScene;
  let admin: string;

  beforeAll(async () => {
    scene = await BounceScene.open();
  });
  beforeEach(async () => {
    await scene.clear();
    admin = await scene.person('admin@chasqui.example');
  });
  afterAll(() => scene.close());

  it('go again with the attempts counted from zero, and leave a trace', async () => {
    const given = {
      attempts: 7,
      lastError: 'Se agotaron los intentos.',
      nextAttemptAt: NO_MORE_ATTEMPTS,
      sentAt: null,
    };
    const ids = [
      await scene.mailTo(ROSA, { ...given, state: 'failed' }),
      await scene.mailTo(ROSA, { ...given, state: 'suppressed' }),
      await scene.mailTo(ROSA, { ...given, state: 'unknown' }),
    ];
    expect(await scene.deadLetters.resend(ids, admin)).toEqual({ resent: 3, suppressed: 0 });
    const mails = await scene.rows<object>('outgoing_mail');
    for (const mail of mails) {
      expect(mail).toMatchObject({ state: 'pending', attempts: 0, next_attempt_at: NOW, lease: null });
    }
    expect(await scene.rows('audit_entry')).toHaveLength(3);
    expect(scene.jobs).toHaveLength(1);
  });

  it.each(['pending', 'sending', 'sent', 'cancelled', 'unknown'] as const)(
    'one that is %s stays',
    async (state) => {
      const id = await scene.mailTo(ROSA, { state });
      await expect(scene.deadLetters.resend([id], admin)).rejects.toMatchObject({ code: 'mail.not_dead' });
      expect(scene.jobs).toEqual([]);
    },
  );

  it('those of an address on the list stay, and the reason says what to do', async () => {
    const [open, closed] = [
      await scene.mailTo('bien@gad.example', { state: 'failed' }),
      await scene.mailTo(ROSA, { state: 'failed' }),
    ];
    await scene.book.suppress(ROSA, 'buzón cerrado', admin);
    expect(await scene.deadLetters.resend([open, closed], admin)).toEqual({ resent: 1, suppressed: 1 });
    await expect(scene.deadLetters.resend([closed], admin)).rejects.toMatchObject({
      code: 'mail.suppressed',
      message: expect.stringContaining('quite la dirección de la lista'),
    });
  });
});
