import { type Contact, CuratedRecord } from '@chasqui/curation';
import { Gad } from '@chasqui/gads';
import type { Association, GadLevelCode, JoiningWay, NetworkRole, NetworkScope } from '@chasqui/vocabularies';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

/** A network of cities, provinces or regions: a second way to funds, and a condition of some calls. */
@Entity()
@Index(['nameEs', 'id'])
@Index(['verifiedOn', 'id'])
export class Network extends CuratedRecord {
  @Column({ type: 'text', collation: 'es-x-icu' })
  nameEs!: string;

  @Column('text', { nullable: true })
  acronym!: string | null;

  @Column('text', { array: true, default: [] })
  aliases!: string[];

  @Column('text', { array: true })
  themes!: string[];

  @Column('int', { array: true, default: [] })
  sdgs!: number[];

  @Column('text')
  scope!: NetworkScope;

  /** Levels that may join; empty when the source does not say. */
  @Column('text', { array: true, default: [] })
  gadLevels!: GadLevelCode[];

  /** A further condition: "solo capitales". */
  @Column('text', { nullable: true })
  joiningConditionEs!: string | null;

  @Column('text', { array: true, default: [] })
  joiningWays!: JoiningWay[];

  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  feeAmount!: string | null;

  @Column('text', { nullable: true })
  feeCurrency!: string | null;

  @Column('text', { nullable: true })
  feeNoteEs!: string | null;

  /** National associations that are members and can be the bridge. */
  @Column('text', { array: true, default: [] })
  accessVia!: Association[];

  /** What a member gets. */
  @Column('text', { array: true, default: [] })
  benefitsEs!: string[];

  @Column('text')
  activity!: 'active' | 'dormant' | 'unknown';

  @Column('int', { nullable: true })
  foundedYear!: number | null;

  @Column('text', { nullable: true })
  website!: string | null;

  @Column('jsonb', { default: [] })
  contacts!: Contact[];

  @Column('text')
  noteEs!: string;
}

/** A GAD in a network, with its role and dates. */
@Entity()
@Index(['gadCode', 'id'])
@Index(['networkId', 'gadCode'])
export class NetworkMembership {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  networkId!: string;

  @ManyToOne(() => Network)
  @JoinColumn({ name: 'network_id' })
  network?: Network;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @Column('text')
  role!: NetworkRole;

  /** First and last year; null when unknown or still running. */
  @Column('int', { nullable: true })
  fromYear!: number | null;

  @Column('int', { nullable: true })
  untilYear!: number | null;

  /** What the GAD pays a year. */
  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  feeAmount!: string | null;

  @Column('text', { nullable: true })
  feeCurrency!: string | null;

  @Column('date', { nullable: true })
  feeDueOn!: string | null;

  @Column('text', { nullable: true })
  noteEs!: string | null;

  /** Where it was read; null when the GAD itself says so. */
  @Column('text', { nullable: true })
  sourceEs!: string | null;

  @Column('int', { default: 1 })
  revision!: number;

  @Column('timestamptz')
  updatedAt!: Date;
}

/** Answers to the seven questions before joining (seed 004, lines 1440-1449). */
export interface AffiliationAnswers {
  readonly mission: string;
  readonly fitsObjectives: 'yes' | 'partial' | 'no';
  readonly fitsObjectivesWhy: string | null;
  readonly servesActions: 'yes' | 'partial' | 'no';
  readonly servesActionsWhy: string | null;
  /** A network that serves more specifically; null when there is none. */
  readonly betterNetworkId: string | null;
  readonly memberProfile: string | null;
  readonly practicalImplications: string | null;
  readonly hasMoney: boolean;
  readonly hasPoliticalBacking: boolean;
  readonly hasPeople: boolean;
}

/** A GAD's evaluation of joining a network, with its balance. Never altered: a new one is added. */
@Entity()
@Index(['gadCode', 'networkId', 'evaluatedAt'])
export class NetworkEvaluation {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  networkId!: string;

  @ManyToOne(() => Network)
  @JoinColumn({ name: 'network_id' })
  network?: Network;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @Column('jsonb')
  answers!: AffiliationAnswers;

  @Column('text')
  balance!: 'positive' | 'negative';

  /** Who decided, by post. */
  @Column('text')
  decidedBy!: string;

  @Column('timestamptz')
  evaluatedAt!: Date;
}
