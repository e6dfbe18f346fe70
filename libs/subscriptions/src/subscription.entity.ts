import { Account } from '@chasqui/accounts';
import { Gad } from '@chasqui/gads';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { Frequency } from './delivery-time.js';
import { GadPost } from './gad-post.entity.js';

/**
 * A person's wish to be told: of "what matches my GAD", or of what a saved search finds. The evidence that she asked
 * for it is in `Consent`.
 */
@Entity()
@Index('subscription_one_per_gad_idx', ['accountId', 'gadCode'], {
  unique: true,
  where: 'search_query IS NULL AND post_id IS NULL',
})
@Index('subscription_one_per_search_idx', ['accountId', 'searchQuery'], {
  unique: true,
  where: 'search_query IS NOT NULL',
})
@Index('subscription_one_per_post_idx', ['postId'], { unique: true, where: 'post_id IS NOT NULL' })
@Index('subscription_search_seq_idx', ['searchSeq'], { unique: true, where: 'search_seq IS NOT NULL' })
@Index(['gadCode'])
@Index(['accountId'])
export class Subscription {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Who is told. For the subscription of a post this is its holder, and changes with her. */
  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  /** The GAD for which she asks; null for a saved search of somebody without one. */
  @Column('text', { nullable: true })
  gadCode!: string | null;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad | null;

  /** The post it belongs to; null when it is the person's own. */
  @Column('uuid', { nullable: true })
  postId!: string | null;

  @ManyToOne(() => GadPost, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'post_id' })
  post?: GadPost | null;

  /** Query of the search page in its stable form, "q=agua&tema=riego"; null for "what matches my GAD". */
  @Column('text', { nullable: true })
  searchQuery!: string | null;

  /** Numbers saved searches in the order in which they were committed; null for "what matches my GAD". */
  @Column('int', { nullable: true })
  searchSeq!: number | null;

  /** What the person calls the saved search. */
  @Column('text', { nullable: true })
  label!: string | null;

  /** Only calls with one of these topics; empty for all. For "what matches my GAD". */
  @Column('text', { array: true, default: [] })
  themes!: string[];

  @Column('boolean')
  active!: boolean;

  @Column('text', { default: 'immediate' })
  frequency!: Frequency;

  /** ISO date from which notices go out again; what comes before waits. Null: not paused. */
  @Column('date', { nullable: true })
  pausedUntil!: string | null;

  /** Only matches with at least this score are announced; a saved search has no score. */
  @Column('int')
  minScore!: number;

  /** Reimbursable money is announced only to those who asked for it. */
  @Column('boolean')
  includeCredit!: boolean;

  /** When notices were last switched on: calls published before are not announced. */
  @Column('timestamptz')
  since!: Date;
}
