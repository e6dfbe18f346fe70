import { AuditEntry } from '@chasqui/audit';
import { CuratedRecords } from '@chasqui/curation';
import { Gad } from '@chasqui/gads';
import { DomainError, FixedClock } from '@chasqui/kernel';
import {
  evaluationOfGad,
  evaluationsOfGad,
  lastEvaluations,
  membersOf,
  membershipOfGad,
  membershipsOfGad,
  Network,
  networkAt,
  NetworkMembership,
  NetworkMemberships,
  networkRecord,
  networksPage,
} from '@chasqui/networks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { gadRow } from '../../support/builders.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2026-11-21T17:00:00Z');
const ACCOUNT = '11111111-2222-4333-8444-555555555555';
const cuenca = { gadCode: '0101', accountId: ACCOUNT };
const morona = { gadCode: '1401', accountId: ACCOUNT };

let server: TestDatabase;
let database: DataSource;
let clock: FixedClock;
let memberships: NetworkMemberships;
let count = 0;

beforeAll(async () => {
  server = await freshDatabase();
  database = await openMigrated(server.url);
  await database.manager.insert(Gad, [
    gadRow(),
    gadRow({ dpaCode: '1401', name: 'GAD Municipal de Morona' }),
  ]);
  clock = new FixedClock(NOW);
  memberships = new NetworkMemberships(database, clock);
});

afterAll(async () => {
  await database.destroy();
  await server.drop();
});

beforeEach(async () => {
  clock.moveTo(NOW);
  await database.query('TRUNCATE network, network_membership, network_evaluation');
});

function network(nameEs: string, changes: Partial<Network> = {}): Promise<Network> {
  return database.manager.save(Network, {
    slug: `red-${(count += 1)}`,
    sources: [{ title: 'Documento base', place: 'línea 1', url: null }],
    readOn: '2026-06-30',
    confidence: 'media' as const,
    nameEs,
    themes: [],
    scope: 'world' as const,
    activity: 'active' as const,
    noteEs: 'Una red.',
    ...changes,
  });
}

async function refusal(change: Promise<unknown>): Promise<DomainError> {
  const error = await change.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  return error as DomainError;
}

const answered = (changes = {}) => ({
  mission: 'Reúne a gobiernos locales por el clima.',
  fitsObjectives: 'yes',
  fitsObjectivesWhy: 'Ser referente en clima.',
  servesActions: 'yes',
  servesActionsWhy: 'Plan de cambio climático.',
  betterNetwork: 'ninguna',
  hasMoney: 'si',
  hasPoliticalBacking: 'si',
  hasPeople: 'si',
  decidedBy: 'Alcaldía',
  ...changes,
});

describe('the list of networks', () => {
  it('is narrowed by theme, scope, level, association and activity', async () => {
    await network('Todo', {
      themes: ['clima'],
      gadLevels: ['municipal'],
      accessVia: ['CONGOPE'],
      scope: 'andean',
    });
    await network('Sin niveles', { themes: ['cultura'] });
    await network('Dormida', { activity: 'dormant', gadLevels: ['provincial'] });
    const names = async (filter: Parameters<typeof networksPage>[1]) =>
      (await networksPage(database, filter)).items.map(({ nameEs }) => nameEs);
    expect(await names({})).toEqual(['Dormida', 'Sin niveles', 'Todo']);
    expect(await names({ theme: 'clima' })).toEqual(['Todo']);
    expect(await names({ scope: 'andean' })).toEqual(['Todo']);
    // A source that names no level closes the door to nobody.
    expect(await names({ level: 'municipal' })).toEqual(['Sin niveles', 'Todo']);
    expect(await names({ via: 'CONGOPE' })).toEqual(['Todo']);
    expect(await names({ activity: 'dormant' })).toEqual(['Dormida']);
    expect(await names({ theme: 'clima', activity: 'dormant' })).toEqual([]);
  });

  it('is paged by key, also among networks of one name', async () => {
    for (let index = 0; index < 45; index += 1) await network(`Red ${index % 2}`);
    const seen = new Set<string>();
    let after: string | undefined;
    do {
      const page = await networksPage(database, { after });
      for (const { id } of page.items) seen.add(id);
      expect(page.total).toBe(45);
      after = page.next ?? undefined;
    } while (after);
    expect(seen.size).toBe(45);
    expect((await networksPage(database, { after: 'nada' })).items).toHaveLength(20);
  });

  it('leads from a merged network to the one that stays, with members and evaluations', async () => {
    const stays = await network('Metrópolis', { slug: 'metropolis' });
    const twin = await network('Metropolis', { slug: 'metropolis-2' });
    await memberships.add(cuenca, twin.id, { role: 'member', fromYear: '2016' });
    const { id } = await memberships.evaluate(cuenca, twin.id, answered());
    await new CuratedRecords(database, clock).merge(networkRecord, twin.id, 1, stays.id, null);
    expect(await networkAt(database, 'metropolis-2')).toEqual({ movedTo: 'metropolis' });
    expect((await membersOf(database, stays.id)).items).toHaveLength(1);
    expect((await evaluationOfGad(database, '0101', id))!.networkId).toBe(stays.id);
    expect(await networkAt(database, 'ninguna')).toBeNull();
  });
});

describe('memberships', () => {
  it('are added, changed, ended and taken out with a trace', async () => {
    const { id: networkId } = await network('ICLEI');
    const input = {
      role: 'member',
      fromYear: '2020',
      feeAmount: '3500',
      feeCurrency: 'USD',
      feeDueOn: '2027-01-31',
    };
    const added = await memberships.add(cuenca, networkId, input);
    expect(added).toMatchObject({ gadCode: '0101', feeAmount: '3500.00', sourceEs: null, revision: 1 });
    await memberships.update(cuenca, added.id, 1, { ...input, role: 'board' });
    const ended = await memberships.end(cuenca, added.id, 2);
    expect(ended).toMatchObject({ role: 'board', untilYear: 2026, feeDueOn: null, revision: 3 });
    expect((await refusal(memberships.end(cuenca, added.id, 3))).code).toBe('membership.ended');
    await memberships.remove(cuenca, added.id, 3);
    expect(await membershipOfGad(database, '0101', added.id)).toBeNull();
    const trace = await database.manager.find(AuditEntry, {
      where: { entity: 'network_membership', entityId: added.id },
      order: { id: 'ASC' },
    });
    expect(trace.map(({ action }) => action)).toEqual([
      'network_membership.added',
      'network_membership.updated',
      'network_membership.ended',
      'network_membership.removed',
    ]);
    expect(trace[1]!.before).toMatchObject({ role: 'member' });
    expect(trace[3]!.before).toMatchObject({ role: 'board', feeAmount: '3500.00' });
  });

  it('that were read in a source rest on the GAD once it changes them', async () => {
    const { id: networkId } = await network('CGLU');
    const { id } = await database.manager.save(NetworkMembership, {
      networkId,
      gadCode: '0101',
      role: 'member' as const,
      sourceEs: 'Documento base 000',
      updatedAt: NOW,
    });
    const changed = await memberships.update(cuenca, id, 1, { role: 'member', fromYear: '2014' });
    expect(changed.sourceEs).toBeNull();
    const [entry] = await database.manager.findBy(AuditEntry, { entityId: id });
    expect(entry!.before).toMatchObject({ sourceEs: 'Documento base 000' });
  });

  it('are not entered twice, not even at once; another role or an ended one is another matter', async () => {
    const { id } = await network('Mercociudades');
    const once = { role: 'member', fromYear: '2016' };
    const both = await Promise.allSettled([
      memberships.add(cuenca, id, once),
      memberships.add(cuenca, id, once),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await memberships.add(cuenca, id, { role: 'board', fromYear: '2024' });
    await memberships.add(cuenca, id, { role: 'member', fromYear: '2001', untilYear: '2004' });
    await memberships.add(morona, id, once);
    expect((await membersOf(database, id)).items).toHaveLength(4);
  });

  it('of one GAD are out of reach for another', async () => {
    const { id: networkId } = await network('ICLEI');
    const { id } = await memberships.add(cuenca, networkId, { role: 'member' });
    const attempts = [
      memberships.update(morona, id, 1, { role: 'presidency' }),
      memberships.end(morona, id, 1),
      memberships.remove(morona, id, 1),
    ];
    for (const attempt of attempts) expect((await refusal(attempt)).kind).toBe('not_found');
    expect(await membershipOfGad(database, '1401', id)).toBeNull();
    expect((await membershipsOfGad(database, '1401')).items).toEqual([]);
    expect(await membershipOfGad(database, '0101', id)).toMatchObject({ role: 'member', revision: 1 });
  });

  it('need a network that stands for itself, and the version that the person saw', async () => {
    const { id: networkId } = await network('ICLEI');
    const merged = await network('Iclei', { mergedIntoId: networkId });
    for (const id of [merged.id, ACCOUNT, 'nada', '']) {
      expect((await refusal(memberships.add(cuenca, id, { role: 'member' }))).fields[0]!.field).toBe(
        'networkId',
      );
    }
    const { id } = await memberships.add(cuenca, networkId, { role: 'member' });
    await memberships.update(cuenca, id, 1, { role: 'board' });
    const stale = await refusal(memberships.update(cuenca, id, 1, { role: 'presidency' }));
    expect(stale.code).toBe('membership.changed_meanwhile');
  });

  it('are shown to everybody without fees and notes', async () => {
    const { id } = await network('ICLEI');
    await memberships.add(cuenca, id, {
      role: 'member',
      feeAmount: '3500',
      feeCurrency: 'USD',
      feeDueOn: '2027-01-31',
      noteEs: 'Reservado',
    });
    const { items } = await membersOf(database, id);
    expect(JSON.stringify(items)).not.toMatch(/3500|Reservado|2027/);
    expect(items[0]!.gad!.name).toBe('GAD Municipal de Cuenca');
  });
});

describe('evaluations', () => {
  it('are kept side by side: a new one never alters an old one', async () => {
    const { id } = await network('C40');
    const first = await memberships.evaluate(cuenca, id, answered({ hasMoney: 'no' }));
    clock.moveTo(new Date('2026-12-21T17:00:00Z'));
    const second = await memberships.evaluate(cuenca, id, answered());
    expect([first.balance, second.balance]).toEqual(['negative', 'positive']);
    const { items } = await evaluationsOfGad(database, '0101', { networkId: id });
    expect(items.map(({ balance }) => balance)).toEqual(['positive', 'negative']);
    expect((await lastEvaluations(database, '0101', [id])).get(id)!.id).toBe(second.id);
    const trace = await database.manager.findOneByOrFail(AuditEntry, { entityId: first.id });
    expect(trace).toMatchObject({ action: 'network_evaluation.added', after: { balance: 'negative' } });
    const paged = await evaluationsOfGad(database, '0101', { limit: 1 });
    const rest = await evaluationsOfGad(database, '0101', { limit: 1, after: paged.next! });
    expect(rest.items.map((each) => each.id)).toEqual([first.id]);
  });

  it('name a better network only if it exists and is another one', async () => {
    const { id } = await network('C40');
    const other = await network('Pacto de Alcaldes');
    const better = await memberships.evaluate(cuenca, id, answered({ betterNetwork: other.id }));
    expect(better).toMatchObject({ balance: 'negative', answers: { betterNetworkId: other.id } });
    for (const betterNetwork of [id, ACCOUNT]) {
      const error = await refusal(memberships.evaluate(cuenca, id, answered({ betterNetwork })));
      expect(error.fields.map(({ field }) => field)).toEqual(['betterNetwork']);
    }
  });

  it('of one GAD are not read by another', async () => {
    const { id: networkId } = await network('C40');
    const { id } = await memberships.evaluate(cuenca, networkId, answered());
    expect(await evaluationOfGad(database, '1401', id)).toBeNull();
    expect((await evaluationsOfGad(database, '1401', { networkId })).items).toEqual([]);
    expect((await lastEvaluations(database, '1401', [networkId])).size).toBe(0);
  });
});
