import type { DonorKind, FinancialFormCode, GadRole } from '@chasqui/vocabularies';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

/** Where a fact was read. */
export interface FactSource {
  readonly title: string;
  readonly place: string;
  readonly url: string | null;
}

/** Who gives: an agency, bank, embassy, multilateral body, foundation, network or another government. */
@Entity()
export class Donor {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  slug!: string;

  @Column('text')
  nameEs!: string;

  @Column('text', { nullable: true })
  acronym!: string | null;

  @Column('text', { array: true })
  aliases!: string[];

  @Column('text')
  kind!: DonorKind;

  /** IATI organisation type. */
  @Column('text')
  iatiType!: string;

  /** ISO 3166-1 alpha-2; null for multilateral bodies. */
  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text', { nullable: true })
  website!: string | null;

  @Column('text', { array: true })
  themes!: string[];

  @Column('text', { array: true })
  financialForms!: FinancialFormCode[];

  /** What a GAD may be in this donor's programmes. */
  @Column('text', { array: true })
  gadRoles!: GadRole[];

  @Column('text')
  reachesEcuador!: 'yes' | 'unknown';

  @Column('text')
  noteEs!: string;

  @Column('jsonb')
  sources!: FactSource[];

  @Column('date')
  readOn!: string;

  @Column('text')
  confidence!: 'alta' | 'media' | 'baja';
}

/** A standing competitive fund of a donor; its editions are calls. */
@Entity()
export class Fund {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  slug!: string;

  @Column('uuid')
  donorId!: string;

  @ManyToOne(() => Donor)
  @JoinColumn({ name: 'donor_id' })
  donor?: Donor;

  @Column('text')
  nameEs!: string;

  @Column('text')
  noteEs!: string;

  @Column('jsonb')
  sources!: FactSource[];
}
