import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { BadMailAddress } from './mail-address.js';
import type { MailContent } from './mail-content.js';
import { MailTemplate } from './mail-template.js';
import type { MailParts, PersonalValues, Recipient } from './mail-types.js';
import { renderMailHtml } from './render-html.js';
import { renderMailText } from './render-text.js';

const FROM = 'Chasqui Ñan <avisos@example.gob.ec>';

const PERSONAL: PersonalValues = {
  name: 'Ana Núñez',
  preferencesUrl: 'https://chasqui.example/preferencias/abc?x=1&y=2',
  pauseUrl: 'https://chasqui.example/pausa/abc',
  stopUrl: 'https://chasqui.example/baja/abc',
  whyUrl: 'https://chasqui.example/por-que/abc',
};

const TO: Recipient = {
  name: 'Ana Núñez',
  address: 'ana@gad.example',
  messageId: '7f2c@chasqui.example',
  envelopeFrom: 'rebotes+7f2c@example.gob.ec',
  date: new Date('2026-08-03T12:00:00Z'),
};

function content(personal: PersonalValues, text: string): MailContent {
  return {
    subject: `Aviso: ${text}`,
    preview: text,
    greeting: `Estimada/o ${personal.name}:`,
    blocks: [
      { kind: 'heading', text: 'Por qué le llega' },
      { kind: 'paragraph', text },
      { kind: 'paragraph', text: `Para ${personal.name} y nadie más.` },
      { kind: 'button', label: 'Ver', url: 'https://chasqui.example/c/agua?a=1&b=2' },
      { kind: 'list', items: [text, `${text} ${text}`] },
    ],
    footer: [
      { text: 'Recibe este correo porque se suscribió.', url: null },
      { text: 'Por qué recibí este correo', url: personal.whyUrl },
      { text: 'Cambiar mis avisos', url: personal.preferencesUrl },
      { text: 'Pausar 30 días', url: personal.pauseUrl },
      { text: 'Dejar de recibir estos avisos', url: personal.stopUrl },
    ],
  };
}

const CALENDAR = {
  fileName: 'cierre año.ics',
  text: 'BEGIN:VCALENDAR\r\nSUMMARY:Agua ñ\r\nEND:VCALENDAR\r\n',
};

function partsOf(text: string): (personal: PersonalValues) => MailParts {
  return (personal) => ({ content: content(personal, text), calendar: CALENDAR });
}

/** What nodemailer makes of the same mail for this one person. */
function composedAlone(text: string, to: Recipient, personal: PersonalValues): Promise<Buffer> {
  const { content: words } = partsOf(text)(personal);
  return new MailComposer({
    from: FROM,
    to: { name: to.name, address: to.address },
    subject: words.subject,
    messageId: to.messageId,
    date: to.date,
    text: renderMailText(words),
    html: renderMailHtml(words),
    attachments: [
      {
        filename: CALENDAR.fileName,
        content: CALENDAR.text,
        contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
      },
    ],
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': 'es',
      'List-Id': 'Chasqui Ñan <avisos.example.gob.ec>',
      'List-Unsubscribe': `<${personal.stopUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    newline: 'win',
  })
    .compile()
    .build();
}

/** What a reader sees, without the boundaries, which are random. */
async function read(raw: Buffer) {
  const { headers, attachments, text, html, ...mail } = await PostalMime.parse(raw, {
    attachmentEncoding: 'utf8',
  });
  return {
    subject: mail.subject,
    from: mail.from,
    to: mail.to,
    text,
    html,
    headers: headers
      .filter((header) => header.key !== 'content-type')
      .map(({ key, value }) => `${key}: ${value}`)
      .toSorted(),
    attachments: attachments.map(({ filename, mimeType, method, content: body }) => ({
      filename,
      mimeType,
      method,
      body,
    })),
  };
}

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '{{name}}',
        '${stopUrl}',
        '%s',
        'x0z',
        '<b>',
        '&amp;',
        '=3D',
        '=\r\n',
        'ñandú ',
        '\t',
        ' ',
      ),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    .map((parts) => parts.join('')),
);

const names = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.constantFrom('O\'Neil, "Pepe" <x@y.example>', 'José Ñandú', 'Ana; Luis', '=?utf-8?q?a?=', 'a\\"b'),
  )
  // A header holds one line, whose blanks count once; the names compared here already do.
  .map((name) => name.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim())
  .filter((name) => name !== '');

const urls = fc.webUrl({ withQueryParameters: true, withFragments: true }).map((url) => new URL(url).href);

describe('a personalised message', () => {
  it('reads exactly like one that was composed for the person alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        words,
        names,
        fc.array(urls, { minLength: 4, maxLength: 4 }),
        async (text, name, links) => {
          const [preferencesUrl = '', pauseUrl = '', stopUrl = '', whyUrl = ''] = links;
          const personal = { name, preferencesUrl, pauseUrl, stopUrl, whyUrl };
          const to = { ...TO, name };
          const template = await MailTemplate.compose(partsOf(text), { from: FROM });
          const { raw } = template.personalise(to, personal);
          expect(await read(raw)).toEqual(await read(await composedAlone(text, to, personal)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has only lines of at most 76 characters in its parts, all of ASCII with CR LF', async () => {
    await fc.assert(
      fc.asyncProperty(words, names, async (text, name) => {
        const template = await MailTemplate.compose(partsOf(text), { from: FROM });
        const raw = template.personalise({ ...TO, name }, { ...PERSONAL, name }).raw.toString('latin1');
        expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const body = raw.slice(raw.indexOf('\r\n\r\n'));
        expect(Math.max(...body.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
      }),
      { numRuns: 100 },
    );
  });

  it('says the same for a second person, and nothing of the first', async () => {
    const template = await MailTemplate.compose(partsOf('Agua'), { from: FROM });
    template.personalise(TO, PERSONAL);
    const luis = { ...TO, name: 'Luis', address: 'luis@gad.example', messageId: 'b@chasqui.example' };
    const { raw, envelope } = template.personalise(luis, { ...PERSONAL, name: 'Luis' });
    expect(envelope).toEqual({ from: TO.envelopeFrom, to: 'luis@gad.example' });
    expect(raw.toString()).not.toContain('Ana');
    expect(await read(raw)).toMatchObject({ to: [{ name: 'Luis', address: 'luis@gad.example' }] });
  });

  it('can be stopped with one click and says that nobody wrote it by hand', async () => {
    const { raw } = (await MailTemplate.compose(partsOf('Agua'), { from: FROM })).personalise(TO, PERSONAL);
    expect((await read(raw)).headers).toEqual(
      expect.arrayContaining([
        'auto-submitted: auto-generated',
        'content-language: es',
        'list-unsubscribe: <https://chasqui.example/baja/abc>',
        'list-unsubscribe-post: List-Unsubscribe=One-Click',
        'message-id: <7f2c@chasqui.example>',
        'date: Mon, 03 Aug 2026 12:00:00 +0000',
        'mime-version: 1.0',
      ]),
    );
  });

  it('writes a value in capitals where the text part does', async () => {
    const template = await MailTemplate.compose(
      (personal) => ({
        content: { ...content(personal, 'x'), blocks: [{ kind: 'heading', text: `Para ${personal.name}` }] },
      }),
      { from: FROM },
    );
    const { text, html } = await read(template.personalise(TO, PERSONAL).raw);
    expect(text).toContain('PARA ANA NÚÑEZ');
    expect(html).toContain('Para Ana Núñez</h2>');
  });
});

describe('a digest of ten calls', () => {
  const long =
    'Fortalecimiento de la gestión comunitaria del agua y saneamiento en territorios rurales y amazónicos';

  it('stays under 60 kB, however long its titles and lines', async () => {
    const items = Array.from({ length: 10 }, (_, index) => ({
      title: `${long}: «${long}» ${index}`,
      url: `https://chasqui.example/gads/0201/coincidencias/${'convocatoria-de-agua-'.repeat(4)}${index}`,
      language: 'en',
      badges: ['Urgente', 'Crédito reembolsable'],
      lines: Array.from({ length: 6 }, () => `${long}.`),
      reasons: ['su búsqueda «Riego y agua segura»', `lo que coincide con el ${long}`],
      note: `${long}.`,
    }));
    const template = await MailTemplate.compose(
      (personal) => ({
        content: {
          ...content(personal, 'Resumen'),
          blocks: [
            { kind: 'paragraph', text: long },
            { kind: 'cards', items },
          ],
        },
        calendar: CALENDAR,
      }),
      { from: FROM },
    );
    expect(template.personalise(TO, PERSONAL).raw.length).toBeLessThan(60_000);
  });
});

describe('what no header or command can carry', () => {
  it.each([
    'b@example.net\r\nRCPT TO:<evil@x.example>',
    'a b@example.net',
    '<a@example.net>',
    'a@example.net, b@example.net',
    'a@b@example.net',
    'a\u0000@example.net',
    '"a b"@example.net',
    'a@example.net\n',
    'a@',
    '',
  ])('is refused as an address: %j', async (address) => {
    const template = await MailTemplate.compose(partsOf('Agua'), { from: FROM });
    expect(() => template.personalise({ ...TO, address }, PERSONAL)).toThrow(BadMailAddress);
    expect(() => template.personalise({ ...TO, envelopeFrom: address }, PERSONAL)).toThrow(BadMailAddress);
  });

  it.each(['a@b.example>\r\nBcc: evil@x.example', 'sin-arroba', 'a b@c.example'])(
    'is refused as a Message-ID: %j',
    async (messageId) => {
      const template = await MailTemplate.compose(partsOf('Agua'), { from: FROM });
      expect(() => template.personalise({ ...TO, messageId }, PERSONAL)).toThrow(BadMailAddress);
    },
  );

  it.each(['javascript:alert(1)', 'https://x.example/a>\r\nBcc: e@x.example', 'https://x.example/a b'])(
    'is refused as the address to stop it: %j',
    async (stopUrl) => {
      const template = await MailTemplate.compose(partsOf('Agua'), { from: FROM });
      expect(() => template.personalise(TO, { ...PERSONAL, stopUrl })).toThrow(BadMailAddress);
    },
  );

  it.each(['Ana\r\nBcc: evil@x.example', 'Ana" <evil@x.example>, "', 'Ana\u2028Bcc: e@x.example', '\u0000'])(
    'is one line of a name: %j',
    async (name) => {
      const template = await MailTemplate.compose(partsOf('Agua'), { from: FROM });
      const { raw } = template.personalise({ ...TO, name }, PERSONAL);
      const mail = await PostalMime.parse(raw);
      expect(mail.bcc).toBeUndefined();
      expect(mail.to).toHaveLength(1);
      expect(mail.to?.[0]).toMatchObject({ address: TO.address });
    },
  );
});

describe('composing', () => {
  it.each([
    [
      'the subject',
      (personal: PersonalValues) => ({ content: { ...content(personal, 'x'), subject: personal.name } }),
    ],
    [
      'the calendar',
      (personal: PersonalValues) => ({
        content: content(personal, 'x'),
        calendar: { fileName: 'a.ics', text: `URL:${personal.whyUrl}` },
      }),
    ],
    [
      'a text that was cut',
      (personal: PersonalValues) => ({
        content: { ...content(personal, 'x'), preview: `Hola ${personal.name}`.slice(0, 20) },
      }),
    ],
  ])('refuses personal values in %s', async (_, write) => {
    await expect(MailTemplate.compose(write, { from: FROM })).rejects.toThrow(/personal value/);
  });
});
