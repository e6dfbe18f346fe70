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

  @Column('date', { nullable: true })
  validFrom!: string | null;

  @Column('date', { nullable: true })
  validUntil!: string | null;

  /** Ordinance or resolution that adopted it. */
  @Column('text', { nullable: true })
  adoptedByEs!: string | null;

  @Column('text', { nullable: true })
  sourceUrl!: string | null;
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

  /** Number or letters that the plan itself gives it; null when it has none. */
  @Column('text', { nullable: true })
  planCode!: string | null;

  @Column('text')
  component!: string;

  /** The strategic objective under which it stands. */
  @Column('text', { nullable: true })
  objective!: string | null;

  @Column('text')
  text!: string;

  @Column('text', { nullable: true })
  programme!: string | null;

  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  budget!: string | null;

  /** ISO 4217. */
  @Column('text', { nullable: true })
  currency!: string | null;

  /** Where in the territory, as the plan says it. */
  @Column('text', { nullable: true })
  territory!: string | null;

  /** Objective of the national development plan that it serves, as the plan says it. */
  @Column('text', { nullable: true })
  nationalObjective!: string | null;

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

export const CROSSWALK_RELATIONS = ['same', 'changed', 'merged', 'split', 'dropped'] as const;
export type CrosswalkRelation = (typeof CROSSWALK_RELATIONS)[number];

/** What became of a priority in a later version of the plan. */
@Entity()
@Index(['fromPriorityId'])
@Index(['toPriorityId'])
export class PlanCrosswalk {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  fromPriorityId!: string;

  @ManyToOne(() => Priority, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'from_priority_id' })
  fromPriority?: Priority;

  /** Null when it was dropped. */
  @Column('uuid', { nullable: true })
  toPriorityId!: string | null;

  @ManyToOne(() => Priority, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'to_priority_id' })
  toPriority?: Priority | null;

  @Column('text')
  relation!: CrosswalkRelation;
}

/** A spreadsheet on its way to becoming a plan: kept between the steps, so that nothing is lost on a weak link. */
@Entity()
@Index(['gadCode', 'createdAt', 'id'])
export class PlanImport {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  @Column('uuid', { nullable: true })
  accountId!: string | null;

  @Column('text')
  fileName!: string;

  /** Every sheet as rows of texts; the first row with most titles is proposed as the heading. */
  @Column('jsonb')
  sheets!: { readonly name: string; readonly rows: readonly (readonly string[])[] }[];

  /** Sheet, heading row and which column is which field; null before the mapping step. */
  @Column('jsonb', { nullable: true })
  mapping!: PlanMapping | null;

  /** The plan it became; null until then. */
  @Column('uuid', { nullable: true })
  planId!: string | null;

  @ManyToOne(() => DevelopmentPlan, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'plan_id' })
  plan?: DevelopmentPlan | null;

  @Column('timestamptz')
  createdAt!: Date;
}

export interface PlanMapping {
  readonly sheet: number;
  /** Position of the heading row in the sheet, from 0. */
  readonly headingRow: number;
  /** Field of a priority → position of its column, from 0. */
  readonly columns: Readonly<Record<string, number>>;
}
