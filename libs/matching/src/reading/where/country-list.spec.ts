import { beforeAll, describe, expect, it } from '@jest/globals';
import { placeKnowledge, placeOf } from '../../../../../test/support/place-reading.js';
import type { WhereKnowledge } from './read-where.js';

let knowledge: WhereKnowledge;

beforeAll(async () => {
  knowledge = await placeKnowledge();
});

const countryOf = (countries: readonly string[]) => placeOf(knowledge, { countries }).country;

describe('the list of countries', () => {
  it.each([
    [['EC']],
    [['PE', 'EC', 'CO']],
    [['ecu']],
    [['ECU', 'PER']],
    [['*']],
    [['PE, EC, CO']],
    [['EC-P']],
  ])('%j includes Ecuador by its code, which needs no quote', (countries) => {
    expect(countryOf(countries)).toEqual({
      value: 'included',
      field: 'countries',
      quote: null,
      fromText: false,
    });
  });

  it.each([
    // Spanish
    ['Ecuador'],
    ['República del Ecuador'],
    ['América Latina y el Caribe'],
    ['ALC'],
    ['Sudamérica'],
    ['Suramérica'],
    ['región andina'],
    ['países andinos'],
    ['Comunidad Andina'],
    ['CAN'],
    ['CELAC'],
    ['Iberoamérica'],
    ['países miembros de la SEGIB'],
    ['países miembros de la OEI'],
    ['ALADI'],
    ['Estados miembros de la OEA'],
    ['Américas'],
    ['hemisferio occidental'],
    ['cuenca amazónica'],
    ['países de la OTCA'],
    ['costa del Pacífico'],
    ['países en desarrollo'],
    ['países en vías de desarrollo'],
    ['Sur Global'],
    ['todos los países'],
    ['todo el mundo'],
    ['países socios de la cooperación española'],
    ['lista CAD de receptores de AOD'],
    ['países de renta media alta'],
    ['MERCOSUR y asociados'],
    ['Colombia, Ecuador y Perú'],
    ['Ecuador (provincias de la Amazonía)'],
    ['Amazonía ecuatoriana'],
    ['Galápagos'],
    ['Mercociudades'],
    ['América Latina (18 países)'],
    ['América Latina (Colombia, Perú y otros)'],
    ['Partes no incluidas en el Anexo I'],
    ['G77'],
    ['Estados Miembros de la UNESCO'],
    // English
    ['Latin America and the Caribbean'],
    ['LAC'],
    ['South America'],
    ['Andean region'],
    ['Western Hemisphere'],
    ['developing countries'],
    ['DAC list of ODA recipients'],
    ['ODA-eligible countries'],
    ['upper middle income countries'],
    ['low- and middle-income countries'],
    ['Global South'],
    ['UN member states'],
    ['all countries'],
    ['worldwide'],
    ['GCF-eligible countries'],
    ['non-Annex I Parties'],
    ['Parties to the Basel Convention'],
    ['developing countries of Africa, Asia and Latin America'],
    // Portuguese, French, Italian, Catalan, German
    ['Equador'],
    ['América do Sul'],
    ['países em desenvolvimento'],
    ['Amazônia'],
    ['Équateur'],
    ['Amérique latine'],
    ['pays en développement'],
    ['tous les pays'],
    ['America Latina e Caraibi'],
    ['paesi in via di sviluppo'],
    ["l'Equador"],
    ['Amèrica Llatina'],
    ['països empobrits'],
    ['Lateinamerika'],
    ['Entwicklungsländer'],
    ['Südamerika'],
    ['weltweit'],
  ])('«%s» includes Ecuador, in words', (name) => {
    expect(countryOf([name])).toEqual({ value: 'included', field: 'countries', quote: name, fromText: true });
  });

  it.each([
    ['Guatemala y Belice'],
    ['Centroamérica'],
    ['Mesoamérica'],
    ['región SICA'],
    ['Caribe'],
    ['CARICOM'],
    ['Alianza del Pacífico'],
    ['Estados Partes del MERCOSUR'],
    ['miembros plenos del MERCOSUR'],
    ['Cono Sur'],
    ['Estados miembros de la Unión Europea'],
    ['EU member states'],
    ['países de la OCDE'],
    ['África'],
    ['Sub-Saharan Africa'],
    ['Asia y el Pacífico'],
    ['países ACP'],
    ['países menos adelantados'],
    ['LDCs'],
    ['small island developing states'],
    ['PEID'],
    ['CPLP'],
    ['PALOP'],
    ['Francophonie'],
    ['Commonwealth'],
    ['Mediterráneo'],
    ['Eastern Partnership'],
    ['G20'],
    ['BRICS'],
    ['Pacific islands'],
    ['lower-middle-income countries'],
    ['países en desarrollo de África'],
    ['todos los países de Centroamérica'],
    ['Latin America (Colombia and Peru)'],
    ['América Latina, excepto Ecuador'],
    ['tous les pays sauf l’Équateur'],
    ['alle Länder außer Ecuador'],
    ['Caribe colombiano'],
    ['Amazonía peruana'],
    ['Südafrika'],
    ['Pays méditerranéens et Balkans'],
    ['Colòmbia i Bolívia'],
  ])('«%s» leaves Ecuador out', (name) => {
    expect(countryOf([name])).toEqual({ value: 'excluded', field: 'countries', quote: name, fromText: true });
  });

  it.each([[['PE', 'CO']], [['GTM', 'HND']], [['CAN', 'USA']], [['Guatemala', 'BZ']]])(
    '%j leaves Ecuador out',
    (countries) => {
      expect(countryOf(countries)).toMatchObject({ value: 'excluded' });
    },
  );

  it.each([
    ['MERCOSUR'],
    ['UNASUR'],
    ['territorios priorizados'],
    ['países seleccionados de América Latina'],
    ['Bolivia y alrededores'],
    ['América'],
    ['países elegibles del programa Horizonte'],
    ['XX'],
    ['NA'],
    ['N/A'],
    ['Varios países'],
    ['no especificado'],
    ['Antioquia'],
  ])('«%s» does not say whether Ecuador is in it', (name) => {
    expect(countryOf([name])).toMatchObject({ value: 'unknown', quote: name });
  });

  it('includes Ecuador when any entry does, and is unknown when one of the others is not understood', () => {
    expect(countryOf(['Bolivia', 'red de socios', 'Latin America'])).toMatchObject({
      value: 'included',
      quote: 'Latin America',
    });
    expect(countryOf(['BO', 'red de socios'])).toMatchObject({ value: 'unknown', quote: 'red de socios' });
  });

  it('reads blank entries as no list', () => {
    expect(countryOf(['', ' '])).toBeNull();
  });
});

describe('a list of countries that give', () => {
  it('yields to a text that names Ecuador or its region as the place of the work', () => {
    expect(
      placeOf(knowledge, {
        countries: ['ES'],
        summary: 'Subvenciones a ONGD españolas para proyectos en países de América Latina.',
      }).country,
    ).toEqual({
      value: 'included',
      field: 'summary',
      quote: 'Subvenciones a ONGD españolas para proyectos en países de América Latina',
      fromText: true,
    });
  });

  it.each([
    ['Subvenciones a organizaciones con experiencia en América Latina.'],
    ['Proyectos en países en desarrollo.'],
    ['Proyectos de educación para el desarrollo.'],
  ])('stands beside a text that does not: %s', (summary) => {
    expect(placeOf(knowledge, { countries: ['ES'], summary }).country).toMatchObject({ value: 'excluded' });
  });

  it('is a list like any other when it also names a partner country', () => {
    const call = { countries: ['ES', 'BO'], summary: 'Proyectos en países de América Latina.' };
    expect(placeOf(knowledge, call).country).toMatchObject({ value: 'excluded', fromText: false });
  });
});
