import { describe, expect, it } from '@jest/globals';
import { proposeList } from './propose-list.js';
const many = (n: number, f: (i: number) => string) => Array.from({ length: n }, (_, i) => f(i)).join('\n');
const TITLES = [
  'Programa de apoyo a la gestión del agua',
  'Fortalecimiento de cadenas productivas',
  'Becas de posgrado en gestión pública',
  'Iniciativa juvenil por el clima',
  'Proyectos de vivienda social',
  'Innovación en gobiernos locales',
];
const pages: Record<string, string> = {
  elementor: `<main class="elementor elementor-12"><section class="elementor-section"><div class="elementor-container"><div class="elementor-column elementor-col-100"><div class="elementor-element elementor-element-6c1 elementor-widget elementor-widget-posts"><div class="elementor-widget-container"><div class="elementor-posts-container elementor-posts elementor-grid">${many(6, (i) => `<article class="elementor-post elementor-grid-item post-${i} post type-post status-publish category-${i}"><a class="elementor-post__thumbnail__link" href="/convocatoria/${i}-x/"><div class="elementor-post__thumbnail"><img></div></a><div class="elementor-post__text"><h3 class="elementor-post__title"><a href="/convocatoria/${i}-x/">${TITLES[i]}</a></h3><div class="elementor-post__meta-data"><span class="elementor-post-date">${i + 3} marzo, 2026</span></div><div class="elementor-post__excerpt"><p>Resumen breve de la iniciativa y de quienes pueden participar.</p></div><a class="elementor-post__read-more" href="/convocatoria/${i}-x/">Leer más »</a></div></article>`)}</div><nav class="elementor-pagination"><span class="page-numbers current">1</span><a class="page-numbers" href="/conv/2/">2</a><a class="page-numbers next" href="/conv/2/">Siguiente »</a></nav></div></div></div></div></section></main>`,
  bootstrap: `<div class="container"><div class="row">${many(6, (i) => `<div class="col-md-4 mb-4"><div class="card h-100 shadow-sm"><div class="card-body"><span class="badge bg-success">Abierta</span><h5 class="card-title">${TITLES[i]}</h5><p class="card-text"><strong>Cierre:</strong> ${i + 10}/06/2026</p><a href="/ver/${i}" class="btn btn-primary">Ver convocatoria</a> <a href="https://forms.example/${i}" class="btn btn-outline">Postular</a></div></div></div>`)}</div></div>`,
  flat: `<div id="content"><h1>Llamados</h1>${many(5, (i) => `<h3><a href="/llamado-${i}.html">${TITLES[i]}</a></h3><p>Plazo: ${i + 1} de mayo de 2026. Monto USD ${i}0.000</p>`)}</div>`,
  home: `<header class="header"><ul class="nav">${many(6, (i) => `<li><a href="/seccion-${i}">Sección número ${i} del sitio</a></li>`)}</ul></header><div class="seccion"><h2>Noticias</h2><div class="caja"><ul>${many(6, (i) => `<li><a href="/n/${i}">Reunión de trabajo con autoridades ${i}</a><span>0${i + 1}/03/2026</span></li>`)}</ul></div></div><div class="seccion"><h2>Convocatorias</h2><div class="caja"><ul>${many(4, (i) => `<li><a href="/n/${i + 50}">${TITLES[i]}</a><span>0${i + 1}/06/2026</span></li>`)}</ul></div></div>`,
  joomla: `<div class="blog"><div class="items-row cols-1 row-0">${many(5, (i) => `<div class="item column-1" itemprop="blogPost" itemscope><div class="page-header"><h2 itemprop="name"><a href="/index.php/convocatorias/${i}-t" itemprop="url">${TITLES[i]}</a></h2></div><dl class="article-info muted"><dt class="article-info-term">Detalles</dt><dd class="published"><time datetime="2026-03-0${i + 1}T00:00:00-05:00" itemprop="datePublished">Publicado: 0${i + 1} Marzo 2026</time></dd><dd class="hits">Visitas: 23</dd></dl><p>Texto de la entrada.</p><p class="readmore"><a class="btn" href="/index.php/convocatorias/${i}-t">Leer más...</a></p></div>`)}</div><div class="pagination"><ul><li class="pagination-start"><span>Inicio</span></li><li class="pagination-next"><a title="Siguiente" href="/index.php/convocatorias?start=5" class="hasTooltip pagenav">Siguiente</a></li><li class="pagination-end"><a href="/index.php/convocatorias?start=20">Final</a></li></ul></div></div>`,
  pdfs: `<main><h1>Convocatorias 2026</h1><ul class="lista-docs">${many(5, (i) => `<li><a href="/docs/conv-${i}.pdf">${TITLES[i]} (PDF)</a></li>`)}</ul></main>`,
  wide: `<main><table class="table"><thead><tr><th>N.º</th><th>Convocatoria</th><th>Apertura</th><th>Cierre</th><th>Bases</th></tr></thead><tbody>${many(5, (i) => `<tr><td data-label="N.º">${i}</td><td data-label="Convocatoria"><a href="/c/${i}">${TITLES[i]}</a></td><td data-label="Apertura">01/03/2026</td><td data-label="Cierre">0${i + 1}/06/2026</td><td data-label="Bases"><a href="/c/bases-de-la-convocatoria-${i}.pdf">Bases de la convocatoria</a></td></tr>`)}</tbody></table></main>`,
  tailwind: `<main class="mx-auto max-w-7xl px-4"><div class="grid grid-cols-1 gap-6 md:grid-cols-3">${many(4, (i) => `<div class="flex flex-col rounded-lg border bg-white p-6 shadow-sm hover:shadow"><p class="text-sm text-gray-500">Closes ${i + 3} June 2026</p><h2 class="mt-2 text-xl font-semibold"><a href="/funding/${i}" class="hover:underline">${TITLES[i]}</a></h2><p class="mt-3 text-gray-600">A short description of this opportunity for cities.</p><a href="/funding/${i}" class="mt-4 text-blue-600">Learn more →</a></div>`)}</div></main>`,
  years: `<main>${many(3, (y) => `<h2>${2026 - y}</h2><ul class="documentos">${many(3, (i) => `<li><a href="/ayudas/${y}-${i}">${TITLES[i]} ${2026 - y}</a></li>`)}</ul>`)}</main>`,
};

const read = (name: string) => {
  const html = `<html lang="es"><head><title>Convocatorias</title></head><body>${pages[name]}</body></html>`;
  const [best] = proposeList(html, 'https://x.example/es/lista');
  return best!;
};

describe('lists as common site builders make them', () => {
  it.each<[string, number, readonly (string | undefined)[], object]>([
    ['elementor', 6, ['.post', 'h3 a', 'h3 a'], { published: '.elementor-post-date' }],
    ['bootstrap', 6, ['.card', 'a.btn', 'h5'], { deadline: '.card-text' }],
    ['flat', 5, ['#content h3', 'a', 'a'], {}],
    ['home', 4, ['div:has(> h2:contains("Convocatorias")) li', 'a', 'a'], {}],
    ['joomla', 5, ['.item', 'h2 a', 'h2 a'], { published: '.article-info' }],
    ['pdfs', 5, ['a[href*="/docs/"]', ':scope', ':scope'], {}],
    [
      'wide',
      5,
      ['main tr:has(a)', 'a', 'a'],
      { opening: '[data-label="Apertura"]', deadline: '[data-label="Cierre"]' },
    ],
    ['tailwind', 4, ['main div:has(> h2)', 'h2 a', 'h2 a'], { deadline: 'p:contains("Closes")' }],
    ['years', 9, ['a[href*="/ayudas/"]', ':scope', ':scope'], {}],
  ])('%s', (name, count, selectors, fields) => {
    const { config, titles } = read(name);
    expect([titles.length, titles[0]]).toEqual([count, expect.stringContaining(TITLES[0]!)]);
    expect([config.item.selector, config.link?.selector, config.title.selector]).toEqual(selectors);
    expect(Object.fromEntries(config.fields.map(({ hint, selector }) => [hint, selector]))).toMatchObject(
      fields,
    );
  });

  it('go on behind a link to the next page', () => {
    expect(read('elementor').config.pagination).toMatchObject({ kind: 'next', link: { selector: 'a.next' } });
    expect(read('joomla').config.pagination).toMatchObject({
      kind: 'next',
      link: { selector: '.pagination-next a' },
    });
  });
});
