import { Calls } from '@chasqui/calls';
import {
  CommissionProposals,
  CommissionRound,
  CommissionRounds,
  MixedCommission,
} from '@chasqui/commissions';
import { Donor } from '@chasqui/donors';
import { Gad, Offer } from '@chasqui/gads';
import { FixedClock } from '@chasqui/kernel';
import { DevelopmentPlan, Priority } from '@chasqui/pdot';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { gadRow } from '../../support/builders.js';
import { freshDatabase } from '../../support/database.js';

/** 21 November 2026, 12:00 in Ecuador. */
export const NOW = new Date('2026-11-21T17:00:00Z');
export const ACCOUNT = '11111111-2222-4333-8444-555555555555';

/** Provenance that a test does not care about. */
const provenance = {
  sources: [{ title: 'Nota de prensa', place: 'párrafo 2', url: 'https://example.org/nota' }],
  readOn: '2026-06-30',
  confidence: 'media' as const,
};

/** A database with two GADs, commissions to be added, and the services on a clock that stands still. */
export class Scene {
  readonly clock = new FixedClock(NOW);
  readonly rounds: CommissionRounds;
  readonly proposals: CommissionProposals;
  private count = 0;

  private constructor(
    readonly database: DataSource,
    private readonly drop: () => Promise<void>,
  ) {
    this.rounds = new CommissionRounds(database, new Calls(database, this.clock), this.clock);
    this.proposals = new CommissionProposals(database, this.clock);
  }

  static async open(): Promise<Scene> {
    const server = await freshDatabase();
    const scene = new Scene(await openMigrated(server.url), () => server.drop());
    await scene.database.manager.insert(Gad, [
      gadRow(),
      gadRow({ dpaCode: '1401', name: 'GAD Municipal de Morona', territory: 'Morona', parentCode: '14' }),
    ]);
    return scene;
  }

  async close(): Promise<void> {
    await this.database.destroy();
    await this.drop();
  }

  donor(changes: Partial<Donor> = {}): Promise<Donor> {
    return this.database.manager.save(Donor, {
      ...provenance,
      slug: `cooperante-${(this.count += 1)}`,
      nameEs: 'Agencia Peruana de Cooperación Internacional',
      aliases: [],
      kind: 'cooperation_agency' as const,
      iatiType: '10',
      themes: [],
      financialForms: [],
      gadRoles: [],
      presence: 'reaches' as const,
      noteEs: 'Coopera con el Ecuador.',
      ...changes,
    });
  }

  commission(changes: Partial<MixedCommission> = {}): Promise<MixedCommission> {
    return this.database.manager.save(MixedCommission, {
      ...provenance,
      slug: `comision-${(this.count += 1)}`,
      partnerEs: 'Perú',
      country: 'PE',
      kind: 'mixed_commission' as const,
      denominationEs: 'Comisión Mixta de Cooperación Técnica',
      noteEs: 'Se reúne sin fecha fija.',
      ...changes,
    });
  }

  async round(changes: Partial<CommissionRound> = {}): Promise<CommissionRound> {
    return this.database.manager.save(CommissionRound, {
      ...provenance,
      slug: `ronda-${(this.count += 1)}`,
      commissionId: changes.commissionId ?? (await this.commission()).id,
      labelEs: 'VIII Reunión',
      stage: 'invitation_open' as const,
      direction: 'both' as const,
      noteEs: 'La Cancillería invitó a presentar proyectos de cooperación.',
      ...changes,
    });
  }

  /** A new current plan of a GAD with one priority. */
  async priority(gadCode: string, text = 'Agua segura para las parroquias.'): Promise<Priority> {
    const { manager } = this.database;
    await manager.update(DevelopmentPlan, { gadCode, current: true }, { current: false });
    const plan = await manager.save(DevelopmentPlan, {
      gadCode,
      version: (this.count += 1),
      label: 'PDOT 2023-2027',
      current: true,
      note: null,
      isDemo: false,
    });
    return manager.save(Priority, {
      planId: plan.id,
      position: 1,
      component: 'Asentamientos',
      text,
      themes: [],
      sdgs: [],
      competences: [],
      sourceUrl: null,
      sourceKind: 'plan',
    });
  }

  offer(gadCode: string, changes: Partial<Offer> = {}): Promise<Offer> {
    return this.database.manager.save(Offer, {
      ...provenance,
      slug: `oferta-${(this.count += 1)}`,
      gadCode,
      titleEs: 'Manejo de desechos',
      summaryEs: 'Separación en la fuente y aprovechamiento.',
      themes: [],
      ...changes,
    });
  }
}
