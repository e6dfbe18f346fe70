import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fakeFetcher,
  gather,
  loopbackFetcher,
  recordedAnswer,
} from '../../../../../test/support/collecting.js';
import { type FaultServer, faults, startFaultServer } from '../../../../../test/support/fault-server.js';
import { feedAdapter } from './feed.adapter.js';

const URL_OF_FEED = 'https://cooperacion.example/rss';
const [rss, atom, rdf, json] = await Promise.all([
  recordedAnswer('feed/rss.xml'),
  recordedAnswer('feed/atom.xml'),
  recordedAnswer('feed/rdf.xml'),
  recordedAnswer('feed/feed.json'),
]);

const config = feedAdapter.check({ feedUrls: [URL_OF_FEED] });
const xml = (body: string | Buffer) => ({ body: Buffer.from(body), mediaType: 'application/rss+xml' });
const collect = (body: string | Buffer, changes: object = {}, context = {}) =>
  gather(
    feedAdapter,
    { ...config, ...changes },
    fakeFetcher(() => xml(body)),
    context,
  );

async function textOf(body: string, at = 0) {
  const { items } = await collect(body);
  return feedAdapter.read(config, items[at]!);
}

describe('a feed', () => {
  it('gives its entries by their own code, else by their address', async () => {
    const { items } = await collect(rss);
    expect(items.map(({ key, url, title }) => ({ key, url, title }))).toEqual([
      {
        key: 'tag:cooperacion.example,2026:agua',
        url: 'https://cooperacion.example/llamados/agua?utm_medium=rss',
        title: 'Agua & saneamiento – llamado 2026',
      },
      {
        key: 'https://cooperacion.example/llamados/turismo',
        url: 'https://cooperacion.example/llamados/turismo/',
        title: 'Turismo comunitario',
      },
    ]);
  });

  it('reads RSS 2.0', async () => {
    const text = await textOf(rss);
    expect(text.parts.map(({ name, hint, source }) => [name, hint, source.text])).toEqual([
      ['entrada: título', 'title', 'Agua & saneamiento – llamado 2026'],
      ['entrada: resumen', 'summary', 'Cierra el 31 de agosto de 2026.'],
      ['entrada: contenido', null, 'Hasta EUR 300.000 por proyecto.'],
      ['entrada: temas', 'themes', 'Agua\nSaneamiento'],
    ]);
    expect(text.publishedOn).toBe('2026-03-02');
    expect(text.documents).toEqual([
      { title: 'Documento', url: 'https://cooperacion.example/docs/bases.pdf' },
    ]);
  });

  it('reads Atom', async () => {
    const text = await textOf(atom);
    expect(text.url).toBe('https://cooperacion.example/llamados/pasantias');
    expect(text.parts[0]!.source.text).toBe('Pasantías Sur-Sur');
    expect(text.publishedOn).toBe('2026-02-01');
    expect(text.documents).toEqual([{ title: 'Bases', url: 'https://cooperacion.example/docs/bases.pdf' }]);
  });

  it('reads RSS 1.0', async () => {
    const text = await textOf(rdf);
    expect(text).toMatchObject({ url: 'https://cooperacion.example/l/7', publishedOn: '2026-01-15' });
  });

  it('reads JSON Feed', async () => {
    const text = await textOf(json);
    expect(text.parts.map(({ name }) => name)).toEqual([
      'entrada: título',
      'entrada: contenido',
      'entrada: temas',
    ]);
    expect(text.documents).toHaveLength(1);
  });

  it('gives the same bytes for the same entry, whatever the rest of the feed says', async () => {
    const later = rss
      .replace('03 Mar 2026 06', '04 Mar 2026 07')
      .replace('<category>Saneamiento</category>', '')
      .replace('<category>Agua</category>', '<category>Agua</category><category>Saneamiento</category>');
    const [before, after] = [await collect(rss), await collect(later)];
    expect(after.items[0]!.parts[0]!.body.equals(before.items[0]!.parts[0]!.body)).toBe(true);
  });

  it('reads the page of each entry when asked to', async () => {
    const call = await recordedAnswer('html/call.html');
    const fetcher = fakeFetcher(({ url }) =>
      url === URL_OF_FEED ? xml(rss) : { body: Buffer.from(call), mediaType: 'text/html' },
    );
    const withPages = { ...config, detail: { documents: { read: false } } };
    const { items } = await gather(feedAdapter, withPages, fetcher);
    expect(items.map(({ parts }) => parts.map(({ name }) => name))).toEqual([
      ['entrada', 'página'],
      ['entrada', 'página'],
    ]);
    const text = await feedAdapter.read(feedAdapter.check(withPages), items[0]!);
    expect(text.documents.map(({ title }) => title)).toContain('Bases de la convocatoria');
  });

  it('is read in the encoding that it declares or truly has', async () => {
    const latin = rss.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').replace('Turismo', 'Educación');
    expect((await collect(Buffer.from(latin, 'latin1'))).items[1]!.title).toBe('Educación comunitario');
    const lying = rss.replace('Turismo', 'Educación');
    expect((await collect(Buffer.from(lying, 'latin1'))).items[1]!.title).toBe('Educación comunitario');
  });

  it.each([
    ['<!doctype html><html><body>Hola</body></html>', 'not_expected_type'],
    ['<html><head><title>Error</title></head></html>', 'not_expected_type'],
    [rss.slice(0, rss.indexOf('</channel>')), 'truncated'],
    [rss.slice(0, 700), 'truncated'],
    [json.slice(0, 200), 'truncated'],
    ['{"codigo":"ERR","error":"caído"}', 'layout'],
    ['<?xml version="1.0"?><datos></datos></rss>', 'layout'],
    ['<rss version="2.0"><channel><title>x</title></channel></rss>', 'no_items'],
    ['', 'truncated'],
  ])('that is none is a fault: %#', async (body, code) => {
    await expect(collect(body)).rejects.toMatchObject({ name: 'SourceFault', code });
  });

  it('may be empty when its definition says so', async () => {
    const { items, pages } = await collect('<rss version="2.0"><channel><title>x</title></channel></rss>', {
      minItems: 0,
    });
    expect([items, pages]).toMatchObject([[], [{ found: 0 }]]);
  });

  it('never expands what its document type declares', async () => {
    let declared = '<!ENTITY a0 "jajajajaja">';
    for (let level = 1; level < 12; level += 1)
      declared += `<!ENTITY a${level} "${`&a${level - 1};`.repeat(10)}">`;
    const bomb =
      `<?xml version="1.0"?><!DOCTYPE rss [${declared}]><rss version="2.0"><channel>` +
      '<item><title>Uno &a11;</title><link>https://x.example/1</link></item></channel></rss>';
    const { items } = await collect(bomb);
    expect(items[0]!.parts[0]!.body.length).toBeLessThan(500);
    const spy = bomb.replace(declared, '<!ENTITY a11 SYSTEM "file:///etc/passwd">');
    const told = await collect(spy).then(
      ({ items: [item] }) => item!.parts[0]!.body.toString(),
      (error: Error) => error.message,
    );
    expect(told).not.toContain('root:');
  });
});

describe('a feed over the network', () => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await startFaultServer();
  });
  afterAll(() => server.close());

  it.each([
    ['throttled', faults.throttled('5'), { fault: 'throttled' }],
    ['cut', faults.truncated(rss, 500), { fault: 'truncated' }],
    ['html', faults.htmlErrorPage(), { code: 'not_expected_type' }],
    ['bad', faults.errorInside200(), { code: 'layout' }],
  ])('%s is a fault', async (path, answer, fault) => {
    const fetcher = loopbackFetcher();
    server.on(`/${path}`, answer);
    const reading = gather(feedAdapter, { feedUrls: [`${server.url}/${path}`] }, fetcher);
    await expect(reading).rejects.toMatchObject(fault);
    await fetcher.close();
  });
});
