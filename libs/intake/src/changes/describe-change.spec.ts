import { describe, expect, it } from '@jest/globals';
import type { ExtractedField } from '@chasqui/extraction';
import type { ChangeContext, ReadValue } from './change.js';
import { changesBetween } from './changes-between.js';
import { describeChange } from './describe-change.js';

const context: ChangeContext = {
  now: new Date('2026-02-01T15:00:00Z'),
  lastKnown: null,
  zone: 'America/Guayaquil',
};
const read = (field: ExtractedField, value: unknown, words = String(value)): ReadValue => ({
  field,
  value,
  words,
});
const closes = (local: string, zone: string | null = 'Europe/Madrid', words = local): ReadValue =>
  read('deadline', { kind: 'exact', local, zone, text: null }, words);
const title = read('title', 'Agua segura');
const list = (field: ExtractedField, ...value: readonly string[]) => read(field, value);

describe('a change in words', () => {
  it.each<[ReadValue[], ReadValue[], string]>([
    [
      [closes('2026-03-15T23:59')],
      [closes('2026-03-01T17:00')],
      'El plazo se adelanta: del 15 de marzo de 2026, 23:59 al 1 de marzo de 2026, 17:00 (hora de Madrid)',
    ],
    [
      [closes('2026-03-15T23:59', 'America/Guayaquil')],
      [closes('2026-03-30T23:59', 'Europe/Brussels')],
      'El plazo se prorroga: del 15 de marzo de 2026, 23:59 (hora de Ecuador) al 30 de marzo de 2026, 23:59 (hora de Bruselas)',
    ],
    [
      [closes('2026-03-15T17:00', null, '17 h')],
      [closes('2026-03-15T23:59', null, '15 de marzo')],
      'La fuente ya no dice la hora del cierre, que era: 15 de marzo de 2026, 17:00',
    ],
    [
      [read('deadline', { kind: 'permanent', local: null, zone: null, text: null })],
      [closes('2026-03-15T17:00')],
      'El plazo cambia: antes, sin fecha de cierre; ahora, 15 de marzo de 2026, 17:00 (hora de Madrid)',
    ],
    [
      [closes('2026-03-15T17:00')],
      [],
      'La fuente ya no publica el plazo, que era: 15 de marzo de 2026, 17:00 (hora de Madrid)',
    ],
    [
      [closes('2026-01-15T17:00')],
      [closes('2026-03-15T17:00')],
      'Se reabre: ahora cierra el 15 de marzo de 2026, 17:00 (hora de Madrid); cerraba el 15 de enero de 2026, 17:00 (hora de Madrid)',
    ],
    [
      [read('sourceStatus', 'Abierta')],
      [read('sourceStatus', 'Cancelada')],
      'La fuente la da por cancelada: decía «Abierta», ahora dice «Cancelada»',
    ],
    [
      [read('opensOn', '2026-03-01')],
      [read('opensOn', '2026-02-01')],
      'Ya está abierta desde el 1 de febrero de 2026',
    ],
    [
      [read('opensOn', '2026-03-01')],
      [read('opensOn', '2026-03-08')],
      'La fecha de apertura cambia: del 1 de marzo de 2026 al 8 de marzo de 2026',
    ],
    [
      [read('currency', 'USD'), read('amountMax', '30000.5')],
      [read('currency', 'USD'), read('amountMax', '1250000.00')],
      'El monto máximo cambia: de USD 30.000,50 a USD 1.250.000',
    ],
    [[], [read('cofinancingPercent', '12.5')], 'Ahora consta la contraparte mínima: 12,5 %'],
    [
      [list('countries', 'EC', 'PE')],
      [list('countries', 'PE', 'CL', 'BO')],
      'Cambia la lista de países: se añaden «Chile» y «Bolivia»; se quita «Ecuador»',
    ],
    [
      [read('title', 'Agua segura')],
      [read('title', 'agua segura.')],
      'Solo cambia la forma de escribir el título',
    ],
    [[read('summary', 'Una cosa')], [read('summary', 'Otra')], 'Cambia la descripción'],
    [
      [read('otherDeadlines', [{ role: 'questions', local: '2026-03-01T12:00', zone: 'UTC', text: null }])],
      [],
      'Cambian las otras fechas: se quita «Preguntas: 1 de marzo de 2026, 12:00 (hora universal, UTC)»',
    ],
  ])('%#', (before, after, sentence) => {
    const withTitle = (values: ReadValue[]) =>
      values.some(({ field }) => field === 'title') ? values : [title, ...values];
    const changes = changesBetween(withTitle(before), withTitle(after), context);
    expect(changes.map(describeChange)).toEqual([sentence]);
  });

  it('tells what came and went by its title', () => {
    expect(changesBetween([], [title], context).map(describeChange)).toEqual([
      'Convocatoria nueva: «Agua segura»',
    ]);
    expect(changesBetween([title], [], context).map(describeChange)).toEqual([
      'La fuente ya no publica la convocatoria: «Agua segura»',
    ]);
  });
});
