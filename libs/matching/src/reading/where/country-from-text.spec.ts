import { beforeAll, describe, expect, it } from '@jest/globals';
import { placeKnowledge, placeOf } from '../../../../../test/support/place-reading.js';
import type { CallText } from '../claims.js';
import type { WhereKnowledge } from './read-where.js';

let knowledge: WhereKnowledge;

beforeAll(async () => {
  knowledge = await placeKnowledge();
});

type Case = [language: string, change: Partial<CallText>];
const summary = (language: string, text: string): Case => [language, { summary: text }];
const title = (language: string, text: string): Case => [language, { title: text }];
const donor = (language: string, text: string): Case => [language, { donorName: text }];
const applicants = (language: string, ...applicantTypes: string[]): Case => [language, { applicantTypes }];

const read = ([language, change]: Case) => placeOf(knowledge, { language, ...change }).country;

describe('a call whose texts include Ecuador', () => {
  it.each<Case>([
    title('es', 'Microproyectos de agua en Ecuador'),
    title('es', 'Fondo Ítalo-Ecuatoriano para el Desarrollo'),
    title('es', 'Premio Iberoamericano de gobiernos locales'),
    title('en', 'Grants for Latin American cities'),
    title('pt', 'Prêmio para municípios da América Latina'),
    title('fr', 'Appel à projets pour les villes d’Amérique latine'),
    title('it', 'Bando per progetti in Ecuador e Perù'),
    title('ca', 'Projectes de cooperació a l’Equador'),
    title('de', 'Kommunale Partnerschaften mit Ecuador'),
    applicants('es', 'municipio latinoamericano', 'municipio español'),
    applicants('en', 'local governments of the Andean countries'),
    applicants('fr', 'communes équatoriennes'),
    donor('es', 'Embajada de Francia en Ecuador'),
    donor('en', 'Embassy of Japan in Ecuador'),
    donor('de', 'Deutsche Botschaft Quito'),
    donor('es', 'Banco de Desarrollo del Ecuador'),
    summary('es', 'Pueden participar ciudades de América Latina y el Caribe.'),
    summary('es', 'Países elegibles: Bolivia, Colombia, Ecuador y Perú.'),
    summary('es', 'Se aceptan propuestas de gobiernos locales de todo el mundo.'),
    summary('es', 'Apoya a organizaciones españolas con proyectos en Iberoamérica.'),
    summary('es', 'Proyectos en las provincias de Manabí y Esmeraldas.'),
    summary('en', 'It supports local governments in developing countries.'),
    summary('en', 'Projects must be carried out in ODA-eligible countries.'),
    summary('en', 'Eligible countries: Bolivia, Colombia, Ecuador and Peru.'),
    summary('pt', 'Podem participar cidades da América do Sul.'),
    summary('fr', 'Projets portés par des collectivités des pays en développement.'),
    summary('fr', 'Les projets se déroulent en Équateur et au Pérou.'),
    summary('it', 'Progetti di sviluppo nei paesi andini.'),
    summary('ca', 'Projectes als municipis de Bolívia i l’Equador.'),
    summary('de', 'Gefördert werden Projekte in Entwicklungsländern.'),
    summary('de', 'Kommunen in Lateinamerika können teilnehmen.'),
    ['es', { title: 'Premio para ciudades de África y América Latina' }],
    ['es', { territories: ['Manabí'] }],
    summary('en', 'Any city in the world with more than 100,000 residents is eligible.'),
    summary('en', 'Open to all developing country Parties to the Kyoto Protocol.'),
    summary('de', 'Partnerschaften zwischen deutschen Kommunen und Kommunen in Afrika oder Lateinamerika.'),
    summary('it', 'Possono partecipare i comuni italiani con partner in America Latina.'),
    summary('ca', 'Projectes amb universitats i municipis dels països del Sud.'),
    summary('es', 'En 2022 ganaron ciudades de Kenia. Premio abierto a ciudades de todo el mundo.'),
    summary('es', 'Acciones en 33 países de América Latina y el Caribe, entre ellos Argentina y Cuba.'),
    summary('es', 'Proyectos en la Amazonía de Colombia, Ecuador y Perú.'),
    summary('es', 'Municipios de la provincia de Málaga y municipios de Ecuador.'),
    donor('en', 'British Embassy Quito'),
    donor('es', 'GIZ Ecuador'),
    ['en', { donorName: 'Australian Embassy in Chile', summary: 'Projects in Chile, Colombia and Ecuador.' }],
  ])('%s: %j', (...given) => {
    expect(read(given)).toMatchObject({ value: 'included', fromText: true });
  });
});

describe('a call that is clearly for other countries', () => {
  it.each<Case>([
    title('es', 'Fondo de agua rural: Bolivia 2024'),
    title('es', 'Convocatoria para municipios de Centroamérica'),
    title('es', 'Programa de apoyo a la sociedad civil en Colombia'),
    title('en', 'Canada Fund for Local Initiatives – Kenya'),
    title('en', 'Small grants for cities in Africa'),
    title('pt', 'Edital para organizações de Moçambique'),
    title('fr', 'Appel à projets franco-sénégalais de coopération décentralisée'),
    title('it', 'Bando per progetti in Mozambico'),
    title('ca', 'Projectes a Bolívia i El Salvador'),
    title('de', 'Kleinprojekte in Kolumbien'),
    applicants('es', 'municipios mexicanos'),
    applicants('es', 'organizaciones de la Argentina'),
    applicants('en', 'Colombian municipalities'),
    applicants('fr', 'communes sénégalaises'),
    applicants('pt', 'prefeituras brasileiras'),
    applicants('it', 'comuni messicani'),
    applicants('de', 'kolumbianische Gemeinden'),
    donor('es', 'Embajada de Japón en el Perú'),
    donor('es', 'Embajada de Alemania en Tegucigalpa'),
    donor('en', 'Embassy of Canada to Guatemala'),
    donor('en', 'Embassy of the Netherlands in Kenya'),
    donor('fr', 'Ambassade de France au Pérou'),
    donor('pt', 'Embaixada do Canadá (Argentina e Paraguai)'),
    donor('it', "Ambasciata d'Italia in Bolivia"),
    donor('ca', "Ambaixada d'Espanya a Bolívia"),
    donor('de', 'Botschaft der Bundesrepublik Deutschland in Peru'),
    donor('es', 'Delegación de la Unión Europea en Honduras'),
    donor('es', 'UNICEF Bolivia'),
    summary('es', 'Se financian proyectos en Guatemala y Honduras.'),
    summary('es', 'Países elegibles: Costa Rica, Panamá y República Dominicana.'),
    summary('es', 'Dirigido a organizaciones de la sociedad civil colombiana.'),
    summary('en', 'Projects in Kenya, Uganda and Tanzania are eligible.'),
    summary('en', 'Mexican municipalities may apply.'),
    summary('pt', 'Seleciona organizações do Brasil.'),
    summary('fr', "L'appel s'adresse aux communes du Mexique."),
    summary('it', 'Il bando finanzia progetti in Mozambico e Tanzania.'),
    summary('ca', 'Es finançaran projectes al Marroc i al Senegal.'),
    summary('de', 'Gefördert werden Projekte in Kolumbien.'),
    summary(
      'en',
      'Only developing countries of Africa may apply. Projects in developing countries of Africa.',
    ),
    summary('es', 'Pueden participar todos los países de América Latina. Ecuador no es elegible.'),
    summary('es', 'Dirigido a alcaldías del departamento de Antioquia, Colombia.'),
    summary('es', 'Contrapartidas para organizaciones de los municipios de Colombia.'),
    summary('en', 'Projects in the Brazilian Amazon led by municipalities.'),
    summary('en', 'It supports utilities across Sub-Saharan Africa and South Asia.'),
    summary('en', 'Organisations in least developed countries and small island developing states.'),
    summary('en', 'Mayors from Georgia, Armenia and Ukraine.'),
    summary('fr', 'Collectivités des pays africains et des Caraïbes.'),
    summary('pt', 'ONGD portuguesas com projetos em Angola, Moçambique e Cabo Verde.'),
    summary('pt', 'Municípios dos países de língua portuguesa.'),
    summary('it', 'Possono partecipare i comuni italiani con partner in Albania e Bosnia.'),
    donor('en', 'Delegation of the European Union to Moldova'),
    donor('en', 'New Zealand Embassy Santiago'),
    donor('es', 'PPD/FMAM El Salvador'),
    donor('es', 'Embajada de Canadá en Perú y Bolivia'),
  ])('%s: %j', (...given) => {
    expect(read(given)).toMatchObject({ value: 'excluded', fromText: true });
  });
});

describe('a call that names other places only in passing', () => {
  it.each<Case>([
    donor('es', 'Agencia Española de Cooperación Internacional para el Desarrollo'),
    donor('es', 'Embajada de Japón'),
    donor('fr', "Ministère de l'Europe et des Affaires étrangères (France)"),
    donor('es', 'Banco de Desarrollo de América Latina y el Caribe (CAF)'),
    donor('en', 'Inter-American Development Bank'),
    title('es', 'Premio de innovación municipal'),
    title('en', 'Global award for resilient cities'),
    title('es', 'Becas de maestría en España'),
    summary('es', 'Subvenciones a ONGD con sede en España.'),
    summary('es', 'La ceremonia se celebrará en Colombia.'),
    summary('es', 'En la edición anterior ganaron ciudades de México y Colombia.'),
    summary('es', 'Se pide experiencia en América Latina.'),
    summary('es', 'El Gobierno de Corea financia el programa.'),
    summary('en', 'The award is supported by the Government of Mexico.'),
    summary('en', 'Winners will travel to Peru.'),
    summary('de', 'Das Ministerium mit Sitz in Deutschland fördert Kommunen.'),
    summary(
      'es',
      'Fomenta la igualdad en la reunión de vecinos y la lucha contra el cambio climático global.',
    ),
    summary('es', 'Podrán participar las mujeres indias y los pueblos de la costa.'),
  ])('says nothing of the country: %s %j', (...given) => {
    expect(read(given)).toBeNull();
  });

  it.each<Case>([
    [
      'es',
      { title: 'Fondo municipal de Bolivia', summary: 'La fundación trabaja en América Latina desde 1993.' },
    ],
    ['es', { applicantTypes: ['municipios mexicanos'], summary: 'En 2015 ganó Cuenca (Ecuador).' }],
    ['es', { title: 'Municipios de MERCOSUR' }],
  ])('is unknown where its texts disagree: %s %j', (...given) => {
    expect(read(given)).toMatchObject({ value: 'unknown', fromText: true });
  });
});
