import { CONTACTS_FIELD, type Field, type RecordType } from '@chasqui/curation';
import {
  DONOR_KIND_LABELS,
  DONOR_LEVEL_LABELS,
  FORM_LABELS,
  PRESENCE_LABELS,
  ROLE_LABELS,
} from '@chasqui/vocabularies';
import { Donor } from './donor.entities.js';

const IATI_TYPES: Readonly<Record<string, string>> = {
  '10': 'Gobierno',
  '11': 'Gobierno local',
  '15': 'Otro organismo público',
  '21': 'ONG internacional',
  '22': 'ONG nacional',
  '23': 'ONG regional',
  '24': 'ONG del país socio',
  '30': 'Alianza público-privada',
  '40': 'Multilateral',
  '60': 'Fundación',
  '70': 'Empresa privada',
  '71': 'Empresa del país proveedor',
  '72': 'Empresa del país socio',
  '73': 'Empresa de otro país',
  '80': 'Universidad, formación e investigación',
  '90': 'Otro',
};

const AGREEMENTS: Field = {
  kind: 'group',
  name: 'agreements',
  label: 'Convenios marco con el Ecuador',
  one: 'Convenio',
  help: 'Fuera de sus ejes el cooperante no financia en el país.',
  fields: [
    { kind: 'text', name: 'title', label: 'Nombre', required: true },
    { kind: 'lines', name: 'axes', label: 'Ejes', help: 'Uno por línea.' },
    { kind: 'date', name: 'from', label: 'Vigente desde' },
    { kind: 'date', name: 'until', label: 'Vigente hasta' },
    { kind: 'url', name: 'url', label: 'Dirección del texto' },
    { kind: 'text', name: 'note', label: 'Nota' },
  ],
};

const OFFICES: Field = {
  kind: 'group',
  name: 'offices',
  label: 'Oficinas regionales',
  one: 'Oficina',
  fields: [
    { kind: 'text', name: 'place', label: 'Ciudad', required: true },
    { kind: 'codes', vocabulary: 'provinces', name: 'provinces', label: 'Provincias que atiende' },
    { kind: 'text', name: 'note', label: 'Nota' },
  ],
};

/** Donors as curators keep them. */
export const donorRecord: RecordType<Donor> = {
  key: 'donor',
  path: 'cooperantes',
  one: 'cooperante',
  many: 'Cooperantes',
  feminine: false,
  entity: Donor,
  nameField: 'nameEs',
  searchKind: 'donor',
  pointers: [
    { table: 'fund', column: 'donor_id' },
    { table: 'call', column: 'donor_id' },
    { table: 'mixed_commission', column: 'donor_id' },
    { table: 'donor', column: 'merged_into_id' },
  ],
  sections: [
    {
      title: 'Quién es',
      fields: [
        { kind: 'text', name: 'nameEs', label: 'Nombre', required: true, help: 'En español.' },
        { kind: 'text', name: 'acronym', label: 'Siglas', max: 40 },
        {
          kind: 'lines',
          name: 'aliases',
          label: 'Otros nombres',
          help: 'Uno por línea: nombres anteriores, en otros idiomas o mal escritos en las fuentes.',
        },
        { kind: 'select', name: 'kind', label: 'Tipo', required: true, choices: DONOR_KIND_LABELS },
        { kind: 'select', name: 'level', label: 'Nivel', choices: DONOR_LEVEL_LABELS },
        { kind: 'select', name: 'iatiType', label: 'Tipo según IATI', required: true, choices: IATI_TYPES },
        {
          kind: 'country',
          name: 'country',
          label: 'País',
          help: 'Vacío si es multilateral.',
        },
        { kind: 'url', name: 'website', label: 'Página web' },
        {
          kind: 'select',
          name: 'presence',
          label: 'Presencia en el Ecuador',
          required: true,
          choices: PRESENCE_LABELS,
        },
        { kind: 'date', name: 'presenceCheckedOn', label: 'Presencia confirmada el' },
        { kind: 'area', name: 'noteEs', label: 'Qué hace', required: true },
      ],
    },
    {
      title: 'Qué financia',
      fields: [
        { kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas' },
        { kind: 'codes', vocabulary: 'crsSectors', name: 'crsSectors', label: 'Sectores CRS' },
        { kind: 'codes', vocabulary: 'sdgs', name: 'sdgs', label: 'ODS' },
        { kind: 'boxes', name: 'financialForms', label: 'Formas de apoyo', choices: FORM_LABELS },
        {
          kind: 'amount',
          name: 'amountMin',
          label: 'Montos conocidos, desde',
          help: 'De apoyos que ya dio; no son topes.',
        },
        { kind: 'amount', name: 'amountMax', label: 'Montos conocidos, hasta' },
        { kind: 'currency', name: 'currency', label: 'Moneda' },
        AGREEMENTS,
      ],
    },
    {
      title: 'Cómo trabaja con los GAD',
      fields: [
        { kind: 'boxes', name: 'gadRoles', label: 'Papel que puede tener un GAD', choices: ROLE_LABELS },
        { kind: 'area', name: 'gadAccessEs', label: 'Cómo se llega' },
        {
          kind: 'lines',
          name: 'conditionsEs',
          label: 'Condiciones',
          help: 'Una por línea: compras atadas, nacionalidad de los beneficiarios, aval…',
        },
        OFFICES,
        CONTACTS_FIELD,
      ],
    },
  ],
  check: ({ amountMin, amountMax, currency }) => [
    ...(amountMin && amountMax && Number(amountMin) > Number(amountMax)
      ? [{ field: 'amountMax', message: 'El monto mayor es menor que el otro. Revise los dos.' }]
      : []),
    ...((amountMin || amountMax) && !currency
      ? [{ field: 'currency', message: 'Indique la moneda del monto.' }]
      : []),
  ],
};
