import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Calls } from '@chasqui/calls';
import { Competence } from '@chasqui/competences';
import { Donor } from '@chasqui/donors';
import { GadProfile, Offer } from '@chasqui/gads';
import { FixedClock } from '@chasqui/kernel';
import { Network, NetworkMembership } from '@chasqui/networks';
import { adoptPlan } from '@chasqui/pdot';
import { loadReferenceData } from '@chasqui/reference-data';
import type { DataSource } from 'typeorm';
import {
  callHash,
  gadHash,
  loadCall,
  loadGads,
  loadOpenCalls,
  loadReferenceTables,
} from '../../../libs/matching/src/lists/load-facts.js';
import { openMigrated } from '../../support/app.js';
import { callInput, donorNamed, priorityInput } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const GAD = '0801';
const NOW = new Date('2026-03-02T15:00:00Z');

let file: TestDatabase;
let database: DataSource;

beforeAll(async () => {
  file = await freshDatabase();
  database = await openMigrated(file.url);
  await loadReferenceData(database.manager);
});

afterAll(async () => {
  await database.destroy();
  await file.drop();
});

async function gadFacts(now = NOW, gadCode = GAD) {
  const [facts] = await loadGads(database.manager, now, [gadCode]);
  return facts!;
}

const day = (text: string) => new Date(`${text}T15:00:00Z`);

describe('what the rules know of a GAD', () => {
  it('is little when nobody entered anything: the competences of its level, and that no plan is loaded', async () => {
    const facts = await gadFacts(NOW, '010151');

    expect(facts).toMatchObject({
      dpaCode: '010151',
      level: 'parish',
      population: null,
      exercised: [],
      flags: [],
      offers: [],
      priorities: null,
    });
    const own = await database.manager.findBy(Competence, { level: 'parish' });
    expect(facts.competences.map(({ code }) => code)).toEqual(own.map(({ code }) => code).toSorted());
  });

  it('of a metropolitan district holds the competences of cantons and provinces too', async () => {
    const codes = (await gadFacts(NOW, '1701')).competences.map(({ code }) => code.slice(0, 3));

    expect(new Set(codes).size).toBeGreaterThanOrEqual(2);
    expect(codes).toEqual(expect.arrayContaining(['PRO', 'MUN']));
  });

  describe('with a profile', () => {
    const exercised = {
      code: 'PROV-02',
      kind: 'delegated' as const,
      basisEs: 'Convenio de delegación',
      from: '2026-03-01',
      until: '2026-12-31',
    };

    beforeEach(async () => {
      await database.manager.save(GadProfile, {
        gadCode: GAD,
        population: 48_000,
        competences: [exercised, { ...exercised, code: 'MUN-01' }, { ...exercised, code: 'NADA-99' }],
        territoryFlags: [{ labelEs: 'Emergencia', from: null, until: null, basisEs: 'Decreto' }],
        updatedAt: NOW,
      });
    });

    it('has its population and its flags', async () => {
      const { population, flags } = await gadFacts();
      expect(population).toBe(48_000);
      expect(flags.map(({ labelEs }) => labelEs)).toEqual(['Emergencia']);
    });

    it.each<[string, boolean]>([
      ['2026-02-28', false],
      ['2026-03-01', true],
      ['2026-12-31', true],
      ['2027-01-01', false],
    ])('on %s holds what is delegated to it from the first to the last day: %s', async (date, held) => {
      const { competences } = await gadFacts(day(date));
      const delegated = competences.filter(({ code }) => code === 'PROV-02');
      expect(delegated.map(({ kind, legalBasis }) => ({ kind, legalBasis }))).toEqual(
        held ? [{ kind: 'delegated', legalBasis: 'Convenio de delegación' }] : [],
      );
    });

    it('keeps its own competences as they are, and knows nothing of codes that do not exist', async () => {
      const codes = (await gadFacts()).competences.map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes).not.toContain('NADA-99');
      expect((await gadFacts()).competences.find(({ code }) => code === 'MUN-01')!.kind).not.toBe(
        'delegated',
      );
    });

    it('changes its hash with each of them, and with nothing else', async () => {
      const before = gadHash(await gadFacts());
      await database.query('UPDATE gad_profile SET phone = $1 WHERE gad_code = $2', ['06 123 456', GAD]);
      expect(gadHash(await gadFacts())).toBe(before);

      await database.query('UPDATE gad_profile SET population = 48001 WHERE gad_code = $1', [GAD]);
      expect(gadHash(await gadFacts())).not.toBe(before);
      expect(gadHash(await gadFacts(day('2027-01-01')))).not.toBe(gadHash(await gadFacts()));
    });
  });

  it('has the networks it is a member of this year, each once', async () => {
    const { manager } = database;
    const [open, past, future] = await Promise.all(
      ['mercociudades', 'iclei', 'cideu'].map((slug) => manager.findOneByOrFail(Network, { slug })),
    );
    const row = { gadCode: '0110', role: 'member' as const, updatedAt: NOW };
    await manager.insert(NetworkMembership, [
      { ...row, networkId: open!.id, fromYear: 2020, untilYear: null },
      { ...row, networkId: open!.id, fromYear: 2024, untilYear: null, role: 'presidency' },
      { ...row, networkId: past!.id, fromYear: null, untilYear: 2025 },
      { ...row, networkId: future!.id, fromYear: null, untilYear: 2026 },
    ]);

    expect((await gadFacts(NOW, '0110')).networks).toEqual(['cideu', 'mercociudades']);
    expect((await gadFacts(day('2025-12-31'), '0110')).networks).toEqual(['cideu', 'iclei', 'mercociudades']);
    // 31 December in Ecuador, already next year in UTC.
    expect((await gadFacts(new Date('2027-01-01T03:00:00Z'), '0110')).networks).toContain('cideu');
    expect((await gadFacts(new Date('2027-01-01T06:00:00Z'), '0110')).networks).toEqual(['mercociudades']);
  });

  it('has the priorities of the current plan in their order, and its practices, without merged ones', async () => {
    const plan = (...texts: string[]) =>
      database.transaction((manager) =>
        adoptPlan(
          manager,
          {
            gadCode: '0907',
            label: 'PDOT',
            note: null,
            isDemo: false,
            priorities: texts.map((text) => priorityInput(text)),
          },
          { at: NOW, actorId: null, source: 'plan.xlsx' },
        ),
      );
    await plan('Vías viejas');
    await plan('Turismo', 'Riego', 'Agua');
    const offer = (slug: string, changes: Partial<Offer> = {}) =>
      database.manager.save(Offer, {
        slug,
        gadCode: '0907',
        titleEs: `Práctica ${slug}`,
        summaryEs: 'Funciona.',
        themes: ['turismo'],
        sources: [{ title: 'Informe', place: 'p. 1', url: 'https://gad.example' }],
        readOn: '2026-01-01',
        confidence: 'media' as const,
        ...changes,
      });
    const kept = await offer('vigente');
    await offer('repetida', { mergedIntoId: kept.id });

    const facts = await gadFacts(NOW, '0907');

    expect(facts.priorities!.map(({ text }) => text)).toEqual(['Turismo', 'Riego', 'Agua']);
    expect(facts.offers).toEqual([
      { id: kept.id, titleEs: 'Práctica vigente', summaryEs: 'Funciona.', themes: ['turismo'], sdgs: [] },
    ]);
  });

  it('of all of them is there when none is named', async () => {
    expect(await loadGads(database.manager, NOW)).toHaveLength(1070);
    expect(await loadGads(database.manager, NOW, [])).toEqual([]);
  });
});

describe('what the rules know of a call', () => {
  const clock = new FixedClock(NOW);

  async function published(changes: Parameters<typeof callInput>[1] = {}) {
    const calls = new Calls(database, clock);
    const { id } = await calls.create(callInput(await donorNamed(database), changes), null);
    return calls.publish(id, null);
  }

  it('are the agreements of its donor that hold on the day', async () => {
    const call = await published();
    const agreement = { axes: ['agua'], url: null, note: null };
    await database.manager.update(Donor, call.donorId, {
      agreements: [
        { ...agreement, title: 'Pasado', from: '2020-01-01', until: '2026-03-01' },
        { ...agreement, title: 'De hoy', from: '2026-03-02', until: '2026-03-02' },
        { ...agreement, title: 'Sin fin', from: null, until: null },
        { ...agreement, title: 'Futuro', from: '2026-03-03', until: null },
      ],
    });
    const titles = async (now: Date) => {
      const [open] = await loadOpenCalls(database.manager, now, [call.id]);
      return open!.facts.donor.agreements.map(({ title }) => title);
    };

    expect(await titles(NOW)).toEqual(['De hoy', 'Sin fin']);
    expect(await titles(day('2026-03-03'))).toEqual(['Sin fin', 'Futuro']);
    await database.manager.update(Donor, call.donorId, { agreements: [] });
  });

  it('is nothing once it closed or was taken down', async () => {
    const call = await published();
    const found = (now: Date) => loadOpenCalls(database.manager, now, [call.id]);
    expect(await found(new Date(call.closesAt!.getTime() - 1))).toHaveLength(1);
    expect(await found(call.closesAt!)).toEqual([]);
    expect(await loadCall(database.manager, call.slug)).toMatchObject({ id: call.id });

    await new Calls(database, clock).unpublish(call.id, null);
    expect(await found(NOW)).toEqual([]);
    expect(await loadCall(database.manager, call.slug)).toBeNull();
    expect(await loadOpenCalls(database.manager, NOW, [])).toEqual([]);
  });

  it('has another hash after every revision, and when its donor changes', async () => {
    const call = await published();
    const hash = async () => callHash((await loadOpenCalls(database.manager, NOW, [call.id]))[0]!);
    const before = await hash();
    expect(await hash()).toBe(before);

    await database.manager.update(Donor, call.donorId, { themes: ['agua-potable'] });
    const donorChanged = await hash();
    expect(donorChanged).not.toBe(before);

    const notes = callInput(call.donorId, { notes: 'Solo una nota' });
    await new Calls(database, clock).update(call.id, call.revision, notes, null);
    expect(await hash()).not.toBe(donorChanged);
  });
});

describe('the reference tables', () => {
  it('have all topics and places, and networks with all their names but not those merged into others', async () => {
    const { themes, networks, territories } = await loadReferenceTables(database.manager);
    expect(themes.length).toBeGreaterThan(50);
    expect(territories).toHaveLength(1070);
    const iclei = networks.find(({ slug }) => slug === 'iclei')!;
    expect(iclei.names).toContain('ICLEI');
    expect(networks.filter(({ names }) => names.length === 0 || !names.every(Boolean))).toEqual([]);

    const [a, b] = await database.manager.find(Network, { take: 2, order: { slug: 'ASC' } });
    await database.manager.update(Network, a!.id, { mergedIntoId: b!.id });
    const slugs = (await loadReferenceTables(database.manager)).networks.map(({ slug }) => slug);
    expect(slugs).not.toContain(a!.slug);
    expect(slugs).toContain(b!.slug);
  });
});
