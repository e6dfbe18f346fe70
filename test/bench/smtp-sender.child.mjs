// Sends one kind of mail as often as it is told, and says how long that took and what it cost.
import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { SystemClock } from '../../dist/libs/kernel/src/index.js';
import { Mailer, MailTemplate, renderMailHtml, renderMailText } from '../../dist/libs/mail/src/index.js';
import { alert, digest, personalValues } from './smtp-content.mjs';

const CONNECTIONS = 10;
const FROM = 'Chasqui <avisos@chasqui.example>';
const port = Number(process.argv[2]);

const environment = {
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  SMTP_CONNECTIONS: String(CONNECTIONS),
  MAIL_FROM: FROM,
};
const unsigned = mailer(environment);
const signing = mailer({
  ...environment,
  DKIM_DOMAIN: 'chasqui.example',
  DKIM_SELECTOR: 'chasqui',
  DKIM_PRIVATE_KEY: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
});
const pooled = createTransport({
  pool: true,
  maxConnections: CONNECTIONS,
  host: '127.0.0.1',
  port,
  ignoreTLS: true,
});

let sent = 0;

/** Each gives the function that sends the next mail. */
const kinds = {
  ours: () => event(unsigned),
  signed: () => event(signing),
  digests: async () => async (index) => {
    const template = await MailTemplate.compose(digest, { from: FROM });
    await unsigned.deliver(template.personalise(recipient(index), personalValues(index)));
  },
  composed: async () => {
    // The words are ready: only nodemailer's own work is counted.
    const { content, calendar } = alert(personalValues(0));
    const html = renderMailHtml(content);
    const text = renderMailText(content);
    return (index) => {
      const to = recipient(index);
      return pooled.sendMail({
        from: FROM,
        to: { name: to.name, address: to.address },
        subject: content.subject,
        messageId: `<${to.messageId}>`,
        text,
        html,
        attachments: [
          {
            filename: calendar.fileName,
            content: calendar.text,
            contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
          },
        ],
        headers: {
          'Auto-Submitted': 'auto-generated',
          'Content-Language': 'es',
          'List-Id': 'Chasqui <avisos.chasqui.example>',
          'List-Unsubscribe': `<${personalValues(index).stopUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      });
    };
  },
};

process.on('message', ({ kind, count }) => {
  measure(kind, count).then(
    (figures) => process.send(figures),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send('ready');

async function measure(kind, count) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const send = await kinds[kind]();
  let left = count;
  // A mail more than there are connections waits for each of them, and no more are made in advance.
  const sendOnAndOn = async () => {
    while (left > 0) {
      left -= 1;
      sent += 1;
      await send(sent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS * 2 }, sendOnAndOn));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuMs: (user + system) / 1000 };
}

/** One event: composed once. */
async function event(through) {
  const template = await MailTemplate.compose(alert, { from: FROM });
  return (index) => through.deliver(template.personalise(recipient(index), personalValues(index)));
}

function recipient(index) {
  return {
    name: `María Núñez ${index}`,
    address: `persona${index}@gad.example`,
    messageId: `${index}@chasqui.example`,
    envelopeFrom: `rebotes+${index}@chasqui.example`,
    date: new Date(),
  };
}

function mailer(env) {
  return new Mailer(readSettings(env), { url: async () => env.SMTP_URL }, new SystemClock());
}
