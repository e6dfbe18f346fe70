import { Call } from '@chasqui/calls';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import { Source, SourceItem } from '@chasqui/sources';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { CallChange, Severity } from '../changes/change.js';

/** new: a call nobody knew; change: of a known call; vanished: it left its source; sample: published by itself, to be checked. */
export const FINDING_KINDS = ['new', 'change', 'vanished', 'sample'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const FINDING_STATES = ['open', 'accepted', 'rejected', 'merged', 'superseded'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export type FieldVerdict = 'accepted' | 'corrected' | 'rejected';

/** One value that a source proposes, with the words it came from. */
export interface FindingField extends FieldReading {
  /** What the call says now; null for a new one. */
  readonly current: unknown;
  /** Another value of the same source contradicts it. Spanish. */
  readonly conflict: string | null;
}

/** A record that may be the same call. */
export interface PossibleDuplicate {
  readonly kind: 'call' | 'finding';
  readonly id: string;
  readonly title: string;
  /** 0 to 1. */
  readonly score: number;
  /** Spanish. */
  readonly reasons: readonly string[];
}

/** Something that a source brought and a curator decides on. */
@Entity()
@Index(['state', 'createdAt', 'id'])
@Index(['sourceId', 'state'])
@Index(['callId'])
@Index('finding_open_item_idx', ['itemId', 'kind'], { unique: true, where: `state = 'open'` })
export class Finding {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  kind!: FindingKind;

  @Column('uuid')
  sourceId!: string;

  @ManyToOne(() => Source, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'source_id' })
  source?: Source;

  @Column('uuid')
  itemId!: string;

  @ManyToOne(() => SourceItem, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'item_id' })
  item?: SourceItem;

  @Column('uuid')
  readingId!: string;

  @Column('uuid', { nullable: true })
  callId!: string | null;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call | null;

  @Column('text')
  title!: string;

  @Column('jsonb')
  fields!: FindingField[];

  @Column('jsonb', { default: [] })
  changes!: CallChange[];

  @Column('jsonb', { default: [] })
  duplicates!: PossibleDuplicate[];

  /** The gravest of its changes. */
  @Column('text')
  severity!: Severity;

  /** The next close that it tells of, for the order of the queue. */
  @Column('timestamptz', { nullable: true })
  closesAt!: Date | null;

  @Column('text')
  state!: FindingState;

  /** Why it was rejected. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Grows with every change: two curators cannot overwrite each other. */
  @Column('int', { default: 1 })
  revision!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;
}

/** What a curator decided of one proposed value: the corrections of a source are counted from these. */
@Entity()
@Index(['sourceId', 'field'])
export class FieldDecision {
  @PrimaryColumn('uuid')
  findingId!: string;

  @ManyToOne(() => Finding, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'finding_id' })
  finding?: Finding;

  @PrimaryColumn('text')
  field!: ExtractedField;

  @Column('uuid')
  sourceId!: string;

  @Column('text')
  verdict!: FieldVerdict;

  @Column('text')
  rule!: string;

  @Column('uuid', { nullable: true })
  actorId!: string | null;

  @Column('timestamptz')
  at!: Date;
}
