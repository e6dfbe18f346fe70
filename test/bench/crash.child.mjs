// One backend of the crash benchmark: makes the notices, starts and kills workers, and compares in the end what the mail
// server took with what the database says.
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Calls } from '../../dist/libs/calls/src/index.js';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { DeliveryModule, DueMails } from '../../dist/libs/delivery/src/index.js';
import { DemoModule, LoadDemo } from '../../dist/libs/demo/src/index.js';
import { jobRequest, JobQueues } from '../../dist/libs/jobs/src/index.js';
import { SystemClock } from '../../dist/libs/kernel/src/index.js';
import { fanOutJob } from '../../dist/libs/notifications/src/index.js';
import { loadReferenceData } from '../../dist/libs/reference-data/src/index.js';
import { CoreModule, openDatabase } from '../../dist/libs/runtime/src/index.js';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';

const WORKERS = 2;
const DOMAINS = 40;
/**
 * What was accepted this close to a kill may not have been noted: before it, the worker was still about to; after it,
 * the server was still reading what the worker had handed over. ms
 */
const WINDOW_MS = 1_000;
const PATIENCE_MS = 15 * 60_000;

const [{ notices, kills, redisUrl, seed }] = await once(process, 'message');
const folder = mkdtempSync(join(tmpdir(), 'chasqui-crash-'));
chmodSync(folder, 0o755);
const sink = await startSink();
const environment = {
  DATA_DIR: folder,
  CHASQUI_MODE: 'demo',
  LOG_LEVEL: 'error',
  SMTP_URL: sink.url,
  SMTP_CONNECTIONS: '10',
  MAIL_DOMAIN_CONNECTIONS: '10',
  MAIL_DOMAIN_RATE: '1000',
  ...(redisUrl && { REDIS_URL: redisUrl }),
};
const settings = readSettings(environment);
const database = await openDatabase(settings, () => {});
const core = CoreModule.register(settings, database.url);
const bench = { ...core, imports: [...core.imports, DemoModule, DeliveryModule] };
const app = await NestFactory.createApplicationContext(bench, { logger: ['error'] });
const source = app.get(DataSource);
await loadReferenceData(source.manager);
await app.get(LoadDemo).execute();
await source.query('TRUNCATE account CASCADE');
const callId = await owe();

/** Mails whose worker says that it had lost them before it could note what became of them. */
const takenOver = new Set();
let broken;
const workers = [];
let figures;
try {
  for (let place = 0; place < WORKERS; place += 1) workers.push(startWorker());
  const started = performance.now();
  const killed = await killAsTheyWork();
  await finished();
  const seconds = Math.round((performance.now() - started) / 1000);
  figures = { notices, kills: killed.length, ...(await check(killed, await sink.report())), seconds };
} finally {
  for (const worker of workers) worker.kill('SIGKILL');
  sink.kill();
  await app.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
process.send(figures, () => process.exit(0));

/** A call, everybody who wants to hear of it, and the job that writes their notices. */
async function owe() {
  const [donor] = await source.query('SELECT id FROM donor ORDER BY slug LIMIT 1');
  const calls = new Calls(source, new SystemClock());
  const { id } = await calls.create(
    {
      kind: 'open_window',
      donorId: donor.id,
      title: 'Sistemas de agua potable para comunidades',
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
    },
    null,
  );
  const { revision } = await calls.publish(id, null);
  await source.query(
    `WITH made AS (
       INSERT INTO account (email, name, created_at)
       SELECT 'p' || i || '@gad' || i % $2 || '.example', 'Persona ' || i, '2026-01-01' FROM generate_series(1, $1) i
       RETURNING id, email)
     INSERT INTO subscription (account_id, search_query, search_seq, label, active, min_score, include_credit, since)
     SELECT id, 'tipo=call', 1000 + row_number() OVER (), 'Agua', true, 0, true, '2026-01-01' FROM made`,
    [notices, DOMAINS],
  );
  await app.get(JobQueues).add([jobRequest(fanOutJob, { callId: id, revision })]);
  return id;
}

/** Kills a worker whenever the server has taken a share of the mails that chance decides. @returns when, ms */
async function killAsTheyWork() {
  const random = mulberry(seed);
  const shares = Array.from({ length: kills }, () => 0.02 + 0.88 * random()).toSorted((a, b) => a - b);
  const times = [];
  for (const share of shares) {
    await until(`${Math.round(share * notices)} mails are taken`, () => sink.accepted() >= share * notices);
    const place = Math.floor(random() * WORKERS);
    const victim = workers[place];
    times.push(Date.now());
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    workers[place] = startWorker();
    // Time for the next one to have something in hand.
    await pause(500 + 500 * random());
  }
  return times;
}

/** Until every mail has its final state. The wake-ups of every minute come every second here. */
async function finished() {
  let last = 0;
  await until('every mail is finished', async () => {
    if (performance.now() - last > 1000) {
      last = performance.now();
      await app.get(DueMails).wake();
    }
    const [{ open }] = await source.query(
      `SELECT (SELECT count(*) FROM notification WHERE state = 'pending')
            + (SELECT count(*) FROM outgoing_mail
                WHERE state IN ('pending', 'sending') OR state = 'unknown' AND next_attempt_at < '9999-01-01') AS open`,
    );
    const [{ all }] = await source.query('SELECT count(*) AS all FROM notification');
    return Number(all) > 0 && Number(open) === 0;
  });
}

/** What the server took against what the database says. */
async function check(killedAt, { accepted, faults }) {
  const rows = await source.query(
    `SELECT n.account_id, a.email, m.id, m.state, m.last_code, m.attempts
       FROM account a
       LEFT JOIN notification n ON n.account_id = a.id AND n.call_id = $1
       LEFT JOIN outgoing_mail m ON m.id = n.mail_id`,
    [callId],
  );
  const host = new URL(settings.publicUrl).hostname;
  const byPerson = grouped(accepted, ({ recipient }) => recipient);
  const isDone = (row) =>
    (row.state === 'failed' && row.last_code?.startsWith('5')) ||
    (['sent', 'unknown'].includes(row.state) && byPerson.has(row.email));
  let [inWindow, outside, mostAtOnce] = [0, 0, 0];
  const perKill = new Map();
  for (const row of rows) {
    const own = byPerson.get(row.email) ?? [];
    for (const [place, earlier] of own.slice(0, -1).entries()) {
      const sameId =
        own[place + 1].messageId === earlier.messageId && earlier.messageId === `${row.id}@${host}`;
      const kill = killedAt.find((at) => Math.abs(at - earlier.at) <= WINDOW_MS);
      if (sameId && (!earlier.told || kill !== undefined || takenOver.has(row.id))) inWindow += 1;
      else {
        outside += 1;
        const toKills = killedAt.map((at) => at - earlier.at);
        process.stderr.write(
          `Doubled outside the window: ${JSON.stringify({ row, earlier, next: own[place + 1], toKills })}\n`,
        );
      }
      if (earlier.told && kill !== undefined) perKill.set(kill, (perKill.get(kill) ?? 0) + 1);
    }
  }
  mostAtOnce = Math.max(0, ...perKill.values());
  const lost = rows.filter((row) => !isDone(row)).length + Math.max(0, notices - rows.length);
  const states = Object.fromEntries(
    [...grouped(rows, ({ state }) => state)].map(([state, some]) => [state, some.length]),
  );
  process.stderr.write(
    `${redisUrl ? 'Redis' : 'PostgreSQL'}: ${accepted.length} accepted, states ${JSON.stringify(states)}, ` +
      `faults ${JSON.stringify(faults)}, attempts ${rows.reduce((sum, row) => sum + row.attempts, 0)}\n`,
  );
  return {
    lost,
    doubled_in_window: inWindow,
    doubled_outside_window: outside,
    most_doubled_by_a_kill: mostAtOnce,
  };
}

function startWorker() {
  const worker = fork(fileURLToPath(new URL('./crash-worker.child.mjs', import.meta.url)), {
    stdio: ['ignore', 'pipe', 2, 'ipc'],
  });
  createInterface({ input: worker.stdout }).on('line', (line) => {
    const [, mail] = /took over the mail ([0-9a-f-]{36})/.exec(line) ?? [];
    if (mail) takenOver.add(mail);
  });
  worker.send({ environment, databaseUrl: database.url });
  worker.once('exit', (code) => {
    if (code === null) return;
    broken = new Error(`A worker ended by itself with ${code}.`);
  });
  return worker;
}

async function startSink() {
  const child = fork(fileURLToPath(new URL('./crash-sink.child.mjs', import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  let taken = 0;
  child.send({ seed });
  const [{ url }] = await once(child, 'message');
  child.on('message', (message) => {
    if ('taken' in message) taken = message.taken;
  });
  return {
    url,
    accepted: () => taken,
    kill: () => child.kill(),
    async report() {
      child.send('report');
      for (;;) {
        const [message] = await once(child, 'message');
        if ('accepted' in message) return message;
      }
    },
  };
}

async function until(what, question) {
  const end = performance.now() + PATIENCE_MS;
  while (!(await question())) {
    if (broken) throw broken;
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await pause(50);
  }
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Numbers from 0 to 1, the same ones for the same seed. */
function mulberry(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
