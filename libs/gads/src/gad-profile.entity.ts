import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Gad } from './gad.entity.js';

/** An ordinance or resolution on which the GAD's international action rests. */
export interface LegalBacking {
  readonly title: string;
  readonly rank: 'ordinance' | 'resolution' | 'agreement' | 'regulation' | 'other';
  readonly number: string | null;
  readonly adoptedOn: string | null;
  readonly url: string | null;
}

/** A competence that the GAD exercises together with another level or by delegation, and on what basis. */
export interface ExercisedCompetence {
  readonly code: string;
  readonly kind: 'concurrent' | 'delegated';
  readonly basisEs: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** A declaration that makes the territory a priority for a time: emergency, border, earthquake, Amazonía. */
export interface TerritoryFlag {
  readonly labelEs: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly basisEs: string;
}

/** The six components of institutional strengthening (seed 002, lines 1095-1139). */
export const DIAGNOSIS_COMPONENTS = [
  'capacities',
  'strategy',
  'institution',
  'resources',
  'mission',
  'follow_up',
] as const;
export type DiagnosisComponent = (typeof DIAGNOSIS_COMPONENTS)[number];
export interface DiagnosisAnswer {
  readonly answer: 'yes' | 'partial' | 'no';
  readonly evidenceEs: string | null;
}
export type SelfDiagnosis = Partial<Record<DiagnosisComponent, DiagnosisAnswer>>;

/** What a GAD tells of itself; kept by its officer. */
@Entity()
export class GadProfile {
  @PrimaryColumn('text')
  gadCode!: string;

  @OneToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  /** The unit in charge of cooperation. */
  @Column('text', { nullable: true })
  unitEs!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { nullable: true })
  website!: string | null;

  @Column('int', { nullable: true })
  population!: number | null;

  @Column('text', { nullable: true })
  populationSourceEs!: string | null;

  @Column('jsonb', { default: [] })
  legalBacking!: LegalBacking[];

  @Column('jsonb', { default: [] })
  competences!: ExercisedCompetence[];

  @Column('jsonb', { default: [] })
  territoryFlags!: TerritoryFlag[];

  @Column('jsonb', { default: {} })
  selfDiagnosis!: SelfDiagnosis;

  @Column('date', { nullable: true })
  diagnosedOn!: string | null;

  @Column('int', { default: 1 })
  revision!: number;

  @Column('timestamptz')
  updatedAt!: Date;
}
