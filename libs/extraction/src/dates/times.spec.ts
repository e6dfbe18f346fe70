import { describe, expect, it } from '@jest/globals';
import { findDates } from './find-dates.js';

const read = (text: string) =>
  findDates({ text, struck: [] }).map(({ value, time, zone }) => [value, time, zone]);

describe('times beside a date', () => {
  it.each([
    ['hasta el 15 de marzo de 2024 a las 23:59', '23:59'],
    ['hasta el 15 de marzo de 2024 a las 23:59:59 horas', '23:59'],
    ['15 de marzo de 2024, 17h00', '17:00'],
    ['15 mars 2024 à 17 h 00', '17:00'],
    ['15 de março de 2024, às 23h59min', '23:59'],
    ['15 marzo 2024 ore 17.00', '17:00'],
    ['15. März 2024, 17 Uhr', '17:00'],
    ['15 March 2024 at 5:00 p.m.', '17:00'],
    ['15 March 2024, 5pm', '17:00'],
    ['9 a.m. on 15 March 2024', '09:00'],
    ['hasta las 17 horas del viernes 15 de marzo de 2024', '17:00'],
    ['hasta el 15 de marzo de 2024 a las 5 de la tarde', '17:00'],
    ['15 de marzo de 2024 a mediodía', '12:00'],
    ['15 de marzo de 2024 a las 12 m.', '12:00'],
    ['15 March 2024 at 12 noon', '12:00'],
    ['15 March 2024, 12:00 a.m.', '00:00'],
    ['Fecha: 15/03/2024 | Hora: 17:00', '17:00'],
    ['15/03/2024\n17:00', '17:00'],
    ['entro le h. 17.00 del 15 marzo 2024', '17:00'],
    ['15 marzo 2024, h 17', '17:00'],
    ['entro le ore 17,00 del 15 marzo 2024', '17:00'],
    ['fino a mezzogiorno del 15 marzo 2024', '12:00'],
    ['bis 12 Uhr am 15. März 2024', '12:00'],
    ['15 mars 2024, de 10 h à 11 h 30', '10:00'],
    ['hasta las 12:00 del mediodía del viernes 15 de marzo de 2024', '12:00'],
    ['até 17h de 15/03/2024', '17:00'],
  ])('reads "%s" as %s', (text, time) => expect(read(text)).toEqual([['2024-03-15', time, null]]));

  it('takes midnight for the end of a day that closes, and for the beginning of another', () => {
    expect(read('hasta el 15 de marzo de 2024 a medianoche')).toEqual([['2024-03-15', '23:59', null]]);
    expect(read('hasta las doce de la noche del 15 de marzo de 2024')).toEqual([
      ['2024-03-15', '23:59', null],
    ]);
    expect(read('abre a la medianoche del 15 de marzo de 2024')).toEqual([['2024-03-15', '00:00', null]]);
    expect(read('bis 15. März 2024, 24:00 Uhr')).toEqual([['2024-03-15', '23:59', null]]);
  });

  it('gives each of two dates its own time', () => {
    expect(read('desde las 9:00 del 1 de marzo de 2024 hasta las 17:00 del 30 de abril de 2024')).toEqual([
      ['2024-03-01', '09:00', null],
      ['2024-04-30', '17:00', null],
    ]);
  });

  it('takes the beginning of a session and the end of a term', () => {
    expect(read('Taller: 15 de marzo de 2024, de 9:00 a 12:00')).toEqual([['2024-03-15', '09:00', null]]);
    expect(read('Plazo: 15 de marzo de 2024, de 9:00 a 12:00')).toEqual([['2024-03-15', '12:00', null]]);
  });

  it('leaves durations alone', () => {
    expect(read('Curso de 20 horas desde el 15 de marzo de 2024')).toEqual([['2024-03-15', null, null]]);
  });
});

describe('zones beside a time', () => {
  it.each([
    ['23:59 hora peninsular', 'Europe/Madrid'],
    ['23:59 h (hora de Bruselas)', 'Europe/Brussels'],
    ['23:59 (Brussels date and time)', 'Europe/Brussels'],
    ['23:59 (heure de Paris)', 'Europe/Paris'],
    ['23:59 (ora italiana)', 'Europe/Rome'],
    ['23:59 Uhr MEZ', 'Europe/Berlin'],
    ['23:59 CET/CEST', 'Europe/Brussels'],
    ['23:59 hs Uruguay', 'America/Montevideo'],
    ['23:59 (hora de Ecuador)', 'America/Guayaquil'],
    ['23:59, horário de Brasília', 'America/Sao_Paulo'],
    ['23:59 hora Colombia', 'America/Bogota'],
    ['23:59 de la Ciudad de México (UTC-06:00)', 'America/Mexico_City'],
    ['11:59 p.m. EST', 'America/New_York'],
    ['11:59 p.m. Eastern Time', 'America/New_York'],
    ['23:59 Pacific time USA', 'America/Los_Angeles'],
    ['23:59 KST', 'Asia/Seoul'],
    ['23:59 JST', 'Asia/Tokyo'],
    ['23:59 (GMT-5)', 'Etc/GMT+5'],
    ['23:59 (UTC+08:00)', 'Etc/GMT-8'],
    ['23:59 UTC', 'UTC'],
    ['23:59 AoE', 'Etc/GMT+12'],
    ['23 h 59 (HNE)', 'America/New_York'],
    ["23 h 59 (heure normale de l'Est)", 'America/New_York'],
    ['23:59 (tiempo del Centro de México)', 'America/Mexico_City'],
    ['23.59 (hora de Quito)', 'America/Guayaquil'],
    ['23.59 Uhr (Brüsseler Zeit)', 'Europe/Brussels'],
    ['23:59 hora local', null],
    ['23:59. Quito será la sede', null],
  ])('reads "%s" as %s', (time, zone) => {
    expect(read(`hasta el 15 de marzo de 2024, ${time}`)).toEqual([['2024-03-15', '23:59', zone]]);
  });

  it.each([
    ['2024-04-18T19:00:00.000+0200', '19:00', 'Etc/GMT-2'],
    ['2024-04-18T19:00Z', '19:00', 'UTC'],
    ['2024-04-18T19:00:00+05:30', '19:00', 'Asia/Kolkata'],
    ['2024-04-18T19:00', '19:00', null],
  ])('reads the offset of %s', (text, time, zone) =>
    expect(read(text)).toEqual([['2024-04-18', time, zone]]),
  );

  it('reads a zone that stands behind the date when the time stands before it', () => {
    expect(read('a las 17:00 del 15 de marzo de 2024 (hora de Quito)')).toEqual([
      ['2024-03-15', '17:00', 'America/Guayaquil'],
    ]);
    expect(read('by 11:59 PM Quito time (GMT-5) on Sunday, June 1, 2025')).toEqual([
      ['2025-06-01', '23:59', 'America/Guayaquil'],
    ]);
    expect(read('by 5:00 p.m. Eastern Time (ET) on or before Friday 13 June 2025')).toEqual([
      ['2025-06-13', '17:00', 'America/New_York'],
    ]);
    expect(read('23:59:59 (UTC+08:00), 31st October 2020')).toEqual([['2020-10-31', '23:59', 'Etc/GMT-8']]);
  });
});
