import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const SEARCH_KINDS = ['call', 'donor', 'fund', 'commission', 'network', 'gad', 'offer'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Facet name → the codes of one record. */
export type SearchFacets = Readonly<Record<string, readonly string[]>>;

/**
 * One public record as the search box sees it. Written in the transaction that changes the record; every process
 * keeps an index of these rows in memory and catches up by `seq`.
 */
@Entity()
@Index(['seq'], { unique: true })
export class SearchEntry {
  @PrimaryColumn('text')
  kind!: SearchKind;

  /** The record's id; for a GAD its INEC code. */
  @PrimaryColumn('text')
  recordId!: string;

  /** Grows with every write, in the order of the commits: writers take turns. */
  @Column('bigint')
  seq!: string;

  /** Gone from the public pages: the index forgets it. */
  @Column('boolean', { default: false })
  removed!: boolean;

  @Column('text')
  url!: string;

  @Column('text')
  title!: string;

  /** Who it belongs to: the donor of a call, the province of a GAD. */
  @Column('text')
  subtitle!: string;

  /** ISO 639-1 language of title and body. */
  @Column('text')
  language!: string;

  @Column('text')
  body!: string;

  /** Names of topics, aliases, acronyms. */
  @Column('text')
  keywords!: string;

  @Column('jsonb')
  facets!: SearchFacets;

  @Column('date', { nullable: true })
  opensOn!: string | null;

  @Column('timestamptz', { nullable: true })
  closesAt!: Date | null;

  /** The most that one project gets, in `currency`. */
  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  amount!: string | null;

  @Column('text', { nullable: true })
  currency!: string | null;
}
