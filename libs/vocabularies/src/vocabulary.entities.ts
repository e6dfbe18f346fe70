import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FinancialFormCode, GadLevelCode } from './codes.js';

/** Level of local government, with the words its people use (who heads it, which body decides). */
@Entity()
export class GadLevel {
  @PrimaryColumn('text')
  code!: GadLevelCode;

  @Column('text')
  nameEs!: string;

  @Column('text')
  territoryEs!: string;

  @Column('text')
  headEs!: string;

  @Column('text')
  legislativeBodyEs!: string;

  @Column('text')
  norm!: string;
}

/** Plain-Spanish topic of calls, plans and competences, tied to CRS categories and ODS. */
@Entity()
export class Theme {
  @PrimaryColumn('text')
  code!: string;

  @Column({ type: 'text', collation: 'es-x-icu' })
  nameEs!: string;

  /** Broader topic, if any. */
  @Column('text', { nullable: true })
  parent!: string | null;

  /** Three-digit OECD DAC categories. */
  @Column('text', { array: true })
  crsCategories!: string[];

  @Column('int', { array: true })
  sdgs!: number[];

  /** Words and phrases that reveal the topic in a text. */
  @Column('text', { array: true })
  keywords!: string[];

  /** Too broad to carry a match by itself ("desarrollo local"). */
  @Column('boolean')
  generic!: boolean;
}

/** Sustainable Development Goal (ODS). */
@Entity()
export class Sdg {
  @PrimaryColumn('int')
  number!: number;

  @Column('text')
  nameEs!: string;

  @Column('text')
  objectiveEs!: string;

  @Column('text')
  nameEn!: string;

  @Column('text')
  color!: string;
}

/** OECD DAC sector: three-digit category or five-digit CRS purpose. */
@Entity()
export class CrsSector {
  @PrimaryColumn('text')
  code!: string;

  @Column('text', { nullable: true })
  category!: string | null;

  @Column('text')
  nameEs!: string;

  @Column('text')
  nameEn!: string;

  @Column('boolean')
  active!: boolean;
}

/** Modality of cooperation: programmable when an agreement between governments exists. */
@Entity()
export class Modality {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  nameEs!: string;
}

@Entity()
export class Instrument {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  nameEs!: string;

  @Column('text')
  modality!: string;
}

@Entity()
export class Mechanism {
  @PrimaryColumn('text')
  code!: string;

  @Column('int')
  position!: number;

  @Column('text')
  nameEs!: string;

  @Column('text')
  modality!: string;
}

/** What changes hands: money to give back or not, experts, goods, a prize. */
@Entity()
export class FinancialForm {
  @PrimaryColumn('text')
  code!: FinancialFormCode;

  @Column('text')
  nameEs!: string;

  @Column('boolean')
  reimbursable!: boolean;
}

/** A global agenda by which calls and needs are tagged (seed 004, lines 437-573). */
@Entity()
export class Agenda {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  nameEs!: string;

  @Column('int', { nullable: true })
  year!: number | null;

  @Column('text', { nullable: true })
  url!: string | null;
}
