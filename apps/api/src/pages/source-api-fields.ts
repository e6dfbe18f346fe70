import type { Field, Section } from '@chasqui/curation';
import { LANGUAGE_CHOICES, ZONE_CHOICES } from './source-field-words.js';

const WORDS: Field = {
  kind: 'text',
  name: 'config.words',
  label: 'Palabras que se buscan',
  help: 'Vacío para no filtrar por palabras.',
};
const PAGE_SIZE: Field = {
  kind: 'integer',
  name: 'config.pageSize',
  label: 'Cuántas se piden cada vez',
  help: 'Déjelo como está, salvo que la fuente pida menos.',
};
const API_URL: Field = {
  kind: 'url',
  name: 'config.apiUrl',
  label: 'Dirección de la API',
  help: 'Cámbiela solo si la fuente la cambió.',
};
const PAGE_URL: Field = {
  kind: 'url',
  name: 'config.pageUrl',
  label: 'Dirección de las páginas para personas',
  help: 'Con ella se forma el enlace de cada convocatoria.',
};

function codesField(name: string, label: string): Field {
  return {
    kind: 'lines',
    name: `config.${name}`,
    label,
    help: 'Códigos del catálogo de la fuente, uno por línea. Vacío para todos.',
  };
}

const ADDRESSES = (...fields: Field[]): Section => ({
  title: 'Direcciones',
  fields: [API_URL, PAGE_URL, ...fields],
});

export const BDNS_SECTIONS: readonly Section[] = [
  {
    title: 'Qué se busca',
    fields: [
      WORDS,
      {
        kind: 'select',
        name: 'config.wordsMode',
        label: 'Cómo se buscan',
        required: true,
        choices: { phrase: 'La frase exacta', all: 'Todas las palabras', any: 'Cualquiera de ellas' },
      },
      {
        kind: 'select',
        name: 'config.administration',
        label: 'Quién convoca',
        choices: { C: 'El Estado', A: 'Una comunidad autónoma', L: 'Una entidad local', O: 'Otro órgano' },
      },
      codesField('bodies', 'Órganos'),
      codesField('regions', 'Regiones'),
      codesField('purpose', 'Finalidad'),
      codesField('beneficiaries', 'Beneficiarios'),
      codesField('instruments', 'Instrumentos'),
      {
        kind: 'integer',
        name: 'config.lookbackDays',
        label: 'De cuántos días atrás se leen',
        help: 'De 1 a 730.',
      },
      PAGE_SIZE,
    ],
  },
  ADDRESSES(),
];

export const SEDIA_SECTIONS: readonly Section[] = [
  {
    title: 'Qué se busca',
    fields: [
      WORDS,
      {
        kind: 'boxes',
        name: 'config.types',
        label: 'Qué se lee',
        choices: { '1': 'Subvenciones', '2': 'Acción exterior', '8': 'Convocatorias en cascada' },
      },
      {
        kind: 'boxes',
        name: 'config.statuses',
        label: 'Estado',
        choices: { '31094501': 'Previstas', '31094502': 'Abiertas', '31094503': 'Cerradas' },
      },
      {
        kind: 'text',
        name: 'config.programmePeriod',
        label: 'Periodo de los programas',
        help: 'Por ejemplo «2021 - 2027». Vacío para todos.',
      },
      codesField('programmes', 'Programas marco'),
      { kind: 'select', name: 'config.language', label: 'Idioma', required: true, choices: LANGUAGE_CHOICES },
      PAGE_SIZE,
    ],
  },
  ADDRESSES({
    kind: 'text',
    name: 'config.apiKey',
    label: 'Clave pública del buscador',
    help: 'La del propio portal: SEDIA.',
  }),
];

export const GRANTS_GOV_SECTIONS: readonly Section[] = [
  {
    title: 'Qué se busca',
    fields: [
      WORDS,
      codesField('eligibilities', 'Quién puede postular'),
      codesField('agencies', 'Agencias'),
      codesField('categories', 'Categorías'),
      {
        kind: 'boxes',
        name: 'config.statuses',
        label: 'Estado',
        choices: {
          forecasted: 'Previstas',
          posted: 'Publicadas',
          closed: 'Cerradas',
          archived: 'Archivadas',
        },
      },
      PAGE_SIZE,
    ],
  },
  ADDRESSES({
    kind: 'url',
    name: 'config.fileUrl',
    label: 'Dirección de los archivos',
    help: 'Cámbiela solo si la fuente la cambió.',
  }),
];

export const COMMON_GRANTS_SECTIONS: readonly Section[] = [
  {
    title: 'El catálogo',
    fields: [
      {
        ...API_URL,
        required: true,
        help: 'Hasta «/common-grants»: lo que va antes de «/opportunities».',
      },
      WORDS,
      {
        kind: 'boxes',
        name: 'config.statuses',
        label: 'Estado',
        choices: { forecasted: 'Previstas', open: 'Abiertas', closed: 'Cerradas', custom: 'Otros estados' },
      },
      PAGE_SIZE,
    ],
  },
  {
    title: 'Lo que vale cuando el registro no lo dice',
    fields: [
      { kind: 'select', name: 'config.language', label: 'Idioma', choices: LANGUAGE_CHOICES },
      { kind: 'select', name: 'config.zone', label: 'Hora de los plazos', choices: ZONE_CHOICES },
    ],
  },
];
