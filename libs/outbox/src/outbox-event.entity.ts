import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A fact that other parts must react to, written in the transaction of the change itself. */
@Entity()
@Index(['id'], { where: 'relayed_at IS NULL' })
export class OutboxEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  type!: string;

  @Column('jsonb')
  payload!: object;

  @Column('timestamptz')
  occurredAt!: Date;

  /** When its jobs were handed to the queue; null while it waits. */
  @Column('timestamptz', { nullable: true })
  relayedAt!: Date | null;
}
