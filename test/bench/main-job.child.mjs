import 'reflect-metadata';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Call, Calls } from '../../dist/libs/calls/src/index.js';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { DemoModule, LoadDemo } from '../../dist/libs/demo/src/index.js';
import { SystemClock } from '../../dist/libs/kernel/src/index.js';
import {
  assessor,
  FORMULA_VERSION,
  loadCall,
  loadGads,
  loadThemes,
  storeMatches,
} from '../../dist/libs/matching/src/index.js';
import { loadReferenceData } from '../../dist/libs/reference-data/src/index.js';
import { CoreModule, openDatabase, WorkModule } from '../../dist/libs/runtime/src/index.js';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';

const QUICK_CALLS = 12;
const STORE_ROUNDS = 5;

const [{ quick, redisUrl }] = await once(process, 'message');
const folder = mkdtempSync(join(tmpdir(), 'chasqui-bench-'));
chmodSync(folder, 0o755);
const settings = readSettings({
  DATA_DIR: folder,
  REDIS_URL: redisUrl,
  CHASQUI_MODE: 'demo',
  LOG_LEVEL: 'error',
});
const database = await openDatabase(settings, () => {});

const core = CoreModule.register(settings, database.url);
const bench = { ...core, imports: [...core.imports, WorkModule, DemoModule] };
const app = await NestFactory.createApplicationContext(bench, { logger: ['error'] });
const source = app.get(DataSource);
await loadReferenceData(source.manager);
await app.get(LoadDemo).execute();
await settled();

const calls = new Calls(source, new SystemClock());
const waiting = await source.manager.find(Call, { where: { state: 'in_review' }, order: { slug: 'ASC' } });
const publishable = waiting.filter((call) => call.themes.length > 0);

// One call at a time: from the publishing transaction to the last stored match.
const single = [];
for (const call of publishable.slice(0, quick ? 3 : 8)) {
  const started = performance.now();
  const { revision } = await calls.publish(call.id, null);
  while (!(await runOf(call.id, revision))?.matched_at) await pause(5);
  single.push(performance.now() - started);
  await settled();
}

// All the others at once, until the last mail is out.
const rest = publishable.slice(single.length, quick ? single.length + QUICK_CALLS : undefined);
const started = performance.now();
for (const call of rest) await calls.publish(call.id, null);
await settled();
const seconds = (performance.now() - started) / 1000;

const storing = await compareStoring(publishable[0].id);
const figures = {
  one_call_ms: Math.round(median(single)),
  publish_all_s: round(seconds),
  published_calls: rest.length,
  matches_per_s: Math.round((rest.length * 1070) / seconds),
  set_based_ms: Math.round(storing.setBased),
  row_by_row_ms: Math.round(storing.rowByRow),
};
await app.close();
await database.close();
rmSync(folder, { recursive: true, force: true });
process.send(figures, () => process.exit(0));

/** Storing the same matches of one call: our statement against one INSERT per GAD in one transaction. */
async function compareStoring(callId) {
  const { revision } = await source.manager.findOneByOrFail(Call, { id: callId });
  const call = await loadCall(source.manager, callId, revision);
  const [themes, gads] = [await loadThemes(source.manager), await loadGads(source.manager)];
  const assess = assessor(call, themes, new Date());
  const rows = gads.map((gad) => ({ callId, callRevision: revision, gadCode: gad.dpaCode, ...assess(gad) }));
  const of = { formulaVersion: FORMULA_VERSION, computedAt: new Date() };
  const times = { setBased: [], rowByRow: [] };
  for (let count = 0; count < STORE_ROUNDS; count += 1) {
    times.setBased.push(await timed(() => source.transaction((manager) => storeMatches(manager, of, rows))));
    times.rowByRow.push(
      await timed(() =>
        source.transaction(async (manager) => {
          for (const row of rows) await storeMatches(manager, of, [row]);
        }),
      ),
    );
  }
  return { setBased: median(times.setBased), rowByRow: median(times.rowByRow) };
}

async function runOf(callId, revision) {
  const rows = await source.query('SELECT * FROM matching_run WHERE call_id = $1 AND call_revision = $2', [
    callId,
    revision,
  ]);
  return rows[0];
}

/** Every published call is matched, its notices are written and no mail that is due waits. */
async function settled() {
  for (;;) {
    const [row] = await source.query(
      `SELECT (SELECT count(*) FROM call c LEFT JOIN matching_run r ON r.call_id = c.id AND r.call_revision = c.revision
                WHERE c.state = 'published' AND r.notified_at IS NULL)
            + (SELECT count(*) FROM notification WHERE state = 'pending' AND due_at <= now())
            + (SELECT count(*) FROM outgoing_mail WHERE state IN ('pending', 'sending', 'unknown')) AS open`,
    );
    if (Number(row.open) === 0) return;
    await pause(10);
  }
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function round(value) {
  return Math.round(value * 100) / 100;
}
