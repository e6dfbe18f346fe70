import { Column, PrimaryGeneratedColumn } from 'typeorm';

/** Where a fact was read. */
export interface FactSource {
  readonly title: string;
  /** Page, line or section inside it. */
  readonly place: string;
  readonly url: string | null;
}

export const CONFIDENCES = ['alta', 'media', 'baja'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** A web address, e-mail or telephone of an organisation, as its source prints it. */
export interface Contact {
  readonly kind: 'url' | 'email' | 'phone' | 'address' | 'person';
  readonly value: string;
  readonly label: string | null;
  /** Names a person: kept for curators, never shown or exported (Ley Orgánica de Protección de Datos Personales). */
  readonly personal: boolean;
  readonly state: 'unverified' | 'verified' | 'wrong';
  /** Year of the source that printed it. */
  readonly year: number | null;
}

/**
 * What every record of the catalogue carries besides its own facts: where they were read, when somebody last
 * checked them, what is doubtful about them, and which record it was merged into.
 */
export abstract class CuratedRecord {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Stable part of its address. */
  @Column('text', { unique: true })
  slug!: string;

  @Column('jsonb')
  sources!: FactSource[];

  /** Day on which the source was read. */
  @Column('date')
  readOn!: string;

  @Column('text')
  confidence!: Confidence;

  /** Day on which a curator last compared the record with its source; null while nobody has. */
  @Column('date', { nullable: true })
  verifiedOn!: string | null;

  /** A known fault or contradiction of the source, told to the reader instead of being silently mended. */
  @Column('text', { nullable: true })
  doubtEs!: string | null;

  /** Grows with every change: forms refuse to overwrite a newer one. */
  @Column('int', { default: 1 })
  revision!: number;

  /** A person changed it here: loading the reference files again leaves it alone. */
  @Column('boolean', { default: false })
  curated!: boolean;

  /** The record that took its place; null while it stands for itself. */
  @Column('uuid', { nullable: true })
  mergedIntoId!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
