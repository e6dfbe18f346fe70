import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { BOUNCE, BounceScene } from './bounces.scene.js';

const MARTA = 'marta.ibarra@gadcarchi.gob.ec';

describe('reports that come to the bounce address', () => {
  let scene: BounceScene;

  beforeAll(async () => {
    scene = await BounceScene.open();
  });
  beforeEach(() => scene.clear());
  afterAll(() => scene.close());

  it('a permanent failure suppresses the address, with its trace and the event for those concerned', async () => {
    const accountId = await scene.person(MARTA);
    const mailId = await scene.mailTo(MARTA);
    await scene.deliver(await scene.report('postfix-unknown-user', mailId), await scene.paths.of(mailId));
    expect(await scene.standing(MARTA)).toBe('suppressed');
    const detail = expect.stringContaining('550 5.1.1') as unknown as string;
    expect(await scene.rows('address_report')).toMatchObject([
      { address: MARTA, mail_id: mailId, trouble: 'permanent', status: '5.1.1', way: 'report_mail', detail },
    ]);
    expect(await scene.rows('suppressed_address')).toMatchObject([
      { address: MARTA, reason: 'bounce', detail },
    ]);
    expect(await scene.rows('audit_entry')).toMatchObject([
      { action: 'address.suppressed', entity_id: MARTA, actor_id: null },
    ]);
    expect(await scene.events()).toMatchObject([
      { type: 'address.suppressed', accountId, address: MARTA, trouble: 'permanent', detail },
    ]);
  });

  it('the same report twice is one; another one of the same mail changes nothing more', async () => {
    const mailId = await scene.mailTo(MARTA);
    const to = await scene.paths.of(mailId);
    const report = await scene.report('postfix-unknown-user', mailId);
    for (const raw of [report, report, await scene.report('postfix-unknown-user', mailId)]) {
      await scene.deliver(raw, to);
    }
    expect(await scene.rows('address_report')).toHaveLength(2);
    expect(await scene.events()).toHaveLength(1);
  });

  it('is heard without a signature only when it names the mail and its recipient', async () => {
    const mailId = await scene.mailTo(MARTA);
    const report = (await scene.report('postfix-unknown-user', mailId)).replaceAll(
      await scene.paths.of(mailId),
      BOUNCE,
    );
    await scene.deliver(report.replaceAll(MARTA, 'alcalde@gadcarchi.gob.ec'), BOUNCE);
    await scene.deliver(report.replaceAll(mailId, '11111111-1111-4111-8111-111111111111'), BOUNCE);
    expect(await scene.rows('address_report')).toEqual([]);
    await scene.deliver(report, BOUNCE);
    expect(await scene.standing(MARTA)).toBe('suppressed');
  });

  it('a forged signature is worth nothing', async () => {
    const mailId = await scene.mailTo(MARTA);
    const real = await scene.paths.of(mailId);
    const forged = real.replace(/\.[0-9a-f]{12}@/, '.0123456789ab@');
    const stranger = (await scene.report('postfix-unknown-user', mailId))
      .replaceAll(real, forged)
      .replaceAll(MARTA, 'otra@gadcarchi.gob.ec');
    await scene.deliver(stranger, forged);
    expect(await scene.rows('address_report')).toEqual([]);
  });

  it('a signature is about its own mail only', async () => {
    const [first, second] = [await scene.mailTo(MARTA), await scene.mailTo('otra@gadcarchi.gob.ec')];
    const report = await scene.report('postfix-unknown-user', second);
    await scene.deliver(report.replaceAll(await scene.paths.of(second), BOUNCE), await scene.paths.of(first));
    expect(await scene.rows('address_report')).toMatchObject([{ address: MARTA, mail_id: first }]);
  });

  it('a complaint suppresses and tells that it is one', async () => {
    const ana = 'ana.perez@isp.example';
    const mailId = await scene.mailTo(ana);
    await scene.deliver(await scene.report('complaint-redacted', mailId), BOUNCE.replace('@', '+fbl@'));
    expect(await scene.standing(ana)).toBe('suppressed');
    expect(await scene.events()).toMatchObject([{ address: ana, trouble: 'complaint' }]);
  });

  it('an automatic answer, an ordinary one and a report of success are taken and forgotten', async () => {
    const mailId = await scene.mailTo(MARTA);
    for (const name of ['out-of-office', 'ordinary-answer', 'delivered']) {
      await scene.deliver(await scene.report(name, mailId), await scene.paths.of(mailId));
    }
    expect(await scene.rows('address_report')).toEqual([]);
  });

  it('a member of a list that is gone leaves the list alone', async () => {
    const mailId = await scene.mailTo('cooperacion@gadloja.gob.ec');
    await scene.deliver(await scene.report('list-member-gone', mailId), await scene.paths.of(mailId));
    expect(await scene.standing('cooperacion@gadloja.gob.ec')).toBe('ok');
    expect(await scene.rows('address_report')).toMatchObject([{ trouble: 'transient' }]);
  });
});

describe('the port for reports', () => {
  let scene: BounceScene;

  beforeAll(async () => {
    scene = await BounceScene.open();
  });
  afterAll(() => scene.close());

  it.each(['avisos@chasqui.example.gob.ec', 'rebotes@otro.example', 'rebotesx@chasqui.example.gob.ec'])(
    'takes nothing for %s',
    async (to) => {
      await expect(scene.deliver('Subject: x\r\n\r\nx', to)).rejects.toMatchObject({ responseCode: 550 });
    },
  );

  it('takes nothing that is too big', async () => {
    const big = `Subject: x\r\n\r\n${'x'.repeat(70)}\r\n`.padEnd(1024 * 1024 + 100, `${'y'.repeat(70)}\r\n`);
    await expect(scene.deliver(big, BOUNCE)).rejects.toMatchObject({ responseCode: 552 });
  });

  it('offers no sign-in and says nothing of itself', async () => {
    const said = await talk(scene.port, ['EHLO x', 'VRFY rebotes', 'AUTH PLAIN AGEAYg==', 'QUIT']);
    expect(said).toMatch(/^220 chasqui ESMTP/);
    expect(said).not.toMatch(/AUTH|STARTTLS|node|nodemailer|smtp-server/i);
  });

  it('outlives noise, half mails and connections that end in the middle', async () => {
    const noise = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 256));
    for (const lines of [
      [noise.toString('latin1')],
      ['EHLO x', 'MAIL FROM:<>', `RCPT TO:<${BOUNCE}>`, 'DATA', 'Content-Type: multipart/report'],
      ['EHLO x', 'MAIL FROM:<> SIZE=99999999999'],
      ['MAIL FROM:<a\r\nRCPT TO:<b>>'],
      [`EHLO ${'x'.repeat(30_000)}`],
    ]) {
      await talk(scene.port, lines);
    }
    await scene.deliver(noise, BOUNCE);
    const mailId = await scene.mailTo(MARTA);
    await scene.deliver(await scene.report('qmail', mailId), await scene.paths.of(mailId));
    expect(await scene.rows('address_report')).not.toEqual([]);
  });

  it('asks to come again when it cannot store', async () => {
    const mailId = await scene.mailTo(MARTA);
    const report = await scene.report('postfix-unknown-user', mailId);
    Logger.overrideLogger(false);
    await scene.database.query('ALTER TABLE address_report RENAME TO address_report_away');
    try {
      await expect(scene.deliver(report, await scene.paths.of(mailId))).rejects.toMatchObject({
        responseCode: 451,
        response: expect.not.stringMatching(/address_report|relation|query/i),
      });
    } finally {
      await scene.database.query('ALTER TABLE address_report_away RENAME TO address_report');
    }
  });
});

/** Greets the port, writes lines to it and hangs up. @returns what it answered within a short while */
async function talk(port: number, lines: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
  socket.on('error', () => {});
  await once(socket, 'data');
  for (const line of lines) {
    if (!socket.destroyed) socket.write(`${line}\r\n`, 'latin1');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  socket.destroy();
  return said;
}
