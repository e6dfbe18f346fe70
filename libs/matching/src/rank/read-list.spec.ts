import { DomainError } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import { CALL_LIST, GAD_LIST, readList } from './read-list.js';

const ids = (text: string, kind = CALL_LIST) => readList(text, 'x.json', kind).map(({ id }) => id);

function refusal(text: string, kind = CALL_LIST): string[] {
  try {
    readList(text, 'x.json', kind);
  } catch (error) {
    if (error instanceof DomainError) return [error.message, ...error.fields.map(({ message }) => message)];
    throw error;
  }
  return [];
}

describe('a list of records', () => {
  it.each([
    ['[{"id":"a"},{"id":2}]', CALL_LIST, ['a', '2']],
    ['{"calls":[{"id":"a"}]}', CALL_LIST, ['a']],
    ['\uFEFF[]', CALL_LIST, []],
    [
      '[{"id":"g","dpaCode":"0101"},{"dpaCode":"0102"},{"id":null,"dpaCode":"0103"}]',
      GAD_LIST,
      ['g', '0102', '0103'],
    ],
    ['{"gads":[{"dpaCode":"0101"}]}', GAD_LIST, ['0101']],
  ])('%s holds its records', (text, kind, expected) => {
    expect(ids(text, kind)).toEqual(expected);
  });

  it.each([
    ['{', ['El archivo x.json no es JSON. Revise que esté completo.']],
    [
      '{"id":"a"}',
      ['El archivo x.json no tiene una lista de convocatorias: debe ser [ … ] o {"calls": [ … ]}.'],
    ],
    ['null', ['El archivo x.json no tiene una lista de convocatorias: debe ser [ … ] o {"calls": [ … ]}.']],
    [
      '[{"id":"a"},{"title":"sin código"},"b",{"id":"a"}]',
      [
        'El archivo x.json no se puede leer:',
        'A la convocatoria que ocupa el lugar 2 de x.json le falta su código («id»).',
        'El elemento 3 de x.json no es un objeto con campos.',
        'El código «a» está dos veces en x.json: en los lugares 1 y 4.',
      ],
    ],
  ])('%s is refused', (text, expected) => {
    expect(refusal(text)).toEqual(expected);
  });

  it('of GADs says which codes count', () => {
    expect(refusal('[{"name":"Ambato"}]', GAD_LIST)[1]).toBe(
      'Al GAD que ocupa el lugar 1 de x.json le falta su código («id» o «dpaCode»).',
    );
  });

  it('with many faults tells the first and how many more there are', () => {
    const told = refusal(JSON.stringify(Array.from({ length: 30 }, () => ({}))));
    expect(told).toHaveLength(22);
    expect(told.at(-1)).toBe('Y 10 más.');
  });
});
