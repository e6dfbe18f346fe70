import { describe, expect, it } from '@jest/globals';
import { fakeFetcher, gather, recordedAnswer } from '../../../../../test/support/collecting.js';
import { itemOfText, pastedAdapter } from './pasted.adapter.js';

const call = await recordedAnswer('html/call.html');
const address = 'www.cooperacion.example/es/convocatorias/agua-2026';
const page = (body: string | Buffer, mediaType = 'text/html') =>
  fakeFetcher(() => ({ body: Buffer.from(body), mediaType }));

/** The smallest PDF with a line of text. */
function pdfOf(line: string): Buffer {
  const stream = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const xref = `xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text + xref, 'latin1');
}

describe('a pasted address', () => {
  it('is one call, read with its documents', async () => {
    const config = { address, detail: { documents: { read: false } } };
    const { items } = await gather(pastedAdapter, config, page(call));
    expect(items).toMatchObject([
      {
        key: 'https://www.cooperacion.example/es/convocatorias/agua-2026',
        title: 'Fondo de Agua y Saneamiento 2026',
      },
    ]);
    const text = await pastedAdapter.read(pastedAdapter.check(config), items[0]!);
    expect(text.parts[0]).toMatchObject({ name: 'página: título', hint: 'title' });
    expect(text.documents).toHaveLength(3);
  });

  it('may be a PDF', async () => {
    const config = { address: 'https://x.example/bases.pdf' };
    const { items } = await gather(
      pastedAdapter,
      config,
      page(pdfOf('Convocatoria de becas 2026'), 'application/pdf'),
    );
    expect(items[0]!.title).toBe('Convocatoria de becas 2026');
    const { parts } = await pastedAdapter.read(pastedAdapter.check(config), items[0]!);
    expect(parts.map(({ source }) => source.text)).toEqual(['Convocatoria de becas 2026']);
  });

  it('that is a broken PDF is told', async () => {
    const { items, warnings } = await gather(
      pastedAdapter,
      { address: 'https://x.example/b.pdf' },
      page('%PDF-1.4 nada'),
    );
    expect(items[0]!.title).toBe('b.pdf');
    expect(warnings).toEqual([expect.stringContaining('PDF')]);
  });

  it('reads the PDFs of the page, each under its own name', async () => {
    const list =
      '<h1>Becas</h1><a href="/a/bases.pdf">Bases</a><a href="/b/bases.pdf">Anexo</a><a href="/c.pdf">Foto</a>';
    const fetcher = fakeFetcher(({ url }) =>
      url.endsWith('.pdf') && !url.endsWith('c.pdf')
        ? { body: pdfOf(`Texto de ${new URL(url).pathname}`), mediaType: 'application/pdf' }
        : { body: Buffer.from(list), mediaType: 'text/html' },
    );
    const config = { address: 'https://x.example/becas' };
    const { items, warnings } = await gather(pastedAdapter, config, fetcher);
    expect(items[0]!.parts.map(({ name }) => name)).toEqual(['página', 'bases.pdf', 'bases (2).pdf']);
    expect(warnings).toEqual([expect.stringContaining('«Foto» no es un PDF')]);
    const { parts } = await pastedAdapter.read(pastedAdapter.check(config), items[0]!);
    expect(parts.at(-1)).toMatchObject({ name: 'bases (2).pdf', source: { text: 'Texto de /b/bases.pdf' } });
  });

  it.each([
    ['{"a":1}', 'not_expected_type'],
    ['<html><head><title>Página no encontrada | Sitio</title></head><body></body></html>', 'error_inside'],
  ])('that leads to no call is a fault: %s', async (body, code) => {
    await expect(gather(pastedAdapter, { address }, page(body))).rejects.toMatchObject({ code });
  });

  it('must be there', async () => {
    await expect(gather(pastedAdapter, {}, page(''))).rejects.toThrow(/pegue la dirección o el texto/);
  });
});

describe('a pasted text', () => {
  it('is the call itself', async () => {
    const item = itemOfText('\r\n  Convocatoria de becas 2026  \r\nCierre: 31 de agosto.\0');
    expect(item.title).toBe('Convocatoria de becas 2026');
    const text = await pastedAdapter.read(pastedAdapter.check({ defaults: { language: 'es' } }), item);
    expect(text.parts.map(({ name, hint }) => [name, hint])).toEqual([
      ['texto: título', 'title'],
      ['texto', null],
    ]);
    expect(text.parts[1]!.source.text).toBe('Convocatoria de becas 2026  \nCierre: 31 de agosto.');
    expect(text.defaults.language).toBe('es');
    expect(itemOfText(text.parts[1]!.source.text).key).toBe(item.key);
  });

  it.each(['', 'muy poco', 'x'.repeat(600_000)])('of a wrong length is refused', (text) => {
    expect(() => itemOfText(text)).toThrow(expect.objectContaining({ code: 'source.text' }));
  });
});
