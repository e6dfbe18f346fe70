import { Account } from '@chasqui/accounts';
import { Gad } from '@chasqui/gads';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

/**
 * A post in a GAD that is told of calls, whoever holds it: the cooperation desk, or the focal point of a department
 * for its topics. Its subscription passes to the next holder.
 */
@Entity()
@Index(['gadCode', 'name'], { unique: true })
@Index(['holderId'])
export class GadPost {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  /** "Punto focal de Ambiente". */
  @Column('text')
  name!: string;

  /** "Dirección de Ambiente"; null when the post is not of a department. */
  @Column('text', { nullable: true })
  department!: string | null;

  @Column('uuid')
  holderId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'holder_id' })
  holder?: Account;

  /** Since when the present holder has it. */
  @Column('timestamptz')
  heldSince!: Date;

  @Column('timestamptz')
  createdAt!: Date;
}
