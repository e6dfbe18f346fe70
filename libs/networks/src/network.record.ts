import { CONTACTS_FIELD, type RecordType } from '@chasqui/curation';
import { ASSOCIATIONS, JOINING_WAY_LABELS, LEVEL_LABELS, NETWORK_SCOPE_LABELS } from '@chasqui/vocabularies';
import { Network } from './network.entities.js';

/** Networks as curators keep them. */
export const networkRecord: RecordType<Network> = {
  key: 'network',
  path: 'redes',
  one: 'red',
  many: 'Redes',
  feminine: true,
  entity: Network,
  nameField: 'nameEs',
  searchKind: 'network',
  pointers: [
    { table: 'network_membership', column: 'network_id' },
    { table: 'network_evaluation', column: 'network_id' },
    { table: 'network', column: 'merged_into_id' },
  ],
  sections: [
    {
      title: 'Qué es',
      fields: [
        { kind: 'text', name: 'nameEs', label: 'Nombre', required: true },
        { kind: 'text', name: 'acronym', label: 'Siglas', max: 40 },
        { kind: 'lines', name: 'aliases', label: 'Otros nombres', help: 'Uno por línea.' },
        { kind: 'area', name: 'noteEs', label: 'Descripción', required: true },
        { kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas' },
        { kind: 'codes', vocabulary: 'sdgs', name: 'sdgs', label: 'ODS' },
        { kind: 'select', name: 'scope', label: 'Ámbito', required: true, choices: NETWORK_SCOPE_LABELS },
        { kind: 'year', name: 'foundedYear', label: 'Año de fundación' },
        {
          kind: 'select',
          name: 'activity',
          label: 'Actividad',
          required: true,
          choices: { active: 'Activa', dormant: 'Sin actividad conocida', unknown: 'No consta' },
        },
        { kind: 'url', name: 'website', label: 'Página web' },
        CONTACTS_FIELD,
      ],
    },
    {
      title: 'Cómo se entra',
      fields: [
        { kind: 'boxes', name: 'gadLevels', label: 'Quién puede entrar', choices: LEVEL_LABELS },
        {
          kind: 'text',
          name: 'joiningConditionEs',
          label: 'Condición',
          help: 'Por ejemplo: solo capitales.',
        },
        { kind: 'boxes', name: 'joiningWays', label: 'Cómo', choices: JOINING_WAY_LABELS },
        { kind: 'amount', name: 'feeAmount', label: 'Cuota anual' },
        { kind: 'currency', name: 'feeCurrency', label: 'Moneda de la cuota' },
        { kind: 'text', name: 'feeNoteEs', label: 'Nota sobre la cuota' },
        {
          kind: 'boxes',
          name: 'accessVia',
          label: 'Se llega también a través de',
          choices: Object.fromEntries(ASSOCIATIONS.map((name) => [name, name])),
        },
        { kind: 'lines', name: 'benefitsEs', label: 'Qué recibe un miembro', help: 'Una ventaja por línea.' },
      ],
    },
  ],
  check: ({ feeAmount, feeCurrency }) =>
    feeAmount && !feeCurrency ? [{ field: 'feeCurrency', message: 'Indique la moneda de la cuota.' }] : [],
};
