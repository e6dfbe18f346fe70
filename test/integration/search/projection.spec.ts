import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call, Calls } from '@chasqui/calls';
import { MixedCommission } from '@chasqui/commissions';
import type { FactSource } from '@chasqui/curation';
import { Donor, Fund } from '@chasqui/donors';
import { Gad, Offer } from '@chasqui/gads';
import { FixedClock } from '@chasqui/kernel';
import { Network } from '@chasqui/networks';
import { loadReferenceData } from '@chasqui/reference-data';
import {
  Analyzer,
  parseSearchQuery,
  refreshSearchEntries,
  Search,
  SearchEntry,
  type SearchKind,
} from '@chasqui/search';
import type { DataSource } from 'typeorm';
import { eventually, openMigrated } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const CURATED = { sources: [] as FactSource[], readOn: '2026-01-01', confidence: 'media' as const };
const clock = new FixedClock(new Date('2026-03-01T15:00:00Z'));

describe('the search table', () => {
  let file: TestDatabase;
  let database: DataSource;
  let calls: Calls;
  let donorId: string;

  beforeAll(async () => {
    file = await freshDatabase();
    database = await openMigrated(file.url);
    await loadReferenceData(database.manager);
    calls = new Calls(database, clock);
    donorId = await donorNamed(database);
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
  async function newest(): Promise<bigint> {
    const [row] = await database.query<[{ seq: string }]>('SELECT max(seq) AS seq FROM search_entry');
    return BigInt(row.seq);
  }

  it('holds a published call with its donor, topics and facets, and forgets it when it is taken back', async () => {
    const call = await published({
      title: 'Turismo en los páramos',
      territories: ['0101', '0801'],
      sdgs: [8, 12],
    });
    expect(await entryOf('call', call.id)).toMatchObject({
      removed: false,
      url: `/convocatorias/${call.slug}`,
      title: 'Turismo en los páramos',
      language: 'es',
      keywords: expect.stringContaining('Turismo'),
      amount: '50000.00',
      currency: 'EUR',
      closesAt: new Date('2026-06-30T15:00:00Z'),
      facets: {
        theme: ['turismo', 'fomento-productivo'],
        sdg: ['8', '12'],
        level: ['provincial', 'municipal', 'metropolitan'],
        province: ['01', '08'],
        role: ['applicant'],
        form: ['grant'],
        donor: ['aecid'],
        donorKind: ['cooperation_agency'],
        country: ['ES'],
      },
    });
    await calls.unpublish(call.id, null);
    expect(await entryOf('call', call.id)).toMatchObject({ removed: true, title: '', body: '', facets: {} });
  });

  it('takes a call without territories for one of the whole country', async () => {
    const call = await published();
    expect((await entryOf('call', call.id))?.facets['province']).toEqual(['*']);
  });

  it('never holds a call that waits for review', async () => {
    const { id } = await calls.create(callInput(donorId), null);
    await refresh('call', [id]);
    expect(await entryOf('call', id)).toBeNull();
  });

  it('holds donors, funds, commissions, networks, GADs and offers', async () => {
    const { manager } = database;
    const donor = await manager.findOneByOrFail(Donor, { id: donorId });
    const fund = await manager.save(Fund, {
      ...CURATED,
      slug: 'fondo-de-prueba',
      donorId,
      nameEs: 'Fondo de prueba',
      kind: 'competitive_fund',
      noteEs: 'Para obras pequeñas.',
      gadLevels: ['parish'],
    });
    const commission = await manager.save(MixedCommission, {
      ...CURATED,
      slug: 'comision-de-prueba',
      partnerEs: 'Uruguay',
      country: 'UY',
      kind: 'mixed_commission',
      denominationEs: 'Comisión Mixta',
      themes: ['riego-y-drenaje'],
      noteEs: 'Se reúne cada dos años.',
    });
    const network = await manager.save(Network, {
      ...CURATED,
      slug: 'red-de-prueba',
      nameEs: 'Red de prueba',
      acronym: 'RDP',
      themes: [],
      scope: 'andean',
      activity: 'active',
      noteEs: 'Ciudades andinas.',
    });
    const offer = await manager.save(Offer, {
      ...CURATED,
      slug: 'oferta-de-prueba',
      gadCode: '0101',
      titleEs: 'Gestión de residuos en Cuenca',
      summaryEs: 'Separación en la fuente.',
      themes: ['residuos-solidos'],
    });
    await refresh('fund', [fund.id]);
    await refresh('commission', [commission.id]);
    await refresh('network', [network.id]);
    await refresh('offer', [offer.id]);

    expect(await entryOf('donor', donorId)).toMatchObject({
      url: '/cooperantes/aecid',
      title: donor.nameEs,
      keywords: expect.stringContaining('AECID'),
      facets: { donorKind: ['cooperation_agency'], country: ['ES'] },
    });
    expect(await entryOf('fund', fund.id)).toMatchObject({
      url: '/fondos/fondo-de-prueba',
      subtitle: donor.nameEs,
      facets: { level: ['parish'], role: [], form: [] },
    });
    expect(await entryOf('commission', commission.id)).toMatchObject({
      url: '/comisiones/comision-de-prueba',
      title: 'Comisión Mixta · Uruguay',
      facets: { country: ['UY'], theme: ['riego-y-drenaje'] },
    });
    expect(await entryOf('network', network.id)).toMatchObject({
      url: '/redes/red-de-prueba',
      subtitle: 'RDP',
      facets: { theme: [], level: [] },
    });
    expect(await entryOf('gad', '0101')).toMatchObject({
      url: '/gads/0101',
      title: 'GAD Municipal de Cuenca',
      subtitle: 'Azuay',
      facets: { level: ['municipal'], province: ['01'] },
    });
    expect(await entryOf('offer', offer.id)).toMatchObject({
      title: 'Gestión de residuos en Cuenca',
      subtitle: 'GAD Municipal de Cuenca',
      facets: { level: ['municipal'], province: ['01'] },
    });

    await manager.update(Fund, { id: fund.id }, { mergedIntoId: commission.id });
    await manager.update(Offer, { id: offer.id }, { published: false });
    await manager.delete(Network, { id: network.id });
    for (const kind of ['fund', 'offer', 'network'] as const) await refresh(kind, 'all');
    expect(await entryOf('fund', fund.id)).toMatchObject({ removed: true });
    expect(await entryOf('offer', offer.id)).toMatchObject({ removed: true });
    expect(await entryOf('network', network.id)).toMatchObject({ removed: true });
  });

  it('follows the name of a donor into its calls', async () => {
    const call = await published();
    const { nameEs } = await database.manager.findOneByOrFail(Donor, { id: donorId });
    await database.manager.update(Donor, { id: donorId }, { nameEs: 'Agencia con otro nombre' });
    await refresh('donor', [donorId]);
    expect(await entryOf('call', call.id)).toMatchObject({ subtitle: 'Agencia con otro nombre' });
    await database.manager.update(Donor, { id: donorId }, { nameEs });
    await refresh('donor', [donorId]);
  });

  it('gives no number to what did not change', async () => {
    const before = await newest();
    await loadReferenceData(database.manager);
    await refresh('call', 'all');
    expect(await newest()).toBe(before);
  });

  it('gives numbers in the order of the commits', async () => {
    const [first, second] = [await published(), await published()];
    const slow = database.createQueryRunner();
    await slow.connect();
    await slow.startTransaction();
    await slow.manager.update(Call, { id: first.id }, { title: 'La primera en escribir' });
    await refreshSearchEntries(slow.manager, 'call', [first.id]);
    let state = 'waits';
    const waiting = database.transaction(async (manager) => {
      await manager.update(Call, { id: second.id }, { title: 'La segunda en escribir' });
      await refreshSearchEntries(manager, 'call', [second.id]);
    });
    void waiting.then(() => (state = 'done'));
    await eventually(async () => {
      const held = await database.query<unknown[]>(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect([state, held.length]).toEqual(['waits', 1]);
    });
    await slow.commitTransaction();
    await slow.release();
    await waiting;
    const [one, two] = [await entryOf('call', first.id), await entryOf('call', second.id)];
    expect(BigInt(two!.seq)).toBeGreaterThan(BigInt(one!.seq));
  });

  it('is what the search box follows, in several processes at once', async () => {
    const [here, there] = [
      new Search(database, clock, new Analyzer()),
      new Search(database, clock, new Analyzer()),
    ];
    const { query } = parseSearchQuery('q=quinuas&tipo=call');
    const titles = async (search: Search) => (await search.find(query)).items.map(({ entry }) => entry.title);
    expect(await titles(here)).toEqual([]);
    const call = await published({
      title: 'Quinua para la Sierra',
      summary: 'Apoya las cadenas de valor de los granos andinos.',
    });
    expect(await Promise.all([titles(here), titles(there), titles(here)])).toEqual([
      ['Quinua para la Sierra'],
      ['Quinua para la Sierra'],
      ['Quinua para la Sierra'],
    ]);
    const input = callInput(donorId, {
      title: 'Quinua para la Costa',
      summary: 'Apoya las cadenas de valor de los granos andinos.',
    });
    await calls.update(call.id, call.revision, input, null);
    expect(await titles(there)).toEqual(['Quinua para la Costa']);
    await calls.unpublish(call.id, null);
    expect(await Promise.all([titles(here), titles(there)])).toEqual([[], []]);
    expect(here.size).toBe(there.size);
  });

  it('finds every GAD of a province', async () => {
    const search = new Search(database, clock, new Analyzer());
    const { total } = await search.find(parseSearchQuery('tipo=gad&provincia=08').query);
    expect(total).toBe(await database.manager.countBy(Gad, { provinceCode: '08' }));
  });

  it('stays right when the index is made anew', async () => {
    const search = new Search(database, clock, new Analyzer());
    await search.catchUp();
    const all = search.size;
    for (const mark of ['x', '']) {
      await database.query(`UPDATE gad SET seat = coalesce(seat, '') || $1 WHERE $1 = 'x'`, [mark]);
      if (!mark) await database.query(`UPDATE gad SET seat = left(seat, -1)`);
      await refresh('gad', 'all');
      await search.catchUp();
    }
    await search.onModuleDestroy();
    const { total } = await search.find(parseSearchQuery('tipo=gad').query);
    expect(total).toBe(await database.manager.count(Gad));
    expect(search.size).toBe(all);
  });
});
