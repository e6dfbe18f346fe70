import { Account } from '@chasqui/accounts';
import { Gad } from '@chasqui/gads';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** "What matches my GAD": a person's wish to be told, with the evidence that she asked for it. */
@Entity()
@Unique(['accountId', 'gadCode'])
@Index(['gadCode'])
export class Subscription {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @Column('boolean')
  active!: boolean;

  /** Only matches with at least this score are announced. */
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
