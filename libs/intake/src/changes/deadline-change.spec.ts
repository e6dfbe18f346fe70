import { describe, expect, it } from '@jest/globals';
import type { DeadlineReading, ExtractedField } from '@chasqui/extraction';
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
const closes = (local: string, zone: string | null = 'Europe/Madrid', words = local): ReadValue =>
  read('deadline', { kind: 'exact', local, zone, text: null }, words);
const deadline = (kind: DeadlineReading['kind'], text: string | null = null) =>
  read('deadline', { kind, local: null, zone: null, text }, text ?? kind);

/** "kind severity field" of each change. */
const told = (before: readonly ReadValue[], after: readonly ReadValue[], more: Partial<ChangeContext> = {}) =>
  changesBetween(before, after, { ...context, ...more }).map(
    ({ kind, severity, field }) => `${kind} ${severity} ${field ?? '-'}`,
  );

describe('changes of the close', () => {
  it.each<[string, ReadValue, ReadValue, string[]]>([
    ['a later day', closes('2026-03-15T23:59'), closes('2026-03-30T23:59'), ['extended important deadline']],
    [
      'an earlier day',
      closes('2026-03-15T23:59'),
      closes('2026-03-01T17:00'),
      ['brought_forward immediate deadline'],
    ],
    [
      'an earlier hour',
      closes('2026-03-15T17:00'),
      closes('2026-03-15T12:00'),
      ['brought_forward immediate deadline'],
    ],
    [
      'a later hour',
      closes('2026-03-15T12:00'),
      closes('2026-03-15T17:00'),
      ['deadline_changed important deadline'],
    ],
    [
      'an hour where there was only a day',
      closes('2026-03-15T23:59', null, '15 de marzo'),
      closes('2026-03-15T14:00', null, '15 de marzo, 14:00'),
      ['brought_forward immediate deadline'],
    ],
    [
      'the same moment in another zone',
      closes('2026-03-15T17:00', 'Europe/Madrid'),
      closes('2026-03-15T11:00', 'America/Guayaquil'),
      [],
    ],
    [
      'the same wall clock further east',
      closes('2026-03-15T17:00', 'America/Guayaquil'),
      closes('2026-03-15T17:00', 'Europe/Madrid'),
      ['brought_forward immediate deadline'],
    ],
    ['a zone that is no longer given', closes('2026-03-15T17:00'), closes('2026-03-15T17:00', null), []],
    [
      'a time of day that is no longer given',
      closes('2026-03-15T17:00', null, '15 de marzo, 17 h'),
      closes('2026-03-15T23:59', null, '15 de marzo'),
      ['text minor deadline'],
    ],
    [
      'midnight said out loud',
      closes('2026-03-15T17:00', null, '15 de marzo, 17 h'),
      closes('2026-03-15T23:59', null, '15 de marzo, 23:59'),
      ['deadline_changed important deadline'],
    ],
    ['a date without time', closes('2026-03-15T23:59'), closes('2026-03-15'), []],
    ['the minute of midnight', closes('2026-03-15T23:59'), closes('2026-03-16T00:00'), []],
    [
      'words instead of a date',
      closes('2026-03-15T23:59'),
      deadline('relative', 'diez días'),
      ['deadline_changed important deadline'],
    ],
    [
      'a date at last',
      deadline('relative', 'diez días'),
      closes('2026-03-15T23:59'),
      ['deadline_changed important deadline'],
    ],
    [
      'an end for what had none',
      deadline('permanent'),
      closes('2026-03-15T23:59'),
      ['deadline_changed immediate deadline'],
    ],
    [
      'no end any more',
      closes('2026-03-15T23:59'),
      deadline('rolling'),
      ['deadline_changed important deadline'],
    ],
    [
      'other words for the same kind',
      deadline('rolling', 'abierta siempre'),
      deadline('rolling', 'continua'),
      [],
    ],
    [
      'an earlier day, both past',
      closes('2026-01-15T23:59'),
      closes('2026-01-10T23:59'),
      ['brought_forward minor deadline'],
    ],
    [
      'a day that is past now',
      closes('2026-03-15T23:59'),
      closes('2026-01-10T23:59'),
      ['brought_forward immediate deadline'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told([title, before], [title, after])).toEqual(expected);
  });

  it('a cut-off model that becomes one earlier date is brought forward', () => {
    const cutOffs = read('otherDeadlines', [
      { role: 'cut_off', local: '2026-04-01T12:00', zone: 'UTC', text: null },
      { role: 'cut_off', local: '2026-10-01T12:00', zone: 'UTC', text: null },
    ]);
    const after = [title, closes('2026-04-01T12:00', 'UTC'), cutOffs];
    expect(told([title, deadline('cut_offs'), cutOffs], after)).toEqual([
      'brought_forward immediate deadline',
    ]);
  });

  it('an earlier close that people can still act on is always immediate', () => {
    const minute = fc.date({
      min: new Date('2026-02-02T00:00Z'),
      max: new Date('2028-01-01T00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(minute, minute, (one, other) => {
        const [early, late] = [one, other].map((at) => at.toISOString().slice(0, 16)).toSorted();
        fc.pre(Date.parse(`${late}Z`) - Date.parse(`${early}Z`) > 60_000);
        const shortened = told(
          [title, closes(late!, 'UTC', `${late} h`)],
          [title, closes(early!, 'UTC', `${early} h`)],
        );
        expect(shortened).toEqual(['brought_forward immediate deadline']);
      }),
    );
  });
});

describe('other dates', () => {
  const dates = (...list: readonly (readonly [string, string])[]) =>
    read(
      'otherDeadlines',
      list.map(([role, local]) => ({ role, local, zone: 'UTC', text: null })),
    );

  it.each<[string, ReadValue, ReadValue, string[]]>([
    [
      'another order',
      dates(['cut_off', '2026-03-01T12:00'], ['questions', '2026-02-20T12:00']),
      dates(['questions', '2026-02-20T12:00'], ['cut_off', '2026-03-01T12:00']),
      [],
    ],
    [
      'an earlier expression of interest',
      dates(['expression_of_interest', '2026-03-01T12:00']),
      dates(['expression_of_interest', '2026-02-20T12:00']),
      ['brought_forward immediate otherDeadlines'],
    ],
    [
      'a later one',
      dates(['expression_of_interest', '2026-03-01T12:00']),
      dates(['expression_of_interest', '2026-03-20T12:00']),
      ['extended important otherDeadlines'],
    ],
    [
      'an earlier day of results',
      dates(['results', '2026-06-01T12:00']),
      dates(['results', '2026-05-20T12:00']),
      ['deadline_changed important otherDeadlines'],
    ],
    [
      'a past cut-off that is no longer listed',
      dates(['cut_off', '2026-01-01T12:00'], ['cut_off', '2026-06-01T12:00']),
      dates(['cut_off', '2026-06-01T12:00']),
      [],
    ],
    [
      'one cut-off more',
      dates(['cut_off', '2026-06-01T12:00']),
      dates(['cut_off', '2026-06-01T12:00'], ['cut_off', '2026-10-01T12:00']),
      ['deadline_changed important otherDeadlines'],
    ],
    [
      'the last cut-off dropped',
      dates(['cut_off', '2026-06-01T12:00'], ['cut_off', '2026-10-01T12:00']),
      dates(['cut_off', '2026-06-01T12:00']),
      ['brought_forward immediate otherDeadlines'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told([title, before], [title, after])).toEqual(expected);
  });
});
