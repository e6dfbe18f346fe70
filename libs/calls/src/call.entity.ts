import { Donor, Fund } from '@chasqui/donors';
import type { CallKind, Direction, FinancialFormCode, GadLevelCode, GadRole } from '@chasqui/vocabularies';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { CallState } from './call-state.js';
import type { DeadlineKind, OtherDeadline } from './deadline.js';

/** The rules, forms and annexes of a call. */
export interface CallDocument {
  readonly title: string;
  readonly url: string;
}

/** One edition of something that can be applied to. Whether it is open is computed from its dates, never stored. */
@Entity()
@Index(['state', 'closesAt', 'id'])
@Index(['donorId'])
@Index(['fundId'])
@Index(['previousEditionId'])
@Index(['verifiedOn', 'id'])
@Index('call_themes_idx', { synchronize: false })
@Index('call_open_idx', { synchronize: false })
@Index('call_search_idx', { synchronize: false })
export class Call {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Stable part of its address. */
  @Column('text', { unique: true })
  slug!: string;

  @Column('text')
  kind!: CallKind;

  @Column('uuid')
  donorId!: string;

  @ManyToOne(() => Donor)
  @JoinColumn({ name: 'donor_id' })
  donor?: Donor;

  @Column('uuid', { nullable: true })
  fundId!: string | null;

  @ManyToOne(() => Fund)
  @JoinColumn({ name: 'fund_id' })
  fund?: Fund | null;

  @Column('text')
  title!: string;

  @Column('text')
  summary!: string;

  /** ISO 639-1 language of the call and of its summary. */
  @Column('text')
  language!: string;

  @Column('text')
  financialForm!: FinancialFormCode;

  @Column('date', { nullable: true })
  opensOn!: string | null;

  @Column('text')
  deadlineKind!: DeadlineKind;

  /** Wall-clock time of the close in `deadlineZone`, "2026-08-31T17:00"; null unless the kind is exact. */
  @Column('text', { nullable: true })
  deadlineLocal!: string | null;

  /** IANA zone. */
  @Column('text', { nullable: true })
  deadlineZone!: string | null;

  /** The source gave no zone: Ecuador's is taken and people are told to confirm. */
  @Column('boolean', { default: false })
  deadlineZoneAssumed!: boolean;

  /** The deadline in the source's own words. */
  @Column('text', { nullable: true })
  deadlineText!: string | null;

  /** The instant of the close, computed from the three columns above for indexes and lists. */
  @Column('timestamptz', { nullable: true })
  closesAt!: Date | null;

  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  amountMin!: string | null;

  /** Per project; `totalBudget` is the whole envelope. */
  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  amountMax!: string | null;

  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  totalBudget!: string | null;

  /** ISO 4217. */
  @Column('text', { nullable: true })
  currency!: string | null;

  /** Least share of the project's cost that the applicant bears, percent; null when the source does not say. */
  @Column('numeric', { precision: 5, scale: 2, nullable: true })
  cofinancingPercent!: string | null;

  /** Expression of interest, questions, cut-offs, results; ordered by their instant. */
  @Column('jsonb', { default: [] })
  otherDeadlines!: OtherDeadline[];

  /** Who may apply, as written. */
  @Column('text', { array: true })
  applicantTypes!: string[];

  /** ISO alpha-2 codes or "*"; empty when the source does not say. */
  @Column('text', { array: true })
  countries!: string[];

  /** DPA codes of the territories it is limited to; empty when it is not limited within the country. */
  @Column('text', { array: true })
  territories!: string[];

  @Column('text', { array: true })
  gadLevels!: GadLevelCode[];

  /** The source does not name the levels; a curator deduced them. */
  @Column('boolean', { default: false })
  gadLevelsInferred!: boolean;

  /** What a GAD may be in it; null when the source does not say. */
  @Column('text', { nullable: true })
  gadRole!: GadRole | null;

  @Column('text', { array: true })
  themes!: string[];

  @Column('int', { array: true })
  sdgs!: number[];

  @Column('text', { array: true })
  requiredDocuments!: string[];

  /** Rules (bases), forms and annexes. */
  @Column('jsonb', { default: [] })
  documents!: CallDocument[];

  /** Whether a GAD brings a need, a proven practice, or either. */
  @Column('text', { default: 'demand' })
  direction!: Direction;

  /** "Quinta edición", "2026"; null when the source does not number it. */
  @Column('text', { nullable: true })
  edition!: string | null;

  @Column('uuid', { nullable: true })
  previousEditionId!: string | null;

  @ManyToOne(() => Call, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'previous_edition_id' })
  previousEdition?: Call | null;

  /** Mechanism of Tabla 1 (seed 002, lines 395-469). */
  @Column('text', { nullable: true })
  mechanism!: string | null;

  /** OECD-DAC CRS purpose codes. */
  @Column('text', { array: true, default: [] })
  crsSectors!: string[];

  @Column('text', { array: true, default: [] })
  agendas!: string[];

  /** ISO 639-1 languages in which a proposal may be written. */
  @Column('text', { array: true, default: [] })
  proposalLanguages!: string[];

  /** Partners or consortium that the call asks for, as written; null when it does not. */
  @Column('text', { nullable: true })
  partnerRequirements!: string | null;

  /** Size of the governments it is for, in inhabitants, as written; null when the source sets none. */
  @Column('text', { nullable: true })
  populationBand!: string | null;

  @Column('text')
  sourceUrl!: string;

  /** Day on which a curator last compared it with its source. */
  @Column('date', { nullable: true })
  verifiedOn!: string | null;

  /** The call that took the place of this duplicate. */
  @Column('uuid', { nullable: true })
  mergedIntoId!: string | null;

  /** Notes of the curators: doubts and inferences. */
  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('text')
  state!: CallState;

  /** Grows with every change: forms refuse to overwrite a newer one, matches tell which one they belong to. */
  @Column('int', { default: 1 })
  revision!: number;

  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  /** Real call with dates moved so that the demo has open ones. */
  @Column('boolean', { default: false })
  isDemo!: boolean;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
