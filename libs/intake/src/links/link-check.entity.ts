import { Call } from '@chasqui/calls';
import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';

/** Whether the address of a published call still leads to it. */
@Entity()
@Index(['state', 'since'])
@Index(['checkedAt'])
export class LinkCheck {
  @PrimaryColumn('uuid')
  callId!: string;

  @OneToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id' })
  call?: Call;

  @Column('text')
  url!: string;

  /** `redirects_home`: it leads to the front page of its site, which is how many pages are taken away. */
  @Column('text')
  state!: 'ok' | 'broken' | 'redirects_home' | 'unknown';

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz')
  checkedAt!: Date;

  /** Since when it is in this state. */
  @Column('timestamptz')
  since!: Date;
}
