import { describe, expect, it } from '@jest/globals';
import { safeHttpUrl } from './safe-url.js';

describe('an address of a stranger', () => {
  it.each([
    ['https://aecid.es/convocatorias?id=1', 'https://aecid.es/convocatorias?id=1'],
    ['http://example.org', 'http://example.org/'],
    ['  https://example.org/a b ', 'https://example.org/a%20b'],
  ])('%s is linked as %s', (text, expected) => {
    expect(safeHttpUrl(text)).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'vbscript:x',
    'ftp://example.org/',
    '//example.org/',
    '/convocatorias',
    'example.org',
    'https://user:secret@example.org/',
    'https://aecid.es@evil.example/',
    'https://',
    '',
    null,
    undefined,
  ])('%j is not linked', (text) => {
    expect(safeHttpUrl(text)).toBeNull();
  });
});
