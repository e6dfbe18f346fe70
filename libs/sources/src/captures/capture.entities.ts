import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { SourceItem } from '../runs/run.entities.js';

/** One answer about an item, without its bytes. */
export interface CapturedPart {
  readonly name: string;
  readonly url: string;
  readonly mediaType: string | null;
  readonly charset: string | null;
  /** SHA-256 of the bytes, hexadecimal: key of `RawPayload`. */
  readonly hash: string;
  readonly bytes: number;
}

/** What a source said of an item at one moment, as it came. A reading that brings the same bytes makes no new one. */
@Entity()
@Index(['itemId', 'at'])
export class Capture {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  itemId!: string;

  @ManyToOne(() => SourceItem, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'item_id' })
  item?: SourceItem;

  /** Null for an upload or a pasted text. */
  @Column('uuid', { nullable: true })
  runId!: string | null;

  @Column('int')
  definitionVersion!: number;

  @Column('timestamptz')
  at!: Date;

  /** SHA-256 over the hashes of the parts, in order. */
  @Column('text')
  contentHash!: string;

  @Column('jsonb')
  parts!: CapturedPart[];
}

/** Bytes as they came, once however many captures hold them. */
@Entity()
export class RawPayload {
  @PrimaryColumn('text')
  hash!: string;

  /** gzip. */
  @Column('bytea')
  body!: Buffer;

  @Column('timestamptz')
  firstAt!: Date;
}
