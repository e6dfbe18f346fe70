import { describe, expect, it } from '@jest/globals';
import type { DateMention, ReadingOptions } from '../types.js';
import { findDates } from './find-dates.js';

const read = (text: string, options: ReadingOptions = {}) => findDates({ text, struck: [] }, options);
const values = (text: string, options: ReadingOptions = {}) => read(text, options).map(({ value }) => value);
const only = (text: string, options: ReadingOptions = {}): DateMention => {
  const found = read(text, options);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('findDates: forms of one day', () => {
  it.each([
    ['hasta el 15 de marzo de 2024', 'figures and a month'],
    ['15 marzo 2024', 'no little words'],
    ['15  de   marzo  del año 2024', 'blanks'],
    ['15 de\nmarzo de 2024', 'a broken line'],
    ['15/03/2024', 'slashes'],
    ['15-03-24', 'two digits'],
    ['15.03.2024', 'dots'],
    ['15. 3. 2024', 'dots and blanks'],
    ['15-03-\n2024', 'a line broken behind the sign'],
    ['2024-03-15', 'ISO'],
    ['2024/03/15', 'ISO order with slashes'],
    ['15-Mar-2024', 'a short month'],
    ['15-mar.-24', 'a short month with its dot'],
    ['15MAR2024', 'nothing between'],
    ['2024-Mar-15', 'the year first'],
    ['March 15, 2024', 'English, month first'],
    ['the 15th of March, 2024', 'an English ordinal'],
    ['Fri 15th Mar 2024', 'a day of the week'],
    ['marzo 15 de 2024', 'Colombian order'],
    ['Marzo 15/2024', 'Colombian order with a slash'],
    ['le 15 mars 2024', 'French'],
    ['il 15 marzo 2024', 'Italian'],
    ['15 de março de 2024', 'Portuguese'],
    ['el 15 de març de 2024', 'Catalan'],
    ['15. März 2024', 'German'],
    ['al día 15 del mes de marzo del año 2024', 'legal Spanish'],
    ['a los quince (15) días del mes de marzo de dos mil veinticuatro', 'legal Spanish in words'],
    ['quince de marzo de dos mil veinticuatro (2024)', 'words'],
    ['quinze mars deux mille vingt-quatre', 'French words'],
    ['quindici marzo duemilaventiquattro', 'Italian words'],
    ['am fünfzehnten März zweitausendvierundzwanzig', 'German words'],
    ['15 de marzo de 2.024', 'a year with a dot'],
  ])('reads "%s" (%s)', (text) => expect(values(text)).toEqual(['2024-03-15']));

  it.each([
    ['1.º de mayo de 2024'],
    ['1er mai 2024'],
    ['1º de maio de 2024'],
    ["l'1 de maig de 2024"],
    ['primero de mayo de 2024'],
    ['1ro. de mayo de 2024'],
    ['May 1st, 2024'],
    ['erster Mai 2024'],
  ])('reads the first of a month in "%s"', (text) => expect(values(text)).toEqual(['2024-05-01']));

  it("reads elided articles: d'abril, de l'abril, d'octubre", () => {
    expect(values("3 d'abril de 2024, el 4 de l'abril de 2024 i 15 d’octubre de 2024")).toEqual([
      '2024-04-03',
      '2024-04-04',
      '2024-10-15',
    ]);
  });

  it.each([
    ['marzo de 1982', '1982-03'],
    ['mayo 1988', '1988-05'],
    ['12 de Octubre de 1982', '1982-10-12'],
    ['am 14. November 1961 gegründet', '1961-11-14'],
    ['Lei de 4 de agosto de 1902', '1902-08-04'],
  ])('reads "%s", of another century', (text, value) => expect(values(text)).toEqual([value]));

  it('takes no year of another century for a date beside it', () => {
    const text = 'Fundada el 3 de marzo de 1961, recibe propuestas hasta el 30 de abril';
    expect(values(text)).toEqual(['1961-03-03']);
    expect(values(text, { publishedOn: '2025-02-01' })).toEqual(['1961-03-03', '2025-04-30']);
  });

  it('puts words together that a line parted', () => {
    expect(values('del 1 de sep-\ntiembre al 15 de octu-\nbre de 2025')).toEqual([
      '2025-09-01',
      '2025-10-15',
    ]);
    expect(values('mayo-\njunio de 2025')).toEqual(['2025-05', '2025-06']);
  });

  it('gives the exact words and where they stand', () => {
    const text = 'Cierre: viernes, 15 de marzo de 2024.';
    expect(only(text)).toMatchObject({ words: 'viernes, 15 de marzo de 2024', offset: 8, precision: 'day' });
  });

  it('marks what is crossed out', () => {
    const text = 'Hasta el 1 de marzo de 2024 5 de abril de 2024';
    const found = findDates({ text, struck: [{ start: 0, end: 27 }] });
    expect(found.map(({ value, struck }) => [value, struck])).toEqual([
      ['2024-03-01', true],
      ['2024-04-05', false],
    ]);
  });
});

describe('findDates: months', () => {
  it.each([
    ['Boletín marzo 2024', ['2024-03']],
    ['a finales de junio de 2024', ['2024-06']],
    ['Marzo, 2009', ['2009-03']],
    ['May-16 y Jun-18', ['2016-05', '2018-06']],
    ['Marzo y abril - 2016', ['2016-03', '2016-04']],
    ['jun.-jul. 2025', ['2025-06', '2025-07']],
    ['desde 03/2024 hasta 06/2024', ['2024-03', '2024-06']],
    ['Signature en mars 2025, démarrage dès avril', ['2025-03', '2025-04']],
    ['Firma en marzo de 2025, arranque desde abril', ['2025-03', '2025-04']],
    ['Unterzeichnung im März 2025, Start ab April', ['2025-03', '2025-04']],
    ["Signatura el març de 2025, inici a l'abril", ['2025-03', '2025-04']],
    ['Proyectos de marzo de 2025, evaluados entre julio y agosto', ['2025-03', '2025-07', '2025-08']],
  ])('reads "%s"', (text, expected) => {
    expect(values(text)).toEqual(expected);
    expect(read(text).every(({ precision }) => precision === 'month')).toBe(true);
  });

  it('reads a month without a year where one is spoken of and the publication gives the year', () => {
    expect(values('Se abrirá a finales de mayo.', { publishedOn: '2024-06-10' })).toEqual(['2025-05']);
    expect(values('Se abrirá a finales de mayo.')).toEqual([]);
    expect(values('Julio y Abril, asistentes', { publishedOn: '2024-06-10' })).toEqual([]);
  });
});

describe('findDates: lists and ranges', () => {
  it.each([
    ['30 de septiembre, 1 y 2 de octubre de 2009', ['2009-09-30', '2009-10-01', '2009-10-02']],
    ['15 de marzo, 15 de junio y 15 de septiembre de 2025', ['2025-03-15', '2025-06-15', '2025-09-15']],
    ['March 5, 6 and 7, 2024', ['2024-03-05', '2024-03-06', '2024-03-07']],
    ['5 – 9 de febrero de 2010', ['2010-02-05', '2010-02-09']],
    ['del 1 al 30 de abril de 2024', ['2024-04-01', '2024-04-30']],
    ['1 a 3 abril de 2008', ['2008-04-01', '2008-04-03']],
    ['from 3 to 15 May 2025', ['2025-05-03', '2025-05-15']],
    ['March 3-15, 2024', ['2024-03-03', '2024-03-15']],
    ['8 al 11 de\nnoviembre de 2010', ['2010-11-08', '2010-11-11']],
    ['zwischen dem 3. und 7. November 2025', ['2025-11-03', '2025-11-07']],
    ['01.03. - 31.03.2024', ['2024-03-01', '2024-03-31']],
    ['01/03/2024-30/04/2024', ['2024-03-01', '2024-04-30']],
    ['2024-03-01/2024-04-30', ['2024-03-01', '2024-04-30']],
    ['02/10 al 30/10/2023', ['2023-10-02', '2023-10-30']],
    ['du 21 mars au 10 mai 2024', ['2024-03-21', '2024-05-10']],
    ['del 15 de diciembre al 28 de febrero de 2025', ['2024-12-15', '2025-02-28']],
    ['March 15 – April 15, 2024', ['2024-03-15', '2024-04-15']],
    ['26 de mayo-25 de junio de 2025', ['2025-05-26', '2025-06-25']],
    ['30 June-2 July 2025', ['2025-06-30', '2025-07-02']],
    ['3 Feb–14 Mar 2025', ['2025-02-03', '2025-03-14']],
    ['26 mai-25 juin 2025', ['2025-05-26', '2025-06-25']],
    ['28. Oktober–1. November 2025', ['2025-10-28', '2025-11-01']],
    ['26 May 2025-25 June 2025', ['2025-05-26', '2025-06-25']],
    ['26/05-25/06/2025', ['2025-05-26', '2025-06-25']],
    ['1.4.–31.5.2025', ['2025-04-01', '2025-05-31']],
  ])('reads "%s"', (text, expected) => expect(values(text)).toEqual(expected));

  it('does not take numbers before a comma for days', () => {
    expect(values('Anexos 1 y 2, 15 de marzo de 2024')).toEqual(['2024-03-15']);
    expect(values('tomo 5, mayo de 2021')).toEqual(['2021-05']);
  });
});

describe('findDates: every year', () => {
  it.each([
    ['cada 15 de marzo', '--03-15'],
    ['todos los años hasta el 15 de marzo', '--03-15'],
    ['every year by 15 March', '--03-15'],
    ['chaque année, le 15 mars', '--03-15'],
    ['ogni anno entro il 15 marzo', '--03-15'],
    ['até 15 de março de cada ano', '--03-15'],
    ['fins al 15 de març de cada any', '--03-15'],
    ['jährlich bis zum 15. März', '--03-15'],
    ['abre cada año en marzo', '--03'],
  ])('reads "%s"', (text, value) => expect(only(text)).toMatchObject({ value, recurring: true }));

  it('is not said of a date that names its year', () => {
    expect(only('cada año; este, el 15 de marzo de 2024')).toMatchObject({ recurring: false });
  });
});

describe('findDates: dates without a year', () => {
  it.each([
    [
      'La convocatoria se publicó el 9 de mayo y se cerró el 23 de junio de 2013.',
      ['2013-05-09', '2013-06-23'],
    ],
    ['Publicada el 9 de diciembre de 2023; cierra el 15 de enero.', ['2023-12-09', '2024-01-15']],
    ['Se abrió el 3 de enero de 2024. Cierra el 30 de abril del mismo año.', ['2024-01-03', '2024-04-30']],
    ['Ley 38/2003, de 17 de noviembre', ['2003-11-17']],
    ['Convocatoria 2025: postulaciones hasta el 15 de marzo', ['2025-03-15']],
  ])('takes it from beside: "%s"', (text, expected) => {
    expect(values(text)).toEqual(expected);
    expect(read(text).some(({ yearAssumed }) => yearAssumed)).toBe(true);
  });

  it('takes the next such day from the publication on', () => {
    expect(values('hasta el 24 de julio', { publishedOn: '2022-06-06' })).toEqual(['2022-07-24']);
    expect(values('hasta el 12 de febrero', { publishedOn: '2023-11-20T10:00:00Z' })).toEqual(['2024-02-12']);
    expect(values('hasta el 29 de febrero', { publishedOn: '2022-01-01' })).toEqual(['2024-02-29']);
    expect(values('15 de marzo del próximo año', { publishedOn: '2025-02-01' })).toEqual(['2026-03-15']);
  });

  it('leaves the date out when nothing tells its year', () =>
    expect(values('hasta el 24 de julio')).toEqual([]));
});

describe('findDates: day and month in figures', () => {
  it.each([
    ['hasta el 03/04/2024', 'es', '2024-04-03'],
    ['Deadline 01/04/2019 at 23:00 (Brussels date and time)', 'en', '2019-04-01'],
    ['Applications due 03/04/2024', 'en', '2024-04-03'],
    ['Applications due 03/04/2024 by 5:00 p.m. EST', 'en', '2024-03-04'],
    ['Applications to the U.S. Embassy due 03/04/2024', 'en', '2024-03-04'],
  ])('"%s" (%s) is %s', (text, language, value) => expect(values(text, { language })).toEqual([value]));

  it.each([
    ['OMB No. 4040-0004 exp. 12/31/2025'],
    ['(exp. 12/31/2025)'],
    ['NOFO No. DFOP0017-123, due 12/31/2025'],
  ])('reads a date beside numbers of documents: "%s"', (text) =>
    expect(values(text, { language: 'en' })).toEqual(['2025-12-31']),
  );

  it('lets one date that can only be read one way tell the order of the others', () => {
    expect(values('Open 03/04/2024, close 04/15/2024')).toEqual(['2024-03-04', '2024-04-15']);
    expect(values('Open 03/04/2024, close 15/04/2024 5 p.m. EST', { language: 'en' })).toEqual([
      '2024-04-03',
      '2024-04-15',
    ]);
  });
});
