import type { Call } from '@chasqui/calls';
import { describe, expect, it } from '@jest/globals';
import type { CallChange } from '../changes/change.js';
import { editedChanges, notTold, putBack, textOfEdit } from './edited-changes.js';

const NOW = new Date('2027-03-02T15:00:00Z');

const call = {
  state: 'published',
  mergedIntoId: null,
  title: 'Agua segura para los cantones',
  summary: 'Financia sistemas de agua.',
  language: 'es',
  opensOn: '2027-02-01',
  deadlineKind: 'exact',
  deadlineLocal: '2027-06-30T17:00',
  deadlineZone: 'America/Guayaquil',
  deadlineZoneAssumed: false,
  deadlineText: null,
  closesAt: new Date('2027-06-30T22:00:00Z'),
  otherDeadlines: [],
  amountMin: null,
  amountMax: '50000.00',
  totalBudget: null,
  currency: 'USD',
  cofinancingPercent: null,
  applicantTypes: [],
  countries: ['EC'],
  territories: [],
  requiredDocuments: [],
  documents: [],
} as unknown as Call;
const over = { closesAt: new Date('2027-03-01T22:00:00Z'), deadlineLocal: '2027-03-01T17:00' };

const version = (changes: Partial<Call>): Call => Object.assign(structuredClone(call), changes);
const told = (before: Partial<Call>, after: Partial<Call>) =>
  editedChanges(version(before), version({ ...before, ...after }), NOW).map(
    ({ kind, severity, field }) => `${kind} ${severity} ${field ?? '-'}`,
  );

describe('what a curator changes by hand', () => {
  it.each<[string, Partial<Call>, Partial<Call>, string[]]>([
    ['nothing', {}, {}, []],
    ['a later close', {}, { deadlineLocal: '2027-07-30T17:00' }, ['extended important deadline']],
    ['an earlier close', {}, { deadlineLocal: '2027-05-30T17:00' }, ['brought_forward immediate deadline']],
    ['more money', {}, { amountMax: '60000.00' }, ['amount important amountMax']],
    ['who may apply', {}, { applicantTypes: ['GAD municipales'] }, ['eligibility important applicantTypes']],
    ['the title a little', {}, { title: 'Agua segura para los cantones.' }, ['cosmetic none title']],
    ['other words', {}, { summary: 'Financia plantas de agua potable.' }, ['text minor summary']],
    ['the notes of curators', {}, { notes: 'Revisar.' }, []],
    ['a call that is put away while it is open', {}, { state: 'archived' }, ['withdrawn important -']],
    ['a call that goes back to review', {}, { state: 'in_review' }, ['withdrawn important -']],
    ['a call that is put away when it is over', over, { state: 'archived' }, []],
    ['a duplicate that is joined to another', {}, { state: 'archived', mergedIntoId: 'x' }, []],
    ['a call that was not public', { state: 'in_review' }, { title: 'Otra cosa' }, []],
    ['a call that is published first', { state: 'in_review' }, { state: 'published' }, []],
    [
      'a close in the future after one in the past',
      over,
      { deadlineLocal: '2027-05-30T17:00' },
      ['reopened important deadline'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  it('has words of its own where no source is meant', () => {
    const [gone] = editedChanges(call, version({ state: 'archived' }), NOW);
    expect(textOfEdit(gone!)).toBe('Se retiró la convocatoria');
    expect(textOfEdit(putBack(call))).toBe('La convocatoria vuelve a estar publicada');
    expect(textOfEdit({ ...gone!, kind: 'extended', field: 'deadline' })).toBeNull();
  });
});

describe('what a decision on a finding told already', () => {
  const change = (kind: CallChange['kind'], field: CallChange['field']): CallChange => ({
    kind,
    field,
    before: null,
    after: null,
    severity: 'important',
  });
  const kinds = (changes: CallChange[]) => changes.map(({ kind }) => kind);
  const withdrawn = change('withdrawn', null);
  const amount = change('amount', 'amountMax');

  it.each<[string, CallChange[], CallChange[], string[]]>([
    ['is not told again', [amount], [change('amount', 'amountMax')], []],
    ['does not hide the rest', [amount, change('text', 'title')], [change('text', 'title')], ['amount']],
    ['includes the archive of what the source withdrew', [withdrawn], [change('withdrawn', null)], []],
    [
      'includes the archive of what the source cancelled',
      [withdrawn],
      [change('cancelled', 'sourceStatus')],
      [],
    ],
    ['does not include the archive of what only changed', [withdrawn], [amount], ['withdrawn']],
  ])('%s', (_, changes, before, left) => {
    expect(kinds(notTold(changes, before))).toEqual(left);
  });
});
