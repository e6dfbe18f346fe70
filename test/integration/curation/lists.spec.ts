import { checkedBands, historyOf, recordsOf, uncheckedRecords } from '@chasqui/curation';
import { donorRecord } from '@chasqui/donors';
import { RECORD_TYPES } from '@chasqui/open-data';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callInput, donorNamed } from '../../support/builders.js';
import { donorInput, inputOf, openScene, type Scene } from './scene.js';

describe('lists for curators', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await openScene();
    // Twelve ages, some the same, so that pages have to break ties.
    await scene.database.query(
      `UPDATE donor SET verified_on = '2025-01-01'::date + 40 * (n.row % 12)::int
         FROM (SELECT id, row_number() OVER (ORDER BY slug) AS row FROM donor) AS n
        WHERE n.id = donor.id AND n.row % 3 > 0`,
    );
  });

  afterAll(() => scene.close());

  /** Every page of a list, by its keys. */
  async function walk<Item extends { id: string }>(
    page: (
      after: string | undefined,
    ) => Promise<{ items: readonly Item[]; next: string | null; total: number }>,
  ): Promise<{ items: Item[]; total: number }> {
    const items: Item[] = [];
    for (let after: string | undefined; ;) {
      const { items: some, next, total } = await page(after);
      items.push(...some);
      if (!next) return { items, total };
      after = next;
    }
  }

  it('by name have every record once', async () => {
    const { items, total } = await walk((after) =>
      recordsOf(scene.database, donorRecord, { after, limit: 7 }),
    );
    expect(items).toHaveLength(total);
    expect(new Set(items.map(({ id }) => id)).size).toBe(total);
    const [{ count }] = await scene.database.query<[{ count: number }]>('SELECT count(*)::int FROM donor');
    expect(total).toBe(count);
  });

  it('by the last check have every record once, never first, then the oldest', async () => {
    const { items, total } = await walk((after) =>
      recordsOf(scene.database, donorRecord, { uncheckedSince: '2025-10-01', after, limit: 7 }),
    );
    expect(new Set(items.map(({ id }) => id)).size).toBe(total);
    const days = items.map(({ verifiedOn }) => verifiedOn ?? '');
    expect(days).toEqual(days.toSorted());
    expect(days[0]).toBe('');
    expect(days.at(-1)! < '2025-10-01').toBe(true);
    expect(new Set(days).size).toBeGreaterThan(4);
  });

  it('find by name, acronym and other names, with or without accents, and nothing by signs', async () => {
    const made = await scene.records.create(
      donorRecord,
      donorInput('Cooperación Ñusta', { acronym: 'CÑX', aliases: ['Kooperazion Nusta 100%'] }),
      null,
    );
    for (const words of ['cooperacion nust', 'ÑUSTA', 'cnx', 'kooperazion', '100%']) {
      const { items } = await recordsOf(scene.database, donorRecord, { words });
      expect(items.map(({ id }) => id)).toContain(made.id);
    }
    for (const words of ['_', "' OR 1=1 --", '\\', 'zzzz%']) {
      const { items } = await recordsOf(scene.database, donorRecord, { words });
      expect(items.map(({ id }) => id)).not.toContain(made.id);
    }
  });

  it('start again when their key was tampered with', async () => {
    const key = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const id = '0b6f6f0e-3c1b-4a6e-9a51-1f0f6c9a7d10';
    const first = await recordsOf(scene.database, donorRecord, { uncheckedSince: '2030-01-01' });
    for (const after of [
      '',
      'x',
      key(),
      key('ayer', id),
      key('2025-02-30', id),
      key('2025-01-01', '-'.repeat(36)),
    ]) {
      expect(await recordsOf(scene.database, donorRecord, { uncheckedSince: '2030-01-01', after })).toEqual(
        first,
      );
    }
    const unchecked = await uncheckedRecords(scene.database, RECORD_TYPES, undefined, undefined);
    for (const after of ['x', `ayer,donor,${id}`, `2025-01-01,donor,${'-'.repeat(36)}`]) {
      expect(await uncheckedRecords(scene.database, RECORD_TYPES, undefined, after)).toEqual(unchecked);
    }
  });

  it('of what has to be compared cover all types and the calls that are not put away', async () => {
    await addCalls();
    const { items, total } = await walk((after) =>
      uncheckedRecords(scene.database, RECORD_TYPES, undefined, after),
    );
    expect(new Set(items.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(total);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(
      new Set([...RECORD_TYPES.map(({ key }) => key), 'call']),
    );
    const days = items.map(({ verifiedOn }) => verifiedOn ?? '');
    expect(days).toEqual(days.toSorted());
    const calls = items.filter(({ kind }) => kind === 'call');
    expect(calls.map(({ name }) => name)).toEqual(['Guardada']);
    expect(calls[0]!.sources).toEqual([
      { title: 'La convocatoria', place: '', url: 'https://cooperante.example/convocatoria' },
    ]);
    const donors = await walk((after) => uncheckedRecords(scene.database, RECORD_TYPES, 'donor', after));
    expect(donors.items.map(({ id }) => id)).toEqual(
      items.flatMap(({ kind, id }) => (kind === 'donor' ? [id] : [])),
    );
    expect(await uncheckedRecords(scene.database, RECORD_TYPES, 'otra', undefined)).toMatchObject({
      total: 0,
    });
  });

  it('count how long ago each type was compared', async () => {
    await scene.database.query('UPDATE network SET verified_on = NULL');
    const days = ['2026-06-01', '2025-12-02', '2025-12-01', '2025-06-02', '2025-06-01', '2020-01-01'];
    await scene.database.query(
      `UPDATE network SET verified_on = d.day FROM unnest($1::date[]) WITH ORDINALITY AS d(day, row),
              (SELECT id, row_number() OVER (ORDER BY id) AS row FROM network) AS n
        WHERE n.id = network.id AND n.row = d.row`,
      [days],
    );
    const [{ count }] = await scene.database.query<[{ count: number }]>('SELECT count(*)::int FROM network');
    const bands = await checkedBands(scene.database, RECORD_TYPES, '2026-06-01');
    expect(bands.map(({ kind }) => kind)).toEqual([...RECORD_TYPES.map(({ key }) => key), 'call']);
    expect(bands.find(({ kind }) => kind === 'network')).toEqual({
      kind: 'network',
      recent: 2,
      aging: 2,
      old: 2,
      never: count - days.length,
    });
  });

  it('of changes have every one once, newest first', async () => {
    let donor = await scene.records.create(donorRecord, donorInput('Muy cambiada'), null);
    for (let change = 1; change <= 44; change += 1) {
      const input = inputOf(donorRecord, donor, { noteEs: `Nota ${change}.` });
      donor = await scene.records.update(donorRecord, donor.id, donor.revision, input, null);
    }
    const entries: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { items, next } = await historyOf(scene.database, 'donor', donor.id, after);
      entries.push(...items.map(({ after: values }) => String(values?.['noteEs'])));
      more = next !== null;
      after = next ?? undefined;
    }
    expect(entries.slice(0, -1)).toEqual(Array.from({ length: 44 }, (_, index) => `Nota ${44 - index}.`));
    expect(entries).toHaveLength(45);
  });

  async function addCalls(): Promise<void> {
    const { sourceUrl, ...call } = callInput(await donorNamed(scene.database));
    for (const [title, state] of [
      ['Guardada', 'published'],
      ['Archivada', 'archived'],
    ]) {
      await scene.database.query(
        `INSERT INTO call (slug, kind, donor_id, title, summary, language, financial_form, deadline_kind,
                           applicant_types, countries, territories, gad_levels, themes, sdgs, required_documents,
                           source_url, state, created_at, updated_at)
         VALUES (lower($1), $2, $3, $1, 'x', 'es', 'grant', 'permanent', '{}', '{}', '{}', '{}', '{}', '{}', '{}', $4,
                 $5, now(), now())`,
        [title, call.kind, call.donorId, sourceUrl, state],
      );
    }
  }
});
