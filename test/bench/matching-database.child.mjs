// What a change costs until every list it touches is stored, by the product's own code on an embedded server; and, on the
// same server, what PostgreSQL's full text search would take to rank the calls for every priority.
import 'reflect-metadata';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { SystemClock } from '../../dist/libs/kernel/src/index.js';
import { MatchLists, ReviseLists } from '../../dist/libs/matching/src/index.js';
import { loadReferenceData } from '../../dist/libs/reference-data/src/index.js';
import { CoreModule, openDatabase } from '../../dist/libs/runtime/src/index.js';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { loadSet } from './matching-load.mjs';
import { evenSample, MEANS } from './matching-queries.mjs';
import { otherTexts } from './matching-set.mjs';

const TOP = 20;
const WARM = 5;

const [{ calls, gads, changes, sample }] = await once(process, 'message');
const folder = mkdtempSync(join(tmpdir(), 'chasqui-bench-'));
chmodSync(folder, 0o755);
const settings = readSettings({ DATA_DIR: folder, CHASQUI_MODE: 'demo', LOG_LEVEL: 'error' });
const database = await openDatabase(settings, () => {});
try {
  const app = await NestFactory.createApplicationContext(CoreModule.register(settings, database.url), {
    logger: ['error'],
  });
  try {
    process.send(await measure(app.get(DataSource)));
  } finally {
    await app.close();
  }
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
process.disconnect();

async function measure(source) {
  await loadReferenceData(source.manager);
  const country = await loadSet(source, { calls, gads });
  const textSearch = await rankByTextSearch(source, country);
  const clock = new SystemClock();
  const lists = new MatchLists(source, clock);
  // GADs that are no part of a small set keep waiting for their lists.
  const later = (
    await source.query('SELECT dpa_code AS code FROM gad WHERE dpa_code <> ALL ($1)', [
      country.map(({ dpaCode }) => dpaCode),
    ])
  ).map(({ code }) => code);
  const storeAllMs = await timed(() => storeAll(source, clock, lists, country, later));
  await source.query('VACUUM ANALYZE match');
  const [{ rows }] = await source.query('SELECT count(*)::int AS rows FROM match');
  return {
    ...textSearch,
    storeAllMs,
    rows,
    oneCallMs: await changedCalls(source, lists, later),
    onePriorityMs: await changedPriorities(source, country, lists),
  };
}

/** Makes and writes every list, from empty tables. */
async function storeAll(source, clock, lists, country, later) {
  if (later.length === 0) return new ReviseLists(source, clock, lists).execute();
  const ids = (await source.query('SELECT id FROM call')).map(({ id }) => id);
  return lists.refresh({ calls: ids, gads: country.map(({ dpaCode }) => dpaCode), later });
}

/** Calls that get another text and other topics, one after the other; the first ones warm up. */
async function changedCalls(source, lists, later) {
  const { random, call } = otherTexts();
  const ids = (await source.query('SELECT id FROM call ORDER BY id')).map(({ id }) => id);
  const times = [];
  for (let count = 0; count < changes + WARM; count += 1) {
    const id = ids[Math.floor(random() * ids.length)];
    const { title, summary, language, topics } = call();
    await source.query(
      `UPDATE call SET title = $2, summary = $3, language = $4, themes = $5, revision = revision + 1 WHERE id = $1`,
      [id, title, summary, language, topics.map(({ code }) => code)],
    );
    times.push(await timed(() => lists.refresh({ calls: [id], later })));
  }
  return times.slice(WARM);
}

async function changedPriorities(source, country, lists) {
  const { random, priority } = otherTexts();
  const times = [];
  for (let count = 0; count < changes + WARM; count += 1) {
    const { dpaCode, priorities } = country[Math.floor(random() * country.length)];
    const { id } = priorities[Math.floor(random() * priorities.length)];
    const { text, topic } = priority(null);
    await source.query('UPDATE priority SET text = $2, themes = $3 WHERE id = $1', [id, text, [topic.code]]);
    times.push(await timed(() => lists.refresh({ gads: [dpaCode] })));
  }
  return times.slice(WARM);
}

/** One OR query per priority with the same filters, the best twenty, by `ts_rank` over a GIN index. */
async function rankByTextSearch(source, country) {
  await source.query(
    `CREATE TABLE bench_text AS
     SELECT id, setweight(to_tsvector('spanish', title), 'A') || setweight(to_tsvector('spanish', summary), 'B') AS words,
            gad_levels, territories, amount_min, closes_at
       FROM call`,
  );
  await source.query('CREATE INDEX bench_text_words_idx ON bench_text USING gin (words)');
  await source.query('VACUUM ANALYZE bench_text');
  const queries = country.flatMap(({ level, dpaCode, priorities }) =>
    priorities.map(({ text }) => [wordsOf(text), level, dpaCode.slice(0, 2), MEANS[level]]),
  );
  const asked = evenSample(queries, sample);
  const rank = (values) =>
    source.query(
      `SELECT id FROM bench_text, to_tsquery('spanish', $1) AS query
        WHERE words @@ query AND (gad_levels = '{}' OR $2 = ANY (gad_levels))
          AND (territories = '{}' OR $3 = ANY (territories)) AND (amount_min IS NULL OR amount_min <= $4)
          AND closes_at > now()
        ORDER BY ts_rank(words, query) DESC LIMIT ${TOP}`,
      values,
    );
  for (const values of asked.slice(0, WARM)) await rank(values);
  const sampleMs = await timed(async () => {
    for (const values of asked) await rank(values);
  });
  await source.query('DROP TABLE bench_text');
  return { textSearchMs: (sampleMs / asked.length) * queries.length, textSearchSample: asked.length };
}

function wordsOf(text) {
  return [...new Set(text.match(/\p{L}+/gu))].join(' | ');
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
