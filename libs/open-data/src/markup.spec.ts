import { describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import { scriptJson } from './json-ld.js';
import { element, xmlText } from './xml.js';

/** What XML keeps: everything but control signs and halves of characters; its readers make one line end of all. */
const kept = (text: string) =>
  text.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').trim();

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(']]>', '<!--', '&amp;', '</title>', '\ud800', '\u0000', '"\'<>&'),
  );

  it('stands in XML as text, also in an attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = text.replaceAll('\r', '');
        const xml = load(element('a', { b: plain }, element('c', {}, xmlText(plain))), { xml: true });
        expect(kept(xml('a > c').text())).toBe(kept(plain));
        expect(kept(xml('a').attr('b') ?? '')).toBe(kept(plain));
        expect(xml('*').length).toBe(2);
      }),
    );
  });

  it('stands in a script element without ending it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = scriptJson({ text: `</script><!--${text}` });
        expect(json).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(json)).toEqual({ text: `</script><!--${text}` });
      }),
    );
  });
});
