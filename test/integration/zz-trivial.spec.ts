import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { Redis } from 'ioredis';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { startRedis } from '../support/redis.js';
import { openBrowser, accessibilityViolations } from '../support/browser.js';

let db: TestDatabase;
beforeAll(async () => { db = await freshDatabase(); });
afterAll(async () => { await db.drop(); });

it('database', async () => {
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  const r = await client.query("SELECT current_database() d, current_setting('fsync') f, current_setting('data_directory') x, current_setting('full_page_writes') w, current_setting('synchronous_commit') s");
  console.log(r.rows);
  expect(r.rows[0].f).toBe('off');
  await client.end();
});
it('redis', async () => {
  const server = await startRedis();
  const client = new Redis(server.url);
  expect(await client.ping()).toBe('PONG');
  await client.quit();
  await server.stop();
});
it('redis forgotten', async () => { const s = await startRedis(); expect(s.url).toContain('redis'); });
it('redis missing', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nonexistent';
  await expect(startRedis()).rejects.toThrow(/redis-server.*apt-get install -y redis-server chromium/);
  process.env['PATH'] = path;
});
it('browser', async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.setContent('<html><head><meta http-equiv="Content-Security-Policy" content="script-src \'none\'"></head><body><img src="x"><input></body></html>');
  const lines = await accessibilityViolations(page);
  console.log(lines);
  expect(lines.join()).toContain('image-alt');
  await page.setContent('<!doctype html><html lang="es"><head><title>Hola</title></head><body><main><h1>Hola</h1></main></body></html>');
  expect(await accessibilityViolations(page)).toEqual([]);
  await browser.close();
  process.env['CHROMIUM_PATH'] = '/nope';
  await expect(openBrowser()).rejects.toThrow('"chromium"');
});
it('slow uses the global timeout', async () => { await new Promise((r) => setTimeout(r, 10)); expect(1).toBe(1); });
