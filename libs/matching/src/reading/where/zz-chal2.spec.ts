import { it } from '@jest/globals';
import { placeKnowledge, placeOf } from '../../../../../test/support/place-reading.js';
it('t', async () => {
  const k = await placeKnowledge();
  const C: [any, string, string?][] = [
    [
      {
        title: 'Programa ADSIDEO 2024',
        donorName: 'Universitat Politècnica de València',
        summary: 'Projectes de recerca amb universitats i municipis dels països del Sud.',
        language: 'ca',
      },
      'included',
    ],
    [
      {
        title: 'EU4Municipalities',
        donorName: 'Delegation of the European Union to Moldova',
        summary: 'Grants to local authorities.',
        language: 'en',
      },
      'excluded',
    ],
    [
      {
        title: 'Convocatoria Autoridades Locales 2021',
        donorName: 'Delegación de la Unión Europea en Ecuador',
        summary: 'Dirigida a gobiernos autónomos descentralizados.',
      },
      'included',
    ],
    [
      {
        title: 'Ayuda directa australiana',
        donorName: 'Embajada de Australia',
        summary: 'Cubre proyectos en Perú y Bolivia, con hasta 20.000 dólares.',
      },
      'excluded',
    ],
    [
      {
        title: 'Small Projects Fund',
        donorName: 'British Embassy Quito',
        summary: 'Support to local organisations.',
        language: 'en',
      },
      'included',
    ],
    [
      {
        title: 'PISCCA 2023',
        donorName: 'Ambassade de France en Bolivie',
        language: 'fr',
        summary: 'Projets innovants des sociétés civiles.',
      },
      'excluded',
    ],
    [
      {
        title: 'Projetos de desenvolvimento',
        donorName: 'Camões, I.P.',
        summary: 'ONGD portuguesas com projetos em Angola, Moçambique, Cabo Verde e Timor-Leste.',
        language: 'pt',
      },
      'excluded',
    ],
    [
      {
        title: 'Chamada pública',
        donorName: 'Fundo Amazônia',
        summary: 'Apoia municípios e organizações do bioma Amazônia no Brasil.',
        language: 'pt',
      },
      'excluded|unknown',
    ],
    [
      {
        title: 'Global Challenge',
        donorName: 'UN-Habitat',
        summary: 'Open to local governments from all UN Member States.',
        language: 'en',
      },
      'included',
    ],
    [
      {
        title: 'Adaptation small grants',
        summary: 'Organisations in least developed countries and small island developing states.',
        language: 'en',
      },
      'excluded',
    ],
    [{ title: 'Innovation award', summary: 'Cities in OECD countries.', language: 'en' }, 'null|excluded'],
    [
      { title: 'Fonds Vert', summary: 'Collectivités des pays africains et des Caraïbes.', language: 'fr' },
      'excluded',
    ],
    [
      {
        title: 'Aiuti ai comuni',
        summary:
          'Iniziative nei Paesi prioritari della cooperazione italiana: Etiopia, Kenya, Senegal, Cuba, El Salvador.',
        language: 'it',
      },
      'excluded',
    ],
    [
      {
        title: 'Klimapartnerschaften',
        summary:
          'Partnerschaften zwischen deutschen Kommunen und Kommunen in Afrika, Asien oder Lateinamerika.',
        language: 'de',
      },
      'included',
    ],
    [
      { title: 'Kleinstprojekte', donorName: 'Deutsche Botschaft in Nairobi', summary: '', language: 'de' },
      'excluded',
    ],
    [
      {
        title: 'Convocatoria APC-Colombia',
        donorName: 'APC-Colombia',
        summary: 'Contrapartidas para organizaciones de los municipios PDET de Colombia.',
      },
      'excluded',
    ],
    [
      {
        title: 'Ciudades por el clima',
        donorName: 'Ciudad de México y UCCI',
        summary: 'Concurso para capitales iberoamericanas.',
      },
      'included',
    ],
    [
      {
        title: 'Programa de becas',
        summary: 'Funcionarios públicos ecuatorianos podrán estudiar en universidades de China.',
      },
      'included',
    ],
    [{ title: 'Intercambio de experiencias Colombia – Ecuador', summary: '' }, 'included'],
    [
      {
        title: 'Recuperación de suelos',
        donorName: 'FAO',
        summary: 'Proyecto regional ejecutado en Bolivia, Colombia, Ecuador, Perú y Venezuela.',
      },
      'included',
    ],
    [
      {
        title: 'Recuperación de suelos',
        donorName: 'FAO',
        summary: 'Proyecto regional ejecutado en Bolivia, Colombia y Perú.',
      },
      'excluded',
    ],
    [
      {
        title: 'Innovación social',
        summary: 'Podrán postular organizaciones constituidas en cualquier país de la región andina.',
      },
      'included',
    ],
    [
      {
        title: 'Premio a la gestión local',
        summary: 'Para municipalidades distritales y provinciales del Perú.',
      },
      'excluded',
    ],
    [{ title: 'Concurso Intendencias', summary: 'Intendencias y alcaldías uruguayas.' }, 'excluded'],
    [
      {
        title: 'Agua y saneamiento rural',
        donorName: 'FCAS',
        summary:
          'El Fondo de Cooperación para Agua y Saneamiento trabaja en Iberoamérica y el Caribe con gobiernos nacionales y locales.',
      },
      'included',
    ],
    [
      {
        title: 'Support to civil society in Guyana and Suriname',
        language: 'en',
        summary: 'Grants for CSOs.',
      },
      'excluded',
    ],
    [
      {
        title: 'IAF grants',
        donorName: 'Inter-American Foundation',
        language: 'en',
        summary:
          'The IAF funds the self-help efforts of grassroots groups in Latin America and the Caribbean.',
      },
      'included',
    ],
    [
      { title: 'Mayor training', language: 'en', summary: 'Mayors from Georgia, Armenia and Ukraine.' },
      'excluded',
    ],
    [
      {
        title: 'Cooperación Sur-Sur',
        donorName: 'Agencia Brasileña de Cooperación',
        summary: 'Asistencia técnica a países de América Latina, África y Asia.',
      },
      'included',
    ],
    [
      {
        title: 'Convocatoria ONGD',
        donorName: 'Gobierno Vasco',
        summary:
          'Entidades con sede en Euskadi y proyectos en Guatemala, Perú, Ecuador, Colombia o la RD del Congo.',
      },
      'included',
    ],
    [
      {
        title: 'Convocatoria ONGD',
        donorName: 'Xunta de Galicia',
        summary:
          'Las áreas prioritarias son Cabo Verde, Mozambique, Bolivia, Honduras, Guatemala, Nicaragua, El Salvador, Perú, República Dominicana y Paraguay.',
      },
      'excluded',
    ],
    [
      {
        title: 'Twinning',
        language: 'en',
        donorName: 'SALGA',
        summary: 'South African municipalities partner with cities in Latin America.',
      },
      'included|unknown',
    ],
    [{ title: 'Fondo de Población', summary: 'Mujeres rurales de Haití, Honduras y Ecuador.' }, 'included'],
    [{ title: 'Fortalecimiento institucional', summary: 'No se limita a ningún país.' }, 'null|included'],
    [
      {
        title: 'Bosques andinos',
        donorName: 'COSUDE',
        summary: 'Programa regional para los países andinos.',
      },
      'included',
    ],
    [
      { title: 'Ciudades hermanas', donorName: 'Embajada de los Estados Unidos en Quito', summary: '' },
      'included',
    ],
    [
      {
        title: 'Ambassadors Fund for Cultural Preservation',
        donorName: 'U.S. Embassy in Ecuador',
        language: 'en',
        summary: '',
      },
      'included',
    ],
    [{ title: 'Fondo Canadá 2024: Ecuador', donorName: 'Embajada de Canadá', summary: '' }, 'included'],
    [
      {
        title: 'Fondo Canadá para Iniciativas Locales',
        donorName: 'Embajada de Canadá en Perú y Bolivia',
        summary: '',
      },
      'excluded',
    ],
    [
      {
        title: 'Ayudas para rehabilitación',
        summary: 'Ayuntamientos de España de menos de 5.000 habitantes.',
      },
      'null|excluded',
    ],
    [{ title: 'Mejora de barrios', summary: 'Municipios de la República Dominicana y Haití.' }, 'excluded'],
    // territory
    [
      {
        countries: ['EC'],
        title: 'Corredor turístico',
        summary: 'Municipios de Otavalo, Cotacachi y Antonio Ante, en Imbabura.',
      },
      'included',
      '1002,1003,1004',
    ],
    [
      { countries: ['EC'], title: 'Gestión de riesgos en la provincia de Los Ríos', summary: '' },
      'included',
      '12',
    ],
    [
      { countries: ['EC'], title: 'Convocatoria nacional', summary: 'Para los 221 municipios.' },
      'included',
      '',
    ],
    [
      {
        countries: ['EC'],
        title: 'Amazon Vision',
        language: 'en',
        summary: 'Indigenous communities in the Amazonian provinces of Ecuador.',
      },
      'included',
      '14,15,16,19,21,22',
    ],
    [
      { countries: ['EC'], summary: 'Organizaciones de la provincia de Santa Elena y del cantón Playas.' },
      'included',
      '0921,24',
    ],
    [
      { countries: ['EC'], summary: 'Proyectos ubicados en Morona Santiago, Pastaza u Orellana.' },
      'included',
      '14,16,22',
    ],
    [
      { countries: ['EC'], summary: 'Solo GAD de la región Sierra.' },
      'included',
      '01,02,03,04,05,06,10,11,17,18',
    ],
    [{ countries: ['EC'], summary: 'Los GAD de Esmeraldas, afectados por el derrame.' }, 'included', '08'],
    [{ countries: ['EC'], summary: 'Obras en el cantón Esmeraldas.' }, 'included', '0801'],
    [
      {
        countries: ['EC'],
        summary: 'El municipio de Ambato coordina la red; pueden sumarse todos los municipios.',
      },
      'included',
      '',
    ],
    [
      {
        countries: ['EC'],
        summary:
          'El GAD Provincial de Tungurahua organiza el concurso para las juntas de riego de la provincia de Tungurahua.',
      },
      'included',
      '18',
    ],
    [
      { countries: ['EC'], summary: 'El premio lleva el nombre de Manuela Cañizares, heroína de Quito.' },
      'included',
      '',
    ],
    [{ countries: ['EC'], summary: 'La reunión informativa será en Loja el 3 de mayo.' }, 'included', ''],
    [{ countries: ['EC'], summary: 'Fortalecer la pesca artesanal en Manabí.' }, 'included', '13'],
    [
      { countries: ['EC'], summary: 'Los municipios de Quito, Guayaquil y Cuenca ya participaron.' },
      'included',
      '',
    ],
    [
      {
        countries: ['EC'],
        summary: 'Projets dans la province de Pichincha et le canton de Otavalo.',
        language: 'fr',
      },
      'included',
      '1004,17',
    ],
    [
      { countries: ['EC'], summary: 'Comunità indigene della provincia di Cotopaxi.', language: 'it' },
      'included',
      '05',
    ],
    [
      { countries: ['EC'], summary: 'Gemeinden der Provinzen Azuay und Loja.', language: 'de' },
      'included',
      '01,11',
    ],
    [
      { countries: ['EC'], summary: 'Municípios da região amazônica do Equador.', language: 'pt' },
      'included',
      '14,15,16,19,21,22',
    ],
    [
      { countries: ['EC'], summary: 'Municipis de la província de Manabí.', language: 'ca' },
      'included',
      '13',
    ],
    [
      { countries: ['EC'], summary: 'Communes de l’Amazonie équatorienne.', language: 'fr' },
      'included',
      '14,15,16,19,21,22',
    ],
    [
      { countries: ['EC'], summary: 'Conservación del Parque Nacional Yasuní y su zona de amortiguamiento.' },
      'included',
      '|1604,2201,2202',
    ],
    [
      {
        countries: ['EC'],
        summary:
          'Implementado en las parroquias Nanegal, Gualea y Pacto del Distrito Metropolitano de Quito.',
      },
      'included',
      '1701*',
    ],
    [
      { countries: ['EC', 'CO'], summary: 'Comunidades de la frontera entre Carchi y Nariño.' },
      'included',
      '|04',
    ],
    [
      {
        countries: ['EC'],
        summary: 'Proyectos en Guayas, Los Ríos y El Oro, y en la parroquia Tenguel del cantón Guayaquil.',
      },
      'included',
      '07,09,12',
    ],
  ];
  let bad = 0;
  const out: string[] = [];
  for (const [c, want, terr] of C) {
    const r = placeOf(k, c);
    const got = r.country?.value ?? 'null';
    const t = (r.territory?.value ?? []).join();
    const okT = terr === undefined || (terr.endsWith('*') ? t.startsWith('17') : terr.split('|').includes(t));
    if (!want.split('|').includes(got) || !okT) {
      bad++;
      out.push(
        `${got} (want ${want}) T=${t} (want ${terr}) :: ${c.title} | ${c.donorName ?? ''} | ${c.summary} => ${r.country?.quote} / ${r.territory?.quote}`,
      );
    }
  }
  console.log(C.length, bad, '\n' + out.join('\n'));
});
