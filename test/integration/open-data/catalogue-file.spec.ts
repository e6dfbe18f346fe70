import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gad } from '@chasqui/gads';
import type { DataSource } from 'typeorm';
import { exportCatalogue } from '../../../apps/cli/src/catalogue-export.js';
import { importCatalogueFile } from '../../../apps/cli/src/catalogue-import.js';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { fillInstance, PERSON } from './catalogue-scene.js';

let from: TestDatabase;
let into: TestDatabase;
let source: DataSource;
let target: DataSource;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chasqui-catalogue-'));
  [from, into] = [await freshDatabase(), await freshDatabase()];
  await fillInstance(from.url);
  [source, target] = [await openMigrated(from.url), await openMigrated(into.url)];
}, 120_000);

afterAll(async () => {
  await source.destroy();
  await target.destroy();
  await from.drop();
  await into.drop();
  await rm(folder, { recursive: true });
});

describe('The catalogue as a file', () => {
  it('is written whole or not at all, for its owner only', async () => {
    const file = join(folder, 'a.ndjson');
    const { records, personal } = await exportCatalogue(source, file, false);
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect([lines.length, lines.at(-1), personal]).toEqual([records + 2, '', false]);
    expect(records).toBeGreaterThan(400);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(lines.join()).not.toContain(PERSON);
    expect(await readdir(folder)).toEqual(['a.ndjson']);
    const nowhere = join(folder, 'no', 'a.ndjson');
    await expect(exportCatalogue(source, nowhere, false)).rejects.toThrow(/No se pudo escribir el archivo/);
  });

  it('fills an instance that has nothing but its tables, and comes out of it the same', async () => {
    const [file, again] = [join(folder, 'b.ndjson'), join(folder, 'c.ndjson')];
    await exportCatalogue(source, file, true);
    expect(await target.manager.count(Gad)).toBe(0);
    const { unchanged, rows } = await importCatalogueFile(target, file);
    expect([unchanged, rows['donor']! > 100]).toEqual([false, true]);
    await exportCatalogue(target, again, true);
    expect(await readFile(again, 'utf8')).toBe(await readFile(file, 'utf8'));
    expect((await importCatalogueFile(target, file)).unchanged).toBe(true);
    // As an editor on Windows leaves it.
    const windows = join(folder, 'd.ndjson');
    await writeFile(windows, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));
    expect((await importCatalogueFile(target, windows)).unchanged).toBe(true);
  });

  it('that cannot be read is told so', async () => {
    const directory = join(folder, 'carpeta');
    await mkdir(directory);
    for (const file of [join(folder, 'no.ndjson'), directory]) {
      await expect(importCatalogueFile(target, file)).rejects.toThrow(/No se pudo leer el archivo/);
    }
    const empty = join(folder, 'vacio.ndjson');
    await writeFile(empty, '');
    await expect(importCatalogueFile(target, empty)).rejects.toThrow(/no es un catálogo exportado/);
  });
});
