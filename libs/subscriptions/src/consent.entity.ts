import { Account } from '@chasqui/accounts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

/** What a person may agree to, each apart from the others (LOPDP art. 8). */
export const CONSENT_PURPOSES = ['matches', 'search', 'post', 'reminders', 'changes', 'bulletin'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** How it was said: a form while signed in, a link of a mail, the confirmation of a public subscription. */
export const CONSENT_WAYS = [
  'form',
  'mail_link',
  'one_click',
  'confirmation',
  'handover',
  'earlier',
] as const;
export type ConsentWay = (typeof CONSENT_WAYS)[number];

/** Evidence that somebody asked for mails or asked to stop them. Rows are only ever added. */
@Entity()
@Index(['accountId', 'at'])
export class Consent {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id' })
  account?: Account;

  @Column('text')
  purpose!: ConsentPurpose;

  /** The subscription it is about, kept when that is deleted; null for what is not of one subscription. */
  @Column('uuid', { nullable: true })
  subscriptionId!: string | null;

  /** True when given, false when withdrawn. */
  @Column('boolean')
  given!: boolean;

  /** The sentence the person agreed to, as it was shown. */
  @Column('text')
  wording!: string;

  @Column('text')
  way!: ConsentWay;

  /** SHA-256 of the address it was given for: proves which one without keeping it. */
  @Column('text')
  addressHash!: string;

  @Column('timestamptz')
  at!: Date;
}
