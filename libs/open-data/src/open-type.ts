import type { Field } from '@chasqui/curation';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { z } from 'zod';

/** A stored record as it was read, before it is shown to anybody. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** What is needed to say something of a record besides the record itself. */
export interface ShowContext {
  /** Beginning of every address, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: Date;
}

/** A fact that is not a field of the form: computed, or kept by the program. */
export interface ExtraFact {
  readonly name: string;
  /** Title of its column; null when files with columns leave it out. */
  readonly label: string | null;
  readonly schema: z.ZodType;
  readonly value: (record: StoredRecord, context: ShowContext) => unknown;
  /** What a column says instead of the value. */
  readonly cell?: (record: StoredRecord, context: ShowContext) => string | number | boolean | null;
}

/** A kind of record that anybody may read and download. */
export interface OpenType {
  /** "donor": in files and programs. */
  readonly key: string;
  /** "donors": `/api/v1/donors`. */
  readonly api: string;
  /** "cooperantes": `/datos/cooperantes.csv`. */
  readonly file: string;
  readonly label: string;
  /** One of them with its article: "un cooperante". */
  readonly one: string;
  readonly entity: EntityTarget<ObjectLiteral>;
  /** The property that names a record in addresses. */
  readonly keyField: 'slug' | 'dpaCode';
  readonly nameField: string;
  /** Further text columns in which words are looked for. */
  readonly otherNames: readonly string[];
  readonly fields: readonly Field[];
  readonly extras: readonly ExtraFact[];
  /** SQL on `r`: which rows anybody may see. */
  readonly visible: string;
  /** Whether it tells when it last changed. */
  readonly dated: boolean;
  /** Path of the page on which a record is shown. */
  readonly page: (record: StoredRecord) => string;
  /** That page is of this record alone. */
  readonly ownPage: boolean;
  /** Adds what is kept in other tables, for many records at once. */
  readonly enrich?: (manager: EntityManager, records: readonly StoredRecord[]) => Promise<StoredRecord[]>;
}
