import { Call, type CallDocument } from '@chasqui/calls';
import { CuratedRecord } from '@chasqui/curation';
import { Donor } from '@chasqui/donors';
import { Gad, Offer } from '@chasqui/gads';
import { Priority } from '@chasqui/pdot';
import type { CommissionKind, Direction, RoundStage } from '@chasqui/vocabularies';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

/** The standing space where Ecuador and a partner agree on cooperation, under whatever name they give it. */
@Entity()
@Index(['partnerEs', 'id'])
@Index(['verifiedOn', 'id'])
export class MixedCommission extends CuratedRecord {
  /** The partner country or body: "Perú", "Sistema de las Naciones Unidas". */
  @Column({ type: 'text', collation: 'es-x-icu' })
  partnerEs!: string;

  /** ISO 3166-1 alpha-2; null for a body. */
  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text')
  kind!: CommissionKind;

  /** Its name: "Comisión Mixta de Cooperación Técnica". */
  @Column('text')
  denominationEs!: string;

  /** "cooperación técnica" or "cooperación financiera" where the partner keeps two tables; null otherwise. */
  @Column('text', { nullable: true })
  trackEs!: string | null;

  /** 2 or 4; null when the source says "every two or four years" without telling which (seed 002, line 503). */
  @Column('int', { nullable: true })
  periodicityYears!: number | null;

  /** The partner's cooperation agency. */
  @Column('uuid', { nullable: true })
  donorId!: string | null;

  @ManyToOne(() => Donor)
  @JoinColumn({ name: 'donor_id' })
  donor?: Donor | null;

  /** Year of the last session known; null when no source tells. */
  @Column('int', { nullable: true })
  lastSessionYear!: number | null;

  @Column('date', { nullable: true })
  lastSessionOn!: string | null;

  @Column('date', { nullable: true })
  nextSessionOn!: string | null;

  /** Whether the foreign ministry announced the date or a curator estimated it. */
  @Column('text', { nullable: true })
  nextSessionKind!: 'announced' | 'estimated' | null;

  @Column('text', { array: true, default: [] })
  themes!: string[];

  @Column('text', { nullable: true })
  website!: string | null;

  @Column('text')
  noteEs!: string;
}

/** One session of a commission from its notification to the programme it approves. An announced one opens a call. */
@Entity()
@Index(['commissionId', 'sessionOn', 'id'])
@Index(['verifiedOn', 'id'])
export class CommissionRound extends CuratedRecord {
  @Column('uuid')
  commissionId!: string;

  @ManyToOne(() => MixedCommission)
  @JoinColumn({ name: 'commission_id' })
  commission?: MixedCommission;

  /** "VIII Reunión", "2026-2028". */
  @Column('text')
  labelEs!: string;

  @Column('text')
  stage!: RoundStage;

  @Column('date', { nullable: true })
  sessionOn!: string | null;

  @Column('text', { nullable: true })
  sessionKind!: 'announced' | 'estimated' | null;

  @Column('text', { nullable: true })
  placeEs!: string | null;

  /** Window in which proposals are received: a day, and a wall-clock time in `closesZone`. */
  @Column('date', { nullable: true })
  opensOn!: string | null;

  @Column('text', { nullable: true })
  closesLocal!: string | null;

  @Column('text', { nullable: true })
  closesZone!: string | null;

  @Column('text')
  direction!: Direction;

  @Column('text', { array: true, default: [] })
  themes!: string[];

  @Column('jsonb', { default: [] })
  documents!: CallDocument[];

  @Column('uuid', { nullable: true })
  callId!: string | null;

  @ManyToOne(() => Call)
  @JoinColumn({ name: 'call_id' })
  call?: Call | null;

  @Column('text')
  noteEs!: string;
}

export const PROPOSAL_STATES = ['draft', 'submitted', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** What a GAD asks of, or offers to, a round. Seen by the GAD and by curators. */
@Entity()
@Index(['roundId', 'gadCode', 'id'])
@Index(['gadCode', 'updatedAt', 'id'])
export class CommissionProposal {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  roundId!: string;

  @ManyToOne(() => CommissionRound)
  @JoinColumn({ name: 'round_id' })
  round?: CommissionRound;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @Column('text')
  direction!: Exclude<Direction, 'both'>;

  /** The GAD's public company that presents it; null for the GAD itself. */
  @Column('text', { nullable: true })
  presenterEs!: string | null;

  @Column('text')
  title!: string;

  @Column('text')
  summary!: string;

  /** The priority of the plan that a demand serves. */
  @Column('uuid', { nullable: true })
  priorityId!: string | null;

  @ManyToOne(() => Priority, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'priority_id' })
  priority?: Priority | null;

  /** The proven practice behind an offer. */
  @Column('uuid', { nullable: true })
  offerId!: string | null;

  @ManyToOne(() => Offer)
  @JoinColumn({ name: 'offer_id' })
  offer?: Offer | null;

  @Column('text')
  state!: ProposalState;

  @Column('int', { default: 1 })
  revision!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
