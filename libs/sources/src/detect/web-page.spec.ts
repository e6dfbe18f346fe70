import { describe, expect, it } from '@jest/globals';
import { gather, recordedAnswer } from '../../../../test/support/collecting.js';
import { BLOG_LIST, blogPages, proposedFor, siteOf } from '../../../../test/support/proposing.js';
import { adapterOf } from '../adapters/index.js';

const blog = await blogPages();
const table = await recordedAnswer('detect/drupal-table.html');
const tableCall = await recordedAnswer('detect/drupal-call.html');

describe('a page with a list', () => {
  it('is read as a list, with what its calls have in common', async () => {
    const { best, candidates } = await proposedFor(BLOG_LIST, blog);
    expect(best).toMatchObject({
      adapter: 'html',
      why: expect.stringContaining('4 entradas con enlace propio que parecen convocatorias'),
      sample: expect.arrayContaining(['Fondo de agua rural 2026 para juntas parroquiales']),
      config: {
        listUrls: [BLOG_LIST],
        defaults: { language: 'es' },
        detail: {
          content: { selector: 'main', guess: false },
          fields: expect.arrayContaining([
            expect.objectContaining({ hint: 'title', selector: 'h1' }),
            expect.objectContaining({
              hint: 'deadline',
              selector: 'p:contains("Plazo de presentación:")',
              guess: false,
            }),
            expect.objectContaining({ hint: 'amount', selector: 'p:contains("Monto:")' }),
            expect.objectContaining({ hint: 'applicants' }),
          ]),
        },
      },
    });
    expect(candidates.map(({ adapter }) => adapter)).toContain('feed');
  });

  it('brings what it promised when its definition is read', async () => {
    const { best } = await proposedFor(BLOG_LIST, blog);
    const { items, failed } = await gather(adapterOf('html'), best.config, siteOf(blog), { maxItems: 2 });
    expect(items.map(({ title }) => title)).toEqual(best.sample.slice(0, 2));
    expect(failed).toEqual([]);
    const text = await adapterOf('html').read(best.config, items[0]!);
    expect(text.parts.find(({ name }) => name === 'página: plazo')?.source.text).toContain(
      '30 de abril de 2026',
    );
    expect(text.documents).toEqual([expect.objectContaining({ title: 'Bases del fondo' })]);
  });

  it('takes named facts and documents of the pages of calls, but no other periods', async () => {
    const address = 'https://agencia.example/es/ayudas';
    const { best } = await proposedFor(address, {
      [address]: table,
      [`${address}/cooperacion-2026`]: tableCall,
    });
    const { detail } = best.config as {
      detail: { fields: { hint: string; selector: string }[]; documents: object };
    };
    expect(detail.fields.find(({ hint }) => hint === 'deadline')?.selector).toBe(
      'dt:contains("Plazo de presentación") + dd',
    );
    expect(detail.fields.find(({ hint }) => hint === 'amount')?.selector).toBe('dt:contains("Importe") + dd');
    expect(detail.documents).toMatchObject({
      links: { selector: '.field--name-field-documentos a[href]', guess: false },
    });
  });

  it('is proposed though the pages of its calls cannot be read', async () => {
    const { best } = await proposedFor(BLOG_LIST, { [BLOG_LIST]: blog[BLOG_LIST]! });
    expect(best).toMatchObject({ adapter: 'html', config: { detail: { content: null } } });
  });
});

describe('a single call', () => {
  it('is read as it stands', async () => {
    const address = 'https://puente.example/fondo-agua-rural-2026/';
    const { best } = await proposedFor(address, blog);
    expect(best).toMatchObject({
      adapter: 'pasted',
      config: { address },
      sample: ['Fondo de agua rural 2026 para juntas parroquiales'],
    });
  });

  it('may be a PDF', async () => {
    const address = 'https://x.example/bases%20agua.pdf';
    const { best } = await proposedFor(address, {
      [address]: { body: Buffer.from('%PDF-1.4 …'), mediaType: 'application/pdf' },
    });
    expect(best).toMatchObject({ adapter: 'pasted', config: { address }, sample: ['bases agua.pdf'] });
  });
});
