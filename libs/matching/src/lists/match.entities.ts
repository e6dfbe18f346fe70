import { Call } from '@chasqui/calls';
import { Gad } from '@chasqui/gads';
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Eligibility, Gate, Reason } from '../facts.js';

/**
 * One row of the list of a GAD: a call it can take part in and that answers to its plan or its competences. The list
 * holds the best calls only; what a failed gate shuts out is judged when somebody asks, and never stored.
 */
@Entity()
@Index(['gadCode', 'score', 'callId'])
export class Match {
  @PrimaryColumn('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  @PrimaryColumn('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  /** Revision of the call that was judged. */
  @Column('int')
  callRevision!: number;

  @Column('int')
  formulaVersion!: number;

  /** Hash of the texts and tables that the formula reads: topics, lexicon, competences, overrides. */
  @Column('text')
  dataVersion!: string;

  @Column('text')
  eligibility!: Exclude<Eligibility, 'fails'>;

  /** 0 to 100, one decimal. */
  @Column('double precision')
  score!: number;

  /** Score by the formula or data before, kept to show what moved; null when there was none. */
  @Column('double precision', { nullable: true })
  previousScore!: number | null;

  @Column('int', { nullable: true })
  previousFormulaVersion!: number | null;

  @Column('real')
  need!: number;

  @Column('real')
  capacity!: number;

  @Column('real')
  donor!: number;

  @Column('real')
  confidence!: number;

  @Column('jsonb')
  gates!: Gate[];

  @Column('jsonb')
  reasons!: Reason[];

  @Column('jsonb')
  missing!: string[];

  @Column('jsonb', { default: [] })
  improvements!: string[];

  @Column('timestamptz')
  computedAt!: Date;
}

/** What the list of a GAD was made from: says whether it must be made again, in every process and after a crash. */
@Entity()
export class MatchList {
  @PrimaryColumn('text')
  gadCode!: string;

  @OneToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  /** Hash of everything the rules know of the GAD. */
  @Column('text')
  factsHash!: string;

  @Column('int')
  formulaVersion!: number;

  @Column('text')
  dataVersion!: string;

  @Column('timestamptz')
  computedAt!: Date;
}

/** A call that the lists take into account, as it was then. */
@Entity()
export class MatchedCall {
  @PrimaryColumn('uuid')
  callId!: string;

  @OneToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  /** Hash of everything the rules know of the call and its donor, and of its revision. */
  @Column('text')
  factsHash!: string;
}

/**
 * The one row that everybody who changes lists holds while doing so. Its number tells a process whether what it has in
 * memory is what the tables hold.
 */
@Entity()
export class MatchState {
  @PrimaryColumn('int')
  id!: number;

  @Column('bigint')
  revision!: string;
}

/** One pass over all lists after the formula or its data changed. */
@Entity()
@Unique(['formulaVersion', 'dataVersion'])
export class Rescoring {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('int')
  formulaVersion!: number;

  @Column('text')
  dataVersion!: string;

  @Column('timestamptz')
  startedAt!: Date;

  /** Null while it runs. */
  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** Lists to make, and made so far. */
  @Column('int')
  lists!: number;

  @Column('int', { default: 0 })
  done!: number;

  @Column('text', { nullable: true })
  error!: string | null;
}

/** The work that one published revision of a call sets off, for the progress page and for picking up after a crash. */
@Entity()
@Unique(['callId', 'callRevision'])
@Index(['startedAt'])
export class MatchingRun {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  @Column('int')
  callRevision!: number;

  @Column('timestamptz')
  startedAt!: Date;

  /** When all matches were stored; null while it runs. */
  @Column('timestamptz', { nullable: true })
  matchedAt!: Date | null;

  /** When the notices of this revision were written. */
  @Column('timestamptz', { nullable: true })
  notifiedAt!: Date | null;

  @Column('int', { default: 0 })
  gads!: number;

  /** GADs for which no gate fails. */
  @Column('int', { default: 0 })
  matches!: number;

  @Column('int', { default: 0 })
  notices!: number;

  @Column('text', { nullable: true })
  error!: string | null;
}
