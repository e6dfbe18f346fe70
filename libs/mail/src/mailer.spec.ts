import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '@chasqui/config';
import { FixedClock } from '@chasqui/kernel';
import { dkimVerify } from 'mailauth';
import PostalMime from 'postal-mime';
import { SmtpScript, type SmtpAnswer, type SmtpStage } from '../../../test/support/smtp-script.js';
import { DeliveryFailed } from './delivery-failed.js';
import type { MailContent } from './mail-content.js';
import { MailTemplate } from './mail-template.js';
import type { RawMail } from './mail-types.js';
import type { MailboxReceiver } from './mailbox-receiver.js';
import { Mailer, MailRefused } from './mailer.js';

const NOW = new Date('2026-08-03T12:00:00Z');
const NO_MAILBOX = { url: () => Promise.reject(new Error('none')) } as unknown as MailboxReceiver;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PUBLIC = rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const CONTENT: MailContent = {
  subject: 'Nueva convocatoria de agua en la región',
  preview: 'Cierra el 31 de agosto',
  greeting: 'Estimada Ana:',
  blocks: [
    { kind: 'paragraph', text: '.\r\n..un punto al comienzo\n.' },
    { kind: 'paragraph', text: 'Ampliar la red de agua en la provincia. '.repeat(200) },
  ],
  footer: [{ text: 'Recibe este correo porque se suscribió.', url: null }],
};

const CALENDAR = { fileName: 'cierre.ics', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };

let server: SmtpScript;
let open: Mailer[];

beforeEach(async () => {
  server = await SmtpScript.start();
  open = [];
});

afterEach(async () => {
  for (const each of open) await each.onApplicationShutdown();
  await server.close();
});

function mailer(env: Record<string, string> = {}): Mailer {
  const settings = readSettings({
    SMTP_URL: server.url,
    MAIL_FROM: 'Chasqui <avisos@gad.example>',
    ...env,
  });
  const made = new Mailer(settings, NO_MAILBOX, new FixedClock(NOW));
  open.push(made);
  return made;
}

async function oneToMany(): Promise<RawMail> {
  const template = await MailTemplate.compose(() => ({ content: CONTENT, calendar: CALENDAR }), {
    from: 'Chasqui <avisos@gad.example>',
  });
  const links = 'https://chasqui.example/baja/';
  return template.personalise(
    {
      name: 'Ana Núñez',
      address: 'ana@otra.example',
      messageId: '1@chasqui.example',
      envelopeFrom: 'rebotes+1@gad.example',
      date: NOW,
    },
    {
      name: 'Ana',
      preferencesUrl: links,
      pauseUrl: links,
      stopUrl: `${links}${'t'.repeat(120)}`,
      whyUrl: links,
    },
  );
}

/** How the delivery ends when the server answers like that. */
async function failureWhen(answers: Partial<Record<SmtpStage, SmtpAnswer>>): Promise<DeliveryFailed> {
  server.answer(answers);
  const outcome = await mailer()
    .deliver(await oneToMany())
    .catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(DeliveryFailed);
  return outcome as DeliveryFailed;
}

describe('delivering a finished message', () => {
  it('hands it over unchanged, with the envelope it was given', async () => {
    const mail = await oneToMany();
    await mailer().deliver(mail);
    expect(server.messages[0]?.toString('latin1')).toBe(mail.raw.toString('latin1'));
    expect(server.senders).toEqual(['rebotes+1@gad.example']);
  });

  it('keeps to the number of connections', async () => {
    const mail = await oneToMany();
    const sender = mailer({ SMTP_CONNECTIONS: '2' });
    await Promise.all(Array.from({ length: 20 }, () => sender.deliver(mail)));
    expect(server.messages).toHaveLength(20);
    expect(server.mostConnections).toBe(2);
  });
});

describe('a delivery that fails', () => {
  it.each<[SmtpStage, SmtpAnswer, Partial<DeliveryFailed>]>([
    ['connect', '554 5.7.1 Not welcome', { responseCode: 554, mayHaveArrived: false }],
    ['connect', 'drop', { mayHaveArrived: false }],
    ['mail', '451 4.3.0 Later', { responseCode: 451, command: 'MAIL FROM', mayHaveArrived: false }],
    ['mail', 'drop', { mayHaveArrived: false }],
    ['rcpt', '450 4.2.1 Busy', { responseCode: 450, command: 'RCPT TO', mayHaveArrived: false }],
    ['rcpt', '550 5.1.1 Unknown', { responseCode: 550, command: 'RCPT TO', mayHaveArrived: false }],
    ['rcpt', 'drop', { mayHaveArrived: false }],
    ['data', '451 4.3.0 Later', { responseCode: 451, command: 'DATA', mayHaveArrived: false }],
    ['data', 'drop', { mayHaveArrived: false }],
    ['message', '452 4.2.2 Full', { responseCode: 452, command: 'DATA', mayHaveArrived: false }],
    ['message', '554 5.6.0 Refused', { responseCode: 554, command: 'DATA', mayHaveArrived: false }],
    ['message', '421 4.3.2 Going down', { responseCode: 421, mayHaveArrived: false }],
    ['message', 'drop', { command: 'CONN', mayHaveArrived: true }],
  ])('at %s by %s tells whether the message may have arrived', async (stage, answer, expected) => {
    expect(await failureWhen({ [stage]: answer })).toMatchObject(expected);
    expect(server.messages).toHaveLength(stage === 'message' ? 1 : 0);
  });

  it('tells it of a large message as well', async () => {
    server.answer({ message: 'drop' });
    const mail = await oneToMany();
    const large = { ...mail, raw: Buffer.concat([mail.raw, Buffer.from('x\r\n'.repeat(500_000))]) };
    await expect(mailer().deliver(large)).rejects.toMatchObject({ mayHaveArrived: true });
    expect(server.messages).toHaveLength(1);
  });

  it('is never tried again by itself once the message was given', async () => {
    const sender = mailer();
    const mail = await oneToMany();
    await sender.deliver(mail);
    server.answer({ message: 'drop' });
    await expect(sender.deliver(mail)).rejects.toMatchObject({ mayHaveArrived: true });
    expect(server.messages).toHaveLength(2);
  });

  it('is told with the words of the server', async () => {
    const failed = await failureWhen({ rcpt: '550 5.1.1 No existe' });
    expect(failed).toMatchObject({ name: 'DeliveryFailed', response: '550 5.1.1 No existe' });
    expect(failed.cause).toBeInstanceOf(Error);
  });
});

describe('a mail for one person alone', () => {
  const mail = {
    to: { name: 'Ana Núñez', address: 'ana@otra.example' },
    content: CONTENT,
    messageId: 'enlace-1@chasqui.example',
  };

  it('is composed and goes out from the address for reports', async () => {
    await mailer({ BOUNCE_ADDRESS: 'rebotes@gad.example' }).send(mail);
    expect(server.senders).toEqual(['rebotes@gad.example']);
    const read = await PostalMime.parse(server.messages[0]!);
    expect(read).toMatchObject({
      subject: CONTENT.subject,
      messageId: '<enlace-1@chasqui.example>',
      from: { name: 'Chasqui', address: 'avisos@gad.example' },
      to: [mail.to],
      date: NOW.toISOString(),
    });
    expect(read.text).toContain('.\n..un punto al comienzo\n.');
  });

  it('is refused for good by 5xx about the person or the message, and only by that', async () => {
    server.answer({ rcpt: '550 5.1.1 Unknown' });
    await expect(mailer().send(mail)).rejects.toBeInstanceOf(MailRefused);
    server.answer({ rcpt: '450 4.2.1 Busy' });
    await expect(mailer().send(mail)).rejects.toBeInstanceOf(DeliveryFailed);
    server.answer({ connect: '554 Not welcome' });
    await expect(mailer().send(mail)).rejects.toBeInstanceOf(DeliveryFailed);
  });
});

describe('signing', () => {
  const SIGNING = { DKIM_DOMAIN: 'gad.example', DKIM_SELECTOR: 'chasqui', DKIM_PRIVATE_KEY: PEM };

  async function verified(raw: Buffer) {
    const { results } = await dkimVerify(raw, {
      resolver: (name, type) => {
        expect([name, type]).toEqual(['chasqui._domainkey.gad.example', 'TXT']);
        return Promise.resolve([[`v=DKIM1; k=rsa; p=${PUBLIC}`]]);
      },
    });
    const signature = /^DKIM-Signature:(?:.*\r\n(?=[ \t]))*.*\r\n/i.exec(raw.toString('latin1'))?.[0] ?? '';
    const [, names = ''] = /\bh=([^;]*)/.exec(signature.replace(/\s+/g, '')) ?? [];
    return {
      results: results.map(({ signingDomain, status }) => [signingDomain, status.result, status.aligned]),
      names: names.toLowerCase().split(':'),
    };
  }

  it('covers a mail to many, with both headers of one-click', async () => {
    await mailer(SIGNING).deliver(await oneToMany());
    const { results, names } = await verified(server.messages[0]!);
    expect(results).toEqual([['gad.example', 'pass', 'gad.example']]);
    expect(names).toEqual(
      expect.arrayContaining([
        'from',
        'to',
        'subject',
        'date',
        'message-id',
        'list-unsubscribe',
        'list-unsubscribe-post',
      ]),
    );
  });

  it('covers a mail for one person', async () => {
    await mailer(SIGNING).send({
      to: { name: 'Ana', address: 'ana@otra.example' },
      content: CONTENT,
      messageId: '2@chasqui.example',
      calendar: CALENDAR,
      unsubscribeUrl: 'https://chasqui.example/baja/x',
    });
    const { results, names } = await verified(server.messages[0]!);
    expect(results).toEqual([['gad.example', 'pass', 'gad.example']]);
    expect(names).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']));
  });

  it('tells the state of a message that was signed and then lost', async () => {
    server.answer({ message: 'drop' });
    await expect(mailer(SIGNING).deliver(await oneToMany())).rejects.toMatchObject({ mayHaveArrived: true });
    server.answer({ data: 'drop' });
    await expect(mailer(SIGNING).deliver(await oneToMany())).rejects.toMatchObject({ mayHaveArrived: false });
  });
});
