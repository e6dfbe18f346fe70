// Reads pages in a process that does nothing else, so that its memory is that of the reading. What is timed is the reading
// alone: pages are made between.
import { once } from 'node:events';
import { load } from 'cheerio';
import { pagesOf } from './extraction-pages.mjs';

const WARM = 200;

const [{ kind, count }] = await once(process, 'message');
const read = kind === 'extraction' ? await extraction() : cheerio();
let fields = 0;
let bytes = 0;
for (const page of pagesOf(WARM)) await read(page);
let spent = 0;
for (const page of pagesOf(count)) {
  const started = performance.now();
  fields += await read(page);
  spent += performance.now() - started;
  bytes += page.html.length;
}
const peakMb = process.resourceUsage().maxRSS / 1024;
process.send({ perSecond: (count / spent) * 1000, peakMb, fields, pageKb: bytes / count / 1024 }, () =>
  process.exit(0),
);

/** What a reading does with a captured page: decode it, take the parts that the definition names, read the fields. */
async function extraction() {
  const { extractCall } = await import('../../dist/libs/extraction/src/index.js');
  const { adapterOf } = await import('../../dist/libs/sources/src/index.js');
  const adapter = adapterOf('html');
  const config = adapter.check({
    listUrls: ['https://cooperante.example/convocatorias'],
    item: { selector: 'li', guess: false },
    link: { selector: 'a', attribute: 'href', guess: false },
    title: { selector: 'a', guess: false },
    detail: {
      content: { selector: 'main', guess: false },
      fields: [{ hint: 'title', selector: 'h1', guess: false }],
    },
    defaults: { language: 'es', zone: 'Europe/Madrid', currency: 'EUR' },
  });
  return async ({ url, html }) => {
    const part = { name: 'página', url, mediaType: 'text/html', charset: 'utf-8', body: Buffer.from(html) };
    return extractCall(await adapter.read(config, { key: url, url, parts: [part] })).fields.length;
  };
}

/** The bar: the parser alone and the text of the page, without deciding what is read and what it says. */
function cheerio() {
  return ({ html }) => (load(html)('body').text().length > 0 ? 1 : 0);
}
