import { describe, expect, it } from '@jest/globals';
import { addressOf, readReturnPath, writeReturnPath } from './return-path.js';

const BOUNCE = 'rebotes@Chasqui.example.gob.ec';
const MAIL = '0b9f1c52-7d1e-4c5a-9b1e-2f6d0a8c1e77';
const SIGNATURE = '0123456789ab';
const PATH = 'rebotes+0b9f1c527d1e4c5a9b1e2f6d0a8c1e77.0123456789ab@Chasqui.example.gob.ec';

describe('the return path of a mail', () => {
  it('names the mail and is read back, whatever servers do to its case', () => {
    expect(writeReturnPath(BOUNCE, MAIL, SIGNATURE)).toBe(PATH);
    for (const path of [PATH, PATH.toUpperCase(), PATH.toLowerCase()]) {
      expect(readReturnPath(BOUNCE, path)).toEqual({ mailId: MAIL, signature: SIGNATURE });
    }
  });

  it('has a local part of at most 64 characters; a bounce address that leaves no room goes as it is', () => {
    const longest = `${'r'.repeat(18)}@example.gob.ec`;
    expect(writeReturnPath(longest, MAIL, SIGNATURE).indexOf('@')).toBe(64);
    const tooLong = `${'r'.repeat(19)}@example.gob.ec`;
    expect(writeReturnPath(tooLong, MAIL, SIGNATURE)).toBe(tooLong);
  });

  it.each([
    ['the bounce address itself', BOUNCE],
    ['something else after the plus', 'rebotes+hola@chasqui.example.gob.ec'],
    ['a shortened signature', PATH.replace('ab@', '@')],
  ])('%s is ours and names no mail', (_name, address) => {
    expect(readReturnPath(BOUNCE, address)).toEqual({ mailId: null, signature: null });
  });

  it.each([
    'otro@chasqui.example.gob.ec',
    'rebotesx@chasqui.example.gob.ec',
    'rebotes@otro.example',
    'x+rebotes@chasqui.example.gob.ec',
    'rebotes',
    '',
  ])('«%s» is not ours', (address) => {
    expect(readReturnPath(BOUNCE, address)).toBeNull();
  });
});

it.each([
  ['Chasqui <avisos@chasqui.example>', 'avisos@chasqui.example'],
  ['avisos@chasqui.example', 'avisos@chasqui.example'],
])('the address of «%s»', (from, address) => {
  expect(addressOf(from)).toBe(address);
});
