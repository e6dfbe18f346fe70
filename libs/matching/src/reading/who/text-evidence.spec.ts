import { describe, expect, it } from '@jest/globals';
import type { RoleClaim } from '../claims.js';
import { callText, whoKnowledge } from './call-text.fixture.js';
import { readWho } from './read-who.js';

type Row = readonly [language: string, summary: string, role: RoleClaim | null, donorName?: string];

const SENTENCES: readonly Row[] = [
  ['es', 'Podrán postular gobiernos locales, universidades y ONG de la región.', 'applicant'],
  ['es', 'Los municipios podrán presentar hasta dos propuestas.', 'applicant'],
  ['es', 'La convocatoria está dirigida a municipalidades de América Latina.', 'applicant'],
  ['es', 'Pueden presentar proyectos tanto ONG como juntas parroquiales.', 'applicant'],
  ['es', 'No solo los municipios pueden participar, también las universidades.', 'applicant'],
  [
    'es',
    'Ningún municipio no podrá presentar más de una propuesta; los municipios pueden postular.',
    'applicant',
  ],
  ['es', 'No podrán participar entidades públicas.', 'other_only'],
  ['es', 'Las entidades gubernamentales no son elegibles.', 'other_only'],
  [
    'es',
    'Se apoya a cooperativas y fundaciones; quedan excluidas las instituciones estatales.',
    'other_only',
  ],
  [
    'es',
    'Pueden postular organizaciones sociales y comunitarias. Los municipios no podrán ser beneficiarios.',
    'other_only',
  ],
  ['es', 'No podrán participar empresas. Pueden participar municipios.', 'applicant'],
  ['es', 'Se exige la participación de un gobierno local como socio.', 'partner'],
  ['es', 'Los gobiernos locales podrán participar como socios de la organización solicitante.', 'partner'],
  ['es', 'Se valorará que la propuesta cuente con una contraparte pública local.', 'partner'],
  [
    'es',
    'Los municipios acceden a través de la Asociación de Municipalidades del Ecuador.',
    'through_network',
  ],
  [
    'es',
    'Los gobiernos locales presentan su candidatura a través de la autoridad nacional designada.',
    'beneficiary',
  ],
  ['es', 'Los solicitantes serán ayuntamientos españoles junto con un municipio socio del Sur.', 'partner'],
  [
    'es',
    'Pueden optar a la subvención las ONGD inscritas en el registro de la Agencia.',
    'foreign_lead',
    'AECID',
  ],
  [
    'es',
    'Podrán presentarse organizaciones sin ánimo de lucro con sede en Asturias.',
    'foreign_lead',
    'Principado de Asturias',
  ],
  ['es', 'El programa busca reducir la brecha de género en las ciudades.', null],
  ['es', 'El año pasado ganó un proyecto que benefició a tres cantones.', null],
  ['es', 'La donación al municipio no podrá superar los 50.000 dólares.', null],
  ['es', 'Se financian becas; pueden postular estudiantes y docentes.', 'other_only'],
  ['en', 'Eligible applicants are local governments and public institutions.', 'applicant'],
  ['en', 'Cities may apply with a letter signed by the mayor.', 'applicant'],
  ['en', 'The call is open to municipalities, associations of municipalities and universities.', 'applicant'],
  ['en', 'Governments are not eligible.', 'other_only'],
  ['en', 'National and local governments cannot apply; NGOs may apply.', 'other_only'],
  ['en', 'Open to all non-profit organisations, excluding government agencies.', 'other_only'],
  ['en', 'Not only cities but also provinces may apply.', 'applicant'],
  ['en', 'Local authorities may participate as co-applicants.', 'partner'],
  ['en', 'NGOs must work in partnership with local authorities.', 'partner'],
  [
    'en',
    'Applications must be submitted through a national association of local governments.',
    'through_network',
  ],
  [
    'en',
    'Eligible applicants are grassroots organisations of Latin America.',
    'other_only',
    'Inter-American Foundation',
  ],
  ['en', 'The winner was announced by the mayor of the host city.', null],
  ['en', 'Grants up to 50,000 dollars for projects on biodiversity.', null],
  ['pt', 'Podem participar prefeituras e governos estaduais.', 'applicant'],
  ['pt', 'Os municípios podem apresentar uma proposta até 30 de junho.', 'applicant'],
  ['pt', 'Chamada aberta a governos locais da América Latina.', 'applicant'],
  ['pt', 'Órgãos públicos não podem participar.', 'other_only'],
  ['pt', 'A organização deve atuar em parceria com a prefeitura.', 'partner'],
  ['pt', 'Podem se candidatar organizações da sociedade civil.', 'other_only'],
  ['fr', 'Les communes peuvent déposer un dossier avant le 30 juin.', 'applicant', 'AIMF'],
  ['fr', "L'appel est ouvert aux collectivités locales d'Amérique latine.", 'applicant'],
  ['fr', 'Les collectivités ne sont pas éligibles.', 'other_only'],
  ['fr', "Sont éligibles les associations, à l'exclusion des organismes publics.", 'other_only'],
  ['fr', 'Le projet doit être porté en partenariat avec une autorité locale du pays.', 'partner'],
  [
    'fr',
    "Les collectivités territoriales peuvent déposer un projet avec leur collectivité partenaire d'Équateur.",
    'partner',
    "Ministère de l'Europe et des Affaires étrangères (DAECT)",
  ],
  ['it', 'Possono partecipare gli enti locali dei paesi partner.', 'applicant', 'AICS'],
  ['it', 'Possono presentare proposte i comuni e le province.', 'applicant', 'Fondazione'],
  ['it', 'Possono presentare proposte i comuni e le regioni.', 'foreign_lead', 'AICS'],
  ['it', 'Sono esclusi gli enti pubblici.', 'other_only'],
  ['it', 'È richiesto il partenariato con enti locali del paese partner.', 'partner', 'AICS'],
  ['it', 'Obiettivi comuni e risultati in comune.', null],
  ['ca', "S'adreça a ajuntaments de municipis catalans.", 'foreign_lead'],
  ['ca', 'Poden presentar-hi projectes les ONGD amb seu a Catalunya.', 'foreign_lead'],
  ['ca', 'Hi poden participar governs locals del Sud.', 'applicant'],
  ['ca', 'Cal una contrapart pública local.', 'partner', 'Agència Catalana de Cooperació'],
  ['ca', 'No són elegibles les administracions públiques.', 'other_only'],
  ['de', 'Antragsberechtigt sind Kommunen in Partnerländern.', 'applicant', 'GIZ'],
  ['de', 'Städte und Gemeinden können sich bewerben.', 'applicant', 'UN-Habitat'],
  ['de', 'Antragsberechtigt sind deutsche Kommunen und kommunale Unternehmen.', 'foreign_lead'],
  ['de', 'Staatliche Stellen sind nicht antragsberechtigt.', 'other_only'],
  ['de', 'Antragsberechtigt sind gemeinnützige Vereine.', 'other_only'],
  ['de', 'Die Organisation muss in Zusammenarbeit mit einer Gemeinde im Partnerland arbeiten.', 'partner'],
];

describe('who takes part, by running text', () => {
  it.each(SENTENCES)('%s: %s → %s', (language, summary, role, donorName = '') => {
    const who = readWho(callText({ language, summary, donorName }), whoKnowledge);
    expect(who.role?.value ?? null).toBe(role);
    expect(summary).toContain(who.role?.quote ?? '');
  });

  it.each([
    ['es', 'Premio Iberoamericano de Municipios Sostenibles', 'applicant'],
    ['es', 'Subvenciones para juntas parroquiales rurales', 'applicant'],
    ['en', 'Mayors Challenge', 'applicant'],
    ['en', 'Prize for Cities', 'applicant'],
    ['es', 'Convocatoria a organizaciones de la sociedad civil', 'other_only'],
    ['es', 'Seguridad alimentaria en ciudades', null],
    ['pt', 'Edital para prefeituras', 'applicant'],
    ['de', 'Wettbewerb für Kommunen', 'applicant'],
  ])('%s title: %s → %s', (language, title, role) => {
    const who = readWho(callText({ language, title }), whoKnowledge);
    expect(who.role?.value ?? null).toBe(role);
    expect(who.role?.field ?? 'title').toBe('title');
  });
});
