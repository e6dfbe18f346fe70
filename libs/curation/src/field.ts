/** Choices whose Spanish names are rows of the database. */
export type Vocabulary = 'themes' | 'sdgs' | 'crsSectors' | 'agendas' | 'mechanisms' | 'provinces';

interface Common {
  /** The record's property. */
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  /** Kept for curators: never on public pages, in exports or in the API. */
  readonly internal?: boolean;
}

/** One fact of a record: how people enter it, how it is checked, shown, compared and exported. */
export type Field = Common &
  (
    | { readonly kind: 'text' | 'area'; readonly max?: number }
    | {
        readonly kind:
          'url' | 'date' | 'year' | 'integer' | 'amount' | 'currency' | 'country' | 'zone' | 'boolean';
      }
    /** "2026-08-31T17:00", wall-clock time without zone. */
    | { readonly kind: 'local-time' }
    | { readonly kind: 'select'; readonly choices: Readonly<Record<string, string>> }
    | { readonly kind: 'boxes'; readonly choices: Readonly<Record<string, string>> }
    | { readonly kind: 'codes'; readonly vocabulary: Vocabulary }
    /** Texts, one per line. */
    | { readonly kind: 'lines' }
    /** The id of another record of the catalogue. */
    | { readonly kind: 'reference'; readonly to: string }
    /** A list of small records. */
    | { readonly kind: 'group'; readonly fields: readonly Field[]; readonly one: string }
  );

/** A heading of the form with its fields. */
export interface Section {
  readonly title: string;
  readonly fields: readonly Field[];
}

export function fieldsIn(sections: readonly Section[]): readonly Field[] {
  return sections.flatMap(({ fields }) => fields);
}

/** Facts that anybody may see; of lists of small records, the rows not marked personal. */
export function publicFields(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ internal }) => !internal);
}

/** The value without what names a person (rows of a list that carry `personal: true`). */
export function publicValue(field: Field, value: unknown): unknown {
  if (field.kind !== 'group' || !Array.isArray(value)) return value;
  return value.filter((row) => !(row as { personal?: boolean }).personal);
}
