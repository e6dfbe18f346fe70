import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Frequency } from './delivery-time.js';

/** Somebody gave an address to be told at it. Nothing but the request to confirm is sent until its owner confirms. */
@Entity()
@Index(['email', 'requestedAt'])
@Index(['expiresAt'])
export class SubscriptionRequest {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Lower case. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  /** Query of the search page in its stable form; null for the bulletin alone. */
  @Column('text', { nullable: true })
  searchQuery!: string | null;

  @Column('text', { nullable: true })
  label!: string | null;

  @Column('text')
  frequency!: Frequency;

  /** Also the monthly bulletin. */
  @Column('boolean', { default: false })
  bulletin!: boolean;

  /** The sentence that was agreed to. */
  @Column('text')
  wording!: string;

  @Column('timestamptz')
  requestedAt!: Date;

  /** The one repetition of the request to confirm; null while there was none. */
  @Column('timestamptz', { nullable: true })
  repeatedAt!: Date | null;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;
}
