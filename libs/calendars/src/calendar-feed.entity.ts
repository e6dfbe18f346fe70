import { Account } from '@chasqui/accounts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

/** What a calendar holds: the calls that the person follows, those of a GAD, or those of a search. */
export const FEED_SCOPES = ['person', 'gad', 'search'] as const;
export type FeedScope = (typeof FEED_SCOPES)[number];

/** A calendar that a person subscribes to from her telephone. Its address is secret and can be revoked. */
@Entity()
@Index(['accountId'])
export class CalendarFeed {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('text')
  scope!: FeedScope;

  @Column('text', { nullable: true })
  gadCode!: string | null;

  /** Query of the search page in its stable form. */
  @Column('text', { nullable: true })
  searchQuery!: string | null;

  @Column('text')
  label!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  /** When a calendar program last asked for it. */
  @Column('timestamptz', { nullable: true })
  lastReadAt!: Date | null;
}
