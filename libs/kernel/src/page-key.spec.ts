import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KEY_DAY, KEY_ID, KEY_TEXT, readKey, writeKey } from './page-key.js';

const ID = '00000000-0000-4000-8000-000000000001';

describe('the key of a page', () => {
  it('gives back what it was made of, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const parts = [name, ID];
        // PostgreSQL takes no NUL: such keys count as none, see below.
        fc.pre(!name.includes('\0'));
        expect(readKey(writeKey(parts), [KEY_TEXT, KEY_ID])).toEqual(parts);
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['garbage', '%%%'],
    ['not a list', Buffer.from('{"a":1}').toString('base64url')],
    ['too short', writeKey(['Bélgica'])],
    ['an id of another shape', writeKey(['Bélgica', 'x'])],
    ['NUL in a name', writeKey(['a\0b', ID])],
    ['numbers', Buffer.from(JSON.stringify([1, ID])).toString('base64url')],
  ])('counts as none: %s', (_what, text) => {
    expect(readKey(text, [KEY_TEXT, KEY_ID])).toBeNull();
  });

  it('takes days, and what comes before and after all days', () => {
    for (const day of ['2026-11-21', 'infinity', '-infinity']) {
      expect(readKey(writeKey([day, ID]), [KEY_DAY, KEY_ID])).toEqual([day, ID]);
    }
    expect(readKey(writeKey(['ayer', ID]), [KEY_DAY, KEY_ID])).toBeNull();
  });
});
