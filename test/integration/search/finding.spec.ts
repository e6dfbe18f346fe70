import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call, Calls } from '@chasqui/calls';
import type { FactSource } from '@chasqui/curation';
import { Fund } from '@chasqui/donors';
import { FixedClock } from '@chasqui/kernel';
import { loadReferenceData, readReferenceFile } from '@chasqui/reference-data';
import {
  Analyzer,
  parseSearchQuery,
  refreshSearchEntries,
  Search,
  SearchEntry,
  type SearchKind,
} from '@chasqui/search';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const CURATED = { sources: [] as FactSource[], readOn: '2026-01-01', confidence: 'media' as const };
const clock = new FixedClock(new Date('2026-03-01T15:00:00Z'));

describe('what people find', () => {
  let file: TestDatabase;
  let database: DataSource;
  let calls: Calls;
  let donorId: string;
  let search: Search;

  beforeAll(async () => {
    file = await freshDatabase();
    database = await openMigrated(file.url);
    await loadReferenceData(database.manager);
    calls = new Calls(database, clock);
    donorId = await donorNamed(database);
    search = new Search(database, clock, new Analyzer((await readReferenceFile('synonyms')).groups));
  });

  afterAll(async () => {
    await database.destroy();
    await file.drop();
  });

  const entryOf = (kind: SearchKind, recordId: string) =>
    database.manager.findOneBy(SearchEntry, { kind, recordId });
  const refresh = (kind: SearchKind, ids: readonly string[] | 'all') =>
    database.transaction((manager) => refreshSearchEntries(manager, kind, ids));
  async function published(changes: Parameters<typeof callInput>[1] = {}): Promise<Call> {
    const { id } = await calls.create(callInput(donorId, changes), null);
    return calls.publish(id, null);
  }
  const find = (parameters: Record<string, string>) => search.find(parseSearchQuery(parameters).query);

  it('names the forms of support of calls, donors and funds', async () => {
    const call = await published({ financialForm: 'scholarship' });
    expect((await entryOf('call', call.id))?.keywords).toMatch(/· Beca\b/);
    const [{ slug, id }] = await database.query<[{ slug: string; id: string }]>(
      `SELECT slug, id FROM donor WHERE 'scholarship' = ANY(financial_forms) ORDER BY slug LIMIT 1`,
    );
    expect((await entryOf('donor', id))?.keywords).toMatch(/· Beca\b/);
    const fund = await database.manager.save(Fund, {
      ...CURATED,
      slug: 'fondo-de-becas-de-prueba',
      donorId,
      nameEs: 'Fondo de estudios',
      kind: 'competitive_fund',
      noteEs: 'Para estudiar.',
      financialForm: 'scholarship',
    });
    await refresh('fund', [fund.id]);
    expect((await entryOf('fund', fund.id))?.keywords).toMatch(/· Beca\b/);
    const urls = async (tipo: string) =>
      (await find({ q: 'beca', tipo })).items.map(({ entry }) => entry.url);
    expect(await urls('donor')).toContain(`/cooperantes/${slug}`);
    expect(await urls('fund')).toContain('/fondos/fondo-de-becas-de-prueba');
    expect(await urls('call')).toContain(`/convocatorias/${call.slug}`);
    await database.manager.delete(Fund, { id: fund.id });
    await refresh('fund', 'all');
    await calls.unpublish(call.id, null);
  });

  it.each([
    ['Antes <script>uno()</script> entre <SCRIPT type="a">dos\n()</SCRIPT > después', 'Antes entre después'],
    ['Antes <style media="all">p { color: red }</style> después', 'Antes después'],
    ['Antes <!-- nota <b>oculta</b> --> entre <!-- otra --> después', 'Antes entre después'],
    ['Antes <script>sin fin', 'Antes'],
    ['Montos < 5 y > 3, <b>negrita</b>', 'Montos < 5 y > 3, negrita'],
  ])('keeps of «%s» what is read', async (summary, plain) => {
    const call = await published();
    await database.manager.update(Call, { id: call.id }, { summary });
    await refresh('call', [call.id]);
    const body = (await entryOf('call', call.id))!.body.replaceAll(/\s+/g, ' ').trim();
    expect(body.startsWith(plain)).toBe(true);
    expect(body).not.toMatch(/uno|dos|color|oculta|otra|sin fin/);
    await calls.unpublish(call.id, null);
  });

  it.each([
    ['Quito', '/gads/1701'],
    ['Pichincha', '/gads/17'],
    ['Cuenca', '/gads/0101'],
    ['municipio de Quito', '/gads/1701'],
    ['Yaguachi', '/gads/0920'],
  ])('shows the GAD of «%s» among the first three', async (words, url) => {
    const { items } = await find({ q: words });
    expect(items.slice(0, 3).map(({ entry }) => entry.url)).toContain(url);
  });

  it('shows funds and donors for «agua» before any parish', async () => {
    const { items } = await find({ q: 'agua' });
    const isParish = ({ entry }: (typeof items)[number]): boolean =>
      entry.kind === 'gad' && entry.facets['level']?.[0] === 'parish';
    expect(items.filter(({ entry }) => entry.kind !== 'gad').length).toBeGreaterThan(10);
    expect(items.filter(isParish)).toEqual([]);
  });

  it('takes «agua segura» for drinking water, not for water and safety', async () => {
    const { items } = await find({ q: 'agua segura' });
    const titles = items.map(({ entry }) => entry.title);
    expect(titles[0]).toMatch(/agua potable/);
    expect(titles.slice(0, 3).join()).not.toContain('Seguridad Humana');
  });
});
