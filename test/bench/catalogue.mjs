// The catalogue: lists and searches over 50,000 calls and 1,000 donors, in the real server process with a session,
// validation and logs, and no cache of answers. The named alternative is ILIKE with facet counts by GROUP BY.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { freePort } from '../../dist/libs/embedded-database/src/index.js';
import { openDatabase } from '../../dist/libs/runtime/src/index.js';
import { loadCatalogue } from './catalogue-load.mjs';
import { seeded, textSource } from './catalogue-text.mjs';

const FULL = { calls: 50_000, donors: 1_000, pages: 300, listSeconds: 20, searchSeconds: 30, warmSeconds: 5 };
const QUICK = { calls: 2_000, donors: 100, pages: 20, listSeconds: 3, searchSeconds: 4, warmSeconds: 1 };
const LIST_RATE = 500;
const CONNECTIONS = 20;
const USERS = 50;
const THINK_MS = 2000;

/** Figures in milliseconds and requests per second. */
export async function run({ quick }) {
  const size = quick ? QUICK : FULL;
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-bench-'));
  chmodSync(folder, 0o755);
  const settings = readSettings({ DATA_DIR: folder, CHASQUI_MODE: 'demo', LOG_LEVEL: 'error' });
  const database = await openDatabase(settings, () => {});
  const processes = [];
  try {
    const { session, projectMs } = await loadCatalogue(settings, database.url, size);
    const startedAt = performance.now();
    const api = await startApi(database.url, folder);
    processes.push(api.process);
    const readyMs = performance.now() - startedAt;
    const headers = { cookie: `chasqui_session=${session}` };

    const json = await pagesOf(`${api.url}/api/v1/calls?limit=20`, headers, size.pages, nextOfJson);
    const html = await pagesOf(`${api.url}/convocatorias`, headers, size.pages, nextOfHtml);
    const searches = searchesFor(quick ? 400 : 4000);
    await listLoad(json, headers, size.warmSeconds);
    const list = await listLoad(json, headers, size.listSeconds);
    await listLoad(html, headers, size.warmSeconds);
    const page = await listLoad(html, headers, size.listSeconds);
    const searchPages = searches.map((search) => `${api.url}/buscar?${search}`);
    const searchJson = searches.map((search) => `${api.url}/api/v1/search?${search}`);
    await searchLoad(searchPages, headers, size.warmSeconds);
    const found = await searchLoad(searchPages, headers, size.searchSeconds);
    const foundJson = await searchLoad(searchJson, headers, size.searchSeconds);
    api.process.kill('SIGTERM');
    await once(api.process, 'exit');

    const plain = await startIlike(database.url);
    processes.push(plain.process);
    const ilikes = searches.map((search) => `${plain.url}/ilike?${search}`);
    await searchLoad(ilikes, {}, size.warmSeconds);
    const ilike = await searchLoad(ilikes, {}, size.searchSeconds);
    return {
      calls: size.calls,
      list_p99_ms: list.latency.p99,
      list_p50_ms: list.latency.p50,
      list_rps: Math.round(list.requests.average),
      list_page_p99_ms: page.latency.p99,
      list_page_p50_ms: page.latency.p50,
      list_page_rps: Math.round(page.requests.average),
      search_p99_ms: Math.max(found.p99, foundJson.p99),
      search_page_p99_ms: found.p99,
      search_page_p50_ms: found.p50,
      search_json_p99_ms: foundJson.p99,
      search_json_p50_ms: foundJson.p50,
      search_rps: found.rps,
      ilike_search_p99_ms: ilike.p99,
      ilike_search_p50_ms: ilike.p50,
      ilike_search_rps: ilike.rps,
      project_all_ms: Math.round(projectMs),
      start_with_index_ms: Math.round(readyMs),
    };
  } finally {
    for (const child of processes) if (child.exitCode === null) child.kill('SIGKILL');
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The product's own process, as `npm start` runs it, without the queued jobs: they would match every call. */
async function startApi(databaseUrl, folder) {
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/api/src/main.js'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      DATA_DIR: join(folder, 'api'),
      CHASQUI_MODE: 'production',
      SMTP_URL: 'smtp://127.0.0.1:9',
      PUBLIC_URL: `http://localhost:${port}`,
      PORT: String(port),
      WORKER: 'separate',
      LOG_LEVEL: 'log',
    },
    stdio: ['ignore', 'ignore', 2],
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health/ready`).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    await pause(50);
  }
  return { process: child, url };
}

async function startIlike(databaseUrl) {
  const port = await freePort();
  const child = fork(fileURLToPath(new URL('./catalogue-ilike.child.mjs', import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.send({ port, databaseUrl });
  await once(child, 'message');
  return { process: child, url: `http://127.0.0.1:${port}` };
}

/** The addresses of the first pages, each reached by the key of the one before. */
async function pagesOf(first, headers, count, nextOf) {
  const urls = [first];
  while (urls.length < count) {
    const next = nextOf(await (await fetch(urls.at(-1), { headers })).text(), first);
    if (!next) break;
    urls.push(next);
  }
  return urls;
}

function nextOfJson(body, first) {
  const { next } = JSON.parse(body);
  return next && `${first}&after=${encodeURIComponent(next)}`;
}

function nextOfHtml(body, first) {
  const link = /<a [^>]*href="([^"]+)"[^>]*rel="next"/.exec(body);
  return link && new URL(link[1].replaceAll('&amp;', '&'), first).href;
}

/** A constant rate, whatever the server does: waiting behind a slow answer counts. */
async function listLoad(urls, headers, seconds) {
  const [{ origin }] = [new URL(urls[0])];
  const result = await autocannon({
    url: origin,
    headers,
    connections: CONNECTIONS,
    overallRate: LIST_RATE,
    duration: seconds,
    // Every connection begins elsewhere, so that one page is not asked for by all at once.
    setupClient: (client) => {
      const from = Math.floor(Math.random() * urls.length);
      const paths = [...urls.slice(from), ...urls.slice(0, from)].map((url) => url.slice(origin.length));
      client.setRequests(paths.map((path) => ({ method: 'GET', path, headers })));
    },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(
      `The list answered ${result.non2xx} times with an error, ${result.errors} times not at all.`,
    );
  }
  return result;
}

/** People who each search something else every two seconds. */
async function searchLoad(urls, headers, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: USERS });
  const times = [];
  let next = 0;
  const end = performance.now() + seconds * 1000;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: USERS }, async (_, user) => {
      await pause((user / USERS) * THINK_MS);
      for (let due = performance.now(); due < end; due = Math.max(due + THINK_MS, performance.now())) {
        await pause(Math.max(0, due - performance.now()));
        const url = urls[next++ % urls.length];
        const started = performance.now();
        await read(url, headers, agent);
        times.push(performance.now() - started);
      }
    }),
  );
  const elapsed = (performance.now() - startedAt) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), rps: Math.round((times.length / elapsed) * 10) / 10 };
}

async function read(url, headers, agent) {
  const request = get(url, { headers, agent });
  const [response] = await once(request, 'response');
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}.`);
  response.resume();
  await once(response, 'end');
}

/** Searches as people type them: one to three words of the topics, some with a filter, some mistyped. */
function searchesFor(count) {
  const random = seeded(7);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const { themes, places } = textSource();
  const searches = new Set();
  while (searches.size < count) {
    let words =
      random() < 0.6 ? pick(pick(themes).keywords) : `${pick(pick(themes).keywords)} ${pick(places)}`;
    if (random() < 0.15)
      words = `${words} ${pick(['mujeres', 'jóvenes', 'comunidades rurales', 'municipios'])}`;
    if (random() < 0.08) words = mistyped(words, random);
    const query = new URLSearchParams({ q: words });
    if (random() < 0.3) query.append('tema', pick(themes).code);
    if (random() < 0.2) query.append('nivel', pick(['provincial', 'municipal', 'parish']));
    if (random() < 0.2) query.append('cierre', pick(['15', '30', '90']));
    searches.add(query.toString());
  }
  return [...searches];
}

function mistyped(words, random) {
  const at = 1 + Math.floor(random() * (words.length - 2));
  return words.slice(0, at) + words[at + 1] + words[at] + words.slice(at + 2);
}
