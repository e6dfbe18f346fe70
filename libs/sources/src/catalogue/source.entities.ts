import { Donor } from '@chasqui/donors';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { AdapterKind } from '../adapters/types.js';

/** State of a source, computed after each run: a source that cannot be read is an alarm, never silence. */
export type SourceHealth = 'untried' | 'ok' | 'empty' | 'broken' | 'stale';

/** Where calls are read from. How it is read is a versioned definition. */
@Entity()
@Index(['enabled', 'nextRunAt'])
export class Source {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Stable name in addresses and in the files of definitions. */
  @Column('text', { unique: true })
  slug!: string;

  @Column('text')
  nameEs!: string;

  /** Whose calls it brings; null when each item names its own. */
  @Column('uuid', { nullable: true })
  donorId!: string | null;

  @ManyToOne(() => Donor)
  @JoinColumn({ name: 'donor_id' })
  donor?: Donor | null;

  @Column('text')
  homeUrl!: string;

  /** Version of its definition that is used. */
  @Column('int')
  definitionVersion!: number;

  /** Read by itself on its schedule. */
  @Column('boolean', { default: false })
  enabled!: boolean;

  /** Complete calls of it are published without waiting for a curator; a daily sample is checked. */
  @Column('boolean', { default: false })
  trusted!: boolean;

  @Column('int')
  everyMinutes!: number;

  /** It may bring nothing for months without being broken. */
  @Column('boolean', { default: false })
  mayBeEmpty!: boolean;

  /** For curators. */
  @Column('text', { nullable: true })
  notes!: string | null;

  /** Public name of where its address is documented. */
  @Column('text', { nullable: true })
  provenance!: string | null;

  /** First time that it was read from its real address; until then it was never tried. */
  @Column('timestamptz', { nullable: true })
  firstReadAt!: Date | null;

  @Column('text', { default: 'untried' })
  health!: SourceHealth;

  @Column('timestamptz', { nullable: true })
  healthSince!: Date | null;

  /** Spanish sentence: why it is in this state. */
  @Column('text', { nullable: true })
  healthReason!: string | null;

  /** Failed runs in a row. */
  @Column('int', { default: 0 })
  failures!: number;

  @Column('timestamptz', { nullable: true })
  nextRunAt!: Date | null;

  /** Grows with every change: forms refuse to overwrite a newer one. */
  @Column('int', { default: 1 })
  revision!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}

/** How a source is read. A change is a new version, so that old captures can be read as they were. */
@Entity()
export class SourceDefinition {
  @PrimaryColumn('uuid')
  sourceId!: string;

  @ManyToOne(() => Source, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'source_id' })
  source?: Source;

  @PrimaryColumn('int')
  version!: number;

  @Column('text')
  adapter!: AdapterKind;

  /** Checked by the adapter. */
  @Column('jsonb')
  config!: object;

  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
