import type { GadLevelCode } from '@chasqui/vocabularies';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CompetenceKind = 'exclusive' | 'concurrent' | 'delegated';

/** A legal competence of one level of government, with the article that gives it. */
@Entity()
export class Competence {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  level!: GadLevelCode;

  @Column('text')
  text!: string;

  /** Norm and article, as cited to people. */
  @Column('text')
  legalBasis!: string;

  @Column('text')
  kind!: CompetenceKind;

  @Column('text', { array: true })
  themes!: string[];

  @Column('text', { array: true })
  crsCategories!: string[];

  /** "Managing cooperation" itself: it allows applying, and never makes a match. */
  @Column('boolean')
  enabler!: boolean;

  /** Levels whose competences this level also holds (metropolitan districts, Constitución art. 266). */
  @Column('text', { array: true })
  inheritsFrom!: GadLevelCode[];

  @Column('text', { nullable: true })
  note!: string | null;
}
