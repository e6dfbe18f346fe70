import { describe, expect, it } from '@jest/globals';
import type { Mapped, ValueField } from '../definition/mapped-fields.js';
import { readMapped } from './read-mapped.js';
import { writtenDate } from './written-date.js';

const silent = { language: null, zone: null, currency: null };

describe('a date as a record writes it', () => {
  it.each<[unknown, Mapped['dates'], string | null, object | null]>([
    ['2026-08-31', 'iso', null, { day: '2026-08-31', time: null, zone: null }],
    [
      '2026-08-31T00:00:00Z',
      'iso',
      'America/Guayaquil',
      { day: '2026-08-31', time: null, zone: 'America/Guayaquil' },
    ],
    [
      '2026-08-31 17:00',
      'iso',
      'America/Guayaquil',
      { day: '2026-08-31', time: '17:00', zone: 'America/Guayaquil' },
    ],
    ['2024-04-18T19:00:00.000+0200', 'iso', null, { day: '2024-04-18', time: '17:00', zone: 'UTC' }],
    [
      '2026-08-31T23:00:00-05:00',
      'iso',
      'Europe/Madrid',
      { day: '2026-09-01', time: '06:00', zone: 'Europe/Madrid' },
    ],
    ['31/08/2026', 'dmy', null, { day: '2026-08-31', time: null, zone: null }],
    ['31/8/2026 9:30', 'dmy', null, { day: '2026-08-31', time: '09:30', zone: null }],
    ['05-Oct-2026', 'dmy', null, { day: '2026-10-05', time: null, zone: null }],
    ['08/31/2026', 'mdy', null, { day: '2026-08-31', time: null, zone: null }],
    [1_788_134_400, 'epoch_s', null, { day: '2026-08-31', time: null, zone: null }],
    [1_788_134_400_000, 'epoch_ms', null, { day: '2026-08-31', time: null, zone: null }],
    ['31/08/2026', 'mdy', null, null],
    ['31/02/2026', 'dmy', null, null],
    ['2026-02-30', 'iso', null, null],
    ['20260831', 'iso', null, null],
    ['pronto', 'iso', null, null],
    [{}, 'iso', null, null],
    [Number.NaN, 'epoch_ms', null, null],
  ])('%j as %s in %s', (value, format, zone, told) => {
    expect(writtenDate(value, format, zone)).toEqual(told);
  });
});

describe('a fact of a record', () => {
  const valueOf = (field: ValueField, ...values: unknown[]) =>
    readMapped('campo', values, { field, hint: null, dates: 'iso' }, silent).known.map(({ value }) => value);

  it.each<[ValueField, unknown, unknown[]]>([
    ['amountMax', 30000, ['30000.00']],
    ['amountMax', '250.000', ['250000.00']],
    ['amountMax', '1234.5678', ['1234.56']],
    ['amountMax', '25.000,50', ['25000.50']],
    ['amountMax', '12,3 millones', ['12300000.00']],
    ['amountMax', 0, []],
    ['amountMax', 'según el caso', []],
    ['cofinancingPercent', '20 %', ['20']],
    ['cofinancingPercent', '12,5', ['12.5']],
    ['cofinancingPercent', 0.2, []],
    ['cofinancingPercent', 120, []],
    ['language', 'es-EC', ['es']],
    ['language', 'español', []],
    ['currency', 'eur', ['EUR']],
    ['sourceStatus', 'Próxima', ['upcoming']],
    ['sourceStatus', 'posted', ['open']],
    ['sourceStatus', 'CERRADA', ['closed']],
    ['sourceStatus', 'en evaluación', []],
    ['opensOn', '2026-01-01T10:00', ['2026-01-01']],
    ['countries', 'Ecuador', []],
  ])('%s %j is %j', (field, value, values) => {
    expect(valueOf(field, value)).toEqual(values);
  });

  it('that comes several times is told each time when it is a close', () => {
    const locals = (...dates: string[]) =>
      valueOf('deadline', dates).map((value) => (value as { local: string }).local);
    expect(locals('2026-09-01', '2026-05-01', '2026-05-01')).toEqual([
      '2026-05-01T23:59',
      '2026-09-01T23:59',
    ]);
    expect(locals('2026-09-01', 'luego')).toEqual([]);
  });

  it('that cannot be read is left as words of the same matter', () => {
    const rule: Mapped = { field: 'deadline', hint: null, dates: 'iso' };
    expect(readMapped('fin', ['Permanente'], rule, silent).parts).toEqual([
      { name: 'fin', source: { text: 'Permanente', struck: [] }, hint: 'deadline' },
    ]);
    expect(readMapped('fin', [null, '', []], rule, silent)).toEqual({ known: [], parts: [] });
  });
});

describe('an amount with its currency in one cell', () => {
  const rule: Mapped = { field: 'amountMax', hint: null, dates: 'dmy' };

  it.each([
    ['USD 120.000,00', '120000.00', 'USD'],
    ['25.000 €', '25000', 'EUR'],
    ['250.000', '250000', null],
    [250_000, '250000', null],
  ])('%s gives both', (cell, amount, currency) => {
    const { known } = readMapped('Monto', [cell], rule, silent);
    expect(Number(known.find(({ field }) => field === 'amountMax')?.value)).toBe(Number(amount));
    expect(known.find(({ field }) => field === 'currency')?.value ?? null).toBe(currency);
  });
});
