import { describe, expect, it } from '@jest/globals';
import { recordedAnswer } from '../../../../../test/support/collecting.js';
import { htmlAdapter } from '../../adapters/html/html.adapter.js';
import { guessesIn } from '../../catalogue/guesses.js';
import { type ProposedList, proposeList } from './propose-list.js';

const PAGES = {
  'wordpress-cards': 'https://puente.example/convocatorias/',
  'drupal-table': 'https://agencia.example/es/ayudas',
  'definition-list': 'https://trust.example/funding.htm',
  'plain-list': 'https://consorcio.example/editais.php',
  'generated-classes': 'https://gcf.example/calls',
  'table-rows': 'https://collectivites.example/appels/liste.asp',
  'sidebar-and-menu': 'https://banco.example/oportunidades',
  paginated: 'https://regione.example/bandi',
} as const;
type PageName = keyof typeof PAGES;

const pages = new Map<PageName, string>();
for (const name of Object.keys(PAGES) as PageName[])
  pages.set(name, await recordedAnswer(`detect/${name}.html`));

const bestOf = (name: PageName, change = (html: string) => html): ProposedList =>
  proposeList(change(pages.get(name)!), PAGES[name])[0]!;

/** What a curator sees of a proposal. */
function told({ config, titles }: ProposedList) {
  const { item, link, title, fields, pagination } = config;
  return {
    selectors: [item.selector, link?.selector, title.selector],
    fields: Object.fromEntries(fields.map(({ hint, selector }) => [hint, selector])),
    pagination: pagination.kind === 'next' ? pagination.link.selector : pagination.kind,
    titles: [titles.length, titles[0]],
  };
}

describe('the list of a page', () => {
  it('of cards of a blog, with a column of news', () => {
    expect(told(bestOf('wordpress-cards'))).toEqual({
      selectors: ['.post', 'h2 a', 'h2 a'],
      fields: { published: '.entry-date', summary: '.entry-summary' },
      pagination: 'a.next',
      titles: [4, 'Fondo de agua rural 2026 para juntas parroquiales'],
    });
  });

  it('of rows of a table that is told by its columns', () => {
    expect(told(bestOf('drupal-table'))).toEqual({
      selectors: ['.view-ayudas tr:has(a)', '.views-field-title a', '.views-field-title a'],
      fields: { deadline: '.views-field-field-fecha', amount: '.views-field-field-importe' },
      pagination: 'a[rel~="next"]',
      titles: [4, 'Proyectos de cooperación internacional 2026'],
    });
  });

  it('of definitions without a single class', () => {
    expect(told(bestOf('definition-list'))).toMatchObject({
      titles: [4, 'Rural Water Grant: third call for proposals'],
      pagination: 'none',
    });
  });

  it('of plain lines, told from the news below that are built alike', () => {
    expect(told(bestOf('plain-list'))).toMatchObject({
      selectors: ['li:has(a[href*="edital.php"])', 'a', 'a'],
      titles: [3, 'Chamada pública de apoio a resíduos sólidos'],
    });
  });

  it('of cards whose classes change with every build', () => {
    const { selectors, fields, titles } = told(bestOf('generated-classes'));
    expect({ selectors, fields, titles }).toEqual({
      selectors: ['a[href*="/calls/"]', ':scope', 'h3'],
      fields: { deadline: 'span:contains("Deadline:")' },
      titles: [3, 'Green Buses Preparation Grant'],
    });
  });

  it('of rows whose links only say "see"', () => {
    expect(told(bestOf('table-rows'))).toMatchObject({
      selectors: ['#contenu tr:has(a)', 'a', 'td + td'],
      titles: [4, 'Coopération décentralisée avec les collectivités des Andes'],
    });
  });

  it('beside news and under a menu that speak of calls too', () => {
    const lists = proposeList(pages.get('sidebar-and-menu')!, PAGES['sidebar-and-menu']);
    expect(told(lists[0]!)).toMatchObject({
      selectors: ['.oportunidad', 'h4 a', 'h4 a'],
      fields: { deadline: '.fecha-limite', amount: '.monto' },
      titles: [4, 'Asistencia técnica en movilidad sostenible'],
    });
    expect(lists.slice(1).every(({ signs }) => signs.score < lists[0]!.signs.score / 2)).toBe(true);
  });

  it('that counts its pages in the address', () => {
    const best = bestOf('paginated');
    expect(told(best)).toMatchObject({
      selectors: ['.card-bando', 'a.read-more', 'h5'],
      fields: { deadline: '.scadenza' },
      titles: [5, 'Bando per il partenariato territoriale'],
    });
    expect(best.config.pagination).toMatchObject({ kind: 'page', name: 'inizio', first: 0, step: 5 });
  });

  it.each(Object.keys(PAGES) as PageName[])(
    '%s is proposed without guesses, and as its adapter keeps it',
    (name) => {
      const { config } = bestOf(name);
      expect(htmlAdapter.check(config)).toEqual(config);
      expect(guessesIn(config)).toEqual([]);
      expect(JSON.stringify(config)).not.toMatch(/nth-/);
    },
  );

  it('keeps an entry that is built a little differently', () => {
    const lists = bestOf('sidebar-and-menu', (html) =>
      html.replace(
        '<h4><a href="/oportunidades/catastro">Modernización del catastro municipal</a></h4>',
        '<h3><a href="/oportunidades/catastro">Modernización del catastro municipal</a></h3>',
      ),
    );
    expect(lists.titles).toContain('Modernización del catastro municipal');
  });

  it('names further sites of the same house that it leads to', () => {
    const best = bestOf('sidebar-and-menu', (html) =>
      html.replaceAll('"/oportunidades/', '"https://fondos.banco.example/llamados/'),
    );
    expect(best.config.hosts).toEqual(['fondos.banco.example']);
  });

  it.each([
    ['nothing', ''],
    ['data', '{"a":[1,2,3]}'],
    [
      'prose',
      '<html><body><main><p>Somos una agencia. <a href="/a">Escríbanos cuando quiera</a></p></main></body></html>',
    ],
    [
      'two links',
      '<main><ul><li><a href="/a">Convocatoria de agua 2026</a></li><li><a href="/b">Convocatoria de suelo 2026</a></li></ul></main>',
    ],
    [
      'links to other sites',
      '<main><ul><li><a href="https://a.example/">Convocatoria de agua A</a></li><li><a href="https://b.example/x">Convocatoria de agua B</a></li><li><a href="https://c.example/x">Convocatoria de agua C</a></li></ul></main>',
    ],
    [
      'a menu',
      '<nav><ul><li><a href="/a">Quiénes somos nosotros</a></li><li><a href="/b">Trámites y servicios</a></li><li><a href="/c">Oficinas y horarios</a></li></ul></nav>',
    ],
  ])('is not seen in %s', (_, html) => {
    expect(proposeList(html, 'https://x.example/pagina')).toEqual([]);
  });
});
