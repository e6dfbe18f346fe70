import 'reflect-metadata';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignedLinks } from '../../dist/libs/accounts/src/index.js';
import { Calls } from '../../dist/libs/calls/src/index.js';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { OutgoingMail } from '../../dist/libs/delivery/src/index.js';
import { addDays, localDate, SystemClock } from '../../dist/libs/kernel/src/index.js';
import { ComposeNotices } from '../../dist/libs/notifications/src/index.js';
import { loadReferenceData } from '../../dist/libs/reference-data/src/index.js';
import { CoreModule, openDatabase } from '../../dist/libs/runtime/src/index.js';
import { NestFactory } from '@nestjs/core';
import PostalMime from 'postal-mime';
import { DataSource } from 'typeorm';

const CALLS = 40;
const CALLS_OF_A_DIGEST = 10;
const BATCH = 50;

const [{ marks }] = await once(process, 'message');
const people = Math.max(...marks);
const folder = mkdtempSync(join(tmpdir(), 'chasqui-bench-'));
chmodSync(folder, 0o755);
const settings = readSettings({ DATA_DIR: folder, CHASQUI_MODE: 'demo', LOG_LEVEL: 'error' });
const database = await openDatabase(settings, () => {});
const core = CoreModule.register(settings, database.url);
const bench = { ...core, providers: [SignedLinks, ComposeNotices] };
const app = await NestFactory.createApplicationContext(bench, { logger: ['error'] });
const source = app.get(DataSource);
await loadReferenceData(source.manager);
await fill();

const composer = app.get(ComposeNotices);
const ids = (await source.query('SELECT id FROM outgoing_mail ORDER BY recipient')).map(({ id }) => id);
const figures = {};
let written = 0;
let last;
let ms = 0;
while (written < people) {
  const next = marks.find((mark) => mark > written);
  const batch = ids.slice(written, Math.min(written + BATCH, next));
  const started = performance.now();
  last = await write(batch);
  ms += performance.now() - started;
  written += batch.length;
  if (written === next) figures[`heap_mb_${written}`] = heap();
}
const { html } = await PostalMime.parse(last);
figures.digest_kb_10 = rounded(Buffer.byteLength(html) / 1000);
figures.raw_kb_10 = rounded(last.length / 1000);
figures.digests_per_s = Math.round((people / ms) * 1000);

process.send(figures);
await app.close();
await database.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);

/** Composes and personalises a batch. @returns the last message */
async function write(batch) {
  const mails = await source.manager.find(OutgoingMail, { where: batch.map((id) => ({ id })) });
  const answers = await composer.compose(mails);
  let raw;
  for (const { id, recipient } of mails) {
    const { template, personal } = answers.get(id);
    const to = { name: personal.name, address: recipient, messageId: `${id}@bench.example` };
    ({ raw } = template.personalise(
      { ...to, envelopeFrom: 'avisos@chasqui.example', date: new Date() },
      personal,
    ));
  }
  return raw;
}

/** Calls, and people with a search each who are owed ten of them in one mail. */
async function fill() {
  const calls = new Calls(source, new SystemClock());
  const [donor] = await source.query('SELECT id FROM donor ORDER BY slug LIMIT 1');
  for (let place = 0; place < CALLS; place += 1) {
    const { id } = await calls.create(input(donor.id, place), null);
    await calls.publish(id, null);
  }
  await source.query(
    `WITH people AS (
       INSERT INTO account (email, name, created_at)
       SELECT 'p' || lpad(n::text, 6, '0') || '@bench.example', 'Persona ' || n, now()
         FROM generate_series(1, ${people}) AS n
       RETURNING id, email
     ), alerts AS (
       INSERT INTO subscription (account_id, search_query, search_seq, label, active, min_score, include_credit, since)
       SELECT id, 'q=agua', row_number() OVER (), 'Agua de ' || email, true, 0, true, now() FROM people
       RETURNING id, account_id, label
     ), mails AS (
       INSERT INTO outgoing_mail (id, account_id, recipient, domain, state, next_attempt_at, created_at, updated_at)
       SELECT gen_random_uuid(), id, email, 'bench.example', 'pending', now(), now(), now() FROM people
       RETURNING id, account_id
     )
     INSERT INTO notification (account_id, kind, event_key, call_id, subscription_ids, reasons, state, due_at, mail_id,
                               created_at)
     SELECT m.account_id, 'new_call', 'call.published/' || c.id, c.id, ARRAY[a.id],
            ARRAY['su búsqueda «' || a.label || '»'], 'mailed', now(), m.id, now()
       FROM mails m JOIN alerts a ON a.account_id = m.account_id
       CROSS JOIN LATERAL (SELECT id FROM call ORDER BY md5(id::text || m.id::text) LIMIT ${CALLS_OF_A_DIGEST}) c`,
  );
  await source.query('VACUUM ANALYZE account, subscription, outgoing_mail, notification');
}

function input(donorId, place) {
  return {
    title: `Agua segura para territorios rurales y gestión de cuencas hídricas, línea ${place + 1}`,
    summary: 'Financia redes de agua potable y de riego en parroquias rurales. '.repeat(12),
    donorId,
    kind: 'open_window',
    financialForm: place % 5 === 4 ? 'loan' : 'grant',
    language: 'es',
    opensOn: null,
    deadlineKind: 'exact',
    deadlineLocal: `${addDays(localDate(new Date()), 20 + place)}T17:00`,
    deadlineZone: 'Europe/Madrid',
    amountMin: '300000',
    amountMax: '800000',
    currency: 'EUR',
    cofinancingPercent: '20',
    countries: ['EC'],
    gadLevels: ['provincial', 'municipal'],
    gadRole: 'applicant',
    themes: ['agua-potable'],
    sdgs: [6],
    sourceUrl: `https://cooperante.example/convocatorias/agua-segura-${place + 1}`,
  };
}

/** Heap in use, MB, once everything that can be collected was. */
function heap() {
  globalThis.gc();
  globalThis.gc();
  return rounded(process.memoryUsage().heapUsed / 2 ** 20);
}

function rounded(number) {
  return Math.round(number * 10) / 10;
}
