import { Account } from '@chasqui/accounts';
import { Gad } from '@chasqui/gads';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

/**
 * A person's wish to be told, with the evidence that she asked for it: of "what matches my GAD", or of what a saved
 * search finds.
 */
@Entity()
@Index('subscription_one_per_gad_idx', ['accountId', 'gadCode'], {
  unique: true,
  where: 'search_query IS NULL',
})
@Index('subscription_one_per_search_idx', ['accountId', 'searchQuery'], {
  unique: true,
  where: 'search_query IS NOT NULL',
})
@Index(['gadCode'])
export class Subscription {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

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

  /** Query of the search page in its stable form, "q=agua&tema=riego"; null for "what matches my GAD". */
  @Column('text', { nullable: true })
  searchQuery!: string | null;

  /** What the person calls the saved search. */
  @Column('text', { nullable: true })
  label!: string | null;

  @Column('boolean')
  active!: boolean;

  /** Only matches with at least this score are announced; a saved search has no score. */
  @Column('int')
  minScore!: number;

  /** Reimbursable money is announced only to those who asked for it. */
  @Column('boolean')
  includeCredit!: boolean;

  /** When notices were last switched on: calls published before are not announced. */
  @Column('timestamptz')
  since!: Date;

  /** The sentence the person agreed to. */
  @Column('text')
  consentText!: string;

  /** Opens the preferences page without signing in. Unguessable; works for this subscription only. */
  @Column('text', { unique: true })
  preferencesToken!: string;
}
