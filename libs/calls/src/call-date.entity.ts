import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Call } from './call.entity.js';
import type { DatedDeadline } from './deadline.js';

/**
 * A date of a call as calendars and reminders know it. Kept beside the call, because a calendar must be told that an
 * event moved (its sequence grows) or is off (it stays, cancelled). Everything that calendars show of a call is here:
 * what a curator writes in a call that she took down must not reach them.
 */
@Entity()
@Index(['startsAt'])
@Index(['updatedAt'])
export class CallDate {
  @PrimaryColumn('uuid')
  callId!: string;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  @PrimaryColumn('text')
  role!: DatedDeadline['role'];

  /** Counts the dates of a role within the call from 1, in the order of time. */
  @PrimaryColumn('int')
  place!: number;

  @Column('timestamptz')
  startsAt!: Date;

  /** IANA zone of the source. */
  @Column('text')
  zone!: string;

  @Column('boolean')
  zoneAssumed!: boolean;

  /** The source's words; null when it has none. */
  @Column('text', { nullable: true })
  words!: string | null;

  /** Title of the call. */
  @Column('text')
  title!: string;

  /**
   * Grows with every change that a calendar must show (RFC 5545, 3.8.7.4). It is the revision of the call that brought
   * the last one, so that a file made from a call alone, as its mails carry it, fits in between.
   */
  @Column('int')
  sequence!: number;

  /** The date no longer holds: removed, or its call is no longer public. */
  @Column('timestamptz', { nullable: true })
  cancelledAt!: Date | null;

  /** When anything of the above last changed. */
  @Column('timestamptz')
  updatedAt!: Date;
}
