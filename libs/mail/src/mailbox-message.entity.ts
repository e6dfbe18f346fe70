import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A mail that the embedded mailbox of the demo received over SMTP, kept as it came. */
@Entity()
@Unique(['recipient', 'messageId'])
export class MailboxMessage {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Index()
  @Column('text')
  recipient!: string;

  @Column('text')
  messageId!: string;

  @Column('text')
  subject!: string;

  @Column('bytea')
  raw!: Buffer;

  @Column('timestamptz')
  receivedAt!: Date;

  /** How many times it arrived. More than one means that a sender repeated it, which a crash may cause. */
  @Column('int', { default: 1 })
  deliveries!: number;
}
