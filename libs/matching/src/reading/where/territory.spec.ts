import { beforeAll, describe, expect, it } from '@jest/globals';
import { placeKnowledge, placeOf } from '../../../../../test/support/place-reading.js';
import type { CallText } from '../claims.js';
import type { WhereKnowledge } from './read-where.js';

let knowledge: WhereKnowledge;

beforeAll(async () => {
  knowledge = await placeKnowledge();
});

const territoryOf = (change: Partial<CallText>) =>
  placeOf(knowledge, { countries: ['EC'], ...change }).territory;

const AMAZON = ['14', '15', '16', '19', '21', '22'];
const COAST = ['07', '08', '09', '12', '13', '23', '24'];

describe('the field of territories', () => {
  it.each([
    [
      ['13', '08'],
      ['08', '13'],
    ],
    [['1701'], ['1701']],
    [['101'], ['0101']],
    [['1'], ['01']],
    [['10151'], ['010151']],
    [['170150'], ['1701']],
    [['13; 08'], ['08', '13']],
    [['13', '1301'], ['13']],
  ])('%j are codes', (territories, value) => {
    expect(territoryOf({ territories })).toEqual({
      value,
      field: 'territories',
      quote: null,
      fromText: false,
    });
  });

  it.each([
    ['provincias de Manabí y Esmeraldas', ['08', '13']],
    ['Manabí, Los Ríos y Bolívar', ['02', '12', '13']],
    ['Loja', ['11']],
    ['cantón Loja', ['1101']],
    ['cantón Bolívar', ['0402', '1302']],
    ['cantón Bolívar, provincia del Carchi', ['0402']],
    ['cantones Morona, Taisha y Nangaritza', ['1401', '1409', '1903']],
    ['parroquia Tumbaco', ['170184']],
    ['parroquias rurales de Quito', ['1701']],
    ['Amazonía', AMAZON],
    ['Oriente', AMAZON],
    ['Amazon region', AMAZON],
    ['Amazônia', AMAZON],
    ['Costa', COAST],
    ['región Litoral', COAST],
    ['región insular', ['20']],
    ['Galápagos', ['20']],
    ['islands', ['20']],
    ['frontera norte', ['04', '08', '21']],
    ['Northern border', ['04', '08', '21']],
    ['frontera sur', ['07', '11', '14', '19']],
    ['Austro', ['01', '03', '11', '14']],
    ['Zona 1', ['04', '08', '10', '21']],
    ['zonas de planificación 4 y 7', ['07', '11', '13', '19', '23']],
    ['zona 9', ['1701']],
    ['Manabí y Esmeraldas (terremoto de 2016)', ['08', '13']],
    ['Yasuní', ['1604', '2201', '2202']],
    ['Province of Pichincha', ['17']],
    ['province d’Orellana', ['22']],
    ['provincia di Napo', ['15']],
    ['províncies de Loja i El Oro', ['07', '11']],
    ['Provinz Imbabura', ['10']],
  ])('«%s»', (words, value) => {
    expect(territoryOf({ territories: [words] })).toEqual({
      value,
      field: 'territories',
      quote: words,
      fromText: true,
    });
  });

  it('takes away what a planning zone leaves to another', () => {
    const value = territoryOf({ territories: ['zona 2'] })?.value ?? [];
    expect(value).not.toContain('1701');
    expect(value).toEqual(expect.arrayContaining(['15', '22', '1702']));
  });

  it.each([['todo el país'], ['Nacional'], ['Ecuador'], ['nationwide'], ['*']])(
    '«%s» is no limit, whatever the texts say',
    (words) => {
      const call = { territories: [words], summary: 'Proyectos en la provincia de Manabí.' };
      expect(territoryOf(call)).toBeNull();
    },
  );

  it('leaves to the texts what it does not understand', () => {
    expect(territoryOf({ territories: ['municipios priorizados del programa'] })).toBeNull();
    expect(territoryOf({ territories: ['zona priorizada'], title: 'Fondo para la Amazonía' })?.value).toEqual(
      AMAZON,
    );
  });

  it('says nothing in a call for other countries', () => {
    expect(territoryOf({ countries: ['PE'], territories: ['Amazonía'] })).toBeNull();
  });
});

describe('limits read from the texts', () => {
  it.each<[Partial<CallText>, string[]]>([
    [{ title: 'Fondo concursable para la Amazonía' }, AMAZON],
    [{ title: 'Restauración de humedales en Galápagos' }, ['20']],
    [{ title: 'Proyectos productivos – provincia de Bolívar' }, ['02']],
    [{ summary: 'Dirigido a municipios de las provincias de Manabí y Esmeraldas.' }, ['08', '13']],
    [{ summary: 'Limitado a la provincia de El Oro.' }, ['07']],
    [
      { summary: 'Los proyectos se ejecutan en los cantones Tena y Archidona de la provincia de Napo.' },
      ['1501', '1503'],
    ],
    [{ summary: 'Proyectos en el cantón Bolívar, provincia de Manabí.' }, ['1302']],
    [{ summary: 'Pueden postular los GAD parroquiales de Cotopaxi y Chimborazo.' }, ['05', '06']],
    [{ summary: 'Iniciativas en la frontera norte del Ecuador.' }, ['04', '08', '21']],
    [{ summary: 'Fortalece a los pueblos amazónicos.' }, AMAZON],
    [{ applicantTypes: ['municipios de Loja'] }, ['11']],
    [{ applicantTypes: ['GAD de la Costa ecuatoriana'] }, COAST],
    [
      { summary: 'Financia proyectos en todo el Ecuador continental.' },
      [...COAST, ...AMAZON, '01', '02', '03', '04', '05', '06', '10', '11', '17', '18'].toSorted(),
    ],
    [{ language: 'en', summary: 'Projects in the Ecuadorian Amazon.' }, AMAZON],
    [{ language: 'en', summary: 'Limited to Manabí and Esmeraldas provinces.' }, ['08', '13']],
    [{ language: 'en', title: 'Grants for the Galapagos Islands' }, ['20']],
    [{ language: 'pt', summary: 'Projetos nas províncias de Loja e Zamora Chinchipe.' }, ['11', '19']],
    [{ language: 'fr', summary: 'Projets dans les provinces de Manabí et Esmeraldas.' }, ['08', '13']],
    [{ language: 'it', summary: 'Progetti nelle province di Napo e Orellana.' }, ['15', '22']],
    [{ language: 'ca', summary: 'Projectes a les províncies de Carchi i Imbabura.' }, ['04', '10']],
    [{ language: 'de', summary: 'Projekte in der Provinz Manabí.' }, ['13']],
    [
      { title: 'Fondo para la Amazonía', summary: 'Para comunidades de los cantones Morona y Taisha.' },
      ['1401', '1409'],
    ],
    [{ summary: 'Proyectos de los municipios de la cuenca amazónica de varios países.' }, AMAZON],
    [{ summary: 'GAD de las provincias costeras: El Oro, Guayas y Manabí.' }, ['07', '09', '13']],
    [{ summary: 'GAD parroquiales de Napo, Orellana y Sucumbíos.' }, ['15', '21', '22']],
    [{ summary: 'Municipios de Azuay y Cañar.' }, ['01', '03']],
    [{ summary: 'Municipios de Tulcán, San Lorenzo y Lago Agrio.' }, ['0401', '0805', '2101']],
    [{ summary: 'Municipios de Otavalo y Antonio Ante, en Imbabura.' }, ['1002', '1004']],
    [
      { summary: 'Para los cantones Sucre, San Vicente, Jama y Pedernales.' },
      ['1314', '1317', '1320', '1322'],
    ],
    [{ summary: 'Proyectos en Guayas, Los Ríos y El Oro, y en la parroquia Tenguel.' }, ['07', '09', '12']],
    [{ summary: 'Organizaciones de la provincia de Santa Elena y del cantón Playas.' }, ['0921', '24']],
    [{ summary: 'Proyectos en la Amazonía de Colombia, Ecuador y Perú.' }, AMAZON],
    [{ summary: 'Proyectos en las zonas de planificación 4 y 7.' }, ['07', '11', '13', '19', '23']],
    [{ summary: 'Se dirige a las parroquias rurales de Quito.' }, ['1701']],
  ])('%j', (change, value) => {
    expect(territoryOf(change)).toMatchObject({ value, fromText: true });
  });

  it('knows the parishes and cantons of the Chocó Andino', () => {
    const value = territoryOf({ summary: 'Apoya a las comunidades del Chocó Andino.' })?.value ?? [];
    expect(value.map((code) => knowledge.divisions.nameOf(code))).toEqual([
      'Calacalí',
      'Gualea',
      'Lloa',
      'Nanegal',
      'Nanegalito',
      'Nono',
      'Pacto',
      'San José de Minas',
      'San Miguel de los Bancos',
      'Pedro Vicente Maldonado',
      'Puerto Quito',
    ]);
  });

  it('reads names that other countries have too only in a call that speaks of Ecuador', () => {
    const countries = ['*'];
    expect(territoryOf({ countries, summary: 'Proyectos en el municipio de Sucre.' })).toBeNull();
    expect(territoryOf({ countries, summary: 'Proyectos en la frontera sur.' })).toBeNull();
    expect(territoryOf({ countries, summary: 'Proyectos en la frontera sur del Ecuador.' })?.value).toEqual([
      '07',
      '11',
      '14',
      '19',
    ]);
    expect(territoryOf({ countries, summary: 'Proyectos en la Amazonía.' })?.value).toEqual(AMAZON);
  });

  it('leaves out the provinces that are excepted', () => {
    const value = territoryOf({ summary: 'Para municipios de todo el país, excepto Galápagos.' })?.value;
    expect(value).toHaveLength(23);
    expect(value).not.toContain('20');
  });

  it.each<Partial<CallText>>([
    { summary: 'La oficina en Quito recibe las propuestas.' },
    { summary: 'Quito, 3 de mayo de 2024.' },
    { summary: 'En la edición anterior ganó Cuenca.' },
    { summary: 'La ceremonia se celebrará en Guayaquil.' },
    { summary: 'Se dará prioridad a las provincias de Manabí y Esmeraldas.' },
    { summary: 'Proyectos de agua, por ejemplo en la provincia de Azuay.' },
    { summary: 'Municipios de todo el país, con proyectos en la Sierra ecuatoriana o la Amazonía.' },
    { summary: 'Protege la cuenca del río Paute y la Cuenca del Guayas.' },
    { summary: 'Con apoyo de la Universidad de Cuenca y del Banco Pichincha.' },
    { summary: 'El Gran Premio Mariscal Sucre y la orden Simón Bolívar.' },
    { summary: 'Financia el pasaje, la manta y la mira de los proyectos de Olmedo.' },
    { summary: 'Se conservan las esmeraldas y los ríos de las comunidades.' },
    { summary: 'El alcalde de Quito inauguró el programa para municipios.' },
    { summary: 'Los municipios de Quito, Guayaquil y Cuenca ya participaron.' },
    { summary: 'La reunión informativa será en Loja el 3 de mayo.' },
    { summary: 'El municipio de Ambato coordina la red.' },
    { title: 'Declaración de Quito sobre vivienda' },
    { title: 'Foro de alcaldes en Guayaquil' },
    { summary: 'Municipios de Cuenca (España) y de otras ciudades.' },
    { summary: 'Proyectos en la Amazonía peruana.' },
    { language: 'en', summary: 'Services run on Amazon and cities may apply.' },
    { language: 'de', summary: 'Das Büro in Quito berät die Kommunen.' },
  ])('%j sets no limit', (change) => {
    expect(territoryOf(change)).toBeNull();
  });
});
