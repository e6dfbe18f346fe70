import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseHtml } from './parse-html.js';
import { pageTitle, readHtml, readHtmlNode } from './read-html.js';

const lines = (html: string) => readHtml(html).text.split('\n');

describe('what people read of a page', () => {
  it('leaves out what is not shown and what is around the content', () => {
    const page = `<!doctype html><title>No</title><style>p{}</style><script>var plazo = "1 de enero";</script>
      <header><a href="/">Inicio</a><nav><ul><li>Convocatorias</ul></nav></header>
      <div class="cookie-banner"><p>Usamos cookies</div>
      <main><h1>Fondo para cantones</h1><p hidden>oculto</p><p style="display: none">oculto</p>
      <p aria-hidden="true">oculto</p><noscript>active JavaScript</noscript><template><p>plantilla</template>
      <p class="d-none d-md-block">Monto: <b>USD</b>&nbsp;10&nbsp;000<p>coopera&shy;ción</p>
      <form><select><option>Ecuador</select><textarea>x</textarea></form></main><footer>Quito 2026</footer>`;
    expect(lines(page)).toEqual(['Fondo para cantones', 'Monto: USD 10 000', 'cooperación']);
  });

  it('reads the header when it holds the title or there is nothing else', () => {
    expect(lines('<header><h1>Ventanilla</h1><p>Cierre: 5 de mayo</header><main>Bases</main>')).toEqual([
      'Ventanilla',
      'Cierre: 5 de mayo',
      'Bases',
    ]);
    expect(lines('<header>Solo esto</header>')).toEqual(['Solo esto']);
    expect(lines('<article><header>Publicado el 3 de mayo</header>Texto</article>')).toHaveLength(2);
  });

  it('makes lines of blocks, items and breaks', () => {
    const page =
      '<h2>Requisitos</h2>Antes<ul><li>Carta<li><p>Acta\n del <i>concejo</i></p><li>• RUC</ul><p>a<br>b<hr>c';
    expect(lines(page)).toEqual([
      'Requisitos',
      'Antes',
      '- Carta',
      '- Acta del concejo',
      '• RUC',
      'a',
      'b',
      'c',
    ]);
    expect(lines('<pre>uno\n  dos</pre>')).toEqual(['uno', 'dos']);
  });

  it('keeps the rows of tables of data on one line, their names before them', () => {
    const page = `<table><tr><th>Cierre</th><td><p>31 de marzo</p><p>de 2026</p></td></tr>
      <tr><th>Documentos</th><td><ul><li>Carta</li><li>Acta</li></ul></td></tr></table>
      <dl><dt>Monto</dt><dd>10 000</dd><dt>¿Quiénes?</dt><dd>Los cantones</dd></dl>`;
    expect(lines(page)).toEqual([
      'Cierre | 31 de marzo de 2026',
      'Documentos',
      '- Carta',
      '- Acta',
      'Monto: 10 000',
      '¿Quiénes?',
      'Los cantones',
    ]);
    const layout = '<table><tr><td>Menú<td><table><tr><td>Plazo<td>mayo</table><p>uno<p>dos</table>';
    expect(lines(layout)).toEqual(['Menú', 'Plazo | mayo', 'uno', 'dos']);
  });

  it('notes what was crossed out', () => {
    const { text, struck } = readHtml(
      '<p>Cierre: <del>1 de mayo</del> 5 de mayo, <span style="text-decoration:line-through"> a <s>b</s> </span>fin</p>',
    );
    expect(text).toBe('Cierre: 1 de mayo 5 de mayo, a b fin');
    expect(struck.map(({ start, end }) => text.slice(start, end))).toEqual(['1 de mayo', 'a b']);
  });

  it('reads a part of the page that was asked for', () => {
    const $ = parseHtml('<nav><p class=a>uno</p></nav><p class=a>dos <del>x</del></p><p>tres');
    const part = readHtmlNode($, '.a');
    expect(part.text).toBe('uno\ndos x');
    expect(part.text.slice(part.struck[0]!.start, part.struck[0]!.end)).toBe('x');
  });

  it('finds the title', () => {
    expect(pageTitle(parseHtml('<title>Sitio</title><h1><img></h1><h1>Fondo <br>verde</h1>'))).toBe(
      'Fondo verde',
    );
    expect(pageTitle(parseHtml('<title>Sitio\n web</title><p>a'))).toBe('Sitio web');
    expect(pageTitle(parseHtml('<p>a'))).toBeNull();
  });

  it.each([
    ['nested blocks', '<div>'.repeat(100_000) + 'fin'],
    ['nested and badly closed', `${'<div>'.repeat(9_000)}${'</x>'.repeat(9_000)}fin`],
    [
      'formatting left open',
      `<p>${Array.from({ length: 2_000 }, (_, at) => `<b x=${at}>`).join('')}${'</p><p>'.repeat(2_000)}fin`,
    ],
    ['nested tables', `${'<table><tr><td>'.repeat(3_000)}fin`],
    ['nested lists', `${'<ul><li>'.repeat(3_000)}fin`],
    ['one endless tag', `fin<p ${'a b1 '.repeat(200_000)}`],
    ['unfinished tags', `fin${'<a'.repeat(500_000)}`],
    ['many flat elements', `${'<p>x <b>y</b>'.repeat(60_000)}<p>fin`],
  ])('does not hang or break on %s', (_, html) => {
    expect(readHtml(html).text).toContain('fin');
  });

  it('gives clean lines with right offsets for any markup', () => {
    const pieces =
      '<p>;</p>;<td>;<tr>;<table>;</table>;<li>;<del>;</del>;<s>;</s>;<br>;<dt>;<dd>;hola; ;&nbsp;;\n;12 de mayo;' +
      '<div hidden>;</div>;<!--;-->;<script>;<![CDATA[;<svg>';
    const piece = fc.constantFrom(...pieces.split(';'));
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (page) => {
        const { text, struck } = readHtml(page.join(''));
        expect(text).not.toMatch(/ {2}|\n\n|^\s|\s$|[\t\r]| \n|\n /);
        let last = 0;
        for (const { start, end } of struck) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });
});
