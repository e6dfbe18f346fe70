import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { DateMention } from '../types.js';
import { findDates } from './find-dates.js';

const FRAGMENTS = [
  ['15', '31', '30', '29', '2', '1.º', '1er', '15th', '2024', '2023', '20221', '99', '24', '00'],
  ['quince', 'primero', 'treinta y uno', 'dos mil veinticuatro', 'vingt', 'einundzwanzigsten'],
  ['marzo', 'febrero', 'March', 'May', 'may', 'mar', 'set', 'Sept.', 'março', 'août', 'juny', 'März'],
  ['de', 'del', "d'", 'of', 'al', 'a', 'y', 'and', 'entre', 'hasta', 'desde', 'cada', 'until', 'bis'],
  ['año', 'mismo', 'mes', 'viernes', 'lunes', 'días', 'hábiles', 'publicación', 'plazo', 'siguiente'],
  ['-', '/', '.', ',', ':', ';', '(', ')', '|', '\n', '\n\n', '\t', '–', "'", '$', '%', 'T', 'Z', '+'],
  ['17:00', '23h59', '5 p.m.', 'medianoche', 'GMT-5', 'hora de Quito', 'CET', '15/03/2024', '2024-03-15'],
].flat();
const grammar = fc
  .array(fc.tuple(fc.constantFrom(...FRAGMENTS), fc.constantFrom('', ' ', ' ')), { maxLength: 60 })
  .map((parts) => parts.map(([words, gap]) => words + gap).join(''));
const published = fc.option(fc.constantFrom('2024-02-29', '2023-12-31', 'no date', '2024-13-40'), {
  nil: undefined,
});

/** What must hold of every mention, whatever the text; what does not, in words. */
function faultsOf(text: string, found: readonly DateMention[]): string[] {
  const faults: string[] = [];
  let behind = 0;
  for (const mention of found) {
    const { offset, words, time, zone, confidence } = mention;
    const end = offset + words.length;
    if (offset < behind || words === '' || text.slice(offset, end) !== words)
      faults.push(`place of ${words}`);
    if (!isPossible(mention)) faults.push(`value ${mention.value}`);
    if (time !== null && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) faults.push(`time ${time}`);
    if (zone !== null && !DateTime.local({ zone }).isValid) faults.push(`zone ${zone}`);
    if (confidence <= 0 || confidence > 1) faults.push(`confidence ${confidence}`);
    behind = end;
  }
  return faults;
}

function isPossible({ value, precision, recurring, relative }: DateMention): boolean {
  if (value === null) return relative !== null;
  const length = (recurring ? 4 : 7) + (precision === 'day' ? 3 : 0);
  if (value.startsWith('--') !== recurring || value.length !== length) return false;
  const date = DateTime.fromISO(recurring ? `2024${value.slice(1)}` : value, { zone: 'utc' });
  return date.isValid && (relative !== null || (date.year >= 1900 && date.year <= 2100));
}

const read = (text: string, publishedOn?: string) =>
  findDates({ text, struck: [{ start: 0, end: 20 }] }, { publishedOn, language: 'es' });

describe('findDates, whatever it is given', () => {
  it.each([
    ['any text', fc.string({ unit: 'binary', maxLength: 300 }), 500],
    ['any words of dates', grammar, 1500],
  ])('reads %s without failing and finds possible dates only', (_name, texts, numRuns) => {
    const faults = (text: string, publishedOn: string | undefined) => faultsOf(text, read(text, publishedOn));
    const property = fc.property(texts, published, (text, day) => faults(text, day).length === 0);
    expect(fc.check(property, { numRuns })).toMatchObject({ failed: false });
  });

  it('finds every day of the calendar, and it alone', () => {
    const two = (value: number) => String(value).padStart(2, '0');
    const days = [fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 12 })] as const;
    const property = fc.property(...days, fc.integer({ min: 1900, max: 2100 }), (day, month, year) => {
      const value = read(`${two(day)}.${two(month)}.${year}`)[0]?.value;
      return DateTime.utc(year, month, day).isValid
        ? value === `${year}-${two(month)}-${two(day)}`
        : value === undefined;
    });
    expect(fc.check(property)).toMatchObject({ failed: false });
  });

  it.each([
    '1 ',
    '1, ',
    '15 y ',
    '12-',
    '1/',
    'May ',
    '15 de marzo ',
    'plazo de 30 días ',
    '17:00 ',
    'entre julio y ',
    'julio y ',
    'BOE de ',
    'fin-\n',
    '26 mai-25 juin ',
    'El proyecto inicia el 3 de mayo ',
    '( ',
    'a',
  ])('comes to the end of 200 KB of "%s"', (piece) =>
    expect(() => read(piece.repeat(200_000 / piece.length), '2024-01-01')).not.toThrow(),
  );

  it('comes to the end of 200 KB of any words of dates', () => {
    for (const piece of fc.sample(grammar, 5)) {
      const text = `${piece} `.repeat(200_000 / (piece.length + 1));
      expect(() => read(text, '2024-01-01')).not.toThrow();
    }
  });
});
