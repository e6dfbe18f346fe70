import type { RecordType } from '@chasqui/curation';
import { FORM_LABELS, FUND_KIND_LABELS, LEVEL_LABELS, ROLE_LABELS } from '@chasqui/vocabularies';
import { Fund } from './donor.entities.js';

/** Funds, programmes and awards as curators keep them. */
export const fundRecord: RecordType<Fund> = {
  key: 'fund',
  path: 'fondos',
  one: 'fondo o programa',
  many: 'Fondos y programas',
  feminine: false,
  entity: Fund,
  nameField: 'nameEs',
  searchKind: 'fund',
  pointers: [
    { table: 'call', column: 'fund_id' },
    { table: 'fund', column: 'merged_into_id' },
  ],
  sections: [
    {
      title: 'Qué es',
      fields: [
        { kind: 'text', name: 'nameEs', label: 'Nombre', required: true },
        { kind: 'reference', to: 'donor', name: 'donorId', label: 'Cooperante', required: true },
        { kind: 'select', name: 'kind', label: 'Tipo', required: true, choices: FUND_KIND_LABELS },
        { kind: 'area', name: 'noteEs', label: 'Descripción', required: true },
        { kind: 'url', name: 'website', label: 'Página web' },
        { kind: 'url', name: 'rulesUrl', label: 'Bases' },
        { kind: 'integer', name: 'periodicityMonths', label: 'Se repite cada (meses)' },
        { kind: 'year', name: 'lastEditionYear', label: 'Año de la última edición conocida' },
      ],
    },
    {
      title: 'Qué financia',
      fields: [
        { kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas' },
        { kind: 'codes', vocabulary: 'sdgs', name: 'sdgs', label: 'ODS' },
        { kind: 'select', name: 'financialForm', label: 'Forma de apoyo', choices: FORM_LABELS },
        {
          kind: 'select',
          name: 'financingShare',
          label: 'Cuánto cubre',
          choices: { full: 'Todo el proyecto', partial: 'Una parte' },
        },
        { kind: 'amount', name: 'totalAmount', label: 'Monto de todo el fondo' },
        { kind: 'amount', name: 'maxPerProject', label: 'Máximo por proyecto' },
        { kind: 'currency', name: 'currency', label: 'Moneda' },
      ],
    },
    {
      title: 'Quién puede',
      fields: [
        { kind: 'select', name: 'gadRole', label: 'Papel de un GAD', choices: ROLE_LABELS },
        { kind: 'boxes', name: 'gadLevels', label: 'Niveles de GAD', choices: LEVEL_LABELS },
        {
          kind: 'lines',
          name: 'applicantTypes',
          label: 'Quién puede postular, según la fuente',
          help: 'Uno por línea.',
        },
      ],
    },
    {
      title: 'Si es un programa de voluntariado',
      fields: [
        { kind: 'area', name: 'volunteerProfileEs', label: 'Perfil de las personas voluntarias' },
        { kind: 'integer', name: 'durationMonths', label: 'Duración (meses)' },
        { kind: 'area', name: 'hostContributionEs', label: 'Qué pone el GAD anfitrión' },
      ],
    },
  ],
  check: ({ totalAmount, maxPerProject, currency }) =>
    (totalAmount || maxPerProject) && !currency
      ? [{ field: 'currency', message: 'Indique la moneda del monto.' }]
      : [],
};
