import { CuratedRecord } from '@chasqui/curation';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { Gad } from './gad.entity.js';

/** What a GAD can teach or give: a good practice with its result (seed 002, lines 514-522). */
@Entity()
@Index(['gadCode', 'titleEs', 'id'])
@Index(['verifiedOn', 'id'])
export class Offer extends CuratedRecord {
  @Column('text')
  gadCode!: string;

  @ManyToOne(() => Gad)
  @JoinColumn({ name: 'gad_code' })
  gad?: Gad;

  /** The public company or unit that would give it; null for the GAD itself. */
  @Column('text', { nullable: true })
  providerEs!: string | null;

  @Column({ type: 'text', collation: 'es-x-icu' })
  titleEs!: string;

  @Column('text')
  summaryEs!: string;

  /** What it achieved, with figures where there are any. */
  @Column('text', { nullable: true })
  resultEs!: string | null;

  @Column('int', { nullable: true })
  year!: number | null;

  @Column('text', { array: true })
  themes!: string[];

  @Column('int', { array: true, default: [] })
  sdgs!: number[];

  @Column('text', { nullable: true })
  website!: string | null;

  /** Anybody may read it; otherwise only the GAD and curators. */
  @Column('boolean', { default: true })
  published!: boolean;
}
