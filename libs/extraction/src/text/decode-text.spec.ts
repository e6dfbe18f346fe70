import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from './decode-text.js';

const SPANISH = 'Convocatoria: año 2026, 300 000 € para el cantón “Cañar”';

const latin1 = (text: string) =>
  Buffer.from(text.replaceAll('€', '\x80').replaceAll('“', '\x93').replaceAll('”', '\x94'), 'latin1');

describe('characters of what a server sent', () => {
  it.each([
    ['UTF-8 as labelled', Buffer.from(SPANISH), 'text/html', 'utf-8'],
    ['UTF-8 without any label', Buffer.from(SPANISH), 'text/html', null],
    ['UTF-8 labelled Latin-1', Buffer.from(SPANISH), 'text/html', 'iso-8859-1'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${SPANISH}`), 'text/plain', 'windows-1252'],
    ['Windows letters labelled Latin-1', latin1(SPANISH), 'text/html', 'iso-8859-1'],
    ['Windows letters labelled UTF-8', latin1(SPANISH), 'text/html', 'UTF-8'],
    ['Windows letters without label', latin1(SPANISH), null, null],
    ['Windows letters in what should be JSON', latin1(SPANISH), 'application/json', null],
    ['an unknown label', Buffer.from(SPANISH), 'text/html', 'x-nothing'],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${SPANISH}`, 'utf16le'), 'text/csv', null],
    ['UTF-16 without a mark', Buffer.from(SPANISH, 'utf16le'), 'text/csv', 'utf-8'],
  ])('%s', (_, body, mediaType, charset) => {
    expect(decodeText(body, mediaType, charset)).toBe(SPANISH);
  });

  it('believes the document where the transport says nothing', () => {
    const page = latin1('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>año €');
    expect(decodeText(page, 'text/html', null)).toContain('<p>año €');
    expect(decodeText(Buffer.from([0xe9, 0xec]), 'text/html', 'windows-1251')).toBe('йм');
    expect(
      decodeText(latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>año</a>'), 'application/xml', null),
    ).toContain('año');
  });

  it('keeps UTF-8 that was cut within a character or has a broken one', () => {
    const body = Buffer.from(`${SPANISH}ñ`);
    expect(decodeText(body.subarray(0, -1), 'text/html', 'iso-8859-1').startsWith(SPANISH)).toBe(true);
    const broken = Buffer.concat([Buffer.from(SPANISH), Buffer.from([0xff]), Buffer.from(' fin')]);
    expect(decodeText(broken, 'text/html', 'utf-8')).toBe(`${SPANISH}\uFFFD fin`);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.string()),
        fc.option(fc.string()),
        (bytes, type, charset) => {
          expect(typeof decodeText(Buffer.from(bytes), type, charset)).toBe('string');
        },
      ),
    );
  });
});
