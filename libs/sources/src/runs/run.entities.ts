import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Source } from '../catalogue/source.entities.js';

export type RunState = 'running' | 'done' | 'failed';

/** One reading of a source, from its list to its last item. A partial unique index allows one at a time per source. */
@Entity()
@Index(['sourceId', 'startedAt'])
@Index('source_run_running_idx', ['sourceId'], { unique: true, where: `state = 'running'` })
export class SourceRun {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  sourceId!: string;

  @ManyToOne(() => Source, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'source_id' })
  source?: Source;

  @Column('int')
  definitionVersion!: number;

  /** The person who asked for it; null on schedule. */
  @Column('uuid', { nullable: true })
  requestedBy!: string | null;

  @Column('text')
  state!: RunState;

  @Column('timestamptz')
  startedAt!: Date;

  /** Moves while it runs: a run that stands still was left by a process that died and goes on in another. */
  @Column('timestamptz')
  heartbeatAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** Where an interrupted run goes on. */
  @Column('jsonb', { nullable: true })
  cursor!: unknown;

  @Column('int', { default: 0 })
  found!: number;

  @Column('int', { default: 0 })
  added!: number;

  @Column('int', { default: 0 })
  changed!: number;

  @Column('int', { default: 0 })
  vanished!: number;

  @Column('int', { default: 0 })
  failed!: number;

  /** Spanish sentences for curators. */
  @Column('text', { array: true, default: [] })
  warnings!: string[];

  /** Code of the fault that ended it: that of the fetcher or of the adapter. */
  @Column('text', { nullable: true })
  fault!: string | null;

  /** The fault in Spanish. */
  @Column('text', { nullable: true })
  message!: string | null;

  /** Requests sent, and the milliseconds that their answers took together. */
  @Column('int', { default: 0 })
  requests!: number;

  @Column('int', { default: 0 })
  latencyMs!: number;
}

/** One call in its source: what is the same from one reading to the next. */
@Entity()
@Index('source_item_key_idx', ['sourceId', 'key'], { unique: true })
@Index(['sourceId', 'lastSeenAt'])
export class SourceItem {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  sourceId!: string;

  @ManyToOne(() => Source, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'source_id' })
  source?: Source;

  /** Code of an API, or the normalised address. */
  @Column('text')
  key!: string;

  @Column('text')
  url!: string;

  @Column('text')
  title!: string;

  @Column('timestamptz')
  firstSeenAt!: Date;

  @Column('timestamptz')
  lastSeenAt!: Date;

  @Column('uuid')
  lastRunId!: string;

  /** Complete readings in a row that did not bring it. */
  @Column('int', { default: 0 })
  missing!: number;

  /** Hash of its newest capture. */
  @Column('text')
  contentHash!: string;
}

/** ETag and Last-Modified of an address as last read for a source. */
@Entity()
export class SourceAddress {
  @PrimaryColumn('uuid')
  sourceId!: string;

  @ManyToOne(() => Source, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'source_id' })
  source?: Source;

  @PrimaryColumn('text')
  url!: string;

  @Column('text', { nullable: true })
  etag!: string | null;

  @Column('text', { nullable: true })
  lastModified!: string | null;
}
