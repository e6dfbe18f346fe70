import { describe, expect, it } from '@jest/globals';
import { findAmounts } from './find-amounts.js';

/** "5000 USD", "80 %"; "-" is no currency. */
function read(text: string, language?: string): string {
  return findAmounts({ text, struck: [] }, { language })
    .map((mention) =>
      [mention.value, mention.type === 'percent' ? '%' : (mention.currency ?? '-')].flat().join(' '),
    )
    .join(' · ');
}

describe('percents and numbers in words', () => {
  it.each<[text: string, read: string, language?: string]>([
    ['del 10 al 15%', '10 % · 15 %'],
    ['50 à 80 %', '50 % · 80 %'],
    ['between 10 and 15 per cent', '10 % · 15 %'],
    ['10-15%', '10 % · 15 %'],
    ['entre el 50 % y el 80 %', '50 % · 80 %'],
    ['al 3 o 4 %, por ende', '3 % · 4 %'],
    ['2021-2027 20%', '20 %'],
    ['entre el 20 y el 30 por ciento', '20 % · 30 %'],
    ['80 %', '80 %'],
    ['80%', '80 %'],
    ['80 por ciento', '80 %'],
    ['20 per cent', '20 %'],
    ['12,5 %', '12.5 %'],
    ['5 puntos porcentuales', '5 %'],
    ['300 % del salario', '300 %'],
    ['al 100 por 100', '100 %'],
    ['20 Prozent', '20 %'],
    ['veinte por ciento (20%)', '20 %'],
    ['80 per cento', '80 %'],
    ['80 % de los costes', '80 %'],
    ['0,5 % anual', '0.5 %'],
    ['2.5 percent', '2.5 %'],
    ['80%de los costes', '80 %'],
    ['10 %-25 %', '10 % · 25 %'],
    ['entre 5 y 10 puntos porcentuales', '5 % · 10 %'],
    ['zwischen 10 und 20 Prozent', '10 % · 20 %'],
    ['un 80-90% de los costes', '80 % · 90 %'],
    ['el 50% (cincuenta por ciento)', '50 %'],
    ['cincuenta por ciento (50%)', '50 %'],
    ['menos del 5 %', '5 %'],
    ['100% financiado', '100 %'],
    ['tasa del 4.75% anual', '4.75 %'],
    ['33,33 %', '33.33 %'],
    ['1.5 % to 2 %', '1.5 % · 2 %'],
    ['0,7 % del PIB', '0.7 %'],
    ['2 puntos sobre 10 y un 5% adicional', '5 %'],
  ])('%j is %s', (text, expected, ...[language]) => {
    expect(read(text, language)).toBe(expected);
  });

  it.each<[text: string, read: string, language?: string]>([
    ['cien mil dólares', '100000 USD'],
    ['dos millones de euros', '2000000 EUR'],
    ['medio millón de dólares', '500000 USD'],
    ['half a million dollars', '500000 USD'],
    ['un millón y medio de euros', '1500000 EUR'],
    ['eine halbe Million Euro', '500000 EUR'],
    ['one and a half million euros', '1500000 EUR'],
    ['anderthalb Millionen Euro', '1500000 EUR'],
    ['fünfundzwanzigtausend Euro', '25000 EUR'],
    ['duecentocinquantamila euro', '250000 EUR'],
    ['vint-i-cinc mil euros', '25000 EUR'],
    ['cinquante mille euros', '50000 EUR'],
    ['quatre-vingt-dix mille euros', '90000 EUR'],
    ['two hundred and fifty thousand dollars', '250000 USD'],
    ['trezentos mil reais', '300000 BRL'],
    ['zwei Millionen Euro', '2000000 EUR'],
    ['dos-cents mil euros', '200000 EUR'],
    ['treinta y cinco mil dólares', '35000 USD'],
    ['un millón doscientos mil dólares', '1200000 USD'],
    ['mil quinientos euros', '1500 EUR'],
    ['a million euros', '1000000 EUR'],
    ['a hundred thousand dollars', '100000 USD'],
    ['ochenta por ciento', '80 %'],
    ['vingt pour cent', '20 %'],
    ['zwanzig Prozent', '20 %'],
    ['venti per cento', '20 %'],
    ['vinte por cento', '20 %'],
    ['vint per cent', '20 %'],
    ['setenta y cinco por ciento', '75 %'],
    ['seventy-five percent', '75 %'],
    ['entre cinco y diez mil dólares', '5000 USD · 10000 USD'],
    ['de un millón a dos millones de euros', '1000000 EUR · 2000000 EUR'],
    ['between one and two million euros', '1000000 EUR · 2000000 EUR'],
    ['entre dez e vinte por cento', '10 % · 20 %'],
    ['mil millones de euros', '1000000000 EUR'],
    ['tres mil millones de euros', '3000000000 EUR'],
    ['mil milhões de euros', '1000000000 EUR'],
    ['two billion dollars', '2000000000 USD'],
    ['soixante-quinze mille euros', '75000 EUR'],
    ['deux millions cinq cent mille euros', '2500000 EUR'],
    ['seicentomila euro', '600000 EUR'],
    ['cuesta mil dólares', '1000 USD'],
    ['cien dólares', '100 USD'],
  ])('%j in words is %s', (text, expected, ...[language]) => {
    expect(read(text, language)).toBe(expected);
  });
});
