import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Block, descriptionText, type Run, safeBlocks } from './description.js';

const runsOf = (blocks: readonly Block[]): Run[] =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : block.items.flat()));

/** Blocks as short lines, for reading: bold in *, italics in _, links with their address. */
function shown(blocks: readonly Block[]): string[] {
  const line = (runs: readonly Run[]) =>
    runs
      .map(({ text, bold, italic, href }) => {
        const look = `${bold ? '*' : ''}${italic ? '_' : ''}`;
        return `${look}${text}${look}${href ? `(${href})` : ''}`;
      })
      .join('');
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [line(block.runs)]
      : block.items.map((runs, index) => `${block.ordered ? index + 1 : '-'} ${line(runs)}`),
  );
}

describe('a plain description', () => {
  it.each([
    ['one line', ['one line']],
    ['primero\n\nsegundo\r\n\r\n\r\ntercero', ['primero', 'segundo', 'tercero']],
    ['una línea\ny otra', ['una línea\ny otra']],
    ['montos < 50.000 y > 10.000', ['montos < 50.000 y > 10.000']],
    ['escriba a Rosa <rosa@example.org> hoy', ['escriba a Rosa <rosa@example.org> hoy']],
    ['x<y y 3<4', ['x<y y 3<4']],
    ['agua &amp; saneamiento&nbsp;rural &#225;', ['agua & saneamiento\u00A0rural á']],
    // What was escaped twice stays text.
    ['&lt;script&gt;alert(1)&lt;/script&gt; agua', ['<script>alert(1)</script> agua']],
    ['', []],
    [' \n\n ', []],
  ])('%j keeps its paragraphs', (source, expected) => {
    expect(shown(safeBlocks(source))).toEqual(expected);
  });
});

describe('a description in HTML', () => {
  it.each([
    ['<p>uno</p><p>dos</p>', ['uno', 'dos']],
    ['<div>uno<div>dos</div>tres</div>', ['uno', 'dos', 'tres']],
    ['<h2>Título</h2>texto', ['*Título*', 'texto']],
    ['<p>con <b>fuerza</b> y <em>énfasis</em></p>', ['con *fuerza* y _énfasis_']],
    ['<p><strong><i>ambos</i></strong></p>', ['*_ambos*_']],
    ['una<br>otra<br><br>aparte', ['una\notra', 'aparte']],
    ['<ul><li>uno</li><li>dos</li></ul>fin', ['- uno', '- dos', 'fin']],
    ['<ol><li>uno<li>dos</ol>', ['1 uno', '2 dos']],
    ['<ul><li>uno<ul><li>dentro</li></ul></li><li>dos</li></ul>', ['- uno', '- dentro', '- dos']],
    ['<ul><li><p>uno</p><p>sigue</p></li></ul>', ['- uno\nsigue']],
    ['<li>suelto', ['suelto']],
    ['<a href="https://x.example/a?b=1&amp;c=2">bases</a>', ['bases(https://x.example/a?b=1&c=2)']],
    ['<a href="/relativo">bases</a>', ['bases']],
    ['<a href="mailto:a@b.c">escriba</a>', ['escriba']],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', ['a · b', 'c']],
    ['<p>a &amp; b &lt; c &ntilde;</p>', ['a & b < c ñ']],
    ['<p>sin cerrar <b>todo', ['sin cerrar *todo*']],
    ['</p></b></ul>solo cierres<br>', ['solo cierres']],
    ['<p>  muchos \n\n espacios  </p>', ['muchos espacios']],
    ['<!-- nota --><p>visible</p>', ['visible']],
  ])('%s', (source, expected) => {
    expect(shown(safeBlocks(source))).toEqual(expected);
  });

  it('is plain words for mails and calendars', () => {
    const source = '<h2>Agua</h2><p>Para <a href="https://x.example/">todos</a></p><ol><li>uno<li>dos</ol>';
    expect(descriptionText(source)).toBe('Agua\n\nPara todos\n\n1. uno\n2. dos');
    expect(descriptionText('uno\n\ndos')).toBe('uno\n\ndos');
  });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)><script>alert(1)</script></svg>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<iframe src="javascript:alert(1)">alert</iframe>',
  '<object data="data:text/html,<script>alert(1)</script>">x</object>',
  '<embed src="javascript:alert(1)">',
  '<style>body{background:url(javascript:alert(1))}</style>',
  '<link rel=stylesheet href="//evil.example/x.css">',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<base href="//evil.example/">',
  '<form action="//evil.example"><input name=p><button>ok</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVa\tScRiPt:alert(1)">x</a>',
  '<a href="&#106;avascript&colon;alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="https://user:secret@evil.example/">x</a>',
  '<p style="position:fixed;inset:0" onclick="alert(1)" id="contenido" class="errors">x</p>',
  '<div><template><script>alert(1)</script></template></div>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea></textarea><script>alert(1)</script>',
  '<title></title><svg><style><img src=x onerror=alert(1)></style></svg>',
  '<p>nulo\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt></p>',
  '<b>\u202Etxet desrever\u2066</b>',
  '<![CDATA[<script>alert(1)</script>]]><p>x</p>',
  '<?php echo 1 ?><p>x</p>',
  '<p><!--><script>alert(1)</script>--></p>',
  '<xmp><script>alert(1)</script></xmp>',
  '<plaintext><script>alert(1)</script>',
];

/** Tags that no browser takes for a script. */
const BROKEN = ['<scr<', '<scr\u0000', '<![CDATA', '<!-->'];

describe('hostile HTML', () => {
  it.each(HOSTILE)('%j leaves only words and web addresses', (source) => {
    for (const wrapped of [source, `<p>agua ${source} limpia</p>`, `<ul><li>${source}`, source.repeat(20)]) {
      const runs = runsOf(safeBlocks(wrapped));
      expect(runs.map(({ href }) => href).filter((href) => href && !/^https?:\/\/[^@]*$/.test(href))).toEqual(
        [],
      );
      const words = runs.map(({ text }) => text).join('');
      expect(words).not.toMatch(/onerror|body\{|\p{Cf}|[^\P{Cc}\n]/u);
      // Its code may remain as words only where the tag itself was broken.
      expect(words.includes('alert(1)') && !BROKEN.some((tag) => source.includes(tag))).toBe(false);
    }
  });

  it('keeps the words around it', () => {
    const source = '<p>agua <script>alert(1)</script>limpia <img src=x onerror=alert(1)>hoy</p>';
    expect(shown(safeBlocks(source))).toEqual(['agua limpia hoy']);
  });

  it.each([
    ['tags inside tags', '<div>'.repeat(200_000)],
    ['bold inside bold', '<b x>'.repeat(200_000)],
    ['closing tags of nothing', `${'<b>'.repeat(10_000)}${'</i>'.repeat(300_000)}`],
    ['lists inside lists', '<ul><li>x'.repeat(120_000)],
    ['an attribute without an end', `<a href="${'x'.repeat(1_000_000)}`],
    ['angles', '<'.repeat(1_000_000)],
    ['breaks', '<br>'.repeat(250_000)],
    ['entities', '&amp;'.repeat(200_000)],
    ['white space', `<p>${' \n'.repeat(500_000)}x`],
    ['words', 'agua '.repeat(200_000)],
  ])('a megabyte of %s costs no more than its beginning', (_name, source) => {
    const beginning = source.slice(0, 60_000);
    expect(safeBlocks(source)).toEqual(safeBlocks(beginning));
    expect(descriptionText(source)).toBe(descriptionText(beginning));
  });

  it('whatever it is, nothing is thrown and no run is empty', () => {
    const piece = fc.constantFrom(
      ...HOSTILE,
      '<p>',
      '</p>',
      '<ul>',
      '<li>',
      '</ul>',
      '<b>',
      '</b>',
      '<br>',
      '\n\n',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 12 }), (pieces) => {
        const blocks = safeBlocks(pieces.join(''));
        for (const { text } of runsOf(blocks)) expect(text).not.toBe('');
        for (const block of blocks)
          expect(block.kind === 'list' ? block.items : block.runs).not.toHaveLength(0);
      }),
    );
  });
});
