import 'reflect-metadata';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Calls } from '../../dist/libs/calls/src/index.js';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { LoadDemo, DemoModule } from '../../dist/libs/demo/src/index.js';
import { SystemClock } from '../../dist/libs/kernel/src/index.js';
import { FanOut } from '../../dist/libs/notifications/src/index.js';
import { loadReferenceData } from '../../dist/libs/reference-data/src/index.js';
import { CoreModule, openDatabase } from '../../dist/libs/runtime/src/index.js';
import { SearchEntry } from '../../dist/libs/search/src/index.js';
import { SearchBook } from '../../dist/libs/subscriptions/src/index.js';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';

const ROUNDS = 9;
const WORDS =
  `agua riego turismo caminos mujeres jóvenes residuos reciclaje bosque páramo cuenca cultura patrimonio salud
  escuela vivienda movilidad energía solar pesca cacao café ganadería artesanía internet datos riesgo volcán inundación
  clima carbono biodiversidad manglar suelo mercado empleo niñez discapacidad migración seguridad deporte`.split(
    /\s+/,
  );
const THEMES = ['turismo', 'ambiente', 'agua-potable', 'movilidad', 'energia', 'cultura'];

const [{ searches }] = await once(process, 'message');
const folder = mkdtempSync(join(tmpdir(), 'chasqui-bench-'));
chmodSync(folder, 0o755);
const settings = readSettings({ DATA_DIR: folder, CHASQUI_MODE: 'demo', LOG_LEVEL: 'error' });
const database = await openDatabase(settings, () => {});
const core = CoreModule.register(settings, database.url);
const bench = { ...core, imports: [...core.imports, DemoModule], providers: [FanOut, SearchBook] };
const app = await NestFactory.createApplicationContext(bench, { logger: ['error'] });
const source = app.get(DataSource);
await loadReferenceData(source.manager);
await app.get(LoadDemo).execute();

const fanOut = app.get(FanOut);
const book = app.get(SearchBook);
const calls = new Calls(source, new SystemClock());

await people(searches, (place) => {
  // Three of four have words; all have a filter. About one in seventeen finds a call about water.
  const parameters = new URLSearchParams();
  if (place % 17 === 0) parameters.set('q', place % 2 ? 'agua potable' : 'sistemas de agua');
  else parameters.set('q', `${word(place)} ${word(place * 7 + 3)}`);
  if (place % 17 !== 0 && place % 4 === 0) parameters.append('tema', THEMES[place % THEMES.length]);
  parameters.append('nivel', 'provincial');
  parameters.append('nivel', 'municipal');
  parameters.append('nivel', 'parish');
  return parameters.toString();
});
const some = await measure();
const postgres = await postgresScan();

await source.query('TRUNCATE account CASCADE');
await people(searches, () => 'tipo=call', 1_000_000);
const all = await measure();

process.send({
  searches,
  fanout_ms: some.ms,
  fanout_worst_ms: some.worst,
  fanout_rows: some.rows,
  match_ms: some.match,
  again_ms: some.again,
  fanout_all_ms: all.ms,
  fanout_all_rows: all.rows,
  postgres_scan_ms: postgres,
  peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
});
await app.close();
await database.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);

/** Accounts with one saved search each, written as the product writes them. */
async function people(count, queryOf, from = 0) {
  const since = '2026-01-01T00:00:00Z';
  for (let start = 0; start < count; start += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, count - start) }, (_, place) => {
      const number = start + place;
      return { email: `p${from + number}@bench.example`, query: queryOf(number), seq: from + number + 1_000 };
    });
    await source.query(
      `WITH rows AS (SELECT * FROM jsonb_to_recordset($1) AS r(email text, query text, seq int)),
            made AS (INSERT INTO account (email, name, created_at)
                     SELECT email, 'Persona', $2 FROM rows RETURNING id, email)
       INSERT INTO subscription (account_id, search_query, search_seq, label, active, min_score, include_credit, since)
       SELECT made.id, rows.query, rows.seq, 'Búsqueda', true, 0, true, $2 FROM made JOIN rows USING (email)`,
      [JSON.stringify(rows), since],
    );
  }
  await source.query('VACUUM ANALYZE account, subscription, notification');
}

/** Medians over several calls; each is published anew, so that its notices are new. */
async function measure() {
  const times = [];
  const matches = [];
  let rows = 0;
  let again = 0;
  const [donor] = await source.query('SELECT id FROM donor ORDER BY slug LIMIT 1');
  for (let round = 0; round < ROUNDS; round += 1) {
    const call = await calls.create(input(donor.id, round), null);
    const { revision } = await calls.publish(call.id, null);
    const entry = await source.manager.findOneByOrFail(SearchEntry, { kind: 'call', recordId: call.id });
    await book.matching(entry, new Date());
    let started = performance.now();
    await book.matching(entry, new Date());
    matches.push(performance.now() - started);
    started = performance.now();
    rows = await fanOut.execute({ callId: call.id, revision });
    times.push(performance.now() - started);
    started = performance.now();
    await fanOut.execute({ callId: call.id, revision });
    again = performance.now() - started;
    await source.query(`DELETE FROM notification WHERE call_id = $1`, [call.id]);
    await source.query('VACUUM notification');
  }
  return {
    ms: rounded(median(times)),
    worst: rounded(Math.max(...times)),
    rows,
    match: rounded(median(matches)),
    again: rounded(again),
  };
}

/** The same searches as rows with a tsquery, held against the call by one scan. */
async function postgresScan() {
  await source.query(`CREATE TABLE scan AS
    SELECT id, plainto_tsquery('spanish', unaccent(split_part(split_part(search_query, 'q=', 2), '&', 1))) AS words
      FROM subscription WHERE search_query LIKE 'q=%'`);
  await source.query('VACUUM ANALYZE scan');
  const text = input('', 0).title + ' ' + input('', 0).summary;
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await source.query(
      `WITH call AS MATERIALIZED (SELECT to_tsvector('spanish', unaccent($1)) AS text)
       SELECT count(*) FROM scan, call WHERE call.text @@ words`,
      [text],
    );
    times.push(performance.now() - started);
  }
  await source.query('DROP TABLE scan');
  return rounded(median(times));
}

function input(donorId, round) {
  return {
    kind: 'open_window',
    donorId,
    title: `Sistemas de agua potable para comunidades, edición ${round}`,
    summary: 'Financia sistemas de agua potable y su mantenimiento en zonas dispersas de todo el país.',
    language: 'es',
    financialForm: 'grant',
    deadlineKind: 'exact',
    deadlineLocal: '2099-08-31T17:00',
    deadlineZone: 'America/Guayaquil',
    countries: ['EC'],
    gadLevels: ['provincial', 'municipal', 'parish'],
    gadRole: 'applicant',
    themes: ['agua-potable'],
    sourceUrl: 'https://cooperante.example/agua',
  };
}

function word(number) {
  return WORDS[(number * 31) % WORDS.length];
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(ms) {
  return Math.round(ms * 10) / 10;
}
