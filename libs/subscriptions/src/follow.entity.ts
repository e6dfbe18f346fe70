import { Account } from '@chasqui/accounts';
import { Column, Entity, Index, PrimaryColumn, JoinColumn, ManyToOne } from 'typeorm';

/** A person follows a call: she is reminded of its dates and told of its changes. */
@Entity()
@Index(['callId'])
@Index(['gadCode'])
export class Follow {
  @PrimaryColumn('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @PrimaryColumn('uuid')
  callId!: string;

  /** The GAD for which she follows it; null when she follows it for herself. */
  @Column('text', { nullable: true })
  gadCode!: string | null;

  /** Days before each deadline, largest first. */
  @Column('int', { array: true })
  ladder!: number[];

  /** Days after which a call without a date comes up for review again. */
  @Column('int', { default: 30 })
  reviewEveryDays!: number;

  /** Since when: steps that were due before are not sent. Moves when the ladder is changed. */
  @Column('timestamptz')
  since!: Date;
}
