import { describe, expect, it } from '@jest/globals';
import { xlsxOf } from '../../../../../test/support/sheets.js';
import { guessMapping } from './guess-mapping.js';
import { itemsOfSheet } from './items-of-sheet.js';
import { spreadsheetAdapter } from './spreadsheet.adapter.js';

const CSV = [
  'Prefectura de Tungurahua;;;;;;',
  ';;;;;;',
  'N.º;Convocatoria;Donante;Fecha límite;Monto máximo;Moneda;Enlace',
  '1;Fondo de Agua 2026;Agencia de la Sierra;31/08/2026;250.000;USD;www.cooperacion.example/agua?utm_source=x',
  '2;Turismo comunitario;Fundación Páramo;Permanente;;;https://x.example/una mala',
  '3;;Nadie;01/01/2026;;;',
  '4;Fondo de Agua 2026;Repetida;01/09/2026;;;http://www.cooperacion.example/agua/',
].join('\n');

const mapped = (headings: readonly string[]) =>
  Object.fromEntries(
    (guessMapping(headings)?.columns ?? []).map(({ heading, field, hint }) => [heading, field ?? hint]),
  );

async function read(csv: string, defaults = {}) {
  const { items, mapping } = await itemsOfSheet(Buffer.from(csv), 'llamados.csv', null);
  const config = spreadsheetAdapter.check({ mapping, defaults });
  return Promise.all(items.map((item) => spreadsheetAdapter.read(config, item)));
}

describe('an uploaded sheet', () => {
  it('gives a call per row below its headings, wherever they begin', async () => {
    const { items, warnings } = await itemsOfSheet(Buffer.from(CSV), 'llamados.csv', null);
    expect(items.map(({ key, url, title }) => [key, url, title])).toEqual([
      [
        'https://www.cooperacion.example/agua',
        'https://www.cooperacion.example/agua?utm_source=x',
        'Fondo de Agua 2026',
      ],
      ['fila#turismo-comunitario', '', 'Turismo comunitario'],
    ]);
    expect(warnings).toEqual([
      expect.stringMatching(/^Fila 5: se tomó sin enlace\. .*espacio dentro/),
      expect.stringMatching(/^Fila 6: no tiene «Convocatoria»/),
      expect.stringMatching(/^Fila 7: repite una anterior/),
    ]);
  });

  it('reads its columns as facts or as words', async () => {
    const [water, tourism] = await read(CSV, { zone: 'America/Guayaquil' });
    expect(water!.known.map(({ field, value }) => [field, value])).toEqual([
      ['deadline', { kind: 'exact', local: '2026-08-31T23:59', zone: 'America/Guayaquil', text: null }],
      ['amountMax', '250000.00'],
      ['currency', 'USD'],
    ]);
    expect(water!.parts.map(({ name, hint }) => [name, hint])).toEqual([
      ['Convocatoria', 'title'],
      ['N.º', null],
      ['Donante', null],
    ]);
    expect(tourism!.parts).toContainEqual(
      expect.objectContaining({ name: 'Fecha límite', hint: 'deadline' }),
    );
  });

  it('reads dates that the program holds as such', async () => {
    const bytes = xlsxOf([
      ['Título', 'Cierre', 'Publicación'],
      ['Becas', '2026-03-31', '2026-01-02'],
    ]);
    const { items, mapping } = await itemsOfSheet(bytes, 'x.xlsx', null);
    const text = await spreadsheetAdapter.read(spreadsheetAdapter.check({ mapping }), items[0]!);
    expect(text.known).toMatchObject([
      { field: 'deadline', value: { local: '2026-03-31T23:59', zone: null } },
    ]);
    expect(text.publishedOn).toBe('2026-01-02');
  });

  it('reads months before days only where no other reading is possible', async () => {
    const [first] = await read('Title;Deadline\nA;03/04/2026\nB;12/31/2026');
    expect(first!.known[0]!.value).toMatchObject({ local: '2026-03-04T23:59' });
    const [spanish] = await read('Title;Deadline\nA;03/04/2026\nB;04/05/2026');
    expect(spanish!.known[0]!.value).toMatchObject({ local: '2026-04-03T23:59' });
  });

  it('is read by the mapping that a person chose', async () => {
    const mapping = spreadsheetAdapter.check({
      mapping: { title: 'B', key: 'A', columns: [{ heading: 'C', field: 'deadline', dates: 'dmy' }] },
    }).mapping!;
    const { items } = await itemsOfSheet(Buffer.from('A;B;C\n7;Becas;1/2/2026'), 'x.csv', mapping);
    expect(items.map(({ key, title }) => [key, title])).toEqual([['7', 'Becas']]);
  });

  it.each([
    ['sin encabezados\nconocidos', /fila de encabezados/],
    ['Título;Cierre\n;31/12/2026', /ninguna fila con título/],
    ['', /vacío/],
  ])('that holds no calls is refused: %j', async (csv, reason) => {
    await expect(itemsOfSheet(Buffer.from(csv), 'x.csv', null)).rejects.toThrow(reason);
  });

  it('cannot be collected: it has to be uploaded', () => {
    expect(() => spreadsheetAdapter.collect(spreadsheetAdapter.check({}), {} as never)).toThrow(
      /suba la hoja/,
    );
  });
});

describe('the meaning of headings', () => {
  it.each([
    [
      [
        'Título',
        'Fecha de apertura',
        'Fecha de cierre',
        'Presupuesto total',
        'Países elegibles',
        'Correo de contacto',
      ],
      {
        'Fecha de apertura': 'opensOn',
        'Fecha de cierre': 'deadline',
        'Presupuesto total': 'totalBudget',
        'Países elegibles': 'applicants',
        'Correo de contacto': 'contact',
      },
    ],
    [
      [
        'Opportunity title',
        'Funder',
        'Closing date',
        'Award ceiling',
        'Award floor',
        'Eligible applicants',
        'URL',
      ],
      {
        Funder: null,
        'Closing date': 'deadline',
        'Award ceiling': 'amountMax',
        'Award floor': 'amountMin',
        'Eligible applicants': 'applicants',
      },
    ],
    [
      [
        'NOMBRE DE LA CONVOCATORIA',
        'COOPERANTE',
        'PLAZO',
        'MONTO',
        '% contrapartida',
        'Áreas temáticas',
        'Bases',
      ],
      {
        COOPERANTE: null,
        PLAZO: 'deadline',
        MONTO: 'amount',
        '% contrapartida': 'amount',
        'Áreas temáticas': 'themes',
        Bases: 'documents',
      },
    ],
  ])('%j', (headings, meaning) => {
    expect(mapped(headings)).toEqual(meaning);
  });

  it('is none where nothing names the calls', () => {
    expect(guessMapping(['Fecha', 'Monto'])).toBeNull();
  });
});
