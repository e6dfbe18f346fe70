import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold, slugify } from './fold.js';

describe('folding', () => {
  it.each([
    ['Gestión', 'gestion'],
    ['ÑANDÚ', 'nandu'],
    ['agua y saneamiento', 'agua y saneamiento'],
  ])('reads «%s» as «%s»', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });
});

describe('the address of a title', () => {
  it.each([
    ['Fondo de Agua: edición 2026', 'fondo-de-agua-edicion-2026'],
    ['  «¡Cañar — Azuay!»  ', 'canar-azuay'],
    ['../../etc/passwd', 'etc-passwd'],
    ['¿?', 'sin-titulo'],
    ['', 'sin-titulo'],
  ])('of «%s» is %s', (title, expected) => {
    expect(slugify(title)).toBe(expected);
  });

  it('is cut between words', () => {
    expect(slugify('uno dos tres', 8)).toBe('uno-dos');
  });

  it('is short and made of plain words whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const slug = slugify(title);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
