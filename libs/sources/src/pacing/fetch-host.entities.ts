import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose turn it is to ask a host, across all workers. */
@Entity()
export class FetchHost {
  @PrimaryColumn('text')
  host!: string;

  @Column('uuid', { nullable: true })
  leaseId!: string | null;

  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  /** Before that it is not asked again. */
  @Column('timestamptz')
  nextAt!: Date;
}

/** robots.txt of an origin as last read. */
@Entity()
export class RobotsFile {
  @PrimaryColumn('text')
  origin!: string;

  /** Null: everything is allowed or nothing is; see `HostBook`. */
  @Column('text', { nullable: true })
  text!: string | null;

  @Column('timestamptz')
  until!: Date;
}
