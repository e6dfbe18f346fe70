import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { guessMapping, type PlanDraft, type PlanVocabulary, readPlanRows } from './index.js';

const VOCABULARY: PlanVocabulary = {
  themes: [
    { code: 'agua-potable', nameEs: 'Agua potable', keywords: ['redes de agua'], generic: false },
    {
      code: 'riego-y-drenaje',
      nameEs: 'Riego y drenaje',
      keywords: ['riego', 'canales de riego'],
      generic: false,
    },
    { code: 'desarrollo-local', nameEs: 'Desarrollo local', keywords: ['desarrollo'], generic: true },
  ],
  sdgs: [{ number: 6, nameEs: 'Agua limpia y saneamiento' }],
  competences: new Set(['MUN-04']),
};

function read(...rows: string[][]): PlanDraft {
  const sheet = { name: 'Hoja', rows };
  return readPlanRows(sheet, guessMapping([sheet], 0, 0), VOCABULARY);
}

const messages = (draft: PlanDraft) => draft.faults.map(({ message }) => message);

describe('a spreadsheet read as a plan', () => {
  it('gives every column of a complete row', () => {
    const titles = [
      'Código',
      'Componente',
      'Objetivo estratégico',
      'Meta',
      'Programa',
      'Presupuesto',
      'Territorio',
      'Objetivo nacional',
      'Temas',
      'ODS',
      'Competencias',
      'Fuente',
    ];
    const cells = [
      '1.1',
      'Social',
      'Mejorar la vida',
      'Ampliar el agua',
      'Agua segura',
      '12,3 millones',
      'Zona rural',
      'Objetivo 3',
      'Agua potable',
      'ODS 6',
      'mun-04',
      'https://gad.example/p.pdf',
    ];
    const { rows, faults, notes } = read(titles, cells);
    expect([faults, notes]).toEqual([[], []]);
    expect(rows).toEqual([
      {
        row: 2,
        suggestedThemes: [],
        priority: {
          planCode: '1.1',
          component: 'Social',
          objective: 'Mejorar la vida',
          text: 'Ampliar el agua',
          programme: 'Agua segura',
          budget: '12300000.00',
          currency: 'USD',
          territory: 'Zona rural',
          nationalObjective: 'Objetivo 3',
          themes: ['agua-potable'],
          sdgs: [6],
          competences: ['MUN-04'],
          sourceUrl: 'https://gad.example/p.pdf',
          sourceKind: 'plan',
        },
      },
    ]);
  });

  it('tells the faults of all rows at once, with the row of the sheet and the title of the column', () => {
    const draft = read(
      ['Cod.', 'Eje', 'Meta', 'Presupuesto USD', 'ODS', 'Tema'],
      ['1', 'Social', 'Uno', '12.3.4', '6', ''],
      [],
      ['1', 'Social', '', '5', '18', 'cohetes'],
    );
    expect(messages(draft)).toEqual([
      'Fila 2, columna Presupuesto USD: no se entiende el monto «12.3.4». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.',
      'Fila 4, columna Meta: falta el texto de la prioridad.',
      'Fila 4, columna Tema: no existe el tema «cohetes». Use un tema de la lista, por su código o su nombre.',
      'Fila 4, columna Cod.: el código «1» ya está en la fila 2.',
      'Fila 4, columna ODS: el ODS «18» no existe: van del 1 al 17.',
    ]);
  });

  it('takes the component from the row above and says so; the first row must have one', () => {
    const draft = read(['Eje', 'Meta'], ['Social', 'a'], ['', 'b'], ['', 'c']);
    expect(draft.rows.map(({ priority }) => priority.component)).toEqual(['Social', 'Social', 'Social']);
    expect(draft.notes).toEqual(['En 2 filas el componente estaba vacío: se tomó el de la fila de arriba.']);
    expect(messages(read(['Eje', 'Meta'], ['', 'a']))).toEqual(['Fila 2, columna Eje: falta el componente.']);
  });

  it('writes one component in one way, the usual one, and says so', () => {
    const draft = read(
      ['Eje', 'Meta'],
      ['SOCIO CULTURAL', 'a'],
      ['Sociocultural', 'b'],
      ['Sociocultural', 'c'],
    );
    expect(new Set(draft.rows.map(({ priority }) => priority.component))).toEqual(new Set(['Sociocultural']));
    expect(draft.notes).toEqual([
      'El componente está escrito de varias maneras («Sociocultural», «SOCIO CULTURAL»): se guarda «Sociocultural».',
    ]);
  });

  it('suggests topics only for rows that name none, and never the too broad ones', () => {
    const { rows } = read(
      ['Meta', 'Programa', 'Tema'],
      ['Construir canal de riego', 'Redes de agua', ''],
      ['Redes de agua y desarrollo', '', 'Riego y drenaje'],
      ['Impulsar el desarrollo', '', ''],
    );
    expect(rows.map(({ suggestedThemes }) => suggestedThemes)).toEqual([
      ['riego-y-drenaje', 'agua-potable'],
      [],
      [],
    ]);
  });

  it('wants a column with the texts and at least one row', () => {
    expect(messages(read(['Relleno'], ['x']))).toEqual([
      'Indique qué columna tiene el texto de cada prioridad.',
    ]);
    expect(messages(read(['Meta']))).toEqual(['No hay ninguna fila con prioridades debajo de los títulos.']);
  });

  it('tells a currency that does not exist', () => {
    expect(messages(read(['Meta', 'Monto', 'Moneda'], ['a', '5', 'QQX']))).toEqual([
      'Fila 2, columna Moneda: no existe la moneda «QQX». Escriba el código de tres letras, por ejemplo USD o EUR.',
    ]);
  });

  it.each([
    [['TOTAL', '', '500']],
    [['Subtotal:', '', '500']],
    [['Sub-total', '', '500']],
    [['Suma', '', '500']],
    [['Total componente social', '', '500']],
    [['', 'TOTAL', '500']],
    [['TOTAL GENERAL', 'Total general', '500']],
  ])('leaves out the row of sums %j and says so', (sums) => {
    const draft = read(['Eje', 'Meta', 'Monto'], ['Social', 'a', '500'], sums, ['', 'b', '']);
    expect(draft.faults).toEqual([]);
    expect(draft.rows.map(({ row, priority }) => [row, priority.text, priority.component])).toEqual([
      [2, 'a', 'Social'],
      [4, 'b', 'Social'],
    ]);
    expect(draft.notes[0]).toBe('Se omitió 1 fila de totales.');
  });

  it('counts several rows of sums', () => {
    const draft = read(['Eje', 'Meta'], ['Social', 'a'], ['Subtotal', ''], ['Total', '']);
    expect(draft.notes).toEqual(['Se omitieron 2 filas de totales.']);
  });

  it.each([
    [['Total', 'Cobertura total de agua'], 'Cobertura total de agua', 0],
    [['Social', 'Total cobertura de agua'], 'Total cobertura de agua', 0],
    [['Suma de esfuerzos', ''], '', 1],
    [['Sumak kawsay', ''], '', 1],
  ])('keeps %j, which is no sum', (cells, text, faults) => {
    const draft = read(['Eje', 'Meta'], cells);
    expect(draft.rows.map(({ priority }) => priority.text)).toEqual([text]);
    expect([draft.faults.length, draft.notes]).toEqual([faults, []]);
  });

  it('keeps the currency of the amount, then that of its column, then dollars', () => {
    const { rows } = read(
      ['Meta', 'Monto', 'Moneda'],
      ['a', '€ 5', 'USD'],
      ['b', '5', 'EUR'],
      ['c', '5', ''],
      ['d', '', 'EUR'],
    );
    expect(rows.map(({ priority }) => priority.currency)).toEqual(['EUR', 'EUR', 'USD', null]);
  });

  it('never loses a row: each with any text is a priority or a fault', () => {
    const cell = fc.constantFrom('', 'x', '6', '12.3.4', '18', '1');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 30 }), (rows) => {
        const draft = read(['Código', 'Meta', 'Monto', 'ODS'], ...rows.map((row) => [...row]));
        const filled = rows.filter((row) => row.some(Boolean)).length;
        expect(draft.rows).toHaveLength(filled);
        expect(draft.faults.length > 0).toBe(
          filled === 0 || draft.faults.some(({ message }) => message.startsWith('Fila ')),
        );
      }),
    );
  });
});
