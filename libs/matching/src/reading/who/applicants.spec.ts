import { describe, expect, it } from '@jest/globals';
import type { RoleClaim } from '../claims.js';
import { callText, whoKnowledge } from './call-text.fixture.js';
import { readWho } from './read-who.js';

type Row = readonly [language: string, applicants: string, role: RoleClaim | null];

const ONE_APPLICANT: readonly Row[] = [
  ['es', 'Municipios', 'applicant'],
  ['es', 'GOBIERNOS AUTÓNOMOS DESCENTRALIZADOS', 'applicant'],
  ['es', 'gobierno autonomo descentralizado parroquial rural', 'applicant'],
  ['es', 'prefecturas y gobiernos provinciales', 'applicant'],
  ['es', 'entidad pública con personería jurídica', 'applicant'],
  ['es', 'gobiernos subnacionales', 'applicant'],
  ['es', 'empresa pública municipal de agua potable', 'applicant'],
  ['es', 'alcaldesas y alcaldes', 'applicant'],
  ['es', 'funcionarias y funcionarios de gobiernos locales', 'applicant'],
  ['es', 'mancomunidades de municipios', 'applicant'],
  ['es', 'ONG y municipalidades', 'applicant'],
  ['es', 'municipio (socio)', 'partner'],
  ['es', 'gobierno local como contraparte', 'partner'],
  ['es', 'ONG en alianza con gobiernos locales', 'partner'],
  ['es', 'universidad en consorcio con un municipio', 'partner'],
  ['es', 'gobierno local (co-solicitante)', 'partner'],
  ['es', 'GAD (institución receptora de voluntarios)', 'beneficiary'],
  ['es', 'municipios (beneficiarios)', 'beneficiary'],
  ['es', 'municipios a través de su asociación nacional', 'through_network'],
  ['es', 'asociaciones de municipios', 'through_network'],
  ['es', 'autoridad nacional designada', 'beneficiary'],
  ['es', 'ayuntamientos españoles', 'foreign_lead'],
  ['es', 'entidades locales de Euskadi', 'foreign_lead'],
  ['es', 'ONGD', 'foreign_lead'],
  ['es', 'organizaciones no gubernamentales para el desarrollo con sede en Cantabria', 'foreign_lead'],
  ['es', 'organizaciones de la sociedad civil ecuatoriana', 'other_only'],
  ['es', 'ONG que trabajen con municipios', 'other_only'],
  ['es', 'empresas privadas, cooperativas y universidades', 'other_only'],
  ['es', 'gobierno nacional', 'other_only'],
  ['es', 'mujeres rurales y jóvenes', 'other_only'],
  ['es', 'organizaciones privadas (no elegibles: entidades públicas)', 'other_only'],
  ['es', 'interesados en general', null],
  ['en', 'municipalities', 'applicant'],
  ['en', 'city governments and mayors', 'applicant'],
  ['en', 'Local public authorities', 'applicant'],
  ['en', 'sub-national government', 'applicant'],
  ['en', 'public sector entities', 'applicant'],
  ['en', 'local authority in partnership with a CSO', 'applicant'],
  ['en', 'local government (as partner)', 'partner'],
  ['en', 'NGOs in partnership with local authorities', 'partner'],
  ['en', 'host municipality', 'beneficiary'],
  ['en', 'local authorities through their national association', 'through_network'],
  ['en', 'National Designated Authority', 'beneficiary'],
  ['en', 'Dutch municipalities', 'foreign_lead'],
  ['en', 'local governments of Flanders', 'foreign_lead'],
  ['en', 'civil society organizations registered in Ecuador', 'other_only'],
  ['en', 'international organisation with local partners', 'other_only'],
  ['en', 'start-ups and social enterprises', 'other_only'],
  ['en', 'PhD students', 'other_only'],
  ['en', 'governments (not eligible)', 'other_only'],
  ['pt', 'prefeituras municipais', 'applicant'],
  ['pt', 'governos estaduais e municipais', 'applicant'],
  ['pt', 'órgãos públicos', 'applicant'],
  ['pt', 'consórcios intermunicipais', 'applicant'],
  ['pt', 'governo local (parceiro)', 'partner'],
  ['pt', 'município anfitrião', 'beneficiary'],
  ['pt', 'municípios portugueses', 'foreign_lead'],
  ['pt', 'ONGD portuguesas', 'foreign_lead'],
  ['pt', 'organizações da sociedade civil sem fins lucrativos', 'other_only'],
  ['pt', 'povos indígenas e comunidades quilombolas', 'other_only'],
  ['pt', 'pesquisadores e universidades', 'other_only'],
  ['fr', 'communes et leurs groupements', 'applicant'],
  ['fr', 'autorités locales du pays partenaire', 'applicant'],
  ['fr', 'collectivité locale étrangère (partenaire)', 'partner'],
  ['fr', 'établissements publics', 'applicant'],
  ['fr', 'collectivités territoriales françaises', 'foreign_lead'],
  ['fr', 'communes belges', 'foreign_lead'],
  ['fr', "municipalité d'accueil", 'beneficiary'],
  ['fr', 'organisations de la société civile', 'other_only'],
  ['fr', 'entreprises et coopératives', 'other_only'],
  ['it', 'Comuni italiani', 'foreign_lead'],
  ['it', 'enti locali del paese partner', 'applicant'],
  ['it', 'enti pubblici', 'applicant'],
  ['it', 'governo locale (controparte)', 'partner'],
  ['it', 'OSC iscritte all’elenco dell’Agenzia', 'foreign_lead'],
  ['it', 'organizzazioni della società civile locali', 'other_only'],
  ['it', 'imprese e università', 'other_only'],
  ['ca', 'ajuntaments i consells comarcals catalans', 'foreign_lead'],
  ['ca', 'governs locals dels països socis', 'applicant'],
  ['ca', 'ens locals', 'applicant'],
  ['ca', 'municipi receptor', 'beneficiary'],
  ['ca', 'ONGD catalanes', 'foreign_lead'],
  ['ca', 'entitats sense ànim de lucre', 'other_only'],
  ['de', 'Kommunen und Gemeinden', 'applicant'],
  ['de', 'Stadtverwaltungen in Lateinamerika', 'applicant'],
  ['de', 'deutsche Kommunen', 'foreign_lead'],
  ['de', 'Partnerkommune im Globalen Süden', 'partner'],
  ['de', 'öffentliche Einrichtungen', 'applicant'],
  ['de', 'aufnehmende Gemeinde', 'beneficiary'],
  ['de', 'Nichtregierungsorganisationen', 'other_only'],
  ['de', 'Kleinstgemeinden', 'applicant'],
];

describe('who applies, by one phrase of the list', () => {
  it.each(ONE_APPLICANT)('%s: %s → %s', (language, applicants, role) => {
    const who = readWho(callText({ language, applicantTypes: [applicants] }), whoKnowledge);
    const ground = { field: 'applicantTypes', quote: applicants, fromText: true };
    expect(who.role).toEqual(role && { value: role, ...ground });
  });

  it('reads a phrase in another language than the call', () => {
    const applicantTypes = ['gobierno municipal', 'collectivité territoriale', 'Gemeinde'];
    for (const applicant of applicantTypes) {
      const who = readWho(callText({ language: 'en', applicantTypes: [applicant] }), whoKnowledge);
      expect(who.role?.value).toBe('applicant');
    }
  });
});

type ListRow = readonly [
  applicants: readonly string[],
  rest: Partial<Parameters<typeof callText>[0]>,
  role: RoleClaim | null,
];

const LISTS: readonly ListRow[] = [
  [['ONG', 'universidad', 'municipio'], {}, 'applicant'],
  [['empresa', 'universidad'], {}, 'other_only'],
  [['municipio español', 'municipio latinoamericano'], {}, 'applicant'],
  [['collectivité française', 'autorité locale étrangère (partenaire)'], { language: 'fr' }, 'partner'],
  [['ONG'], { donorName: 'Diputación de Zaragoza' }, 'foreign_lead'],
  [['associazioni', 'ONG'], { language: 'it', donorName: 'Regione Toscana' }, 'foreign_lead'],
  [['asociación'], { donorName: 'Embajada de Francia en Ecuador' }, 'other_only'],
  [['ONG local'], { summary: 'También podrán postular los gobiernos parroquiales.' }, 'applicant'],
  [['ONG'], { partnerRequirements: 'Al menos un gobierno local del país de ejecución.' }, 'partner'],
  [['ONG'], { partnerRequirements: 'Una contraparte pública local.' }, 'partner'],
  [['ONG'], { partnerRequirements: 'Dos organizaciones de base.' }, 'other_only'],
  [['ONG'], { summary: 'Los proyectos deberán ejecutarse en alianza con los municipios.' }, 'partner'],
  [['ONG'], { summary: 'La ONG ganadora fortaleció a tres municipios.' }, 'other_only'],
  [['ONG'], { summary: 'Pueden postular ONG con experiencia de trabajo con municipios.' }, 'other_only'],
  [
    ['Vereine'],
    { language: 'de', summary: 'Bevorzugt werden Projekte in Zusammenarbeit mit Kommunen.' },
    'partner',
  ],
  [
    ['ayuntamientos vascos'],
    { summary: 'El ayuntamiento trabajará con un municipio del Sur como contraparte.' },
    'partner',
  ],
  [
    ['personas expertas'],
    { summary: 'Las voluntarias viajan a Ecuador, donde las acoge un municipio durante dos meses.' },
    'beneficiary',
  ],
  [
    ['technical volunteers'],
    { language: 'en', summary: 'Volunteers are placed in municipalities.' },
    'beneficiary',
  ],
  [['entidad pública'], { summary: 'No podrán participar entidades públicas sancionadas.' }, 'applicant'],
  [['entidad privada'], { summary: 'Se excluye a las entidades públicas.' }, 'other_only'],
  [
    ['ONGD'],
    { summary: 'Los gobiernos locales no son solicitantes, aunque pueden ser contraparte.' },
    'foreign_lead',
  ],
  [
    ['enti locali'],
    { language: 'it', donorName: 'AICS', title: 'Partenariati territoriali' },
    'foreign_lead',
  ],
  [
    ['Kommunen'],
    {
      language: 'de',
      donorName: 'Engagement Global',
      summary: 'Antragsberechtigt sind Kommunen gemeinsam mit ihrer Partnerkommune.',
    },
    'partner',
  ],
];

describe('who applies, by the list and the rest of the call', () => {
  it.each(LISTS)('%j with %j → %s', (applicantTypes, rest, role) => {
    const who = readWho(callText({ ...rest, applicantTypes }), whoKnowledge);
    expect(who.role?.value ?? null).toBe(role);
  });
});
