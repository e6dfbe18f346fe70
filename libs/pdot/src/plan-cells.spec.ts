import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CellFault,
  readAddress,
  readBudget,
  readCompetences,
  readCurrency,
  readSdgs,
  readThemes,
} from './plan-cells.js';

const GOALS = [
  { number: 3, nameEs: 'Salud y bienestar' },
  { number: 6, nameEs: 'Agua limpia y saneamiento' },
  { number: 11, nameEs: 'Ciudades y comunidades sostenibles' },
  { number: 16, nameEs: 'Paz, justicia e instituciones sólidas' },
];
const THEMES = [
  { code: 'agua-potable', nameEs: 'Agua potable' },
  { code: 'riego-y-drenaje', nameEs: 'Riego y drenaje' },
];

describe('a budget as plans write it', () => {
  it.each([
    ['100.000', '100000.00', null],
    ['300,000', '300000.00', null],
    ['12,3 millones', '12300000.00', null],
    ['$161 266 984,99 USD', '161266984.99', 'USD'],
    ['USD$ 500.000,00', '500000.00', 'USD'],
    ['$10.238.354,27 USD', '10238354.27', 'USD'],
    ['€ 40 mil', '40000.00', 'EUR'],
    ['150000', '150000.00', null],
    ['12.3450', '12.35', null],
    ['0.30004', '0.30', null],
    ['999.995001', '1000.00', null],
  ])('«%s» is %s', (text, amount, currency) => {
    expect(readBudget(text)).toEqual({ amount, currency });
  });

  it.each(['', '-', 'N/A', 'S/N', 'no aplica', 'Por definir', '0', '0.00'])('«%s» is none', (text) => {
    expect(readBudget(text)).toBeNull();
  });

  it.each(['12.3.4', 'mucho', '-500', '8 212.149.1', '$ 110 0000'])('«%s» is told, never guessed', (text) => {
    expect(() => readBudget(text)).toThrow(CellFault);
    expect(() => readBudget(text)).toThrow(`«${text}»`);
  });
});

describe('goals (ODS) as plans write them', () => {
  it.each<[string, number[]]>([
    ['6; 11', [6, 11]],
    ['11, 6', [6, 11]],
    ['6 y 11', [6, 11]],
    ['ODS 6', [6]],
    ['ODS 6, ODS 11', [6, 11]],
    ['Objetivo 6', [6]],
    ['6.1', [6]],
    ['Meta 11.6', [11]],
    ['6.1; 11.6; 6.2', [6, 11]],
    ['ODS 6: Agua limpia y saneamiento', [6]],
    ['6. Agua limpia y saneamiento', [6]],
    ['AGUA LIMPIA Y SANEAMIENTO', [6]],
    ['Paz, justicia e instituciones solidas', [16]],
    ['Salud y bienestar\nAgua limpia y saneamiento', [3, 6]],
    ['', []],
    ['N/A', []],
  ])('«%s»', (text, expected) => {
    expect(readSdgs(text, GOALS)).toEqual(expected);
  });

  it.each([
    ['18', 'van del 1 al 17'],
    ['0; 6', 'van del 1 al 17'],
    ['agua', 'no se entiende el ODS «agua»'],
    ['6.11', 'sepárelos con punto y coma'],
  ])('«%s» is refused with what to write', (text, message) => {
    expect(() => readSdgs(text, GOALS)).toThrow(message);
  });

  it('gives goals from 1 to 17, each once and in order, or says what is wrong', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 17 }), { maxLength: 8 }), (numbers) => {
        const expected = [...new Set(numbers)].toSorted((a, b) => a - b);
        expect(readSdgs(numbers.join('; '), GOALS)).toEqual(expected);
        expect(readSdgs(numbers.map((each) => `ODS ${each}`).join(', '), GOALS)).toEqual(expected);
      }),
    );
  });
});

describe('topics, competences and the rest', () => {
  it('takes topics by code or by Spanish name', () => {
    expect(readThemes('agua-potable; Riego y Drenaje, AGUA POTABLE', THEMES)).toEqual([
      'agua-potable',
      'riego-y-drenaje',
    ]);
    expect(readThemes('no aplica', THEMES)).toEqual([]);
  });

  it('offers the topic that was probably meant', () => {
    expect(() => readThemes('agua', THEMES)).toThrow(
      'no existe el tema «agua». ¿Quiso decir «Agua potable»?',
    );
    expect(() => readThemes('cohetes', THEMES)).toThrow('Use un tema de la lista');
  });

  it('takes competences by code and tells those that do not exist', () => {
    const known = new Set(['MUN-04', 'MUN-05']);
    expect(readCompetences('mun-04, MUN-05', known)).toEqual(['MUN-04', 'MUN-05']);
    expect(() => readCompetences('MUN-04; MUN-99', known)).toThrow('no existe la competencia «MUN-99»');
  });

  it.each([
    ['usd', 'USD'],
    ['dólares', 'USD'],
    ['€', 'EUR'],
    ['', null],
  ])('reads the currency «%s»', (text, code) => expect(readCurrency(text)).toBe(code));

  it('takes only web addresses for sources', () => {
    expect(readAddress(' https://gad.example/pdot.pdf ')).toBe('https://gad.example/pdot.pdf');
    expect(() => readAddress('javascript:alert(1)')).toThrow('https://');
    expect(() => readCurrency('plata')).toThrow('tres letras');
  });

  it('takes only currencies that exist', () => {
    expect(readCurrency('cop')).toBe('COP');
    expect(() => readCurrency('QQX')).toThrow(
      'no existe la moneda «QQX». Escriba el código de tres letras, por ejemplo USD o EUR.',
    );
  });
});
