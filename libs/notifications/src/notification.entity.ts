import { Account } from '@chasqui/accounts';
import { OutgoingMail } from '@chasqui/delivery';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { NoticeFacts, NoticeKind } from './notice-kinds.js';

/**
 * pending: waits for its hour and its mail. mailed: part of the mail `mailId`, whose state tells the rest. cancelled:
 * no longer true when its turn came, or no longer wanted.
 */
export type NotificationState = 'pending' | 'mailed' | 'cancelled';

/** One thing that one person is told, for one event. The unique key makes a second one impossible. */
@Entity()
@Unique(['accountId', 'eventKey'])
@Index('notification_due_idx', ['dueAt'], { where: `state = 'pending'` })
@Index('notification_mail_id_idx', ['mailId'], { where: 'mail_id IS NOT NULL' })
@Index(['callId'])
export class Notification {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('text')
  kind!: NoticeKind;

  /** What it is about, for example "call.published/<call id>" or "deadline/<call id>/close-1/2026-08-31/7". */
  @Column('text')
  eventKey!: string;

  /** No foreign key: calls are never deleted, and a hundred thousand rows are written in one statement. */
  @Column('uuid', { nullable: true })
  callId!: string | null;

  /** The GAD for which the person is told; null when it is for herself. */
  @Column('text', { nullable: true })
  gadCode!: string | null;

  /** The alerts that brought it, also once they are deleted. */
  @Column('uuid', { array: true, default: [] })
  subscriptionIds!: string[];

  /** Why, in Spanish, one entry per alert or rule that brought it: "su búsqueda «Riego»". */
  @Column('text', { array: true, default: [] })
  reasons!: string[];

  /** Step of a ladder, "7"; null for what has no steps. */
  @Column('text', { nullable: true })
  step!: string | null;

  /** Goes out at once, whatever the person chose. */
  @Column('boolean', { default: false })
  urgent!: boolean;

  @Column('jsonb', { nullable: true })
  facts!: NoticeFacts | null;

  @Column('text')
  state!: NotificationState;

  /** Not before this instant. */
  @Column('timestamptz')
  dueAt!: Date;

  @Column('uuid', { nullable: true })
  mailId!: string | null;

  @ManyToOne(() => OutgoingMail, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'mail_id' })
  mail?: OutgoingMail | null;

  /** Why it was cancelled, in Spanish; null while it holds. */
  @Column('text', { nullable: true })
  obstacle!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
