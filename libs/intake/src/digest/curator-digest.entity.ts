import { Account } from '@chasqui/accounts';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** The mail that a curator got on a day: one at most. */
@Entity()
export class CuratorDigest {
  @PrimaryColumn('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  /** ISO date in Ecuador. */
  @PrimaryColumn('date')
  day!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** Null until the mail server took it. */
  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;
}
