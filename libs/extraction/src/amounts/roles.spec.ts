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

describe('what an amount or a percent is for', () => {
  it.each<[text: string, read: string, language?: string]>([
    ['Award ceiling: 300,000', '300000 - max'],
    ['premios de 10.000, 5.000 y 2.500 euros', '10000 EUR · 5000 EUR · 2500 EUR'],
    ['hasta 80 %', '80 % max'],
    ['al menos el 20% del presupuesto total', '20 % min'],
    ['la ayuda cubrirá hasta el 80 % de los costes', '80 % max'],
    ['contrapartida mínima del 20 %', '20 % cofinancing'],
    ['Co-financing of at least 10 %', '10 % cofinancing'],
    ['Eigenanteil von mindestens 10 %', '10 % cofinancing'],
    ["un apport propre d'au moins 20 %", '20 % cofinancing'],
    ['cofinanziamento del 25%', '25 % cofinancing'],
    ['aporte propio del 30%', '30 % cofinancing'],
    ['20% matching contribution', '20 % cofinancing'],
    ['los solicitantes deberán aportar al menos el 25 % del costo', '25 % cofinancing'],
    ['el 20 % restante como contrapartida', '20 % cofinancing'],
    [
      'hasta 60.000 dólares o el 80 % del costo, con contrapartida mínima del 20 %',
      '60000 USD max · 80 % max · 20 % cofinancing',
    ],
    [
      'El monto máximo es de 10 millones de yenes (aproximadamente USD 90,000).',
      '10000000 JPY max · 90000 USD',
    ],
    [
      'IAF grants range from $25,000 to $400,000 over one to four years; counterpart of at least 50%.',
      '25000 USD min · 400000 USD max · 50 % cofinancing',
    ],
    [
      'Estimated Total Program Funding: $5,000,000\nAward Ceiling: $500,000\nAward Floor: $50,000\nExpected Number of Awards: 10',
      '5000000 USD total · 500000 USD max · 50000 USD min',
    ],
    [
      'Estimated Total Program Funding | 5000000\nAward Ceiling | 500000\nAward Floor | 50000',
      '5000000 - total · 500000 - max · 50000 - min',
    ],
    [
      'Cuantía total: 1.500.000,00 €. Cuantía máxima por proyecto: 60.000 €.',
      '1500000.00 EUR total · 60000 EUR max',
    ],
    ['Presupuesto: Hasta USD$ 20.000 por organización. Plazo de ejecución: 12 meses.', '20000 USD max'],
    [
      'El financiamiento cubre hasta el 70% del costo total del proyecto; el 30% restante debe ser aportado por el solicitante.',
      '70 % max · 30 % cofinancing',
    ],
    [
      'Se exige una contraparte mínima del 10% en efectivo y 20% en especie.',
      '10 % cofinancing · 20 % cofinancing',
    ],
    [
      'O apoio financeiro não reembolsável é de até R$ 250 mil por projeto, com contrapartida mínima de 10%.',
      '250000 BRL max · 10 % cofinancing',
    ],
    ['Valor global do edital: R$ 10.000.000,00 (dez milhões de reais).', '10000000.00 BRL total'],
    [
      "L'enveloppe globale de l'appel à projets est de 1,2 million d'euros. Le montant de la subvention ne peut excéder 70 % du budget total, dans la limite de 100 000 €.",
      '1200000 EUR total · 70 % max · 100000 EUR max',
    ],
    ['La dotazione finanziaria complessiva è di euro 2.000.000,00.', '2000000.00 EUR total'],
    ['Cofinanziamento minimo del 20% a carico del proponente.', '20 % cofinancing'],
    [
      "L'import màxim per projecte és de 40.000 euros i el percentatge de cofinançament mínim del 20%.",
      '40000 EUR max · 20 % cofinancing',
    ],
    ["La dotació pressupostària és d'1.200.000 euros.", '1200000 EUR total'],
    [
      'Die Fördersumme beträgt maximal 50.000 Euro pro Projekt, der Eigenanteil mindestens 25 %.',
      '50000 EUR max · 25 % cofinancing',
    ],
    ['Das Gesamtvolumen beläuft sich auf 20 Mio. EUR.', '20000000 EUR total'],
    [
      'El GEF/PPD otorga donaciones de hasta USD 50.000 (cincuenta mil dólares) por proyecto.',
      '50000 USD max',
    ],
    ['Grants of up to US$150,000 are available for strategic projects.', '150000 USD max'],
    ['Funding available: £2.5 million over 3 years (2024-2027).', '2500000 GBP total'],
    ['Total: 1.234.567,89 EUR', '1234567.89 EUR total'],
    [
      'un aporte de US$ 2,3 millones del Fondo Verde y US$ 700 mil de contrapartida local',
      '2300000 USD · 700000 USD cofinancing',
    ],
    [
      'Presupuesto | 300.000 €\nPlazo | 12 meses\nCofinanciación | 20 %',
      '300000 EUR total · 20 % cofinancing',
    ],
    ['Subvención máxima | 80 %', '80 % max'],
    ['mind. 10 % Eigenmittel', '10 % cofinancing'],
    ['Der Eigenanteil der Partner beträgt 5.000 Euro.', '5000 EUR cofinancing'],
    ['Für die Ausschreibung stehen insgesamt eine Million Euro zur Verfügung.', '1000000 EUR total'],
    [
      'Budget total : 500 000 EUR ; montant minimum : 20 000 EUR ; montant maximum : 60 000 EUR',
      '500000 EUR total · 20000 EUR min · 60000 EUR max',
    ],
    ['une contribution financière à hauteur de 15 000 euros maximum', '15000 EUR max'],
    ["un cofinancement d'au moins 20 % du budget total est exigé", '20 % cofinancing'],
    ['fino a un massimo di 25.000,00 euro', '25000.00 EUR max'],
    ['non inferiore a € 5.000,00', '5000.00 EUR min'],
    ['contrapartida de, no mínimo, 30%', '30 % cofinancing'],
    ['fins a un màxim de 60.000 €', '60000 EUR max'],
    ['El cofinançament ha de ser com a mínim del 10 %', '10 % cofinancing'],
    ["amb un pressupost d'un milió d'euros", '1000000 EUR total'],
    [
      'The call has a total budget of EUR 6 million, of which EUR 2 million for Latin America.',
      '6000000 EUR total · 2000000 EUR',
    ],
    ['The EU contribution may not exceed 90% of total eligible costs', '90 % max'],
    ['Applicants must provide at least 10 % co-funding', '10 % cofinancing'],
    ['matching funds equal to 25% of the grant', '25 % cofinancing'],
    ['cost share of 15 percent', '15 % cofinancing'],
    [
      'con una dotación de 2,5 M€ y un máximo por proyecto de 250.000 €',
      '2500000 EUR total · 250000 EUR max',
    ],
    ['tope máximo de USD 12.000,00 más IVA', '12000.00 USD max'],
    ['El subsidio no podrá exceder de ARS 3.000.000', '3000000 ARS max'],
    ['El aporte de contraparte de la municipalidad será de USD 30.000', '30000 USD cofinancing'],
    ['aporte local: US$ 15 000,00', '15000.00 USD cofinancing'],
    ['cofinanciamiento: 40%', '40 % cofinancing'],
    ['La AECID cofinanciará hasta el 80 % del proyecto', '80 % max'],
    ['financiará hasta un 90% y la entidad local aportará el 10% restante', '90 % max · 10 % cofinancing'],
    ['al menos 20 % de mujeres beneficiarias', '20 % min'],
    ['el gasto administrativo no debe superar el 10% del presupuesto total', '10 % max'],
    ['Un presupuesto total de 450.000, de los cuales 300.000 son de la UE.', '450000 - total · 300000 -'],
    ['Financiamiento total: 12,5 millones', '12500000 - total'],
    [
      'La subvención podrá alcanzar el 100 % del presupuesto, con el límite de 12.000 €',
      '100 % · 12000 EUR max',
    ],
    ['Crédito presupuestario: 2 345 678,90 €', '2345678.90 EUR total'],
    [
      'A esta convocatoria se destina un total de un millón quinientos mil euros (1.500.000 €).',
      '1500000 EUR total',
    ],
    ['hasta el setenta y cinco por ciento del costo', '75 % max'],
    ['hasta $25.000 USD (veinticinco mil dólares estadounidenses)', '25000 USD max'],
    ["La contribution de l'UE peut couvrir jusqu'à 95 % des coûts éligibles", '95 % max'],
    [
      'Die Förderquote beträgt 80 %, die restlichen 20 % sind als Eigenanteil zu erbringen.',
      '80 % · 20 % cofinancing',
    ],
    [
      'Se financiarán 10 proyectos de 50.000 dólares cada uno (500.000 dólares en total).',
      '50000 USD · 500000 USD total',
    ],
    [
      '(i) hasta 10.000 USD, (ii) de 10.001 a 50.000 USD, (iii) más de 50.000 USD',
      '10000 USD max · 10001 USD min · 50000 USD max · 50000 USD',
    ],
    [
      'Monto solicitado 35,000.00 Aporte propio 15,000.00 Total 50,000.00',
      '35000.00 - cofinancing · 15000.00 - cofinancing · 50000.00 - total',
    ],
    ['| Monto | 35.000,00 |\n| Contraparte | 15.000,00 |', '35000.00 - · 15000.00 - cofinancing'],
  ])('%j is %s', (text, expected, ...[language]) => {
    expect(read(text, language)).toBe(expected);
  });
});
