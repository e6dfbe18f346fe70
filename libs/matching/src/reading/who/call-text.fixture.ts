import type { CallText } from '../claims.js';
import { loadWhoKnowledge } from './read-who.js';

/** A call that says nothing, with what a test adds to it. */
export function callText(given: Partial<CallText>): CallText {
  return {
    title: '',
    summary: '',
    language: 'es',
    donorName: '',
    applicantTypes: [],
    partnerRequirements: null,
    gadRole: null,
    gadLevels: [],
    countries: [],
    territories: [],
    populationBand: null,
    ...given,
  };
}

/** The lexicon with some networks of the catalogue. */
export const whoKnowledge = loadWhoKnowledge([
  { slug: 'mercociudades', names: ['Mercociudades'] },
  { slug: 'iclei', names: ['ICLEI', 'Gobiernos Locales por la Sustentabilidad'] },
  { slug: 'cglu', names: ['Ciudades y Gobiernos Locales Unidos', 'CGLU', 'UCLG'] },
  { slug: 'ucci', names: ['Unión de Ciudades Capitales Iberoamericanas', 'UCCI'] },
  { slug: 'pacto-global-de-alcaldes', names: ['Pacto Global de Alcaldes por el Clima y la Energía'] },
  { slug: 'aice', names: ['Asociación Internacional de Ciudades Educadoras', 'AICE'] },
  { slug: 'c40', names: ['C40', 'C40 Cities'] },
  { slug: 'climate-action-network-latinoamerica', names: ['Climate Action Network', 'CAN'] },
]);
