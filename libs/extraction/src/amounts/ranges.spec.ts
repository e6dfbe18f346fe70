import { describe, expect, it } from '@jest/globals';
import { findAmounts } from './find-amounts.js';

/** "5000 USD max", "80 %"; "-" is no currency. */
function read(text: string, language?: string): string {
  return findAmounts({ text, struck: [] }, { language })
    .map((mention) =>
      [mention.value, mention.type === 'percent' ? '%' : (mention.currency ?? '-'), mention.role ?? []]
        .flat()
        .join(' '),
    )
    .join(' · ');
}

describe('ranges and lists', () => {
  it.each<[text: string, read: string, language?: string]>([
    ['entre 50.000 y 100.000 euros', '50000 EUR min · 100000 EUR max'],
    ['from EUR 100 000 to EUR 500 000', '100000 EUR min · 500000 EUR max'],
    ['€50,000–€100,000', '50000 EUR min · 100000 EUR max'],
    ['€50,000–100,000', '50000 EUR min · 100000 EUR max'],
    ['entre 5 y 10 millones de euros', '5000000 EUR min · 10000000 EUR max'],
    ['de 20.000 a 50.000 dólares', '20000 USD min · 50000 USD max'],
    ['between $10,000 and $50,000', '10000 USD min · 50000 USD max'],
    ['between 10,000 and 50,000 euros', '10000 EUR min · 50000 EUR max'],
    ['zwischen 50.000 und 100.000 Euro', '50000 EUR min · 100000 EUR max'],
    ['de 50 000 à 100 000 €', '50000 EUR min · 100000 EUR max'],
    ['da 50.000 a 100.000 euro', '50000 EUR min · 100000 EUR max'],
    ['entre 30.000 e 60.000 euros', '30000 EUR min · 60000 EUR max'],
    ['entre 500.000 y 1 millón de euros', '500000 EUR min · 1000000 EUR max'],
    ['$1-2 million', '1000000 USD min · 2000000 USD max'],
    ['€5–10m', '5000000 EUR min · 10000000 EUR max'],
    ['de $139 a $160 millones de dólares', '139000000 USD min · 160000000 USD max'],
    ['entre 500 mil y 2 millones de dólares', '500000 USD min · 2000000 USD max'],
    ['US$ 3,5 a 4 millones', '3500000 USD min · 4000000 USD max'],
    ['USD 10.000 - USD 20.000', '10000 USD min · 20000 USD max'],
    ['von 10.000 bis 25.000 Euro', '10000 EUR min · 25000 EUR max'],
    [
      'The average CFLI contribution is between CAD $25,000 and CAD $35,000 (the maximum contribution is CAD $100,000).',
      '25000 CAD min · 35000 CAD max · 100000 CAD max',
    ],
    [
      'Any grant requested under this call must fall between: minimum amount: EUR 250 000; maximum amount: EUR 1 000 000.',
      '250000 EUR min · 1000000 EUR max',
    ],
    [
      'minimum percentage: 50 % of the total eligible costs of the action; maximum percentage: 75 % of the total eligible costs',
      '50 % min · 75 % max',
    ],
    [
      'The indicative allocation for Lot 1 is EUR 3 500 000 and for Lot 2 EUR 1 250 000.',
      '3500000 EUR total · 1250000 EUR',
    ],
    [
      'O valor máximo é de € 50.000,00 e o valor mínimo de € 10.000,00.',
      '50000.00 EUR max · 10000.00 EUR min',
    ],
    ['Montant de la subvention : de 10 000 € à 60 000 € maximum par projet', '10000 EUR min · 60000 EUR max'],
    [
      "Il contributo massimo concedibile è pari a € 30.000,00 e non può superare l'80% dei costi ammissibili.",
      '30000.00 EUR max · 80 % max',
    ],
    ['Gefördert werden bis zu 75 % der Kosten, höchstens jedoch 250.000 €.', '75 % max · 250000 EUR max'],
    ['Projekte mit einem Volumen zwischen 5 und 20 Mio. Euro', '5000000 EUR min · 20000000 EUR max'],
    [
      'Se otorgarán 3 premios: primer lugar $10.000, segundo lugar $5.000 y tercer lugar $2.500.',
      '10000 USD · 5000 USD · 2500 USD',
    ],
    ['Primer premio: 10.000 euros; segundo: 5.000; tercero: 2.500.', '10000 EUR · 5000 EUR · 2500 EUR'],
    ['The budget ranges between EUR 500,000 and EUR 1.5 million.', '500000 EUR min · 1500000 EUR max'],
    [
      'La Unión Europea aporta 3.200.000 euros (80%) y los socios 800.000 euros (20%).',
      '3200000 EUR · 80 % · 800000 EUR · 20 %',
    ],
    ['10.000 a 20.000 EUR', '10000 EUR min · 20000 EUR max'],
    ['EUR 10.000 bis 20.000', '10000 EUR min · 20000 EUR max'],
    ['10k-20k EUR', '10000 EUR min · 20000 EUR max'],
    ['€1m to €2m', '1000000 EUR min · 2000000 EUR max'],
    ['entre US$ 10 mil y US$ 50 mil', '10000 USD min · 50000 USD max'],
    ['desde USD 5.000 hasta USD 25.000', '5000 USD min · 25000 USD max'],
    ['de 5 mil a 10 mil dólares', '5000 USD min · 10000 USD max'],
    ['entre cincuenta mil y cien mil euros', '50000 EUR min · 100000 EUR max'],
    ['entre el 10 % y el 25 % del total', '10 % min · 25 % max'],
    ['from 50 to 80 per cent', '50 % min · 80 % max'],
    ['Bolsa de 1.200 € mensuales y 500 € para viajes', '1200 EUR total · 500 EUR'],
    [
      'Der Höchstbetrag liegt bei 200.000 EUR, der Mindestbetrag bei 20.000 EUR.',
      '200000 EUR max · 20000 EUR min',
    ],
    ['Fördersumme: 10.000 – 50.000 €', '10000 EUR min · 50000 EUR max'],
    ['La subvention couvrira entre 50 % et 80 % des coûts éligibles.', '50 % min · 80 % max'],
    ['pari al 70% del costo totale e comunque non oltre 50.000 euro', '70 % · 50000 EUR'],
    ['Até 70% do custo total, limitado a R$ 1.500.000,00', '70 % max · 1500000.00 BRL max'],
    ['USD 50 mil a USD 200 mil por projeto', '50000 USD min · 200000 USD max'],
    ['grants from USD 5,000 up to USD 50,000', '5000 USD min · 50000 USD max'],
    ['awards between 10 and 20 thousand dollars', '10000 USD min · 20000 USD max'],
    ['no less than USD 100,000 and no more than USD 500,000', '100000 USD min · 500000 USD max'],
    ['Minimum grant: USD 10,000. Maximum grant: USD 100,000.', '10000 USD min · 100000 USD max'],
    [
      'El monto mínimo a financiar es de USD 20.000 y el máximo de USD 150.000',
      '20000 USD min · 150000 USD max',
    ],
    ['presupuesto estimado: entre $80 y $120 mil', '80000 USD min · 120000 USD max'],
    ['EUR 1 = USD 1,08', '1 EUR · 1.08 USD'],
    ['EUR 10,000-15,000 per partner', '10000 EUR min · 15000 EUR max'],
    ['25 000–50 000 €', '25000 EUR min · 50000 EUR max'],
    ['£5,000 - £20,000', '5000 GBP min · 20000 GBP max'],
    ['El 1,5 % del presupuesto, unos 300.000 euros', '1.5 % · 300000 EUR total'],
    ['5% de USD 200.000', '5 % · 200000 USD'],
    ['Plazo 12 meses | 50.000 USD | 20 %', '50000 USD · 20 %'],
    [
      'Las ayudas tendrán una cuantía mínima de 3.000 € y máxima de 15.000 €.',
      '3000 EUR min · 15000 EUR max',
    ],
    [
      'El importe de la subvención no podrá ser superior a 60.000,00 euros ni al 80% del coste total del proyecto.',
      '60000.00 EUR max · 80 % max',
    ],
    ['aportes entre 10 y 20 mil USD por iniciativa', '10000 USD min · 20000 USD max'],
    ['1.er premio 3.000 €, 2.º premio 2.000 €, 3.er premio 1.000 €', '3000 EUR · 2000 EUR · 1000 EUR'],
    ['Premio 1: USD 5.000. Premio 2: USD 3.000.', '5000 USD · 3000 USD'],
    ['Category A (up to $5,000); Category B ($5,001-$25,000)', '5000 USD max · 5001 USD min · 25000 USD max'],
  ])('%j is %s', (text, expected, ...[language]) => {
    expect(read(text, language)).toBe(expected);
  });
});
