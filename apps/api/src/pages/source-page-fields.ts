import type { Section } from '@chasqui/curation';
import {
  DEFAULTS,
  detailSection,
  ENCODING,
  factsGroup,
  HOSTS,
  MIN_ITEMS,
  MOST_PAGES,
  partFields,
} from './source-field-words.js';

/** The fields that say how a page with a list is read. */
export const HTML_SECTIONS: readonly Section[] = [
  {
    title: 'La lista de convocatorias',
    fields: [
      {
        kind: 'lines',
        name: 'config.listUrls',
        label: 'Direcciones de la lista',
        required: true,
        help: 'Una por línea: la página en la que las convocatorias están una debajo de otra.',
      },
      {
        kind: 'text',
        name: 'config.item.selector',
        label: 'Cada convocatoria de la lista',
        required: true,
        help: 'Dirección interna de la página (selector CSS) que señala cada entrada, por ejemplo «.convocatoria» o «main article».',
      },
      ...partFields(
        'config.title',
        'Título',
        'Dentro de la entrada, por ejemplo «h3». Si la entrada misma es el título, «:scope».',
        true,
      ),
      ...partFields(
        'config.link',
        'Enlace a su página',
        'Dentro de la entrada, por ejemplo «a». Si la entrada misma es el enlace, «:scope». Vacío si no hay páginas propias.',
      ),
      factsGroup(
        'config.fields',
        'Otros datos de la lista',
        'Partes de cada entrada que se sabe de qué tratan, por ejemplo el plazo.',
      ),
      {
        kind: 'text',
        name: 'config.emptyText',
        label: 'Texto que aparece cuando no hay convocatorias',
        help: 'Por ejemplo «No hay convocatorias abiertas». Así una lista vacía no se confunde con una avería.',
      },
      MIN_ITEMS,
    ],
  },
  {
    title: 'Si la lista tiene varias páginas',
    fields: [
      {
        kind: 'select',
        name: 'config.pagination.kind',
        label: 'Cómo se pasa de página',
        required: true,
        choices: {
          none: 'No se pasa: hay una sola página',
          next: 'Con un enlace a la siguiente',
          page: 'Con un número en la dirección (?page=2)',
        },
      },
      {
        kind: 'text',
        name: 'config.pagination.link.selector',
        label: 'Enlace a la página siguiente',
        help: 'Solo si hay un enlace: su dirección interna, por ejemplo «a.siguiente».',
      },
      {
        kind: 'text',
        name: 'config.pagination.name',
        label: 'Nombre del número en la dirección',
        help: 'Solo si va en la dirección, por ejemplo «page».',
      },
      {
        kind: 'integer',
        name: 'config.pagination.first',
        label: 'Número de la primera página',
        help: 'Casi siempre 1; en algunos sitios, 0.',
      },
      {
        kind: 'integer',
        name: 'config.pagination.step',
        label: 'De cuánto en cuánto sube',
        help: 'Casi siempre 1; más si cuenta convocatorias.',
      },
      MOST_PAGES,
    ],
  },
  detailSection(true),
  DEFAULTS,
  { title: 'Casos especiales', fields: [HOSTS, ENCODING] },
];

export const FEED_SECTIONS: readonly Section[] = [
  {
    title: 'El canal',
    fields: [
      {
        kind: 'lines',
        name: 'config.feedUrls',
        label: 'Direcciones del canal',
        required: true,
        help: 'Una por línea: la del canal RSS o Atom, no la de la página.',
      },
      MIN_ITEMS,
    ],
  },
  detailSection(true),
  DEFAULTS,
  { title: 'Casos especiales', fields: [HOSTS, ENCODING] },
];

export const SITEMAP_SECTIONS: readonly Section[] = [
  {
    title: 'El mapa del sitio',
    fields: [
      {
        kind: 'lines',
        name: 'config.sitemapUrls',
        label: 'Direcciones del mapa',
        required: true,
        help: 'Una por línea, casi siempre «https://ejemplo.org/sitemap.xml».',
      },
      {
        kind: 'lines',
        name: 'config.include',
        label: 'Direcciones de convocatorias',
        required: true,
        help: 'Un patrón por línea; * vale por cualquier texto: «/convocatorias/*».',
      },
      {
        kind: 'lines',
        name: 'config.exclude',
        label: 'Direcciones que no lo son',
        help: 'Un patrón por línea, por ejemplo «/convocatorias/archivo/*».',
      },
      {
        kind: 'integer',
        name: 'config.maxAddresses',
        label: 'Cuántas páginas se leen como mucho',
        help: 'Las más nuevas primero, hasta 2000.',
      },
      {
        kind: 'boolean',
        name: 'config.trustLastmod',
        label: 'El mapa dice bien cuándo cambió cada página (las que no cambian no se piden otra vez)',
      },
      MIN_ITEMS,
    ],
  },
  detailSection(false),
  DEFAULTS,
  { title: 'Casos especiales', fields: [HOSTS, ENCODING] },
];

export const PASTED_SECTIONS: readonly Section[] = [
  {
    title: 'La página',
    fields: [
      {
        kind: 'url',
        name: 'config.address',
        label: 'Dirección de la convocatoria',
        help: 'Vacía si solo se van a pegar textos en esta fuente.',
      },
    ],
  },
  detailSection(false),
  DEFAULTS,
  { title: 'Casos especiales', fields: [ENCODING] },
];
