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
    ['Plazo: 1 de marzo de 2024 - 30 de abril de 2024', ['opening', 'closing']],
    ['Dépôt en ligne du 3 mars 2025 au 30 avril 2025', ['opening', 'closing']],
    ['Sportello aperto dal 3 marzo al 30 aprile 2025', ['opening', 'closing']],
    ["Cada any, del 1 de març al 30 d'abril", ['opening', 'closing']],
    ['As inscrições abrem em 5 de maio e encerram em 6 de junho de 2025', ['opening', 'closing']],
    ['Fin del período de solicitud: 31/03/2025', ['closing']],
    ['Proposals must be in by 30 April 2025', ['closing']],
    ['entro e non oltre le ore 23:59 di venerdì 30 maggio 2025', ['closing']],
    ['até às 23h59 (horário de Brasília) do dia 30 de maio de 2025', ['closing']],
    ['Plazo: desde el día siguiente al de la publicación en el BOP hasta el 30/05/2025', ['closing']],
    ['Las solicitudes, con el informe técnico, se presentarán antes del 30 de junio de 2025', ['closing']],
    ['The deadline has moved from 31 March to 14 April 2025', [null, 'closing']],
    ['Resolución de 20 de enero de 2025 (BOE núm. 25, de 29 de enero)', [null, 'publication']],
    ['(DOGC núm. 9350, de 14.2.2025)', ['publication']],
    ['(Diário da República, 2.ª série, n.º 39, de 24 de fevereiro de 2025)', ['publication']],
    ['Issue date: 4 April 2025 – Closing date: 25 April 2025', ['publication', 'closing']],
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
    ['Los informes se entregarán antes del 30 de junio de 2025'],
    ['Final reports are due by 30 June 2025'],
    ['Les rapports seront remis avant le 30 juin 2025'],
    ['La rendicontazione va presentata entro il 30 giugno 2025'],
    ['Os relatórios devem ser entregues até 30 de junho de 2025'],
    ['Els informes es lliuraran abans del 30 de juny de 2025'],
    ['Der Abschlussbericht ist bis zum 30. Juni 2025 einzureichen'],
    ['Los beneficiarios de la convocatoria presentarán el informe final hasta el 30 de junio de 2025'],
    ['La convention prend fin le 31 décembre 2028'],
    ['OMB Control Number 1405-0183, Expiration Date 12/31/2025'],
    ['La alianza existe desde el 12 de mayo de 1986'],
    ['La nota, de enero de 2022, no detalla el plazo'],
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
