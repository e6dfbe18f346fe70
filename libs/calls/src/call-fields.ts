import { type Field, fieldsIn, type Section } from '@chasqui/curation';
import {
  DEADLINE_ROLE_LABELS,
  DIRECTION_LABELS,
  FORM_LABELS,
  KIND_LABELS,
  LANGUAGE_LABELS,
  LEVEL_LABELS,
  ROLE_LABELS,
} from '@chasqui/vocabularies';
import { DEADLINE_KIND_LABELS } from './deadline.js';

const OTHER_DEADLINES: Field = {
  kind: 'group',
  name: 'otherDeadlines',
  label: 'Otras fechas',
  one: 'Fecha',
  help: 'Expresión de interés, preguntas, sesión informativa, cortes, segunda etapa y resultados.',
  fields: [
    { kind: 'select', name: 'role', label: 'Para qué', required: true, choices: DEADLINE_ROLE_LABELS },
    { kind: 'local-time', name: 'local', label: 'Fecha y hora', required: true },
    {
      kind: 'zone',
      name: 'zone',
      label: 'Zona horaria',
      help: 'Vacía: se toma la hora de Ecuador y se pide confirmar.',
    },
    { kind: 'text', name: 'text', label: 'Con las palabras de la fuente', max: 500 },
  ],
};

const DOCUMENTS: Field = {
  kind: 'group',
  name: 'documents',
  label: 'Bases, formularios y anexos',
  one: 'Documento',
  help: 'Los que publica el cooperante, con su dirección.',
  fields: [
    { kind: 'text', name: 'title', label: 'Nombre', required: true },
    { kind: 'url', name: 'url', label: 'Dirección', required: true },
  ],
};

/**
 * Every fact of a call, in the order of its form: one list for the form, the history and the exports. What may be
 * entered is checked by `readCallInput`, because much of it depends on other fields.
 */
export const callSections: readonly Section[] = [
  {
    title: 'Qué es',
    fields: [
      {
        kind: 'text',
        name: 'title',
        label: 'Título',
        required: true,
        help: 'Como lo escribe la fuente.',
      },
      {
        kind: 'area',
        name: 'summary',
        label: 'Descripción',
        required: true,
        help: 'Qué financia, para quién y qué pide. Puede pegarla con su formato.',
      },
      {
        kind: 'reference',
        to: 'donor',
        name: 'donorId',
        label: 'Cooperante',
        required: true,
        help: 'Si no está en la lista, añádalo en otra pestaña: Curaduría › Cooperantes.',
      },
      { kind: 'reference', to: 'fund', name: 'fundId', label: 'Fondo o programa' },
      {
        kind: 'text',
        name: 'edition',
        label: 'Edición',
        help: 'Como la numera la fuente: «Quinta», «2026».',
      },
      {
        kind: 'reference',
        to: 'call',
        name: 'previousEditionId',
        label: 'Edición anterior',
        help: 'Entre las convocatorias del mismo cooperante: guarde primero si acaba de elegirlo.',
      },
      { kind: 'select', name: 'kind', label: 'Tipo', required: true, choices: KIND_LABELS },
      {
        kind: 'select',
        name: 'financialForm',
        label: 'Forma de apoyo',
        required: true,
        choices: FORM_LABELS,
      },
      {
        kind: 'select',
        name: 'direction',
        label: 'Qué lleva el GAD',
        required: true,
        choices: DIRECTION_LABELS,
      },
      { kind: 'reference', to: 'mechanisms', name: 'mechanism', label: 'Mecanismo de cooperación' },
      {
        kind: 'select',
        name: 'language',
        label: 'Idioma de la fuente',
        required: true,
        choices: LANGUAGE_LABELS,
      },
      {
        kind: 'url',
        name: 'sourceUrl',
        label: 'Dirección de la fuente',
        required: true,
        help: 'La página donde se puede comprobar todo (https://…).',
      },
    ],
  },
  {
    title: 'Plazo',
    fields: [
      { kind: 'date', name: 'opensOn', label: 'Abre el' },
      {
        kind: 'select',
        name: 'deadlineKind',
        label: 'Tipo de plazo',
        required: true,
        help: 'Con varios cortes, anote cada uno abajo, en «Otras fechas»: el último es el cierre.',
        choices: DEADLINE_KIND_LABELS,
      },
      {
        kind: 'local-time',
        name: 'deadlineLocal',
        label: 'Cierra (fecha y hora)',
        help: 'En la hora del lugar que indica la fuente.',
      },
      {
        kind: 'zone',
        name: 'deadlineZone',
        label: 'Zona horaria del cierre',
        help: 'Por ejemplo America/Montevideo o Europe/Madrid. Vacía: se toma la hora de Ecuador y se pide confirmar.',
      },
      { kind: 'text', name: 'deadlineText', label: 'El plazo con las palabras de la fuente' },
      OTHER_DEADLINES,
    ],
  },
  {
    title: 'Dinero',
    fields: [
      {
        kind: 'amount',
        name: 'amountMin',
        label: 'Monto mínimo por proyecto',
        help: 'En cifras o como 12,3 millones.',
      },
      { kind: 'amount', name: 'amountMax', label: 'Monto máximo por proyecto' },
      { kind: 'amount', name: 'totalBudget', label: 'Presupuesto de toda la convocatoria' },
      { kind: 'currency', name: 'currency', label: 'Moneda', help: 'Tres letras: USD, EUR…' },
      {
        kind: 'text',
        name: 'cofinancingPercent',
        label: 'Contraparte mínima (%)',
        help: 'Parte del costo que pone el GAD. Vacía si no consta.',
      },
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
      {
        kind: 'area',
        name: 'partnerRequirements',
        label: 'Socios o consorcio que exige',
        help: 'Con las palabras de la fuente. Vacío si no consta.',
      },
      {
        kind: 'lines',
        name: 'countries',
        label: 'Países',
        help: 'Códigos de dos letras separados por comas (EC), o * si es para todos.',
      },
      {
        kind: 'lines',
        name: 'territories',
        label: 'Territorios del Ecuador',
        help: 'Códigos DPA, si se limita a algunos. Vacío: todo el país.',
      },
      {
        kind: 'text',
        name: 'populationBand',
        label: 'Población de los GAD que pueden participar',
        help: 'Por ejemplo: menos de 100.000 habitantes. Vacío si no hay límite.',
      },
    ],
  },
  {
    title: 'De qué trata',
    fields: [
      { kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas' },
      { kind: 'codes', vocabulary: 'sdgs', name: 'sdgs', label: 'ODS' },
      { kind: 'codes', vocabulary: 'agendas', name: 'agendas', label: 'Agendas mundiales' },
      {
        kind: 'codes',
        vocabulary: 'crsSectors',
        name: 'crsSectors',
        label: 'Sectores CRS',
        help: 'Códigos de cinco cifras separados por comas, por ejemplo 14030.',
      },
    ],
  },
  {
    title: 'Qué pide',
    fields: [
      {
        kind: 'lines',
        name: 'requiredDocuments',
        label: 'Documentos que hay que entregar',
        help: 'Uno por línea.',
      },
      {
        kind: 'boxes',
        name: 'proposalLanguages',
        label: 'Idiomas en que se puede presentar',
        choices: LANGUAGE_LABELS,
      },
      DOCUMENTS,
      {
        kind: 'area',
        name: 'notes',
        label: 'Notas de curaduría',
        internal: true,
        help: 'Dudas y deducciones. No se publican.',
      },
    ],
  },
];

/** What a call carries besides its form's fields and the history tells too. */
const COMPUTED_FIELDS: readonly Field[] = [
  { kind: 'boolean', name: 'deadlineZoneAssumed', label: 'Zona horaria supuesta' },
  { kind: 'boolean', name: 'gadLevelsInferred', label: 'Niveles de GAD deducidos' },
  { kind: 'date', name: 'verifiedOn', label: 'Verificada el' },
];

/** All facts of a call in the vocabulary of catalogue records: for exports, the history and whoever compares. */
export const callFields: readonly Field[] = [...fieldsIn(callSections), ...COMPUTED_FIELDS];
