import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/http.js';
import { mailToOlga, OLGA, SECRET, sendEvents, WEBHOOK } from './deliveries.scene.js';

const DEAD = {
  type: 'permanent',
  recipient: 'nadie@gad.example',
  status: '5.1.1',
  detail: '550 5.1.1 unknown',
};

describe('reports of a mail service', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp({ BOUNCE_WEBHOOK_SECRET: SECRET });
  });
  afterAll(() => test.close());

  async function reasons(): Promise<Record<string, string>> {
    const rows = await test.database.query<{ address: string; reason: string }[]>(
      'SELECT address, reason FROM suppressed_address',
    );
    return Object.fromEntries(rows.map(({ address, reason }) => [address, reason]));
  }

  it('are noted once, however often they come', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const events = [
      { ...DEAD, at },
      { type: 'complaint', recipient: 'Queja@gad.example', at },
      { type: 'transient', recipient: 'llena@gad.example', status: '4.2.2', at },
      { type: 'permanent', recipient: 'buena@gad.example', status: '5.2.2', detail: 'mailbox full', at },
      { type: 'permanent', recipient: 'filtro@gad.example', detail: '554 blocked by spam policy', at },
      { type: 'permanent', recipient: 'muerta@gad.example', at },
    ];
    expect(await sendEvents(test, { events })).toEqual({ status: 200, data: { received: 6, noted: 6 } });
    expect(await sendEvents(test, { events })).toEqual({ status: 200, data: { received: 6, noted: 0 } });
    expect(await reasons()).toEqual({
      'nadie@gad.example': 'bounce',
      'queja@gad.example': 'complaint',
      'muerta@gad.example': 'bounce',
    });
  });

  it('name the mail by its Message-ID, if it went to that person', async () => {
    const id = await mailToOlga(test, { state: 'sent', sentAt: new Date() });
    const own = { type: 'transient', recipient: OLGA.toUpperCase(), messageId: `<${id}@chasqui.example>` };
    const events = [
      own,
      { ...own, recipient: 'otra@gad.example' },
      { ...own, messageId: 'de-otro@servicio' },
    ];
    expect((await sendEvents(test, { events })).data).toEqual({ received: 3, noted: 3 });
    const rows = await test.database.query<object[]>(
      `SELECT address, mail_id FROM address_report WHERE way = 'webhook' AND address IN ($1, 'otra@gad.example')
        ORDER BY address, mail_id`,
      [OLGA],
    );
    expect(rows).toEqual([
      { address: OLGA, mail_id: id },
      { address: OLGA, mail_id: null },
      { address: 'otra@gad.example', mail_id: null },
    ]);
  });

  it.each([
    ['no signature', { header: null }],
    ['an empty one', { header: '' }],
    ['another secret', { secret: `${SECRET}!` }],
    ['an old one', { age: 301 }],
    ['one from the future', { age: -301 }],
    ['one of another body', { header: `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }],
  ])('with %s are refused', async (_name, options) => {
    const { status, data } = await sendEvents(test, { events: [DEAD] }, options);
    expect(status).toBe(401);
    expect(data).toMatchObject({ status: 401, detail: expect.stringContaining('La firma no vale') });
  });

  it('the signature is over the bytes as they came', async () => {
    const spaced = `{ "events" : [ {"type":"transient","recipient":"bytes@gad.example","detail":"ñandú ✓"} ] }\n`;
    expect((await sendEvents(test, null, { raw: spaced })).status).toBe(200);
    const other = await fetch(new URL(WEBHOOK, test.url), { method: 'GET' });
    expect(other.status).toBe(404);
  });

  it.each([
    ['nothing', {}],
    ['no events', { events: [] }],
    ['too many', { events: Array.from({ length: 501 }, () => ({ type: 'transient', recipient: 'a@b.ec' })) }],
    ['another type', { events: [{ type: 'opened', recipient: 'a@b.ec' }] }],
    ['no address', { events: [{ type: 'permanent', recipient: 'a b' }] }],
    ['an address with more', { events: [{ type: 'permanent', recipient: 'a@b.ec\r\nBcc: x@y.ec' }] }],
    ['no time', { events: [{ ...DEAD, at: 'ayer' }] }],
    ['no status', { events: [{ ...DEAD, status: '5' }] }],
  ])('with %s are refused as wrong, and nothing of them is kept', async (_name, body) => {
    const before = await reasons();
    const { status, data } = await sendEvents(test, body);
    expect(status).toBe(422);
    expect(data).toMatchObject({ code: 'mail_reports.invalid' });
    expect(await reasons()).toEqual(before);
  });

  it('that are no JSON or too big are refused before anything is done', async () => {
    expect((await sendEvents(test, null, { raw: '{"events":' })).status).toBe(400);
    const huge = JSON.stringify({ events: [{ ...DEAD, detail: 'x'.repeat(300_000) }] });
    expect((await sendEvents(test, null, { raw: huge })).status).toBe(413);
  });

  it('other routes still read their bodies', async () => {
    const answer = await test.visitor().json('POST', '/common-grants/opportunities/search', {});
    expect(answer.status).toBe(200);
  });
});

it('without a secret there is no such place', async () => {
  const test = await startTestApp();
  try {
    expect((await sendEvents(test, { events: [DEAD] })).status).toBe(404);
  } finally {
    await test.close();
  }
});
