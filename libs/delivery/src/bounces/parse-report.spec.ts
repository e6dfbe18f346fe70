import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_REPORT_BYTES, parseReport, type ReportedTrouble } from './parse-report.js';

const MAIL = '0b9f1c52-7d1e-4c5a-9b1e-2f6d0a8c1e77';
const RETURN_PATH = 'rebotes+0b9f1c527d1e4c5a9b1e2f6d0a8c1e77.aaaaaaaaaaaa@chasqui.example.gob.ec';

function sample(name: string): Buffer {
  return readFileSync(join(projectRoot(), 'test', 'fixtures', 'bounces', `${name}.eml`));
}

async function told(name: string): Promise<Partial<ReportedTrouble>[]> {
  return (await parseReport(sample(name))).map(({ address, trouble, status }) => ({
    address,
    trouble,
    status,
  }));
}

describe('a report of what was not delivered', () => {
  it.each([
    ['postfix-unknown-user', 'marta.ibarra@gadcarchi.gob.ec', 'permanent', '5.1.1'],
    ['postfix-delayed', 'marta.ibarra@gadcarchi.gob.ec', 'transient', '4.4.1'],
    ['exim-report', 'juan.cando@gadpallatanga.gob.ec', 'transient', '5.2.2'],
    ['exim-words-only', 'juan.cando@gadpallatanga.gob.ec', 'permanent', '5.1.1'],
    ['exchange-spanish', 'rosa.chala@gadmejia.gob.ec', 'permanent', '5.1.10'],
    ['sendmail-no-report-type', 'luis.tenezaca@sendmail.gob.example', 'permanent', '5.1.1'],
    ['spanish-words-only', 'luz.guaman@gadsaraguro.gob.ec', 'permanent', null],
    ['status-as-text', 'jose@viejo.example', 'permanent', '5.1.1'],
    ['list-member-gone', 'exfuncionario@gadloja.gob.ec', 'permanent', '5.1.1'],
  ])('%s', async (name, address, trouble, status) => {
    expect(await told(name)).toEqual([{ address, trouble, status }]);
  });

  it('tells each recipient apart and leaves out those it reached', async () => {
    expect(await told('gmail-spam-and-unknown')).toEqual([
      { address: 'ana.perez@gmail.com', trouble: 'permanent', status: '5.1.1' },
      { address: 'otra@gmail.com', trouble: 'transient', status: '5.7.26' },
    ]);
    expect(await told('qmail')).toEqual([
      { address: 'carmen.quezada@gadnabon.gob.ec', trouble: 'permanent', status: '5.1.1' },
      { address: 'obras@gadnabon.gob.ec', trouble: 'transient', status: '5.2.2' },
    ]);
  });

  it.each([
    'postfix-unknown-user',
    'postfix-delayed',
    'exim-report',
    'exim-words-only',
    'exchange-spanish',
    'gmail-spam-and-unknown',
    'sendmail-no-report-type',
    'qmail',
    'spanish-words-only',
    'status-as-text',
    'list-member-gone',
    'complaint',
    'complaint-redacted',
  ])('%s names the mail that came back', async (name) => {
    for (const { mailId } of await parseReport(sample(name))) expect(mailId).toBe(MAIL);
  });

  it('says in one line what the other server said, without its control characters', async () => {
    const [report] = await parseReport(sample('postfix-unknown-user'));
    expect(report).toMatchObject({
      detail:
        '550 5.1.1 <marta.ibarra@gadcarchi.gob.ec>: Recipient address rejected: User unknown in virtual mailbox table',
      originalAddress: 'marta.ibarra@gadcarchi.gob.ec',
      returnPath: RETURN_PATH,
      reference: '<20261005120211.4F3A11C0B2@mail.gadcarchi.gob.ec>',
    });
    const [spanish] = await parseReport(sample('spanish-words-only'));
    expect(spanish!.detail).toBe('550 El buzón luz.guaman@gadsaraguro.gob.ec no existe en este servidor');
  });
});

describe('a complaint', () => {
  it('names who complained', async () => {
    expect(await parseReport(sample('complaint'))).toMatchObject([
      {
        address: 'ana.perez@isp.example',
        originalAddress: 'ana.perez@isp.example',
        trouble: 'complaint',
        returnPath: RETURN_PATH,
        detail: 'abuse (SomeGenerator/1.0)',
      },
    ]);
  });

  it('whose recipient was blotted out still bears our return path', async () => {
    expect(await parseReport(sample('complaint-redacted'))).toMatchObject([
      { address: null, trouble: 'complaint', returnPath: RETURN_PATH },
    ]);
  });
});

it.each(['out-of-office', 'ordinary-answer', 'delivered', 'not-spam'])('%s is no trouble', async (name) => {
  expect(await parseReport(sample(name))).toEqual([]);
});

describe('what a stranger may send', () => {
  const report = sample('postfix-unknown-user').toString('latin1');

  it.each([
    ['nothing', ''],
    ['only line ends', '\n'.repeat(MAX_REPORT_BYTES)],
    ['a body of empty lines', `A: b\n\n${'\n'.repeat(MAX_REPORT_BYTES)}`],
    ['zeros', '\0'.repeat(50_000)],
    ['a header without an end', `Subject: ${'x'.repeat(3_000_000)}`],
    ['many header lines', 'X-A: b\r\n'.repeat(200_000)],
    ['a megabyte and more after the report', report + 'x'.repeat(2 * MAX_REPORT_BYTES)],
    ['parts within parts', nested(500)],
    ['very many parts', manyParts(200_000)],
    ['a boundary that never comes', report.replaceAll('9C5D21C0A1.1791201731', 'zz').replace('zz', 'yy')],
    ['an unknown charset', report.replace('charset=us-ascii', 'charset=klingon')],
    [
      'base64 that is none',
      report.replace('Content-Transfer-Encoding: 8bit', 'Content-Transfer-Encoding: base64'),
    ],
    ['endless folding', report.replace('Status: 5.1.1', `Status: 5.1.1\r\n${' y\r\n'.repeat(50_000)}`)],
  ])('%s is read in little time without an error', async (_name, text) => {
    const started = process.cpuUsage();
    const found = await parseReport(Buffer.from(text, 'latin1'));
    // Not the time on the wall: other suites run beside this one.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_000);
    expect(found.length).toBeLessThanOrEqual(50);
  });

  it('very many recipients are cut off', async () => {
    const block = (n: number) =>
      `Final-Recipient: rfc822; p${n}@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n`;
    const blocks = Array.from({ length: 5_000 }, (_, n) => block(n)).join('');
    const found = await parseReport(
      Buffer.from(report.replace('Final-Recipient:', `${blocks}Final-Recipient:`)),
    );
    expect(found.length).toBeLessThanOrEqual(50);
  });

  it('the report inside a returned mail is not believed', async () => {
    const inner = report.replace(/^[^]*?(?=From: MAILER)/, '');
    const outer = [
      'From: MAILER-DAEMON@x.example',
      'Subject: hola',
      'Content-Type: multipart/mixed; boundary=o1',
      '',
      '--o1',
      'Content-Type: message/rfc822',
      '',
      inner,
      '--o1--',
      '',
    ].join('\r\n');
    expect(await parseReport(Buffer.from(outer))).toEqual([]);
  });

  it('lines that would become headers or markup stay one line of plain text', async () => {
    const hostile = report.replace(
      'rejected: User unknown in virtual mailbox table\r\n\r\n--',
      'rejected: User unknown\u0000\u001b[31m \u2028Bcc: x@y.example\u0085<script>\r\n\r\n--',
    );
    const [first] = await parseReport(Buffer.from(hostile));
    for (const char of first!.detail) expect(char.codePointAt(0)!).toBeGreaterThanOrEqual(0x20);
    expect(first!.detail).toContain('<script>');
    expect(first!.detail).not.toMatch(/[\u2028\u2029]/);
    expect(first!.detail.length).toBeLessThanOrEqual(300);
  });

  it('no bytes make it fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        expect((await parseReport(bytes)).length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 200 },
    );
  });

  it('a report that was cut or changed anywhere does not make it fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: report.length }),
        fc.nat({ max: 200 }),
        fc.string({ maxLength: 20 }),
        async (at, length, put) => {
          const changed = report.slice(0, at) + put + report.slice(at + length);
          for (const { address } of await parseReport(Buffer.from(changed))) {
            expect(address ?? 'a@b').toMatch(/^[^\s<>]+@[^\s<>]+$/);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

function nested(depth: number): string {
  let text = 'Content-Type: text/plain\r\n\r\nx\r\n';
  for (let level = 0; level < depth; level += 1) {
    text = `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n${text}\r\n--b${level}--\r\n`;
  }
  return text;
}

function manyParts(count: number): string {
  const part = '--m\n\n';
  return `Content-Type: multipart/report; boundary=m\r\n\r\n${part.repeat(count)}--m--\r\n`;
}
