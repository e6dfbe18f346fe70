import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Call } from '@chasqui/calls';
import { Donor } from '@chasqui/donors';
import { Gad } from '@chasqui/gads';
import { DomainError } from '@chasqui/kernel';
import { NetworkMembership } from '@chasqui/networks';
import { importCatalogue } from '@chasqui/open-data';
import { loadReferenceData } from '@chasqui/reference-data';
import { SearchEntry } from '@chasqui/search';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { exported, fillInstance, PERSON, source } from './catalogue-scene.js';

type Line = Record<string, unknown> & { type: string };

let server: TestDatabase;
let plain: string[];
let personal: string[];
let target: TestDatabase;
let database: DataSource;

/** An instance in which nobody has worked yet. */
async function openNew(): Promise<void> {
  target = await freshDatabase();
  database = await openMigrated(target.url);
  await loadReferenceData(database.manager);
}

async function closeNew(): Promise<void> {
  await database.destroy();
  await target.drop();
}

beforeAll(async () => {
  server = await freshDatabase();
  await fillInstance(server.url);
  const full = await openMigrated(server.url);
  plain = await exported(full);
  personal = await exported(full, true);
  await full.destroy();
}, 120_000);

afterAll(async () => {
  await server.drop();
});

const linesOf = (lines: readonly string[]): Line[] => lines.slice(1).map((line) => JSON.parse(line) as Line);

/** The file with one line changed. */
function changed(type: string, change: (line: Line) => unknown): string[] {
  const place = plain.findIndex((line) => line.startsWith(`{"type":"${type}"`));
  return plain.with(place, JSON.stringify(change(JSON.parse(plain[place]!) as Line)));
}

async function refusal(lines: readonly string[]): Promise<DomainError> {
  const before = await exported(database);
  const error = await importCatalogue(database, source(lines)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DomainError);
  expect(await exported(database)).toEqual(before);
  return error as DomainError;
}

describe('An exported catalogue', () => {
  it('holds everything, and tells its version and its last change first', () => {
    expect(JSON.parse(plain[0]!)).toEqual({
      format: 'chasqui-catalogue',
      version: 1,
      changedAt: expect.stringMatching(/^2\d{3}-.*Z$/),
      personal: false,
    });
    const types = new Set(linesOf(plain).map(({ type }) => type));
    expect([...types].toSorted()).toEqual(
      'call commission crosswalk donor evaluation fund membership network offer plan priority profile proposal round'.split(
        ' ',
      ),
    );
    const states = linesOf(plain).flatMap((line) => (line.type === 'call' ? [String(line['state'])] : []));
    expect([...new Set(states)].toSorted()).toEqual(['archived', 'in_review', 'published', 'rejected']);
  });

  it('names records instead of showing ids, and has contacts of people only when asked for', () => {
    const call = linesOf(plain).find((line) => line.type === 'call' && line['edition'] === '2026');
    expect(call).toMatchObject({ donor: 'aecid', previousEdition: expect.stringContaining('fondo-a-2024') });
    expect(plain.join('\n')).not.toContain(PERSON);
    expect(plain.join('\n')).not.toContain('"personal":true}');
    expect(personal.join('\n')).toContain(PERSON);
  });
});

describe('Importing a catalogue', () => {
  beforeEach(openNew);
  afterEach(closeNew);

  it.each(['plain', 'personal'] as const)('gives the same catalogue, byte for byte (%s)', async (which) => {
    const file = which === 'plain' ? plain : personal;
    const { unchanged, rows } = await importCatalogue(database, source(file));
    expect(unchanged).toBe(false);
    const again = await exported(database, which === 'personal');
    expect(again.join('\n')).toBe(file.join('\n'));
    expect(Object.values(rows).reduce((sum, count) => sum + count, 0)).toBe(file.length - 1);
  });

  it('keeps amounts, dates and links as they were', async () => {
    await importCatalogue(database, source(plain));
    const call = await database.manager.findOneOrFail(Call, {
      where: { edition: '2026' },
      relations: { donor: true, previousEdition: true },
    });
    expect(call).toMatchObject({
      amountMax: '50000.00',
      closesAt: new Date('2026-06-30T15:00:00Z'),
      donor: { slug: 'aecid' },
      previousEdition: { state: 'archived', notes: 'Nota interna' },
    });
  });

  it('a second time changes nothing', async () => {
    await importCatalogue(database, source(plain));
    const before = await database.query<unknown[]>('SELECT max(seq), count(*) FROM search_entry');
    const { unchanged } = await importCatalogue(database, source(plain));
    expect(unchanged).toBe(true);
    expect(await database.query<unknown[]>('SELECT max(seq), count(*) FROM search_entry')).toEqual(before);
  });

  it('makes records findable, announces nothing and leaves no trace of people', async () => {
    await importCatalogue(database, source(plain));
    const calls = await database.manager.countBy(SearchEntry, { kind: 'call', removed: false });
    expect(calls).toBe(await database.manager.countBy(Call, { state: 'published' }));
    expect(calls).toBeGreaterThan(0);
    for (const table of ['outbox_event', 'notification', 'account', 'audit_entry']) {
      expect(await database.query(`SELECT 1 FROM ${table}`)).toEqual([]);
    }
  });

  it('leaves the reference data alone afterwards: loading it again changes nothing', async () => {
    await importCatalogue(database, source(personal));
    await loadReferenceData(database.manager);
    expect((await exported(database, true)).join('\n')).toBe(personal.join('\n'));
  });
});

describe('A file with faults', () => {
  beforeAll(openNew);
  afterAll(closeNew);

  it.each<[string, () => string[], RegExp]>([
    [
      'an unknown donor',
      () => changed('fund', (l) => ({ ...l, donor: 'nadie' })),
      /se refiere a donor «nadie»/,
    ],
    ['a fact too much', () => changed('donor', (l) => ({ ...l, altura: 3 })), /no se conoce altura/],
    ['a fact too little', () => changed('donor', ({ nameEs: _, ...l }) => l), /nameEs: debe ser un texto/],
    ['a wrong choice', () => changed('donor', (l) => ({ ...l, kind: 'rey' })), /kind: no es como debe ser/],
    [
      'an unknown topic',
      () => changed('call', (l) => ({ ...l, themes: ['x'] })),
      /themes\.0: «x» no está en la lista/,
    ],
    ['an unknown GAD', () => changed('plan', (l) => ({ ...l, gadCode: '9999' })), /no existe el GAD «9999»/],
    [
      'a date that is none',
      () => changed('call', (l) => ({ ...l, opensOn: '2026-02-30' })),
      /opensOn: no es una fecha/,
    ],
    [
      'an amount that is none',
      () => changed('call', (l) => ({ ...l, amountMax: 'x' })),
      /amountMax: no es un monto/,
    ],
    [
      'contacts that are none',
      () => changed('donor', (l) => ({ ...l, contacts: [3] })),
      /contacts\.0: no es como/,
    ],
    ['a NUL character', () => changed('donor', (l) => ({ ...l, noteEs: 'a\u0000' })), /no se puede guardar/],
    ['half a character', () => changed('donor', (l) => ({ ...l, noteEs: '\ud800' })), /no se puede guardar/],
    ['an unknown kind', () => [...plain, '{"type":"planeta"}'], /\(planeta\): no se conoce este tipo/],
    ['a line cut off', () => [...plain.slice(0, -1), plain.at(-1)!.slice(0, 50)], /no es JSON válido/],
    ['a line twice', () => [...plain, plain[1]!], /repite lo que ya dice la línea 2/],
    [
      'two current plans',
      () => plain.map((line) => line.replace(/("gadCode":"08",.*"current":)false/, '$1true')),
      /one_current/,
    ],
  ])('%s is told with its line, and nothing is imported', async (_name, lines, told) => {
    const error = await refusal(lines());
    expect(error.message).toMatch(/^El catálogo no se importó: .*The catalogue was not imported/);
    expect(error.fields.map(({ message }) => message).join('\n')).toMatch(told);
    // What only the database notices has no line.
    expect(error.fields[0]!.message).toMatch(/^(Línea \d+|development_plan_one_current_idx)/);
  });

  it('tells every fault at once', async () => {
    const lines = plain.map((line) => line.replace('{"type":"fund"', '{"type":"fund","sobra":1'));
    const { fields } = await refusal(lines);
    expect(fields.length).toBeGreaterThan(40);
  });

  it.each([
    ['nothing', [], /no es un catálogo/],
    ['another file', ['{"a":1}'], /no es un catálogo/],
    ['no JSON', ['hola'], /no es un catálogo/],
    [
      'a later version',
      ['{"format":"chasqui-catalogue","version":2,"changedAt":null,"personal":false}'],
      /versión 2/,
    ],
  ])('%s is refused as a whole', async (_name, lines, told) => {
    const { code, message } = await refusal(lines);
    expect([code, message]).toEqual(['catalogue.header', expect.stringMatching(told)]);
  });
});

describe('An instance in which people have worked', () => {
  beforeEach(openNew);
  afterEach(closeNew);

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'a record changed by a curator',
      () => database.manager.update(Donor, { slug: 'aecid' }, { curated: true }),
      /1 cooperantes cambiados/,
    ],
    [
      'a GAD that said what it belongs to',
      async () => {
        const [{ id }] = await database.query<[{ id: string }]>('SELECT id FROM network LIMIT 1');
        await database.manager.insert(NetworkMembership, {
          networkId: id,
          gadCode: '08',
          role: 'member',
          updatedAt: new Date(),
        });
      },
      /1 membresías registradas/,
    ],
  ])('%s is not overwritten', async (_name, act, told) => {
    await act();
    const { code, message } = await refusal(plain);
    expect([code, message]).toEqual(['catalogue.in_use', expect.stringMatching(told)]);
  });

  it('another catalogue is refused after an import', async () => {
    await importCatalogue(database, source(plain));
    const { message } = await refusal(changed('donor', (line) => ({ ...line, noteEs: 'Otra nota' })));
    expect(message).toMatch(/\d+ convocatorias/);
  });

  it('without its reference data says what to do', async () => {
    const bare = await freshDatabase();
    const empty = await openMigrated(bare.url);
    try {
      const error = await importCatalogue(empty, source(plain)).catch((reason: unknown) => reason);
      expect((error as DomainError).message).toMatch(/orden migrate/);
      expect(await empty.manager.count(Gad)).toBe(0);
    } finally {
      await empty.destroy();
      await bare.drop();
    }
  });
});
