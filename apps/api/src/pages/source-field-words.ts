import type { Field, Section } from '@chasqui/curation';
import type { ExtractedField, Hint } from '@chasqui/extraction';
import { EXTRACTED_FIELD_LABELS } from '@chasqui/intake';
import { LANGUAGE_LABELS } from '@chasqui/vocabularies';

/** What a part of a page or of a record tells of. */
const HINTS: Readonly<Record<Hint, string>> = {
  title: 'Título',
  summary: 'Resumen o descripción',
  opening: 'Apertura',
  deadline: 'Plazo o cierre',
  published: 'Publicación',
  amount: 'Monto',
  applicants: 'Quién puede postular',
  countries: 'Países',
  documents: 'Documentos',
  contact: 'Contacto',
  themes: 'Temas',
};

/** Facts that a source may give as a value of its own. */
const VALUES = [
  'title',
  'summary',
  'language',
  'opensOn',
  'deadline',
  'amountMin',
  'amountMax',
  'totalBudget',
  'currency',
  'cofinancingPercent',
  'countries',
  'sourceStatus',
] as const satisfies readonly ExtractedField[];

export const VALUE_CHOICES: Readonly<Record<string, string>> = Object.fromEntries(
  VALUES.map((field) => [field, EXTRACTED_FIELD_LABELS[field]]),
);

export const HINT_CHOICES: Readonly<Record<string, string>> = HINTS;

export const DATE_CHOICES = {
  iso: '2026-03-31 (año, mes, día)',
  dmy: '31/03/2026 (día, mes, año)',
  mdy: '03/31/2026 (mes, día, año)',
  epoch_s: 'Segundos desde 1970',
  epoch_ms: 'Milisegundos desde 1970',
} as const;

const ZONES: Readonly<Record<string, string>> = {
  'America/Guayaquil': 'Ecuador continental',
  'Pacific/Galapagos': 'Galápagos',
  'America/Bogota': 'Colombia',
  'America/Lima': 'Perú',
  'America/Santiago': 'Chile',
  'America/Montevideo': 'Uruguay',
  'America/Argentina/Buenos_Aires': 'Argentina',
  'America/Sao_Paulo': 'Brasil (Brasilia)',
  'America/Mexico_City': 'México (capital)',
  'America/Panama': 'Panamá',
  'America/New_York': 'Washington y Nueva York',
  'Europe/Madrid': 'España peninsular',
  'Europe/Paris': 'Francia',
  'Europe/Brussels': 'Bruselas',
  'Europe/Berlin': 'Alemania',
  'Europe/Rome': 'Italia',
  'Europe/London': 'Reino Unido',
  'Asia/Seoul': 'Corea',
  'Asia/Tokyo': 'Japón',
  'Asia/Shanghai': 'China',
  UTC: 'Hora universal (UTC)',
};

export const LANGUAGE_CHOICES: Readonly<Record<string, string>> = LANGUAGE_LABELS;
export const ZONE_CHOICES = ZONES;

const WHAT_A_SELECTOR_IS =
  'Es la dirección interna de una parte de la página (un selector CSS), por ejemplo «.convocatoria h3».';
const ATTRIBUTE_HELP = 'Déjelo vacío para tomar el texto. Solo si el dato está en un atributo, su nombre.';

/** A part of a page, with the attribute that holds it when it is not its text. */
export function partFields(name: string, label: string, help: string, required = false): readonly Field[] {
  return [
    { kind: 'text', name: `${name}.selector`, label, help, required },
    {
      kind: 'text',
      name: `${name}.attribute`,
      label: `${label}: atributo`,
      help: ATTRIBUTE_HELP,
    },
  ];
}

/** Parts of a page that tell of something. */
export function factsGroup(name: string, label: string, help: string, withRequired = false): Field {
  const required: Field = {
    kind: 'boolean',
    name: 'required',
    label: 'Sin este dato no es una página de convocatoria',
  };
  return {
    kind: 'group',
    name,
    label,
    one: 'Dato',
    help,
    fields: [
      { kind: 'text', name: 'selector', label: 'Dónde está', help: WHAT_A_SELECTOR_IS },
      { kind: 'text', name: 'attribute', label: 'Atributo', help: ATTRIBUTE_HELP },
      {
        kind: 'select',
        name: 'hint',
        label: 'De qué trata',
        help: 'El plazo, el monto, quién puede postular…',
        choices: HINT_CHOICES,
      },
      ...(withRequired ? [required] : []),
    ],
  };
}

/** What holds for all calls of a source where a text is silent. */
export const DEFAULTS: Section = {
  title: 'Lo que vale cuando el texto no lo dice',
  fields: [
    {
      kind: 'select',
      name: 'config.defaults.language',
      label: 'Idioma',
      help: 'Si no lo elige, se reconoce por las palabras.',
      choices: LANGUAGE_CHOICES,
    },
    {
      kind: 'select',
      name: 'config.defaults.zone',
      label: 'Hora de los plazos',
      help: 'Zona horaria del cooperante: con ella se calcula la hora de cierre en el Ecuador.',
      choices: ZONES,
    },
    {
      kind: 'currency',
      name: 'config.defaults.currency',
      label: 'Moneda',
      help: 'Tres letras, por ejemplo USD o EUR.',
    },
  ],
};

export const MIN_ITEMS: Field = {
  kind: 'integer',
  name: 'config.minItems',
  label: 'Cuántas convocatorias trae como mínimo',
  help: 'Si trae menos, la fuente se da por averiada. 0 si la lista puede estar vacía.',
};

export const HOSTS: Field = {
  kind: 'lines',
  name: 'config.hosts',
  label: 'Otros dominios de la fuente',
  help: 'Uno por línea. Solo si las páginas o los documentos están en otro sitio, por ejemplo «bases.ejemplo.org» o «*.ejemplo.org».',
};

export const ENCODING: Field = {
  kind: 'text',
  name: 'config.encoding',
  label: 'Codificación del texto',
  help: 'Vacío casi siempre. Solo si los acentos salen mal: por ejemplo windows-1252.',
};

/**
 * How the page of one call is read.
 * @param optional whether the list may say it all
 */
export function detailSection(optional: boolean): Section {
  const own: Field = {
    kind: 'boolean',
    name: 'config.detail.on',
    label: 'Leer también la página de cada convocatoria',
  };
  return {
    title: 'La página de cada convocatoria',
    fields: [
      ...(optional ? [own] : []),
      {
        kind: 'text',
        name: 'config.detail.content.selector',
        label: 'Parte de la página que se lee',
        help: 'Vacío para leerla entera sin menús ni pies. Una página sin esa parte se rechaza.',
      },
      factsGroup(
        'config.detail.fields',
        'Datos de la página',
        'Partes de la página que se sabe de qué tratan. El resto se lee igual, palabra por palabra.',
        true,
      ),
      {
        kind: 'text',
        name: 'config.detail.documents.links.selector',
        label: 'Enlaces a documentos',
        help: 'Vacío para tomar todos los enlaces a PDF, Word y similares.',
      },
      { kind: 'boolean', name: 'config.detail.documents.read', label: 'Leer también el texto de los PDF' },
      {
        kind: 'integer',
        name: 'config.detail.documents.most',
        label: 'Cuántos PDF se leen de cada convocatoria',
        help: 'De 0 a 10.',
      },
    ],
  };
}

/** How many pages of a list are read at most. */
export const MOST_PAGES: Field = {
  kind: 'integer',
  name: 'config.pagination.maxPages',
  label: 'Cuántas páginas se leen como mucho',
  help: 'De 1 a 200.',
};
