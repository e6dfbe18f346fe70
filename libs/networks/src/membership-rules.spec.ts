import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@chasqui/kernel';
import fc from 'fast-check';
import {
  feeDue,
  isCurrent,
  type MembershipLoad,
  overloadWarnings,
  readMembership,
  yearsText,
} from './membership-rules.js';

const TODAY = '2026-11-21';

function load(changes: Partial<MembershipLoad> = {}): MembershipLoad {
  return {
    networkName: 'ICLEI',
    fromYear: 2020,
    untilYear: null,
    feeDueOn: null,
    dormant: false,
    moneyRecorded: null,
    ...changes,
  };
}

const times = (count: number, changes: Partial<MembershipLoad> = {}) =>
  Array.from({ length: count }, (_, index) => load({ networkName: `Red ${index}`, ...changes }));

describe('the years of a membership', () => {
  it.each([
    [null, null, true, 'años sin constancia'],
    [2016, null, true, 'desde 2016'],
    [2016, 2020, false, '2016-2020'],
    [2026, 2026, true, '2026'],
    [null, 2020, false, 'hasta 2020'],
    [null, 2027, true, 'hasta 2027'],
    [2027, null, false, 'desde 2027'],
  ])('%s to %s', (fromYear, untilYear, current, text) => {
    expect(isCurrent({ fromYear, untilYear }, 2026)).toBe(current);
    expect(yearsText({ fromYear, untilYear })).toBe(text);
  });
});

describe('too many networks at once', () => {
  it.each<[string, MembershipLoad[], RegExp[]]>([
    ['none', [], []],
    ['five are no load', times(5), []],
    ['six are', times(6), [/6 redes a la vez/]],
    ['ended ones do not count', [...times(5), ...times(5, { untilYear: 2025 })], []],
    ['two new ones', times(2, { fromYear: 2026 }), []],
    ['three new ones', times(3, { fromYear: 2026 }), [/3 redes en 2026/]],
    ['a fee without resources', [load({ feeDueOn: '2026-12-01', moneyRecorded: false })], [/cuotas.*ICLEI/]],
    ['a fee that nobody evaluated', [load({ feeDueOn: '2026-12-01' })], [/cuotas.*ICLEI/]],
    ['a fee with resources', [load({ feeDueOn: '2026-12-01', moneyRecorded: true })], []],
    ['no fee', [load({ moneyRecorded: false })], []],
    ['a dormant network', [load({ networkName: 'OLACCHI', dormant: true })], [/Sin actividad.*OLACCHI/]],
    ['a dormant network left behind', [load({ dormant: true, untilYear: 2013 })], []],
  ])('%s', (_name, memberships, expected) => {
    const warnings = overloadWarnings(memberships, TODAY);
    expect(warnings).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(warnings[index]).toMatch(pattern);
  });

  it('is never told less because of one network more', () => {
    const any = fc.record({
      networkName: fc.constantFrom('A', 'B', 'C'),
      fromYear: fc.option(fc.integer({ min: 2015, max: 2027 })),
      untilYear: fc.option(fc.integer({ min: 2015, max: 2030 })),
      feeDueOn: fc.constantFrom(null, '2026-12-31'),
      dormant: fc.boolean(),
      moneyRecorded: fc.constantFrom(null, true, false),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), any, (memberships, more) => {
        const before = overloadWarnings(memberships, TODAY).length;
        expect(overloadWarnings([...memberships, more], TODAY).length).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe('a fee to pay', () => {
  it.each([
    ['2026-11-20', 'overdue', 'La cuota venció el 20 nov 2026, hace 1 día'],
    ['2026-11-21', 'near', 'La cuota vence el 21 nov 2026: es hoy'],
    ['2026-11-22', 'near', 'La cuota vence el 22 nov 2026: falta 1 día'],
    ['2026-12-21', 'near', 'La cuota vence el 21 dic 2026: faltan 30 días'],
    ['2026-12-22', 'later', 'La cuota vence el 22 dic 2026: faltan 31 días'],
  ])('%s', (dueOn, state, text) => {
    expect(feeDue(dueOn, TODAY)).toEqual({ state, text });
  });
});

describe('a membership as its form sends it', () => {
  const form = {
    role: 'member',
    fromYear: '2024',
    untilYear: '',
    feeAmount: '3.500',
    feeCurrency: 'usd',
    feeDueOn: '2027-01-31',
    noteEs: '',
  };

  it('is read', () => {
    expect(readMembership(form, TODAY)).toEqual({
      role: 'member',
      fromYear: 2024,
      untilYear: null,
      feeAmount: '3500.00',
      feeCurrency: 'USD',
      feeDueOn: '2027-01-31',
      noteEs: null,
    });
    expect(readMembership({ role: 'observer' }, TODAY)).toMatchObject({ fromYear: null, feeAmount: null });
  });

  it.each([
    [{ role: 'jefe' }, 'role', 'Elija el papel de su GAD.'],
    [{ fromYear: '24' }, 'fromYear', 'Escriba un año de cuatro cifras, por ejemplo 2024.'],
    [{ fromYear: '2027' }, 'fromYear', 'Ese año todavía no llega. Escriba el año en que entró.'],
    [{ untilYear: '2020' }, 'untilYear', 'El último año es anterior al primero. Revise los dos.'],
    [{ feeCurrency: '' }, 'feeCurrency', 'Indique la moneda de la cuota.'],
    [{ feeCurrency: 'dólar' }, 'feeCurrency', 'Use tres letras, por ejemplo USD.'],
    [{ feeDueOn: '2027-02-31' }, 'feeDueOn', 'Esa fecha no existe. Escríbala como AAAA-MM-DD.'],
    [
      { feeAmount: 'mucho' },
      'feeAmount',
      'No se entiende el monto «mucho». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.',
    ],
  ])('%j is refused at its field', (change, field, message) => {
    const input = { ...form, ...change };
    expect(faults(input)).toEqual([{ field, message }]);
  });

  function faults(input: unknown): DomainError['fields'] {
    try {
      readMembership(input, TODAY);
    } catch (error) {
      if (error instanceof DomainError) return error.fields;
      throw error;
    }
    return [];
  }
});
