import type { GadLevelCode } from '@chasqui/vocabularies';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A local government of Ecuador, identified by its INEC code (text: the leading zero counts). */
@Entity()
@Index(['provinceCode', 'level'])
export class Gad {
  @PrimaryColumn('text')
  dpaCode!: string;

  @Column('text')
  level!: GadLevelCode;

  @Column('text')
  name!: string;

  /** Name of the province, canton or parish itself. */
  @Column('text')
  territory!: string;

  /** Code of the territory it lies in; null for provinces. */
  @Column('text', { nullable: true })
  parentCode!: string | null;

  @Column('text')
  provinceCode!: string;

  @Column('text')
  province!: string;

  @Column('text', { nullable: true })
  canton!: string | null;

  @Column('text', { nullable: true })
  seat!: string | null;

  /** For example "regimen_especial_galapagos"; null for the ordinary regime. */
  @Column('text', { nullable: true })
  specialRegime!: string | null;

  /** False when the code was assigned by sequence and not seen in a coded source: confirm with INEC. */
  @Column('boolean')
  codeConfirmed!: boolean;

  /** First and last day of the unit itself; null when it is open or the source does not say. */
  @Column('date', { nullable: true })
  validFrom!: string | null;

  @Column('date', { nullable: true })
  validUntil!: string | null;
}
