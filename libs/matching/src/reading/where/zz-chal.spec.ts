import { it } from '@jest/globals';
import { placeKnowledge, placeOf } from '../../../../../test/support/place-reading.js';
it('t', async () => {
  const k = await placeKnowledge();
  const C: [any, string, string?][] = [
    [
      {
        title: 'Convocatoria de subvenciones a ONGD 2023',
        donorName: 'Generalitat Valenciana',
        summary: 'Proyectos de cooperación al desarrollo en África, América Latina y Asia.',
      },
      'included',
    ],
    [
      {
        title: 'Horizon Europe Mission Cities',
        donorName: 'European Commission',
        summary:
          'The call supports European cities becoming climate neutral by 2030. Cities from EU Member States and associated countries may apply.',
        language: 'en',
      },
      'null|excluded|unknown',
    ],
    [
      {
        title: 'Fondo Chile contra el Hambre y la Pobreza',
        donorName: 'AGCID Chile y PNUD',
        summary:
          'Apoya proyectos de organismos públicos y de la sociedad civil chilenos con contrapartes en países en desarrollo de América Latina y el Caribe.',
      },
      'included|unknown',
    ],
    [
      {
        title: 'Becas de cooperación de México',
        donorName: 'AMEXCID',
        summary: 'Cursos cortos para funcionarios de países de América Latina y el Caribe.',
      },
      'included',
    ],
    [
      {
        title: 'Appel à projets Agenda 2030 – Sahel',
        donorName: 'AFD',
        summary: 'Projets au Mali, au Niger et au Burkina Faso portés par des collectivités.',
        language: 'fr',
      },
      'excluded',
    ],
    [
      {
        title: 'Grassroots human security grants',
        donorName: 'Embassy of Japan',
        summary: 'Local governments in Ecuador and NGOs may apply for up to USD 90,000.',
        language: 'en',
      },
      'included',
    ],
    [
      {
        title: 'Bando 2024 cooperazione territoriale',
        donorName: 'Regione Emilia-Romagna',
        summary: 'Progetti in Burundi, Campi Saharawi, Etiopia, Kenya, Mozambico e Palestina.',
        language: 'it',
      },
      'excluded',
    ],
    [
      {
        title: 'Programa de cidades sustentáveis',
        donorName: 'CAF',
        summary: 'Cidades brasileiras com mais de 100 mil habitantes podem participar.',
        language: 'pt',
      },
      'excluded',
    ],
    [
      {
        title: 'Nakopa – Nachhaltige Kommunalentwicklung durch Partnerschaftsprojekte',
        donorName: 'Engagement Global / SKEW',
        summary:
          'Deutsche Kommunen und ihre Partnerkommunen in Ländern des Globalen Südens können Projekte einreichen.',
        language: 'de',
      },
      'included',
    ],
    [
      {
        title: 'Schnellstarterpaket Ukraine',
        donorName: 'SKEW',
        summary: 'Unterstützung für ukrainische Kommunen.',
        language: 'de',
      },
      'excluded',
    ],
    [
      {
        title: 'Convocatòria de subvencions de cooperació',
        donorName: 'Ajuntament de Barcelona',
        summary: 'Projectes de cooperació al Marroc, Tunísia, Colòmbia, Equador i Palestina.',
        language: 'ca',
      },
      'included',
    ],
    [
      {
        title: 'Convocatòria 2024',
        donorName: 'Fons Català',
        summary: 'Accions al Senegal, Marroc i Moçambic.',
        language: 'ca',
      },
      'excluded',
    ],
    [
      {
        title: 'Microproyectos 2024',
        donorName: 'Embajada de Suiza en el Perú',
        summary: 'Apoya a comunidades rurales.',
      },
      'excluded',
    ],
    [
      {
        title: 'Australian Direct Aid Program',
        donorName: 'Australian Embassy in Chile',
        summary: 'Projects in Chile, Colombia, Ecuador and Venezuela.',
        language: 'en',
      },
      'included',
    ],
    [
      {
        title: 'New Zealand Embassy Fund',
        donorName: 'New Zealand Embassy Santiago',
        summary: 'Small grants for community projects.',
        language: 'en',
      },
      'excluded',
    ],
    [
      {
        title: 'Premio CIDEU 2024',
        donorName: 'CIDEU',
        summary: 'Podrán presentarse proyectos de ciudades iberoamericanas socias.',
      },
      'included',
    ],
    [
      {
        title: 'WaterAid Small Grants',
        summary: 'Supports utilities across Sub-Saharan Africa and South Asia.',
        language: 'en',
      },
      'excluded',
    ],
    [
      {
        title: 'Adaptation Fund: innovation grants',
        summary: 'Open to all developing country Parties to the Kyoto Protocol.',
        language: 'en',
      },
      'included',
    ],
    [
      {
        title: 'Bloomberg Mayors Challenge',
        summary: 'Any city in the world with more than 100,000 residents is eligible.',
        language: 'en',
      },
      'included',
    ],
    [
      {
        title: 'Premio Dubái',
        summary:
          'Premio internacional de buenas prácticas abierto a ciudades de todo el mundo. En 2022 ganaron ciudades de Brasil y Kenia.',
      },
      'included',
    ],
    [
      {
        title: 'Apoyo a ciudades intermedias',
        donorName: 'GIZ Ecuador',
        summary: 'Asistencia técnica a municipios con más de 50 mil habitantes.',
      },
      'included',
    ],
    [
      {
        title: 'Fondo de Iniciativas Locales',
        donorName: 'Embajada de Canadá',
        summary: 'Iniciativas en Colombia y Ecuador.',
      },
      'included',
    ],
    [
      {
        title: 'Proyecto binacional Perú-Ecuador para la cuenca Puyango-Tumbes',
        summary: 'Municipios de frontera.',
      },
      'included',
    ],
    [
      {
        title: 'Fondo Semilla para municipios de Antioquia',
        summary: 'Dirigido a alcaldías del departamento de Antioquia, Colombia.',
      },
      'excluded',
    ],
    [
      {
        title: 'EUROCLIMA: diálogo país',
        summary: 'Acciones en 33 países de América Latina y el Caribe, entre ellos Argentina, Chile y Cuba.',
      },
      'included',
    ],
    [
      {
        title: 'Programa Interreg MAC',
        summary: 'Cooperación entre Canarias, Madeira, Azores, Cabo Verde, Senegal y Mauritania.',
      },
      'excluded|null',
    ],
    [
      {
        title: 'Fund for Caribbean small islands',
        summary: 'Grants to CARICOM municipalities.',
        language: 'en',
      },
      'excluded',
    ],
    [
      {
        title: 'Concurso de Ciudades del Aprendizaje',
        donorName: 'UNESCO',
        summary: 'Ciudades de los Estados Miembros de la UNESCO.',
      },
      'included',
    ],
    [
      {
        title: 'Curso internacional en Corea del Sur',
        donorName: 'KOICA',
        summary:
          'Capacitación para funcionarios de gobiernos locales en gestión de residuos. El curso será en Seúl, Corea del Sur.',
      },
      'null',
    ],
    [
      {
        title: 'Training programme for local officials',
        donorName: 'JICA',
        summary:
          'Participants travel to Japan for three weeks. Eligible: officials from Latin American countries.',
        language: 'en',
      },
      'included',
    ],
    [
      {
        title: 'Appui aux collectivités territoriales',
        donorName: 'Ambassade de France à Haïti',
        summary: 'Petits projets.',
        language: 'fr',
      },
      'excluded',
    ],
    [
      { title: 'FSPI Équateur', donorName: 'Ambassade de France en Équateur', language: 'fr', summary: '' },
      'included',
    ],
    [
      {
        title: 'Prêmio de boas práticas CPLP',
        summary: 'Municípios dos países de língua portuguesa.',
        language: 'pt',
      },
      'excluded',
    ],
    [
      {
        title: 'Convocatoria de pequeñas donaciones',
        donorName: 'PPD/FMAM El Salvador',
        summary: 'Organizaciones comunitarias.',
      },
      'excluded',
    ],
    [
      {
        title: 'Programa regional de adaptación Andes',
        donorName: 'COSUDE',
        summary: 'Trabaja en los Andes de Bolivia, Perú y Ecuador.',
      },
      'included',
    ],
    [
      {
        title: 'Adaptación en los Andes',
        donorName: 'COSUDE',
        summary: 'Proyectos en los Andes de Bolivia y Perú.',
      },
      'excluded',
    ],
    [
      {
        title: 'Restoration challenge',
        summary: 'Projects in the Brazilian Amazon led by municipalities.',
        language: 'en',
      },
      'excluded',
    ],
    [
      { title: 'Cities Forests Fund', summary: 'Cities in the Amazon basin.', language: 'en' },
      'included',
      '14',
    ],
    [
      {
        title: 'Fondo de agua',
        summary: 'Pueden aplicar los gobiernos autónomos descentralizados (GAD) municipales y parroquiales.',
      },
      'null|included',
    ],
    [
      {
        title: 'Proyecto de manglares',
        summary: 'Para GAD de las provincias costeras: El Oro, Guayas, Santa Elena, Manabí y Esmeraldas.',
      },
      'included',
      '07,08,09,13,24',
    ],
    [
      {
        title: 'Agua para la frontera norte',
        summary: 'Municipios de Tulcán, San Lorenzo y Lago Agrio.',
        countries: ['EC'],
      },
      'included',
      '0401,0805,2101',
    ],
    [
      {
        title: 'Reactivación',
        summary: 'Dirigido a emprendimientos de Guayaquil, Quito y Cuenca.',
        countries: ['EC'],
      },
      'included',
      '0101,0901,1701',
    ],
    [
      {
        title: 'Red de ciudades',
        summary: 'El alcalde de Quito inauguró el programa. Municipios de todo el país.',
        countries: ['EC'],
      },
      'included',
      '',
    ],
    [
      {
        title: 'Fondo Galápagos',
        summary: 'Apoya proyectos de conservación en el archipiélago.',
        countries: ['EC'],
      },
      'included',
      '20',
    ],
    [
      {
        title: 'Convocatoria FIEDS 2022',
        donorName: 'Fondo Ítalo Ecuatoriano',
        summary: 'Proyectos en las provincias de Azuay, Cañar, Chimborazo, Cotopaxi y Tungurahua.',
      },
      'included',
      '01,03,05,06,18',
    ],
    [
      {
        title: 'Manejo de páramos',
        summary: 'Comunidades de la Sierra norte del Ecuador, en especial Carchi e Imbabura.',
        countries: ['EC'],
      },
      'included',
      '',
    ],
    [
      {
        title: 'Chakra',
        summary: 'GAD parroquiales rurales de Napo, Orellana y Sucumbíos podrán presentar propuestas.',
        countries: ['EC'],
      },
      'included',
      '15,21,22',
    ],
    [
      {
        title: 'Apoyo a migrantes',
        summary: 'El proyecto se implementa en Huaquillas, Tulcán, Quito y Guayaquil.',
        countries: ['EC'],
      },
      'included',
      '0401,0707,0901,1701',
    ],
    [
      {
        title: 'Prevención',
        summary: 'Municipalities in the provinces of Esmeraldas, Guayas and Manabí may apply.',
        countries: ['EC'],
        language: 'en',
      },
      'included',
      '08,09,13',
    ],
    [
      {
        title: 'Subvención',
        summary: 'Las propuestas se entregan en Quito, en la oficina de la Delegación, o en Guayaquil.',
        countries: ['EC'],
      },
      'included',
      '',
    ],
    [
      {
        title: 'Concurso',
        summary: 'Se implementará en las provincias amazónicas de Napo y Pastaza.',
        countries: ['EC'],
      },
      'included',
      '15,16',
    ],
    [
      {
        title: 'Reforestación en la cuenca del río Paute',
        summary: 'Municipios de Azuay y Cañar.',
        countries: ['EC'],
      },
      'included',
      '01,03',
    ],
    [
      {
        title: 'Asistencia técnica',
        summary: 'Para los cantones Sucre, San Vicente, Jama y Pedernales, afectados por el terremoto.',
        countries: ['EC'],
      },
      'included',
      '1314,1317,1320,1322',
    ],
    [
      {
        title: 'Parroquias',
        summary: 'Convoca a las parroquias rurales Salinas y Simiátug del cantón Guaranda.',
        countries: ['EC'],
      },
      'included',
      '0201*',
    ],
    [
      {
        title: 'Ciudades',
        summary: 'Programa en Machala, Loja y Portoviejo para municipios.',
        countries: ['EC'],
      },
      'included',
      '0701,1101,1301',
    ],
    [
      {
        title: 'Desarrollo rural',
        summary: 'Zonas rurales de la Sierra ecuatoriana y comunidades indígenas.',
        countries: ['EC'],
      },
      'included',
      '01,02,03,04,05,06,10,11,17,18',
    ],
    [
      {
        title: 'Seed funding for NGOs',
        summary: 'The foundation, based in Quito, funds NGOs across Latin America.',
        language: 'en',
      },
      'included',
      '',
    ],
    [
      {
        title: 'Premio Eugenio Espejo',
        summary: 'Municipios y comunidades de Cotacachi fueron reconocidos.',
        countries: ['EC'],
      },
      'included',
      '',
    ],
    [
      {
        title: 'Programa de hermanamientos',
        donorName: 'Diputación de Málaga',
        summary: 'Hermanamientos entre municipios de la provincia de Málaga y municipios de Ecuador.',
      },
      'included',
      '',
    ],
    [
      {
        title: 'Ayudas',
        donorName: 'Junta de Andalucía',
        summary: 'Municipios de las provincias de Cádiz y Málaga, España.',
      },
      'null|excluded',
      '',
    ],
    [
      { title: 'Call', summary: 'Applicants must be registered in Nepal or Bangladesh.', language: 'en' },
      'excluded',
    ],
    [
      { title: 'Call for proposals 2024 – Vietnam, Cambodia and Laos', summary: '', language: 'en' },
      'excluded',
    ],
    [{ title: 'Support to Central American cities', summary: '', language: 'en' }, 'excluded'],
    [
      { title: 'Edital Amazônia Legal', summary: 'Municípios da Amazônia Legal brasileira.', language: 'pt' },
      'excluded|null|unknown',
    ],
    [
      { title: 'Bosques', summary: 'Proyectos en la Amazonía de Colombia, Ecuador y Perú.' },
      'included',
      '14,15,16,19,21,22',
    ],
    [
      { title: 'Fondo Mujeres', summary: 'Organizaciones de mujeres de Ecuador, Perú y Colombia.' },
      'included',
      '',
    ],
    [
      {
        title: 'Innovación',
        summary: 'Municipalidades de Chile, con apoyo del BID y experiencias de Ecuador.',
      },
      'included|unknown|excluded',
      '',
    ],
    [
      { title: 'Convocatoria', summary: 'No podrán participar organizaciones de Ecuador.' },
      'excluded|included|unknown',
      '',
    ],
    [
      { title: 'Capacitación', summary: 'Abierto a todas las regiones, incluida América Latina.' },
      'included',
    ],
    [{ title: 'Grants', summary: 'Open to organisations outside Europe.', language: 'en' }, 'null|included'],
    [
      {
        title: 'Grants',
        summary: 'Eligible countries are listed in Annex 1 (Kenya, Ghana, Peru).',
        language: 'en',
      },
      'excluded|null',
    ],
    [
      {
        title: 'Bando',
        summary: 'Possono partecipare i comuni italiani con partner in America Latina.',
        language: 'it',
      },
      'included',
    ],
    [
      {
        title: 'Bando',
        summary: 'Possono partecipare i comuni italiani con partner in Albania e Bosnia.',
        language: 'it',
      },
      'excluded',
    ],
    [
      {
        title: 'Aufruf',
        summary: 'Antragsberechtigt sind Kommunen in Deutschland mit Partnern in Ecuador.',
        language: 'de',
      },
      'included',
    ],
    [
      {
        title: 'Appel',
        summary: 'Les collectivités françaises et leurs partenaires en Amérique latine.',
        language: 'fr',
      },
      'included',
    ],
    [
      { title: 'Appel', summary: 'Coopération décentralisée avec le Liban.', language: 'fr' },
      'excluded|null',
    ],
    [{ title: 'Ciudades resilientes en Mesoamérica', summary: '' }, 'excluded'],
    [
      {
        title: 'Ayuda',
        countries: ['ES'],
        summary: 'ONGD andaluzas que ejecuten proyectos en Ecuador, Perú y Bolivia.',
      },
      'included',
    ],
  ];
  let bad = 0;
  const out: string[] = [];
  for (const [c, want, terr] of C) {
    const r = placeOf(k, c);
    const got = r.country?.value ?? 'null';
    const t = (r.territory?.value ?? []).join();
    const okT = terr === undefined || (terr.endsWith('*') ? t.startsWith(terr.slice(0, -1)) : t === terr);
    if (!want.split('|').includes(got) || !okT) {
      bad++;
      out.push(
        `${got} (want ${want}) T=${t} (want ${terr}) :: ${c.title} | ${c.donorName ?? ''} | ${c.summary} => ${r.country?.quote} / ${r.territory?.quote}`,
      );
    }
  }
  console.log(C.length, bad, '\n' + out.join('\n'));
});
