import { Account } from '@chasqui/accounts';
import { Call } from '@chasqui/calls';
import { Subscription } from '@chasqui/subscriptions';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** pending → sent | failed (refused for good) | cancelled (no longer true when its turn came). */
export type NotificationState = 'pending' | 'sent' | 'failed' | 'cancelled';

/** One message owed to one person for one event. The unique key makes a second one impossible. */
@Entity()
@Unique(['accountId', 'eventKey'])
@Index(['state', 'updatedAt'])
@Index(['callId'])
export class Notification {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  /** What it is about, for example "call.published/<call id>". */
  @Column('text')
  eventKey!: string;

  /** Null once the person deleted the saved search that found the call: what was sent stays on record. */
  @Column('uuid', { nullable: true })
  subscriptionId!: string | null;

  @ManyToOne(() => Subscription, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'subscription_id' })
  subscription?: Subscription | null;

  @Column('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  /** The GAD that the call matched; null when a saved search found it. */
  @Column('text', { nullable: true })
  gadCode!: string | null;

  @Column('text')
  state!: NotificationState;

  @Column('int', { default: 0 })
  attempts!: number;

  /** Why it was cancelled or what the last attempt met. */
  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;
}
