import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

export const SUPPRESSION_REASONS = ['bounce', 'complaint', 'manual'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** An address at which nothing is sent any more, until an admin lifts it. Asked at the moment of sending. */
@Entity()
export class SuppressedAddress {
  /** Lower case. */
  @PrimaryColumn('text')
  address!: string;

  @Column('text')
  reason!: SuppressionReason;

  /** What the other server said. */
  @Column('text')
  detail!: string;

  @Column('timestamptz')
  since!: Date;
}

export const ADDRESS_TROUBLES = ['permanent', 'transient', 'complaint'] as const;
export type AddressTrouble = (typeof ADDRESS_TROUBLES)[number];

/** How we came to know of it: the reply to a delivery, a report by mail, a report by webhook. */
export const TROUBLE_WAYS = ['smtp', 'report_mail', 'webhook'] as const;
export type TroubleWay = (typeof TROUBLE_WAYS)[number];

/** A bounce or a complaint of an address. Rows are only ever added. */
@Entity()
@Index(['address', 'at'])
@Index(['mailId'])
export class AddressReport {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  address!: string;

  @Column('uuid', { nullable: true })
  mailId!: string | null;

  @Column('text')
  trouble!: AddressTrouble;

  /** Enhanced status code (RFC 3463), "5.1.1"; null when none was given. */
  @Column('text', { nullable: true })
  status!: string | null;

  @Column('text')
  detail!: string;

  @Column('text')
  way!: TroubleWay;

  /** The same report twice is one. */
  @Column('text', { unique: true })
  reportKey!: string;

  @Column('timestamptz')
  at!: Date;
}
