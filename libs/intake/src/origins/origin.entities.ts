import { Call } from '@chasqui/calls';
import type { ExtractedField } from '@chasqui/extraction';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { CallChange, Severity } from '../changes/change.js';
import type { ReimportPolicy } from '../policy/policy.js';

/** Where a value of a call comes from, who confirmed it, and what a new reading may do with it. */
@Entity()
@Index(['captureId'])
export class CallFieldOrigin {
  @PrimaryColumn('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  @PrimaryColumn('text')
  field!: ExtractedField;

  /** Who gave the value that the call has now. */
  @Column('text')
  setBy!: 'source' | 'person';

  @Column('text')
  policy!: ReimportPolicy;

  /** What the source said when the value was set, also when a person set another. */
  @Column('jsonb', { nullable: true })
  fromReading!: unknown;

  @Column('uuid', { nullable: true })
  sourceId!: string | null;

  @Column('uuid', { nullable: true })
  captureId!: string | null;

  /** Address that was read. */
  @Column('text', { nullable: true })
  url!: string | null;

  @Column('text', { nullable: true })
  words!: string | null;

  @Column('text', { nullable: true })
  part!: string | null;

  @Column('int', { name: 'words_offset', nullable: true })
  offset!: number | null;

  @Column('text', { nullable: true })
  rule!: string | null;

  @Column('real', { nullable: true })
  confidence!: number | null;

  @Column('timestamptz', { nullable: true })
  readAt!: Date | null;

  /** Null while nobody has looked at it. */
  @Column('uuid', { nullable: true })
  confirmedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;
}

/** A change of a call that people may want to hear of, with before and after. */
@Entity()
@Index(['callId', 'at'])
export class CallChangeEvent {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  /** The finding that brought it. */
  @Column('uuid', { nullable: true })
  findingId!: string | null;

  @Column('text')
  kind!: CallChange['kind'];

  @Column('text', { nullable: true })
  field!: ExtractedField | null;

  @Column('jsonb', { nullable: true })
  before!: unknown;

  @Column('jsonb', { nullable: true })
  after!: unknown;

  @Column('text')
  severity!: Severity;

  /** One Spanish sentence. */
  @Column('text')
  textEs!: string;

  @Column('timestamptz')
  at!: Date;

  /** Null when a reading applied it by itself. */
  @Column('uuid', { nullable: true })
  actorId!: string | null;
}
