import { DomainError } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { readJudgments } from './judgments-file.js';

const HEADER = 'call,gad,grade,eligible,why,half';

function refusal(csv: string): string[] {
  try {
    readJudgments(csv, 'j.csv');
  } catch (error) {
    if (error instanceof DomainError) return [error.message, ...error.fields.map(({ message }) => message)];
    throw error;
  }
  return [];
}

describe('a table of judgements', () => {
  it('keeps codes as text and commas inside quotes', () => {
    expect(
      readJudgments(`\uFEFF${HEADER}\na,03,2,yes,"sirve, y mucho",tuning\nb,0901,0,no,,test\n`, 'j.csv'),
    ).toEqual([
      { callId: 'a', gadId: '03', grade: 2, eligible: 'yes', half: 'tuning' },
      { callId: 'b', gadId: '0901', grade: 0, eligible: 'no', half: 'test' },
    ]);
  });

  it('needs neither halves nor reasons', () => {
    expect(readJudgments('call,gad,grade,eligible\na,03,3,unknown\n', 'j.csv')).toEqual([
      { callId: 'a', gadId: '03', grade: 3, eligible: 'unknown', half: '' },
    ]);
  });

  it.each([
    ['call,gad\na,03', ['Al archivo j.csv le faltan columnas: grade, eligible.']],
    ['', ['Al archivo j.csv le faltan columnas: call, gad, grade, eligible.']],
    [`${HEADER}\n"a`, ['El archivo j.csv no es una tabla CSV con una fila de títulos.']],
    [
      `${HEADER}\na,03,4,yes,,\n,03,1,yes,,\nb,03,1,quizás,,\nc,03,1,yes,,\nc,03,1,yes,,`,
      [
        'El archivo j.csv tiene filas con errores:',
        'Fila 2: grade debe ser 0, 1, 2 o 3.',
        'Fila 3: falta la convocatoria o el GAD.',
        'Fila 4: eligible debe ser yes, no o unknown.',
        'Fila 6: ese par ya está juzgado.',
      ],
    ],
  ])('%j is refused', (csv, expected) => {
    expect(refusal(csv)).toEqual(expected);
  });
});
