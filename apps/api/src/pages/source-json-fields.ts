import type { Field, Section } from '@chasqui/curation';
import {
  DATE_CHOICES,
  DEFAULTS,
  detailSection,
  HINT_CHOICES,
  HOSTS,
  MIN_ITEMS,
  MOST_PAGES,
  VALUE_CHOICES,
} from './source-field-words.js';

const PATH = 'Nombres separados por puntos; [] para todos los de una lista: «data.items[].titulo».';

const RECORD_FIELD: readonly Field[] = [
  { kind: 'text', name: 'path', label: 'Campo', help: PATH },
  {
    kind: 'select',
    name: 'field',
    label: 'Es este dato de la convocatoria',
    choices: VALUE_CHOICES,
  },
  {
    kind: 'select',
    name: 'hint',
    label: 'O habla de',
    help: 'Si no es un dato, sino palabras que tratan de él.',
    choices: HINT_CHOICES,
  },
  { kind: 'select', name: 'dates', label: 'Cómo escribe las fechas', required: true, choices: DATE_CHOICES },
];

/** The fields that say how an API that answers in JSON is read. */
export const JSON_SECTIONS: readonly Section[] = [
  {
    title: 'La petición',
    fields: [
      {
        kind: 'url',
        name: 'config.url',
        label: 'Dirección de la API',
        required: true,
        help: 'La que devuelve los datos, no la página.',
      },
      {
        kind: 'select',
        name: 'config.method',
        label: 'Cómo se pide',
        required: true,
        choices: { GET: 'GET: todo va en la dirección', POST: 'POST: se envía un cuerpo' },
      },
      { kind: 'area', name: 'config.body', label: 'Cuerpo de la petición (JSON)', help: 'Solo con POST.' },
    ],
  },
  {
    title: 'La respuesta',
    fields: [
      {
        kind: 'text',
        name: 'config.list',
        label: 'Dónde está la lista',
        help: `${PATH} Vacío si la respuesta misma es la lista.`,
      },
      { kind: 'text', name: 'config.title', label: 'Título', required: true, help: PATH },
      {
        kind: 'text',
        name: 'config.key',
        label: 'Código que distingue a cada convocatoria',
        help: 'Vacío para usar su dirección.',
      },
      {
        kind: 'text',
        name: 'config.link.path',
        label: 'Campo con el enlace',
        help: 'Dirección de la página de la convocatoria.',
      },
      {
        kind: 'text',
        name: 'config.link.template',
        label: 'O dirección que se completa',
        help: 'Con el campo entre llaves: «https://ejemplo.org/llamados/{id}».',
      },
      {
        kind: 'group',
        name: 'config.fields',
        label: 'Datos de cada convocatoria',
        one: 'Dato',
        help: 'Lo que no se indique aquí no se lee.',
        fields: RECORD_FIELD,
      },
      {
        kind: 'text',
        name: 'config.documents.list',
        label: 'Documentos: dónde está la lista',
        help: 'Como la ruta de arriba, dentro de cada convocatoria.',
      },
      {
        kind: 'text',
        name: 'config.documents.url',
        label: 'Documentos: campo con la dirección',
        help: 'Dentro de cada documento.',
      },
      {
        kind: 'text',
        name: 'config.documents.title',
        label: 'Documentos: campo con el título',
        help: 'Dentro de cada documento.',
      },
      MIN_ITEMS,
    ],
  },
  {
    title: 'Errores dentro de la respuesta y filtros',
    fields: [
      {
        kind: 'text',
        name: 'config.error.path',
        label: 'Campo que avisa de un error',
        help: 'Si la fuente responde «todo bien» aunque haya fallado.',
      },
      {
        kind: 'lines',
        name: 'config.error.good',
        label: 'Valores que quieren decir que todo está bien',
        help: 'Uno por línea, por ejemplo 0. También «sí», «no» y «vacío»; un texto igual a ellos va entre comillas.',
      },
      {
        kind: 'text',
        name: 'config.error.message',
        label: 'Campo con la explicación del error',
        help: 'Se muestra a la curaduría.',
      },
      {
        kind: 'text',
        name: 'config.filter.path',
        label: 'Campo que comprueba el filtro',
        help: 'Algunas fuentes no hacen caso de lo que se les pide: así se nota.',
      },
      {
        kind: 'lines',
        name: 'config.filter.values',
        label: 'Valores que debe tener',
        help: 'Uno por línea.',
      },
    ],
  },
  {
    title: 'Si hay varias páginas',
    fields: [
      {
        kind: 'select',
        name: 'config.pagination.kind',
        label: 'Cómo se pasa de página',
        required: true,
        choices: {
          none: 'No se pasa: llega todo junto',
          number: 'Con un número que sube',
          next: 'La respuesta dice cuál es la siguiente',
        },
      },
      {
        kind: 'select',
        name: 'config.pagination.in',
        label: 'Dónde va el número',
        required: true,
        choices: { query: 'En la dirección', body: 'En el cuerpo' },
      },
      {
        kind: 'text',
        name: 'config.pagination.name',
        label: 'Nombre del número',
        help: 'Por ejemplo «page».',
      },
      {
        kind: 'integer',
        name: 'config.pagination.first',
        label: 'Primer número',
        help: 'Casi siempre 1 o 0.',
      },
      {
        kind: 'integer',
        name: 'config.pagination.step',
        label: 'De cuánto en cuánto sube',
        help: 'Uno por página, o tantas convocatorias como se piden cada vez.',
      },
      {
        kind: 'text',
        name: 'config.pagination.total',
        label: 'Campo con el total de convocatorias',
        help: 'Sirve para saber si llegaron todas.',
      },
      {
        kind: 'text',
        name: 'config.pagination.path',
        label: 'Campo con la dirección de la siguiente',
        help: 'Solo si la respuesta la dice.',
      },
      MOST_PAGES,
    ],
  },
  detailSection(true),
  DEFAULTS,
  { title: 'Casos especiales', fields: [HOSTS] },
];
