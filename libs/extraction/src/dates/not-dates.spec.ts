import { describe, expect, it } from '@jest/globals';
import { findDates } from './find-dates.js';

describe('what only looks like a date', () => {
  it.each([
    ['31 de febrero de 2024'],
    ['30/02/2024 y 29/02/2023'],
    ['45 de marzo de 2024'],
    ['07-07-20221, 26-06-20221 y 2014-21019'],
    ['15 de marzo de 20221'],
    ['15 de marzo de 1866'],
    ['Resolución 009-CNC-2011; 0009-CNC-2011'],
    ['Decreto 429 de 2010, Acuerdo 12-2020, Resolución 15/2024, Ley 2/2015, 2021/C 64'],
    ['Resolución n.º 12-03-2024'],
    ['Tel.: 02-03-2024; +593 2 299-3800; ext. 2024'],
    ['192.168.1.20; v1.10.20; versión 2.10.24'],
    ['arts. 12 a 15; pp. 3-12; § 5'],
    ['2021-2027, 2014–2020, 2023-24, Agenda 2030, en 2010'],
    ['1.500.000,00 USD; 12,5 %; 3.4.24 m'],
    ['https://example.org/2024/03/15/noticia.html'],
    ['foto-2024-03-15.jpg, archivo_15-03-2024.pdf'],
    ['Código 30.05.2024.001'],
    ['24/7; 3/4 de los proyectos; 30/60/90 días'],
    ['Up to 15 may apply. We march on. You may 15 times.'],
    ['a set of 12 2024 goals; sold out 2024; ten years ago 2024'],
    ['El acuerdo marco 2024; Marc 2024'],
    ['Mayo, Agosto y Junio'],
    ['Av. 6 de Diciembre N24-253 y 9 de Octubre'],
    ['hasta 2025 en la calle 10 de Agosto y 9 de Octubre'],
    ['Río de Janeiro (2000)'],
    ['Lun-Vie 8:00-17:00'],
    ['el 1 de cada mes'],
    [''],
  ])('finds nothing in "%s"', (text) => expect(findDates({ text, struck: [] })).toEqual([]));

  it('keeps names of places apart from days, also when the year could be assumed', () => {
    const options = { publishedOn: '2024-01-01' };
    expect(
      findDates({ text: 'GAD municipal 24 de Mayo, avenida 10 de Agosto', struck: [] }, options),
    ).toEqual([]);
  });

  it('reads the date behind the number of a norm', () => {
    const text = 'Reglamento (UE) 2021/947 de 9 de junio de 2021; Resolución de 12/03/2024';
    expect(findDates({ text, struck: [] }).map(({ value }) => value)).toEqual(['2021-06-09', '2024-03-12']);
  });

  it('does not take what is counted for a year', () => {
    expect(findDates({ text: 'En marzo 2000 personas', struck: [] })).toEqual([]);
  });
});
