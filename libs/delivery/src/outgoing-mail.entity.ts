import { Account } from '@chasqui/accounts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/**
 * pending: waits for its turn. sending: a worker holds it under a lease. unknown: the line broke after the message was
 * handed over, so it may have arrived; it goes again with the same Message-ID. The others are final: sent, failed
 * (refused for good, or out of patience), suppressed (the address is on the suppression list), cancelled (nothing of
 * what it was to say holds any more).
 */
export const MAIL_STATES = [
  'pending',
  'sending',
  'unknown',
  'sent',
  'failed',
  'suppressed',
  'cancelled',
] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** One message owed to one address: one notice alone, or several as a digest. */
@Entity()
@Index('outgoing_mail_due_idx', ['domain', 'urgent', 'nextAttemptAt'], {
  where: `state IN ('pending', 'unknown')`,
})
@Index('outgoing_mail_lease_idx', ['leaseUntil'], { where: `state = 'sending'` })
@Index(['accountId', 'createdAt'])
@Index(['state', 'updatedAt'])
export class OutgoingMail {
  /** Also the left side of its Message-ID, the same in every attempt. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('text')
  recipient!: string;

  /** What follows the @ of the recipient: limits are per domain. */
  @Column('text')
  domain!: string;

  /** Goes before what is not urgent. */
  @Column('boolean', { default: false })
  urgent!: boolean;

  @Column('text')
  state!: MailState;

  /** Times that it was handed, or tried to be handed, to the server. */
  @Column('int', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  nextAttemptAt!: Date;

  /** Who holds it while it is being sent; a claim of its own for every batch. */
  @Column('uuid', { nullable: true })
  lease!: string | null;

  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  /** Reply of the server to the last attempt that failed, "450 4.2.1"; null without one. */
  @Column('text', { nullable: true })
  lastCode!: string | null;

  /** Why the last attempt failed or why it was given up. */
  @Column('text', { nullable: true })
  lastError!: string | null;

  /** As it was sent; null before. */
  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;
}
