import type { ExtractedField } from '@chasqui/extraction';
import { zoneLabel } from '@chasqui/kernel';
import type { Standing } from './change.js';

/** Spanish words for what happens to calls, wherever people read them. */

export const STANDING_LABELS: Readonly<Record<Standing, string>> = {
  upcoming: 'Prevista',
  open: 'Abierta',
  closed: 'Cerrada',
  cancelled: 'Cancelada',
  withdrawn: 'Retirada de la fuente',
};

export const EXTRACTED_FIELD_LABELS: Readonly<Record<ExtractedField, string>> = {
  title: 'Título',
  summary: 'Descripción',
  language: 'Idioma',
  opensOn: 'Fecha de apertura',
  deadline: 'Plazo',
  otherDeadlines: 'Otras fechas',
  amountMin: 'Monto mínimo',
  amountMax: 'Monto máximo',
  totalBudget: 'Presupuesto total',
  currency: 'Moneda',
  cofinancingPercent: 'Contraparte mínima',
  applicantTypes: 'Quién puede postular',
  countries: 'Países',
  territories: 'Territorios',
  requiredDocuments: 'Documentos que hay que entregar',
  documents: 'Bases, formularios y anexos',
  contact: 'Contacto',
  sourceStatus: 'Estado según la fuente',
};

/** A field within a sentence, with its article. */
export const FIELD_IN_SENTENCE: Readonly<Record<ExtractedField, string>> = {
  title: 'el título',
  summary: 'la descripción',
  language: 'el idioma',
  opensOn: 'la fecha de apertura',
  deadline: 'el plazo',
  otherDeadlines: 'las otras fechas',
  amountMin: 'el monto mínimo',
  amountMax: 'el monto máximo',
  totalBudget: 'el presupuesto total',
  currency: 'la moneda',
  cofinancingPercent: 'la contraparte mínima',
  applicantTypes: 'la lista de quién puede postular',
  countries: 'la lista de países',
  territories: 'la lista de territorios',
  requiredDocuments: 'la lista de documentos que hay que entregar',
  documents: 'la lista de bases, formularios y anexos',
  contact: 'el contacto',
  sourceStatus: 'el estado según la fuente',
};

/** Cities of zones whose Spanish name is not that of the zone database. */
const CITIES: Readonly<Record<string, string>> = {
  'America/Asuncion': 'Asunción',
  'America/Bogota': 'Bogotá',
  'America/Mexico_City': 'Ciudad de México',
  'America/New_York': 'Nueva York',
  'America/Panama': 'Panamá',
  'America/Sao_Paulo': 'São Paulo',
  'Asia/Seoul': 'Seúl',
  'Asia/Tokyo': 'Tokio',
  'Atlantic/Canary': 'Canarias',
  'Europe/Berlin': 'Berlín',
  'Europe/Brussels': 'Bruselas',
  'Europe/Lisbon': 'Lisboa',
  'Europe/London': 'Londres',
  'Europe/Luxembourg': 'Luxemburgo',
  'Europe/Paris': 'París',
  'Europe/Rome': 'Roma',
  'Europe/Zurich': 'Zúrich',
};

/** "hora de Madrid" */
export function shortZoneLabel(zone: string): string {
  if (/^(Etc\/)?(UTC|GMT|UCT|Universal|Zulu)$/.test(zone)) return 'hora universal, UTC';
  const city = CITIES[zone];
  return city ? `hora de ${city}` : zoneLabel(zone).replace(/ \([^)]*\)$/, '');
}
