import type { FieldError } from '@chasqui/kernel';
import type { SearchKind } from '@chasqui/search';
import type { EntityTarget } from 'typeorm';
import { CONFIDENCES, type CuratedRecord } from './curated-record.js';
import { type Field, fieldsIn, type Section } from './field.js';

/** The facts of a record that are one value each. */
export type SingleFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * A kind of record of the catalogue, said once: its form, its checks, its history, its exports and what a merge has
 * to move all follow from here.
 */
export interface RecordType<R extends CuratedRecord = CuratedRecord> {
  /** Name in the audit trail and in exports: "donor". */
  readonly key: string;
  /** Part of its addresses: "/cooperantes", "/curaduria/cooperantes". */
  readonly path: string;
  readonly one: string;
  readonly many: string;
  /** Whether "one" takes "la": "esta red", "este cooperante". */
  readonly feminine: boolean;
  readonly entity: EntityTarget<R>;
  /** The property that names a record; lists are ordered by it. */
  readonly nameField: string;
  readonly sections: readonly Section[];
  /** New ones are entered by the GAD they belong to, on its own pages. */
  readonly ownedByGad?: boolean;
  /** What the search box calls it; null when it is found through another record. */
  readonly searchKind: SearchKind | null;
  /** Columns of other tables that hold the id of such a record: a merge moves them. */
  readonly pointers: readonly { readonly table: string; readonly column: string }[];
  /** Checks that need more than one field; of lists they see nothing but that they are there. */
  readonly check?: (values: SingleFacts) => FieldError[];
}

/** What every record says about where it comes from; the last section of every form. */
export const PROVENANCE: Section = {
  title: 'De dónde sale',
  fields: [
    {
      kind: 'group',
      name: 'sources',
      label: 'Fuentes',
      one: 'Fuente',
      required: true,
      help: 'Dónde se leyó cada dato. Al menos una.',
      fields: [
        { kind: 'text', name: 'title', label: 'Nombre de la fuente', required: true },
        { kind: 'text', name: 'place', label: 'Página, línea o sección', required: true },
        { kind: 'url', name: 'url', label: 'Dirección' },
      ],
    },
    { kind: 'date', name: 'readOn', label: 'Fecha de lectura de la fuente', required: true },
    {
      kind: 'select',
      name: 'confidence',
      label: 'Confianza',
      required: true,
      choices: Object.fromEntries(CONFIDENCES.map((each) => [each, each])),
    },
    {
      kind: 'area',
      name: 'doubtEs',
      label: 'Duda o contradicción',
      help: 'Se muestra a quien lee. Úselo cuando la fuente se contradice o parece equivocada.',
    },
  ],
};

/** The addresses and telephones of an organisation. People's names stay with the curators. */
export const CONTACTS_FIELD: Field = {
  kind: 'group',
  name: 'contacts',
  label: 'Contactos',
  one: 'Contacto',
  help: 'De la institución. Si nombra a una persona, márquelo: no se publica ni se exporta.',
  fields: [
    {
      kind: 'select',
      name: 'kind',
      label: 'Tipo',
      required: true,
      choices: {
        url: 'Página web',
        email: 'Correo',
        phone: 'Teléfono',
        address: 'Dirección',
        person: 'Persona',
      },
    },
    { kind: 'text', name: 'value', label: 'Contacto', required: true },
    { kind: 'text', name: 'label', label: 'De quién o para qué' },
    {
      kind: 'select',
      name: 'state',
      label: 'Estado',
      required: true,
      choices: { unverified: 'Sin verificar', verified: 'Verificado', wrong: 'Equivocado' },
    },
    { kind: 'year', name: 'year', label: 'Año de la fuente' },
    { kind: 'boolean', name: 'personal', label: 'Nombra a una persona' },
  ],
};

/** Every field of a type, its provenance included. */
export function fieldsOfType(type: Pick<RecordType, 'sections'>): readonly Field[] {
  return fieldsIn([...type.sections, PROVENANCE]);
}
