import { describe, expect, it } from '@jest/globals';
import { amountOf, countOf, field, goalsOf, isTrue, percentOf, textOf, wordsOf } from './values.js';

describe('a text', () => {
  it.each([
    ['  Ambato ', 'Ambato'],
    [1801, '1801'],
    [['a', null, 'b'], 'a; b'],
    [{ name: 'AECID', country: 'ES' }, 'AECID'],
    [{ code: '14030' }, '14030'],
    [null, ''],
    [undefined, ''],
    [true, ''],
    [{}, ''],
  ])('of %j is «%s»', (value, expected) => {
    expect(textOf(value)).toBe(expected);
  });
});

describe('a list of words', () => {
  it.each([
    [
      ['agua, saneamiento', ' riego '],
      ['agua, saneamiento', 'riego'],
    ],
    ['agua; riego, drenaje', ['agua', 'riego, drenaje']],
    ['agua, riego', ['agua', 'riego']],
    ['agua\nriego', ['agua', 'riego']],
    ['100,000 residents or more', ['100,000 residents or more']],
    [
      [{ name: 'agua' }, null, 6],
      ['agua', '6'],
    ],
    [null, []],
    ['', []],
  ])('of %j is %j', (value, expected) => {
    expect(wordsOf(value)).toEqual(expected);
  });
});

describe('a number', () => {
  it.each([
    [50000, '50000.00'],
    ['50000', '50000.00'],
    ['50.000,50', '50000.50'],
    ['USD 1,250,000', '1250000.00'],
    ['hasta 250.000 euros por proyecto', '250000.00'],
    ['1,5 millones de dólares', '1500000.00'],
    [-1, null],
    [Number.NaN, null],
    ['por definir', null],
    [null, null],
  ])('of money in %j is %j', (value, expected) => {
    expect(amountOf(value)).toBe(expected);
  });

  it.each([
    [20, '20'],
    ['20 %', '20'],
    ['al menos 12,5 por ciento', '12.5'],
    [0, '0'],
    [150, null],
    ['ninguna', null],
    [null, null],
  ])('of a share in %j is %j', (value, expected) => {
    expect(percentOf(value)).toBe(expected);
  });

  it.each([
    [
      [6, '13', 'ODS 11'],
      [6, 13, 11],
    ],
    ['6, 13', [6, 13]],
    ['ODS 6.1 y ODS 6.2', [6]],
    [[0, 18, 'todos'], []],
    [null, []],
  ])('of goals in %j are %j', (value, expected) => {
    expect(goalsOf(value)).toEqual(expected);
  });

  it.each([
    ['389.221', 389221],
    [12_500, 12_500],
    ['desconocida', null],
  ])('of people in %j is %j', (value, expected) => {
    expect(countOf(value)).toBe(expected);
  });
});

describe('a field', () => {
  it('is the first that says something', () => {
    expect(field({ a: null, b: '', c: 0, d: 'x' }, 'a', 'b', 'c', 'd')).toBe(0);
  });

  it('is never one that every object has', () => {
    expect(field({}, 'constructor', 'toString')).toBeUndefined();
  });

  it.each([
    [true, true],
    ['sí', true],
    ['true', true],
    [1, true],
    [false, false],
    ['no', false],
    [null, false],
  ])('%j is a yes: %s', (value, expected) => {
    expect(isTrue(value)).toBe(expected);
  });
});
