// Reading captured pages: bytes to text to fields, with dates, amounts and who may apply. The named alternative is plain
// cheerio over the same pages, which only parses them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PAGES = 10_000;

/** Figures: pages per second on one core, memory in MB, average size of a page in KB. */
export async function run({ quick }) {
  const count = quick ? PAGES / 10 : PAGES;
  const ours = await inChild('extraction', count);
  const plain = await inChild('cheerio', count);
  return {
    pages: count,
    page_kb: round(ours.pageKb),
    pages_per_s: round(ours.perSecond),
    fields_per_page: round(ours.fields / count),
    peak_mb: round(ours.peakMb),
    cheerio_pages_per_s: round(plain.perSecond),
    cheerio_peak_mb: round(plain.peakMb),
  };
}

async function inChild(kind, count) {
  const child = fork(fileURLToPath(new URL('./extraction.child.mjs', import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.send({ kind, count });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The measuring process ended with code ${code}.`);
  });
  const [figures] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  return figures;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
