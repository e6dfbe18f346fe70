import { describe, expect, it } from '@jest/globals';
import { openPage } from '../page/open-page.js';
import { hasGuesses, selectorProblem } from './selectors.js';

describe('a selector', () => {
  it.each([
    'a',
    '.convocatoria > h3 a[href]',
    'ul.lista li:first-child',
    'tr:has(td.plazo)',
    ':scope',
    'a[href*="convocatoria"]:not(.viejo)',
    'h2 ~ p',
    'div[class~="card"]',
    'p:contains("Plazo")',
  ])('%s is used', (selector) => {
    expect(selectorProblem(selector)).toBeNull();
  });

  it.each([
    ['a[', /no se entiende/],
    ['div::before', /no se entiende/],
    ['p:inventado', /no se entiende/],
    ['p:not(', /no se entiende/],
    ['a,', /no se entiende/],
    ['<b>hola</b>', /código HTML/],
    ['a '.repeat(101), /demasiado largo/],
    ['* * * * * * * * * * * * x', /demasiado complicado/],
    ['a ~ a ~ a', /demasiado complicado/],
    ['div:has(div:has(p))', /demasiado complicado/],
    [':nth-child(1):nth-child(2):nth-child(3)', /demasiado complicado/],
    [':not(:not(:not(a)))', /demasiado complicado/],
    ['a,b,c,d,e,f,g,h,i,j,k,l,m', /demasiado complicado/],
  ])('%s is refused', (selector, reason) => {
    expect(selectorProblem(selector)).toMatch(reason);
  });

  it('is a guess wherever it stands in a definition', () => {
    const sure = { selector: 'a', guess: false };
    expect(hasGuesses({ item: sure, detail: { fields: [sure] } })).toBe(false);
    expect(hasGuesses({ item: sure, detail: { fields: [sure, { selector: 'b', guess: true }] } })).toBe(true);
    expect(hasGuesses(null)).toBe(false);
  });
});

describe('the worst selectors that are allowed', () => {
  const pages = {
    wide: `<section>${'<p>x</p>'.repeat(5000)}</section>`,
    deep: `${'<div>'.repeat(450)}${'<p>x</p>'.repeat(90)}${'</div>'.repeat(450)}`.repeat(4),
  };

  it.each([
    ['wide', 'a ~ p'],
    ['wide', 'p:nth-child(2n):nth-last-child(3n)'],
    ['deep', '*:has(b)'],
    ['deep', '*:contains("zz"):contains("yy")'],
    ['deep', 'div div div div div div div div b'],
  ] as const)('end on a %s page: %s', (shape, selector) => {
    expect(selectorProblem(selector)).toBeNull();
    const body = Buffer.from(`<html><body>${pages[shape]}</body></html>`);
    const { $ } = openPage({ url: 'https://x.example/', mediaType: 'text/html', charset: null, body }, null);
    expect(() => $.root().find(selector)).not.toThrow();
  });
});
