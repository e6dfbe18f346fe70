import { type Contact, CuratedRecord } from '@chasqui/curation';
import type {
  DonorKind,
  DonorLevel,
  FinancialFormCode,
  FundKind,
  GadLevelCode,
  GadRole,
  Presence,
} from '@chasqui/vocabularies';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

/** A framework agreement between the donor and Ecuador: outside its axes the donor finances nothing here. */
export interface FrameworkAgreement {
  readonly title: string;
  readonly axes: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly url: string | null;
  readonly note: string | null;
}

/** A regional office, with the provinces it covers (INEC codes). */
export interface RegionalOffice {
  readonly place: string;
  readonly provinces: readonly string[];
  readonly note: string | null;
}

/** Who gives: an agency, bank, embassy, multilateral body, foundation, network or another government. */
@Entity()
@Index(['kind', 'nameEs', 'id'])
@Index(['verifiedOn', 'id'])
export class Donor extends CuratedRecord {
  @Column({ type: 'text', collation: 'es-x-icu' })
  nameEs!: string;

  @Column('text', { nullable: true })
  acronym!: string | null;

  @Column('text', { array: true })
  aliases!: string[];

  @Column('text')
  kind!: DonorKind;

  @Column('text', { nullable: true })
  level!: DonorLevel | null;

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

  /** OECD-DAC CRS purpose codes. */
  @Column('text', { array: true, default: [] })
  crsSectors!: string[];

  @Column('int', { array: true, default: [] })
  sdgs!: number[];

  @Column('text', { array: true })
  financialForms!: FinancialFormCode[];

  /** What a GAD may be in this donor's programmes. */
  @Column('text', { array: true })
  gadRoles!: GadRole[];

  /** How it works with subnational governments. */
  @Column('text', { nullable: true })
  gadAccessEs!: string | null;

  /** Usual size of what it gives. */
  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  amountMin!: string | null;

  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  amountMax!: string | null;

  /** ISO 4217. */
  @Column('text', { nullable: true })
  currency!: string | null;

  /** Tied purchases, nationality of the beneficiaries and the like. */
  @Column('text', { array: true, default: [] })
  conditionsEs!: string[];

  @Column('jsonb', { default: [] })
  agreements!: FrameworkAgreement[];

  @Column('jsonb', { default: [] })
  offices!: RegionalOffice[];

  @Column('jsonb', { default: [] })
  contacts!: Contact[];

  @Column('text')
  presence!: Presence;

  /** Day on which its presence was last confirmed. */
  @Column('date', { nullable: true })
  presenceCheckedOn!: string | null;

  @Column('text')
  noteEs!: string;
}

/** A standing competitive fund, programme or award of a donor; its editions are calls. */
@Entity()
@Index(['kind', 'nameEs', 'id'])
@Index(['donorId'])
@Index(['verifiedOn', 'id'])
export class Fund extends CuratedRecord {
  @Column('uuid')
  donorId!: string;

  @ManyToOne(() => Donor)
  @JoinColumn({ name: 'donor_id' })
  donor?: Donor;

  @Column({ type: 'text', collation: 'es-x-icu' })
  nameEs!: string;

  @Column('text')
  kind!: FundKind;

  @Column('text', { nullable: true })
  financialForm!: FinancialFormCode | null;

  /** Whether it pays a project wholly or in part; null when the source does not say. */
  @Column('text', { nullable: true })
  financingShare!: 'full' | 'partial' | null;

  @Column('text', { array: true, default: [] })
  themes!: string[];

  @Column('int', { array: true, default: [] })
  sdgs!: number[];

  /** Who may apply, as written. */
  @Column('text', { array: true, default: [] })
  applicantTypes!: string[];

  @Column('text', { array: true, default: [] })
  gadLevels!: GadLevelCode[];

  @Column('text', { nullable: true })
  gadRole!: GadRole | null;

  /** The whole fund, and the most that one project gets. */
  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  totalAmount!: string | null;

  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  maxPerProject!: string | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Column('int', { nullable: true })
  periodicityMonths!: number | null;

  @Column('int', { nullable: true })
  lastEditionYear!: number | null;

  @Column('text', { nullable: true })
  website!: string | null;

  /** The body of rules (bases). */
  @Column('text', { nullable: true })
  rulesUrl!: string | null;

  /** Of a volunteer programme: who comes, for how long, and what the host puts in. */
  @Column('text', { nullable: true })
  volunteerProfileEs!: string | null;

  @Column('int', { nullable: true })
  durationMonths!: number | null;

  @Column('text', { nullable: true })
  hostContributionEs!: string | null;

  @Column('text')
  noteEs!: string;
}
