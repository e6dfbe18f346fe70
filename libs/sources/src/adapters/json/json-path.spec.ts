import { describe, expect, it } from '@jest/globals';
import { pathSchema, valueAt, valuesAt, withValueAt } from './json-path.js';

const record = {
  data: {
    items: [
      { id: 1, tags: ['a', 'b'] },
      { id: 2, tags: [] },
    ],
  },
  'fecha fin': 'x',
  vacío: null,
};

describe('a path in a record', () => {
  it.each<[string, unknown[]]>([
    ['data.items[0].id', [1]],
    ['data.items[].id', [1, 2]],
    ['data.items[].tags[]', ['a', 'b']],
    ['data.items[0].tags[1]', ['b']],
    ['data.items[7].id', []],
    ['fecha fin', ['x']],
    ['vacío', [null]],
    ['no.hay', []],
    ['data[].id', []],
    ['constructor', []],
    ['__proto__.polluted', []],
    ['data.items.length', []],
  ])('%s gives %j', (path, values) => {
    expect(pathSchema.safeParse(path).success).toBe(true);
    expect(valuesAt(record, path)).toEqual(values);
  });

  it('that is empty is the value itself', () => {
    expect(valueAt([1], '')).toEqual([1]);
    expect(valuesAt([[1, 2], [3]], '[][]')).toEqual([1, 2, 3]);
  });

  it.each(['.a', 'a.', 'a..b', 'a[', 'a[x]', 'a]b', 'a[0]b', 'a[99999]', 'a .b', 'x'.repeat(300)])(
    '%s is none',
    (path) => {
      expect(pathSchema.safeParse(path).success).toBe(false);
    },
  );

  it('puts a value in its place and leaves the rest', () => {
    expect(withValueAt({ a: 1, p: { n: 0, m: 2 } }, 'p.n', 5)).toEqual({ a: 1, p: { n: 5, m: 2 } });
    expect(withValueAt({}, 'p.n', 5)).toEqual({ p: { n: 5 } });
    withValueAt({}, '__proto__.polluted', true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
