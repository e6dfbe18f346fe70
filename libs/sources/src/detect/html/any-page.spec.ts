import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordedAnswer } from '../../../../../test/support/collecting.js';
import { selectorProblem } from '../../adapters/definition/selectors.js';
import { readList } from '../../adapters/html/read-list.js';
import { openPage } from '../../adapters/page/open-page.js';
import { proposeList } from './propose-list.js';

const URL_OF_PAGE = 'https://x.example/lista';
const NAMES = [
  'wordpress-cards',
  'drupal-table',
  'definition-list',
  'plain-list',
  'sidebar-and-menu',
  'paginated',
];
const pages = await Promise.all(NAMES.map((each) => recordedAnswer(`detect/${each}.html`)));

/** What is wrong with the proposals for a page when they are applied from the outside, as the next reading will. */
function faultsOn(html: string): string[] {
  const page = () =>
    openPage({ url: URL_OF_PAGE, mediaType: 'text/html', charset: 'utf-8', body: Buffer.from(html) }, null);
  return proposeList(html, URL_OF_PAGE).flatMap(({ config }) => {
    const { item, link, title, fields, pagination } = config;
    const next = pagination.kind === 'next' ? [pagination.link] : [];
    const rules = [item, ...(link ? [link] : []), title, ...fields, ...next];
    const refused = rules.flatMap(({ selector }) => selectorProblem(selector) ?? []);
    const { items, incomplete } = readList(page(), config);
    const few = new Set(items.map(({ key }) => key)).size < 3 ? [`${items.length} entries`] : [];
    return [...refused, ...few, ...incomplete.map(({ message }) => message)];
  });
}

const word = fc.constantFrom(
  'convocatoria',
  'fondo',
  'agua',
  'call',
  'grant',
  'Leer más',
  'plazo: 3 de mayo de 2026',
  'x',
  '"',
  "it's",
  '>',
  '&lt;',
  '🌊',
);
const name = fc.constantFrom(
  'card',
  'item',
  'row',
  'a:b',
  'x"y',
  'convocatoria',
  'css-1ab',
  'col-md-4',
  'menu',
  '1st',
  'é',
  '-',
  '--x',
  'p]q',
);
const tag = fc.constantFrom(
  'div',
  'li',
  'ul',
  'p',
  'h3',
  'tr',
  'td',
  'table',
  'article',
  'main',
  'nav',
  'dl',
  'dt',
  'a',
  'time',
  'x-card',
  'svg',
  'template',
);
const address = fc.constantFrom(
  '/convocatorias/a',
  '/b?id=1',
  'c.php?x=2',
  '#',
  '',
  'mailto:a@b.c',
  'http://[',
  'https://x.example/d',
  '/e%zz',
  'javascript:1',
  '../f"g',
);

const { html: anyHtml } = fc.letrec<{ html: string }>((tie) => ({
  html: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
    fc
      .tuple(
        tag,
        fc.array(name, { maxLength: 3 }),
        address,
        fc.array(tie('html'), { maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
      )
      .map(([each, classes, href, inner, times, isClosed]) =>
        Array.from(
          { length: times },
          (_, at) =>
            `<${each} class='${classes.join(' ')}' href='${href}${at}'>${inner.join('')} ${at}${isClosed ? `</${each}>` : ''}`,
        ).join(''),
      ),
  ),
}));

describe('any page', () => {
  it('gives proposals that work, or none', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        expect(faultsOn(`<html><body>${html}</body></html>`)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('that was cut, doubled or mixed with another gives proposals that work, or none', () => {
    const from = fc.constantFrom(...pages);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(from, from, share, share, (one, other, start, end) => {
        const html =
          one.slice(0, Math.floor(one.length * end)) + other.slice(Math.floor(other.length * start));
        expect(faultsOn(html)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [
      'thousands of links',
      '<ul>' +
        Array.from(
          { length: 7_000 },
          (_, at) => `<li class="a${at}"><a href="/convocatoria/${at}">Convocatoria número ${at}</a></li>`,
        ).join('') +
        '</ul>',
    ],
    [
      'deep boxes',
      Array.from(
        { length: 40 },
        (_, at) =>
          `${'<div class="card">'.repeat(400)}<h3><a href="/c/${at}">Convocatoria número ${at}</a></h3>${'</div>'.repeat(400)}`,
      ).join(''),
    ],
    [
      'many kinds of lists',
      Array.from(
        { length: 1_500 },
        (_, at) =>
          `<div class="k${'abcdefgh'[at % 8]!.repeat(1 + (at % 20))}"><p><a href="/a/${at}">Llamado de ideas ${at}</a></p><p><a href="/b/${at}">Fondo de obras ${at}</a></p></div>`,
      ).join(''),
    ],
    [
      'endless classes',
      `<ul>${`<li class="${Array.from({ length: 500 }, (_, at) => `clase-${'x'.repeat(at % 30)}`).join(' ')}"><a href="/a">Convocatoria de agua</a></li>`.repeat(60)}</ul>`,
    ],
    [
      'links that never lead on',
      Array.from(
        { length: 3_000 },
        (_, at) => `<p><a class="next k${at}" title="Siguiente" href="/">Siguiente ${at}</a></p>`,
      ).join(''),
    ],
    [
      'one long text',
      `<main><ul>${Array.from({ length: 3 }, (_, at) => `<li><a href="/c/${at}">Convocatoria ${at}</a> ${'hasta el 31 de mayo de 2026 por USD 5 '.repeat(5_000)}</li>`).join('')}</ul></main>`,
    ],
  ])('of %s is read to its end', (_, body) => {
    expect(() => proposeList(`<html><body>${body}</body></html>`, URL_OF_PAGE)).not.toThrow();
  });
});
