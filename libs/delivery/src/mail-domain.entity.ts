import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What workers agree on about a receiving domain, so that together they keep to its limits. */
@Entity()
export class MailDomain {
  /** "gmail.com" */
  @PrimaryColumn('text')
  domain!: string;

  /** The next mail to it may go from this instant on; every claim takes slots and moves it. */
  @Column('timestamptz')
  nextSlotAt!: Date;

  /** The domain asked us to wait (421 and the like); null when it did not. */
  @Column('timestamptz', { nullable: true })
  pausedUntil!: Date | null;

  @Column('text', { nullable: true })
  lastError!: string | null;
}
