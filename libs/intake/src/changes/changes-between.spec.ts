import { describe, expect, it } from '@jest/globals';
import type { ExtractedField } from '@chasqui/extraction';
import fc from 'fast-check';
import type { ChangeContext, ReadValue } from './change.js';
import { changesBetween } from './changes-between.js';

const NOW = new Date('2026-02-01T15:00:00Z');
const context: ChangeContext = { now: NOW, lastKnown: null, zone: 'America/Guayaquil' };

const read = (field: ExtractedField, value: unknown, words = String(value)): ReadValue => ({
  field,
  value,
  words,
});
const title = read('title', 'Agua segura para los cantones');

/** "kind severity field" of each change. */
const told = (before: readonly ReadValue[], after: readonly ReadValue[], more: Partial<ChangeContext> = {}) =>
  changesBetween(before, after, { ...context, ...more }).map(
    ({ kind, severity, field }) => `${kind} ${severity} ${field ?? '-'}`,
  );

describe('other facts', () => {
  it.each<[string, ReadValue[], ReadValue[], string[]]>([
    ['decimals of another length', [read('amountMax', '30000')], [read('amountMax', '30000.00')], []],
    [
      'more money',
      [read('amountMax', '30000')],
      [read('amountMax', '35000')],
      ['amount important amountMax'],
    ],
    [
      'another currency',
      [read('currency', 'USD'), read('amountMax', '30000')],
      [read('currency', 'EUR'), read('amountMax', '30000')],
      ['amount important currency'],
    ],
    ['money at last', [], [read('totalBudget', '1000000')], ['amount important totalBudget']],
    [
      'countries in another order',
      [read('countries', ['EC', 'PE'])],
      [read('countries', ['PE', 'EC', 'EC'])],
      [],
    ],
    [
      'a country less',
      [read('countries', ['EC', 'PE'])],
      [read('countries', ['PE'])],
      ['eligibility important countries'],
    ],
    [
      'applicants written otherwise',
      [read('applicantTypes', ['GAD Municipales'])],
      [read('applicantTypes', ['gad municipales.'])],
      ['cosmetic none applicantTypes'],
    ],
    [
      'another share',
      [read('cofinancingPercent', '20')],
      [read('cofinancingPercent', '30.0')],
      ['eligibility important cofinancingPercent'],
    ],
    [
      'a new annex',
      [read('documents', [{ title: 'Bases', url: 'https://x.org/b.pdf' }])],
      [
        read('documents', [
          { title: 'Anexo', url: 'https://x.org/a.pdf' },
          { title: 'Bases', url: 'https://x.org/b.pdf' },
        ]),
      ],
      ['documents minor documents'],
    ],
    [
      'the same annexes elsewhere in the list',
      [
        read('documents', [
          { title: 'A', url: 'https://x.org/a' },
          { title: 'B', url: 'https://x.org/b' },
        ]),
      ],
      [
        read('documents', [
          { title: 'B', url: 'http://x.org/b/' },
          { title: 'A', url: 'https://x.org/a#p' },
        ]),
      ],
      [],
    ],
    [
      'accents in the summary',
      [read('summary', 'Gestion del agua')],
      [read('summary', 'Gestión  del agua.')],
      ['cosmetic none summary'],
    ],
    [
      'a sign that means something',
      [read('summary', 'menos de 80 %')],
      [read('summary', 'más de 80 %')],
      ['text minor summary'],
    ],
    ['other words', [read('summary', 'Agua')], [read('summary', 'Riego')], ['text minor summary']],
    ['an empty list is nothing', [read('requiredDocuments', [])], [], []],
  ])('%s', (_, before, after, expected) => {
    expect(told([title, ...before], [title, ...after])).toEqual(expected);
  });

  it('gives values, words, currency and whether the source gives the value as such', () => {
    const amount = (value: string, words: string): ReadValue => ({
      field: 'amountMax',
      value,
      words,
      offset: null,
    });
    const money = read('currency', 'USD');
    const [change] = changesBetween([amount('1', 'uno'), money], [amount('2', 'dos'), money], context);
    expect(change).toEqual({
      kind: 'amount',
      field: 'amountMax',
      before: { value: '1', words: 'uno', known: true, currency: 'USD' },
      after: { value: '2', words: 'dos', known: true, currency: 'USD' },
      severity: 'important',
    });
  });
});

it('never finds a change between a reading and itself', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constant(null),
    fc.array(fc.string()),
    fc.integer().map(String),
    fc.object(),
  );
  const fields: ExtractedField[] = [
    'title',
    'summary',
    'deadline',
    'otherDeadlines',
    'amountMax',
    'countries',
    'documents',
    'sourceStatus',
    'opensOn',
  ];
  const reading = fc.uniqueArray(
    fc.record({ field: fc.constantFrom(...fields), value, words: fc.string() }),
    { selector: ({ field }) => field },
  );
  fc.assert(
    fc.property(reading, (values) => {
      expect(changesBetween(values, [...values].toReversed(), context)).toEqual([]);
    }),
  );
});
