import { Gad } from '@chasqui/gads';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One version of a GAD's plan de desarrollo y ordenamiento territorial (PDOT). */
@Entity()
@Unique(['gadCode', 'version'])
@Index('development_plan_one_current_idx', ['gadCode'], { unique: true, where: 'current' })
export class DevelopmentPlan {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @Column('int')
  version!: number;

  @Column('text')
  label!: string;

  /** The version that counts today. At most one per GAD. */
  @Column('boolean')
  current!: boolean;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('boolean')
  isDemo!: boolean;
}

/** An objective or priority of a plan, in its own words. */
@Entity()
@Unique(['planId', 'position'])
export class Priority {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  planId!: string;

  @ManyToOne(() => DevelopmentPlan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan?: DevelopmentPlan;

  @Column('int')
  position!: number;

  @Column('text')
  component!: string;

  @Column('text')
  text!: string;

  @Column('text', { array: true })
  themes!: string[];

  @Column('int', { array: true })
  sdgs!: number[];

  @Column('text', { array: true })
  competences!: string[];

  @Column('text', { nullable: true })
  sourceUrl!: string | null;

  @Column('text')
  sourceKind!: string;
}
