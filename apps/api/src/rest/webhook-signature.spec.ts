import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isSigned } from './webhook-signature.js';

const SECRET = 'a secret of thirty-two characters';
const BODY = Buffer.from('{"events":[]}');
const NOW = new Date('2026-10-05T12:00:00Z');
const T = NOW.getTime() / 1000;

function header(time: number, body: Buffer = BODY, secret = SECRET): string {
  const signature = createHmac('sha256', secret).update(`${time}.${body.toString()}`).digest('hex');
  return `t=${time},v1=${signature}`;
}

it.each([0, 299, -299])('a signature made %i s ago holds', (age) => {
  expect(isSigned(header(T - age), BODY, SECRET, NOW)).toBe(true);
});

describe('refused:', () => {
  it.each([
    ['too old', header(T - 301)],
    ['from the future', header(T + 301)],
    ['of another secret', header(T, BODY, `${SECRET}!`)],
    ['of another body', header(T, Buffer.from('{"events":[1]}'))],
    ['with another time', header(T - 10).replace(`t=${T - 10}`, `t=${T}`)],
    ['cut short', header(T).slice(0, -2)],
    ['no hexadecimal', `t=${T},v1=${'z'.repeat(64)}`],
    ['two signatures', `${header(T)},v1=${'0'.repeat(64)}`],
    ['empty', ''],
  ])('%s', (_name, value) => {
    expect(isSigned(value, BODY, SECRET, NOW)).toBe(false);
  });
});
