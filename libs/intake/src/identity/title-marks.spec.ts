import { describe, expect, it } from '@jest/globals';
import { titleMarks } from './title-marks.js';

describe('what a title says of its edition', () => {
  it.each<[string, number | null, number[]]>([
    ['13.º Premio Ibermuseos de Educación', 13, []],
    ['13ª edición', 13, []],
    ['13ème appel à projets franco-mexicain (2024)', 13, [2024]],
    ['5th Guangzhou International Award (2020)', 5, [2020]],
    ['III Premios a las mejores prácticas (2015)', 3, [2015]],
    ['Voluntarios Expertos: decimoquinta convocatoria (2019)', 15, [2019]],
    ['Décima quinta convocatoria', 15, []],
    ['Especialista Municipal Voluntari/ària: novena edició (2022)', 9, [2022]],
    ['UNDEF: oitava ronda de candidaturas', 8, []],
    ['AFCIA: second call for small grants', 2, []],
    ['Appel à projets 2022-2024', null, [2022, 2024]],
    ['Convocatoria PISCCA (2022-23)', null, [2022, 2023]],
    ['Agenda 2030 para 5 cantones', null, [2030]],
    ['Ayudas de 5 a 10 proyectos', null, []],
    ['Subvencions i premis de cultura', null, []],
    ['Objetivo 1945', null, []],
  ])('%s', (title, edition, years) => {
    const marks = titleMarks(title);
    expect([marks.edition, [...marks.years]]).toEqual([edition, years]);
  });

  it.each<[string, Record<string, string>]>([
    ['Agua. Lote 2: Costa', { lot: '2' }],
    ['Lot II – assainissement', { lot: '2' }],
    ['Componente A: agua', { component: 'a' }],
    ['Modalidad a distancia', {}],
    ['Línea 03. Riego', { line: '3' }],
    ['Premio para los 5 mejores', {}],
  ])('%s', (title, parts) => {
    expect(Object.fromEntries(titleMarks(title).parts)).toEqual(parts);
  });

  it.each<[string, string[]]>([
    ['Guatemala and Belize (2020)', ['BZ', 'GT']],
    ['organizações da Argentina e do Paraguai', ['AR', 'PY']],
    ['Fonds pour la Guinée équatoriale', ['GQ']],
    ['Agua para todos', []],
  ])('names countries: %s', (title, countries) => {
    expect([...titleMarks(title).countries].toSorted()).toEqual(countries);
  });

  it.each<[string, string[]]>([
    ['Línea Temática (EuropeAid/161866/DD/ACT/CO)', ['europeaid/161866/dd/act/co']],
    ['HORIZON-MISS-2026-CIT-01-01: heat', ['horizon-miss-2026-cit-01-01']],
    ['agenda-2030 y post-2015', []],
    ['2022-2024', []],
  ])('has a number: %s', (title, codes) => {
    expect([...titleMarks(title).codes]).toEqual(codes);
  });
});
