import { Call, Calls } from '@chasqui/calls';
import { CommissionProposal, CommissionRound } from '@chasqui/commissions';
import { LoadDemo } from '@chasqui/demo';
import { Donor, Fund } from '@chasqui/donors';
import { GadProfile, Offer } from '@chasqui/gads';
import { FixedClock } from '@chasqui/kernel';
import { Network, NetworkEvaluation, NetworkMembership } from '@chasqui/networks';
import { catalogueLines } from '@chasqui/open-data';
import { DevelopmentPlan, PlanCrosswalk, Priority } from '@chasqui/pdot';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import { DataSource, type EntityManager } from 'typeorm';
import { startProcess } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';

export const NOW = new Date('2026-03-02T15:00:00.123Z');
export const PERSON = 'maria.privada@cooperante.example';

/** An instance in which curators and GADs have worked with everything there is. */
export async function fillInstance(url: string): Promise<void> {
  await migrate(url);
  const app = await startProcess({ databaseUrl: url, clock: new FixedClock(NOW), work: false });
  const database = app.get(DataSource);
  try {
    await loadReferenceData(database.manager);
    await app.get(LoadDemo).execute();
    await work(database, app.get(Calls));
  } finally {
    await app.close();
  }
}

async function work(database: DataSource, calls: Calls): Promise<void> {
  const { manager } = database;
  const donorId = await donorNamed(database);
  const first = await calls.create(
    callInput(donorId, { title: 'Fondo «A» 2024: 50 % "más" \\ agua\n' }),
    null,
  );
  const second = await calls.create(callInput(donorId, { title: 'Fondo A 2026', edition: '2026' }), null);
  await manager.update(Call, first.id, {
    state: 'archived',
    notes: 'Nota interna',
    verifiedOn: '2026-03-01',
  });
  await manager.update(Call, second.id, {
    state: 'rejected',
    previousEditionId: first.id,
    mergedIntoId: first.id,
  });
  const old = await calls.create(callInput(donorId, { title: 'ZZ edición más antigua' }), null);
  // Refers to a call that comes later in the file.
  await manager.update(Call, first.id, { previousEditionId: old.id });
  await changeRecords(manager, donorId);
  const round = await manager.findOneByOrFail(CommissionRound, {});
  await manager.update(CommissionRound, round.id, { callId: second.id, curated: true });
  await workOfGads(manager, round.id);
}

async function changeRecords(manager: EntityManager, donorId: string): Promise<void> {
  const contacts = [
    { kind: 'person', value: PERSON, label: 'María', personal: true, state: 'verified', year: 2026 },
    {
      kind: 'url',
      value: 'https://cooperante.example',
      label: null,
      personal: false,
      state: 'wrong',
      year: null,
    },
  ] as const;
  await manager.update(Donor, donorId, { contacts: [...contacts], curated: true, revision: 2 });
  const other = await donorNamed(manager.connection, 'acnur');
  await manager.update(
    Donor,
    { slug: 'abj' },
    { mergedIntoId: other, doubtEs: 'Repetido\u2028', curated: true },
  );
  const fund = await manager.findOneByOrFail(Fund, {});
  await manager.update(Fund, fund.id, { totalAmount: '1234567890123456.78', currency: 'USD', curated: true });
}

async function workOfGads(manager: EntityManager, roundId: string): Promise<void> {
  const network = await manager.findOneByOrFail(Network, {});
  const own = { networkId: network.id, gadCode: '0801', updatedAt: NOW };
  await manager.insert(NetworkMembership, [
    {
      ...own,
      role: 'member',
      fromYear: 2019,
      feeAmount: '1200.50',
      feeCurrency: 'USD',
      feeDueOn: '2026-05-31',
    },
    // Twice the same: the register of a GAD may say so.
    { ...own, role: 'member', fromYear: 2019 },
  ]);
  await manager.insert(NetworkEvaluation, {
    networkId: network.id,
    gadCode: '0801',
    answers: {
      mission: 'Integración',
      fitsObjectives: 'yes',
      fitsObjectivesWhy: null,
      servesActions: 'partial',
      servesActionsWhy: 'Falta riego',
      betterNetworkId: network.id,
      memberProfile: null,
      practicalImplications: null,
      hasMoney: false,
      hasPoliticalBacking: true,
      hasPeople: true,
    },
    balance: 'negative',
    decidedBy: 'Dirección de cooperación',
    evaluatedAt: NOW,
  });
  await manager.insert(GadProfile, {
    gadCode: '0801',
    unitEs: 'Cooperación',
    population: 200_000,
    legalBacking: [{ title: 'Ordenanza', rank: 'ordinance', number: '1', adoptedOn: null, url: null }],
    selfDiagnosis: { mission: { answer: 'no', evidenceEs: null } },
    updatedAt: NOW,
  });
  const offer = await manager.findOneByOrFail(Offer, {});
  await manager.update(Offer, offer.id, { published: false, curated: true });
  const { id: planId, ...plan } = await manager.findOneByOrFail(DevelopmentPlan, { gadCode: '08' });
  await manager.update(DevelopmentPlan, planId, { current: false });
  const next = await manager.save(DevelopmentPlan, {
    ...plan,
    version: 2,
    current: true,
    validFrom: '2026-01-01',
  });
  const [from, dropped] = await manager.find(Priority, {
    where: { planId },
    order: { position: 'ASC' },
  });
  const { id: _, ...facts } = from!;
  const to = await manager.save(Priority, { ...facts, planId: next.id, budget: '5000.00', currency: 'USD' });
  await manager.insert(PlanCrosswalk, [
    { fromPriorityId: from!.id, toPriorityId: to.id, relation: 'same' },
    { fromPriorityId: dropped!.id, toPriorityId: null, relation: 'dropped' },
  ]);
  await manager.insert(CommissionProposal, {
    roundId,
    gadCode: '08',
    direction: 'demand',
    title: 'Riego',
    summary: 'Riego parcelario',
    priorityId: to.id,
    offerId: offer.id,
    state: 'draft',
    createdAt: NOW,
    updatedAt: NOW,
  });
}

export async function exported(database: DataSource, personal = false): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of catalogueLines(database, { personal })) lines.push(line);
  return lines;
}

export function source(lines: readonly string[]): () => AsyncIterable<string> {
  return async function* each() {
    yield* lines;
  };
}
