import { describe, expect, it } from '@jest/globals';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import fc from 'fast-check';
import { type FieldMemory, settle, settledValues } from './settle.js';

const read = (field: ExtractedField, value: unknown): FieldReading => ({
  field,
  value,
  words: String(value),
  part: 'página',
  offset: null,
  rule: 'known',
  confidence: 1,
});
const exact = (local: string) => ({ kind: 'exact', local, zone: 'UTC', text: null });

/** How many changes each reading of a field gives, one after the other; null: the source does not give it. */
function changesOf(field: ExtractedField, values: readonly unknown[]): number[] {
  let memory: FieldMemory = {};
  return values.map((value) => {
    const settled = settle(memory, value === null ? [] : [read(field, value)]);
    memory = settled.memory;
    return settled.changes.length;
  });
}

describe('a value that flickers', () => {
  it.each<[string, ExtractedField, unknown[], number[]]>([
    ['gone once', 'contact', ['a', null, 'a'], [1, 0, 0]],
    ['gone twice', 'contact', ['a', null, null], [1, 0, 1]],
    ['gone for good', 'contact', ['a', null, null, null, null], [1, 0, 1, 0, 0]],
    ['back after it was gone', 'contact', ['a', null, null, 'a'], [1, 0, 1, 1]],
    ['another one after a gap', 'contact', ['a', null, 'b'], [1, 0, 1]],
    ['never there', 'contact', [null, '', null], [0, 0, 0]],
    [
      'a list in another order',
      'countries',
      [
        ['EC', 'PE'],
        ['PE', 'EC'],
      ],
      [1, 0],
    ],
    ['an empty list is missing', 'countries', [['EC'], [], ['EC']], [1, 0, 0]],
    [
      'a deadline gone twice and back',
      'deadline',
      [exact('2026-03-01T12:00'), null, null, exact('2026-03-01T12:00')],
      [1, 0, 1, 0],
    ],
    [
      'a deadline that is only words for once',
      'deadline',
      [
        exact('2026-03-01T12:00'),
        { kind: 'relative', local: null, zone: null, text: 'diez días' },
        exact('2026-03-01T12:00'),
      ],
      [1, 0, 0],
    ],
    [
      'a deadline that is unpublished',
      'deadline',
      [exact('2026-03-01T12:00'), { kind: 'unpublished', local: null, zone: null, text: null }, null],
      [1, 0, 1],
    ],
    ['decimals', 'amountMax', ['30000', '30000.00'], [1, 0]],
  ])('%s', (_, field, values, expected) => {
    expect(changesOf(field, values)).toEqual(expected);
  });

  it('never takes a deadline away without a person', () => {
    const first = settle({}, [read('deadline', exact('2026-03-01T12:00')), read('contact', 'a')]).memory;
    const { memory, changes } = settle(settle(first, []).memory, []);
    expect(changes.map(({ field, needsCurator }) => [field, needsCurator])).toEqual([
      ['deadline', true],
      ['contact', false],
    ]);
    expect(settledValues(memory).map(({ field }) => field)).toEqual(['deadline']);
  });

  const value = fc.constantFrom('a', 'b', 'c');
  it('gives no change when it comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean())), (steps) => {
        // Each value twice, at most one reading without it in between.
        const values = steps.flatMap(([each, gap]) => (gap ? [each, null, each] : [each, each]));
        const counts = changesOf('contact', values);
        const switches = steps.filter(([each], index) => each !== steps[index - 1]?.[0]).length;
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(switches);
      }),
    );
  });

  it('gives exactly one when it stays away', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 2, max: 10 }), (each, length) => {
        const counts = changesOf('contact', [each, ...Array.from({ length }, () => null)]);
        expect(counts).toEqual([1, 0, 1, ...Array.from({ length: length - 2 }, () => 0)]);
      }),
    );
  });
});
