import { Call } from '@chasqui/calls';
import { Gad } from '@chasqui/gads';
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Eligibility, Gate, Reason } from './facts.js';

/** The stored judgement of one call for one GAD. */
@Entity()
@Index(['gadCode', 'eligibility', 'score', 'callId'])
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

  @Column('text')
  eligibility!: Eligibility;

  @Column('int', { nullable: true })
  score!: number | null;

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

  @Column('timestamptz')
  computedAt!: Date;
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
