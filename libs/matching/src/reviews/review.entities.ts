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

export const VERDICTS = ['fits', 'does_not_fit'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What somebody of the GAD thinks of a match. Shown beside the score, never part of it. */
@Entity()
@Unique(['gadCode', 'callId', 'accountId'])
@Index(['callId'])
export class MatchReview {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @Column('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  @Column('uuid')
  accountId!: string;

  @Column('text')
  verdict!: Verdict;

  @Column('text')
  reasonEs!: string;

  /** Score and formula that the person saw, for the report on the formula's precision; null when it was not listed. */
  @Column('double precision', { nullable: true })
  score!: number | null;

  @Column('int', { nullable: true })
  formulaVersion!: number | null;

  @Column('timestamptz')
  reviewedAt!: Date;
}

/** "No nos interesa": the call is hidden from the list of the GAD until somebody brings it back. */
@Entity()
export class MatchDismissal {
  @PrimaryColumn('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @PrimaryColumn('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  @Column('uuid')
  accountId!: string;

  @Column('text', { nullable: true })
  reasonEs!: string | null;

  @Column('timestamptz')
  dismissedAt!: Date;
}
