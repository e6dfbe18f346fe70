import { describe, expect, it } from '@jest/globals';
import { findDates } from './find-dates.js';

const read = (text: string) =>
  findDates({ text, struck: [] }).map(({ role, stage }) => (stage ? `${role}/${stage}` : role));

describe('what a date is for', () => {
  it.each([
    ['hasta el 15 de marzo de 2024', ['closing']],
    ['¡Postule antes del 15 de marzo de 2024!', ['closing']],
    ['Apply by 15 March 2024', ['closing']],
    ['no later than 5:00 p.m. EST on Friday, March 15, 2024', ['closing']],
    ['Les dossiers devront être déposés au plus tard le 15 mars 2024', ['closing']],
    ['Le domande vanno presentate entro le ore 12 del 15 marzo 2024', ['closing']],
    ['As inscrições estão abertas até às 18h do dia 15 de março de 2024', ['closing']],
    ['Bewerbungen sind bis zum 15. März 2024 möglich', ['closing']],
    ['Data límit: 15 de març de 2024', ['closing']],
    ['El plazo se ha ampliado hasta el 15 de marzo de 2024', ['closing']],
    ['Nueva fecha límite: 15/03/2024', ['closing']],
    ['The deadline has been extended from 30 April to 15 May 2024', [null, 'closing']],
    ['Del 2 de enero de 2025 a las 08h00 hasta el 31 de enero de 2025 a las 16h30', ['opening', 'closing']],
    ['El 15 de marzo de 2024 cierra la convocatoria', ['closing']],
    ['Recepción de ofertas: 15/03/2024', ['closing']],
    ['Apertura: 1 de marzo de 2024; cierre: 30 de abril de 2024', ['opening', 'closing']],
    ['Las postulaciones se reciben a partir del 1 de marzo de 2024', ['opening']],
    ['Open date: Apr 01, 2025 Close date: May 01, 2025', ['opening', 'closing']],
    ['Plazo de presentación: del 1 al 30 de abril de 2024', ['opening', 'closing']],
    ['Publicado el 1 de marzo de 2024', ['publication']],
    ['Posted Feb 12, 2024', ['publication']],
    [
      'La convocatoria se publicó el 1 de marzo de 2024 y cierra el 3 de abril de 2024',
      ['publication', 'closing'],
    ],
    ['Fecha de publicación\n12/05/2025\nFecha límite\n13/06/2025', ['publication', 'closing']],
    ['Fecha límite\n\n15 de marzo de 2024', ['closing']],
    ['El plazo vence el\n15 de marzo de 2024', ['closing']],
  ])('"%s" → %j', (text, roles) => expect(read(text)).toEqual(roles));

  it.each([
    ['Fecha límite para consultas: 10 de marzo de 2024', ['closing/questions']],
    ['Sesión informativa: 10 de marzo de 2024', ['null/info_session']],
    ['Webinar on 10 March 2024', ['null/info_session']],
    ['Cut-off dates: 15 March 2025 and 15 June 2025', ['closing/cut_off', 'closing/cut_off']],
    ['Expresiones de interés hasta el 1 de abril de 2025', ['closing/expression_of_interest']],
    ['Concept notes: 15/09/2025', ['closing/expression_of_interest']],
    ['Segunda etapa: plazo hasta el 1 de abril de 2025', ['closing/second_stage']],
    ['Los resultados se publicarán el 1 de abril de 2025', ['null/results']],
    ['30 de abril de 2024: publicación de resultados', ['null/results']],
  ])('"%s" → %j', (text, roles) => expect(read(text)).toEqual(roles));

  it.each([
    ['La ceremonia se realizó el 10 de enero de 2024'],
    ['Resolución de 6 de junio de 2007'],
    ['Convenio firmado el 3 de mayo de 2023'],
    ['Los proyectos podrán ejecutarse hasta el 31 de diciembre de 2025'],
    ['Projects must be completed by 31 December 2026'],
    ['Quito, 3 de mayo de 2023'],
  ])('a date of something else has no role: "%s"', (text) => expect(read(text)).toEqual([null]));

  it('reads the head of the column in a table', () => {
    const table =
      'Fondo | Apertura | Cierre\nAgua | 01/03/2024 | 30/04/2024\nClima | 01/05/2024 | 30/06/2024';
    expect(read(table)).toEqual(['opening', 'closing', 'opening', 'closing']);
    expect(read(table.replaceAll(' | ', '\t'))).toEqual(['opening', 'closing', 'opening', 'closing']);
  });

  it('reads timetables with the date first', () => {
    expect(read('1 de marzo de 2024 | Apertura\n30 de abril de 2024 | Cierre')).toEqual([
      'opening',
      'closing',
    ]);
  });
});
