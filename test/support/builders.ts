import { type Account, Accounts } from '@chasqui/accounts';
import type { CallInput } from '@chasqui/calls';
import { Donor } from '@chasqui/donors';
import type { Gad } from '@chasqui/gads';
import type { PriorityInput } from '@chasqui/pdot';
import { DEFAULT_MIN_SCORE, type SubscriptionChoice, Subscriptions } from '@chasqui/subscriptions';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A GAD as the catalogue has it. */
export function gadRow(changes: Partial<Gad> = {}): Gad {
  return {
    dpaCode: '0101',
    level: 'municipal',
    name: 'GAD Municipal de Cuenca',
    territory: 'Cuenca',
    parentCode: '01',
    provinceCode: '01',
    province: 'Azuay',
    canton: 'Cuenca',
    seat: 'Cuenca',
    specialRegime: null,
    codeConfirmed: true,
    validFrom: null,
    validUntil: null,
    ...changes,
  };
}

/** A priority as a plan file gives it. */
export function priorityInput(text: string, changes: Partial<PriorityInput> = {}): PriorityInput {
  return {
    component: 'Económico productivo',
    text,
    themes: ['turismo'],
    sdgs: [8],
    competences: [],
    sourceUrl: null,
    sourceKind: 'plan',
    ...changes,
  };
}

/** A call that may be published: complete, open until 30 June 2026, 17:00 in Madrid, for provinces and cantons. */
export function callInput(donorId: string, changes: Partial<CallInput> = {}): CallInput {
  return {
    title: 'Turismo comunitario y fomento productivo',
    summary: 'Apoya el turismo comunitario. Financia el fomento productivo y el valor agregado rural.',
    donorId,
    kind: 'open_window',
    financialForm: 'grant',
    language: 'es',
    opensOn: '2026-02-01',
    deadlineKind: 'exact',
    deadlineLocal: '2026-06-30T17:00',
    deadlineZone: 'Europe/Madrid',
    amountMin: '10000',
    amountMax: '50000',
    currency: 'EUR',
    cofinancingPercent: '20',
    countries: ['EC'],
    gadLevels: ['provincial', 'municipal', 'metropolitan'],
    gadRole: 'applicant',
    themes: ['turismo', 'fomento-productivo'],
    sdgs: [8],
    sourceUrl: 'https://cooperante.example/convocatoria',
    ...changes,
  };
}

/** The identity of a donor of the reference data. */
export async function donorNamed(database: DataSource, slug = 'aecid'): Promise<string> {
  const { id } = await database.manager.findOneByOrFail(Donor, { slug });
  return id;
}

/** An officer of a GAD who asked for notices now. */
export async function addOfficer(
  app: INestApplicationContext,
  email: string,
  gadCode: string,
  choice: Partial<SubscriptionChoice> = {},
): Promise<Account> {
  const memberships = [{ role: 'officer', gadCode } as const];
  const account = await app
    .get(Accounts)
    .register(app.get(DataSource).manager, { email, name: 'Rosa Chala', password: null, memberships }, null);
  const wanted = { active: true, minScore: DEFAULT_MIN_SCORE, includeCredit: false, ...choice };
  await app.get(Subscriptions).choose(account.id, gadCode, wanted);
  return account;
}
