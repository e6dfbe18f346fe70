import { Account } from '@chasqui/accounts';
import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';

/** Days before a deadline on which people are reminded (seed 002 asks for reminders; the ladder is ours). */
export const DEFAULT_LADDER: readonly number[] = [60, 30, 15, 7, 3, 1];

/** How and when a person is told, over all her alerts. Without a row the defaults of the columns count. */
@Entity()
export class AlertSettings {
  @PrimaryColumn('uuid')
  accountId!: string;

  @OneToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  /** IANA zone in which the hour is meant and dates are shown. */
  @Column('text', { default: 'America/Guayaquil' })
  zone!: string;

  /** Hour of the day, 0 to 23, at which digests and reminders go out. */
  @Column('int', { default: 7 })
  hour!: number;

  /** ISO weekday of weekly digests, 1 is Monday. */
  @Column('int', { default: 1 })
  weekday!: number;

  /** Days before each deadline of a followed call; the ladder that new follows start with. */
  @Column('int', { array: true, default: [...DEFAULT_LADDER] })
  ladder!: number[];

  /** Reminders of followed calls: deadlines, steps, reviews. */
  @Column('boolean', { default: true })
  reminders!: boolean;

  /** What changes in calls that she follows or was told of. */
  @Column('boolean', { default: true })
  changes!: boolean;

  /** The monthly bulletin. Nobody gets it without asking. */
  @Column('boolean', { default: false })
  bulletin!: boolean;

  /** ISO date until which nothing but what is urgent goes out; null: not paused. */
  @Column('date', { nullable: true })
  pausedUntil!: string | null;
}
