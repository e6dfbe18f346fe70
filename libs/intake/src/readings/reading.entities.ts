import type { FieldConflict, FieldReading } from '@chasqui/extraction';
import { Capture, SourceItem } from '@chasqui/sources';
import { Call } from '@chasqui/calls';
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
import type { FieldMemory } from '../changes/settle.js';

/** What one version of the extractor read in one capture. */
@Entity()
@Unique(['captureId', 'extractorVersion'])
export class Reading {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  captureId!: string;

  @ManyToOne(() => Capture, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'capture_id' })
  capture?: Capture;

  @Column('int')
  extractorVersion!: number;

  @Column('jsonb')
  fields!: FieldReading[];

  @Column('jsonb', { default: [] })
  conflicts!: FieldConflict[];

  @Column('timestamptz')
  at!: Date;
}

/** What is remembered of an item from one reading to the next, and the call that it became. */
@Entity()
@Index(['callId'])
export class ItemMemory {
  @PrimaryColumn('uuid')
  itemId!: string;

  @OneToOne(() => SourceItem, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'item_id' })
  item?: SourceItem;

  /** Null until a curator accepted it, or when it was rejected. */
  @Column('uuid', { nullable: true })
  callId!: string | null;

  @ManyToOne(() => Call, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'call_id' })
  call?: Call | null;

  @Column('jsonb')
  fields!: FieldMemory;

  /** The newest reading that it holds. */
  @Column('uuid')
  readingId!: string;

  /** A curator said that it is of no use: later readings bring it back only when its deadline or its standing changes. */
  @Column('boolean', { default: false })
  rejected!: boolean;
}
