import { describe, expect, it } from '@jest/globals';
import { termEnd } from './calendar.js';
import { findDates } from './find-dates.js';

const PUBLISHED = '2024-03-01';
const read = (text: string, publishedOn: string | undefined = PUBLISHED) =>
  findDates({ text, struck: [] }, { publishedOn }).map(({ value, relative }) => [
    value,
    relative && `${relative.count} ${relative.unit} ${relative.from}`,
  ]);

describe('relative dates', () => {
  it.each([
    ['Diez días desde la publicación', '2024-03-11', '10 day publication'],
    [
      '45 días naturales desde el día siguiente a la publicación en el BOE',
      '2024-04-15',
      '45 day publication',
    ],
    ['veinte (20) días hábiles contados a partir de la publicación', '2024-03-29', '20 workday publication'],
    ['un mes a partir del día siguiente al de la publicación', '2024-04-01', '1 month publication'],
    ['within 60 days of publication of this notice', '2024-04-30', '60 day publication'],
    ['10 working days after publication', '2024-03-15', '10 workday publication'],
    ['20 dias úteis após a publicação', '2024-03-29', '20 workday publication'],
    ['30 jours à compter de la publication', '2024-03-31', '30 day publication'],
    ['entro 60 giorni dalla pubblicazione', '2024-04-30', '60 day publication'],
    ['20 dies hàbils des de la publicació', '2024-03-29', '20 workday publication'],
    ['innerhalb von vier Wochen nach Bekanntmachung', '2024-03-29', '4 week publication'],
    ['Dez dias corridos contados da publicação', '2024-03-11', '10 day publication'],
    ['dans les quinze jours calendaires suivant la publication', '2024-03-16', '15 day publication'],
    ['zehn Werktage nach Bekanntmachung', '2024-03-15', '10 workday publication'],
    ['trenta giorni naturali e consecutivi dalla pubblicazione', '2024-03-31', '30 day publication'],
    ["vint dies hàbils comptats des de l'endemà de la publicació", '2024-03-29', '20 workday publication'],
    ['20 días calendario a partir de la publicación', '2024-03-21', '20 day publication'],
    ['diez días desde la notificación', null, '10 day notification'],
    ['quince giorni; quindici giorni dalla firma', null, '15 day signature'],
    ['Plazo: 45 días calendario', null, '45 day null'],
    ['El plazo de presentación será de quince días hábiles.', null, '15 workday null'],
  ])('reads "%s"', (text, value, relative) => expect(read(text)).toEqual([[value, relative]]));

  it('computes nothing without the day of publication', () => {
    expect(findDates({ text: 'diez días desde la publicación', struck: [] })).toMatchObject([
      { value: null, role: 'closing', relative: { count: 10, unit: 'day', from: 'publication' } },
    ]);
  });

  it('says in the rule that working days are Monday to Friday', () => {
    const [found] = findDates({ text: '5 días hábiles desde la publicación', struck: [] });
    expect(found?.rule).toBe('date:relative:workdays-monday-to-friday');
  });

  it.each([
    ['una duración de 24 meses; talleres de 3 días'],
    ['El plazo de ejecución es de 12 meses.'],
    ['máximo 5 días antes del cierre'],
    ['10 años de experiencia desde la publicación'],
    ['1.500 días desde la publicación'],
  ])('finds no term in "%s"', (text) => expect(read(text)).toEqual([]));
});

describe('termEnd', () => {
  it.each([
    ['2024-03-01', 1, 'workday', '2024-03-04'],
    ['2024-03-01', 5, 'workday', '2024-03-08'],
    ['2024-03-02', 5, 'workday', '2024-03-08'],
    ['2024-03-03', 11, 'workday', '2024-03-18'],
    ['2024-01-31', 1, 'month', '2024-02-29'],
    ['2024-02-29', 1, 'year', '2025-02-28'],
    ['2024-02-28', 2, 'day', '2024-03-01'],
  ])('from %s, %i %s end on %s', (start, count, unit, end) => expect(termEnd(start, count, unit)).toBe(end));
});
