import { describe, expect, it } from '@jest/globals';
import type { ExtractedField } from '@chasqui/extraction';
import fc from 'fast-check';
import { type CallChange, CHANGE_KINDS, SEVERITY_OF } from '../changes/change.js';
import { EXTRACTED_FIELD_LABELS } from '../changes/labels.js';
import {
  type CurrentValue,
  decide,
  type Decision,
  defaultPolicy,
  REIMPORT_POLICIES,
  type ReimportPolicy,
} from './policy.js';

const exact = (local: string) => ({ kind: 'exact', local, zone: 'UTC', text: null });
const side = (value: unknown, known = true) => ({ value, words: String(value), known, currency: null });
const change = (
  kind: CallChange['kind'],
  field: ExtractedField,
  after: unknown,
  known = true,
): CallChange => ({
  kind,
  field,
  before: null,
  after: after === null ? null : side(after, known),
  severity: SEVERITY_OF[kind],
});
const bySource = (value: unknown): CurrentValue => ({ value, setBy: 'source', fromReading: value });
const byPerson = (value: unknown, fromReading: unknown): CurrentValue => ({
  value,
  setBy: 'person',
  fromReading,
});

describe('the default policy', () => {
  it.each<[ExtractedField, unknown, boolean, boolean, ReimportPolicy]>([
    ['deadline', exact('2026-03-01T12:00'), true, true, 'auto'],
    ['deadline', exact('2026-03-01T12:00'), true, false, 'ask'],
    ['deadline', exact('2026-03-01T12:00'), false, true, 'ask'],
    ['deadline', { kind: 'relative', local: null, zone: null, text: 'x' }, true, true, 'ask'],
    ['documents', [], false, false, 'auto'],
    ['contact', 'a@b.org', false, false, 'auto'],
    ['title', 'x', true, true, 'ask'],
    ['summary', 'x', true, true, 'ask'],
    ['amountMax', '1', true, true, 'auto'],
    ['amountMax', '1', false, true, 'ask'],
    ['countries', ['EC'], true, false, 'ask'],
  ])('of %s: %j, known %s, trusted %s', (field, value, known, trusted, expected) => {
    expect(defaultPolicy(field, side(value, known), trusted)).toBe(expected);
  });
});

describe('what to do with a change', () => {
  const early = exact('2026-03-01T12:00');
  const late = exact('2026-03-15T12:00');

  it.each<[string, ExtractedField, ReimportPolicy | null, CurrentValue, CallChange, boolean, Decision]>([
    [
      'an extension that a trusted source states',
      'deadline',
      null,
      bySource(early),
      change('extended', 'deadline', late),
      true,
      'apply',
    ],
    [
      'the same in prose',
      'deadline',
      null,
      bySource(early),
      change('extended', 'deadline', late, false),
      true,
      'propose',
    ],
    [
      'the same from a source nobody trusts',
      'deadline',
      null,
      bySource(early),
      change('extended', 'deadline', late),
      false,
      'propose',
    ],
    [
      'a shortened deadline from one, though it updates by itself',
      'deadline',
      'auto',
      bySource(late),
      change('brought_forward', 'deadline', early),
      false,
      'propose',
    ],
    [
      'a deadline that vanished',
      'deadline',
      'auto',
      bySource(late),
      change('deadline_changed', 'deadline', null),
      true,
      'propose',
    ],
    [
      'a deadline that became words',
      'deadline',
      'auto',
      bySource(late),
      change('deadline_changed', 'deadline', { kind: 'relative', local: null, zone: null, text: 'x' }),
      true,
      'propose',
    ],
    [
      'what a person corrected',
      'amountMax',
      'auto',
      byPerson('5', '3'),
      change('amount', 'amountMax', '4'),
      true,
      'propose',
    ],
    [
      'what a person had already seen',
      'amountMax',
      'auto',
      byPerson('5', '3'),
      change('amount', 'amountMax', '3.00'),
      true,
      'ignore',
    ],
    [
      'what a person wrote and the source now says too',
      'amountMax',
      'ask',
      byPerson('5', '3'),
      change('amount', 'amountMax', '5.00'),
      true,
      'ignore',
    ],
    [
      'a frozen field',
      'amountMax',
      'frozen',
      bySource('5'),
      change('amount', 'amountMax', '4'),
      true,
      'ignore',
    ],
    [
      'new documents',
      'documents',
      null,
      bySource([]),
      change('documents', 'documents', [{ title: 'A', url: 'https://x.org/a' }]),
      false,
      'apply',
    ],
    ['another title', 'title', null, bySource('Agua'), change('text', 'title', 'Riego'), true, 'propose'],
    [
      'another title where it may update by itself',
      'title',
      'auto',
      bySource('Agua'),
      change('text', 'title', 'Riego'),
      false,
      'apply',
    ],
    [
      'only accents',
      'title',
      null,
      bySource('Gestion'),
      change('cosmetic', 'title', 'Gestión'),
      true,
      'ignore',
    ],
    [
      'only accents where it may update by itself',
      'title',
      'auto',
      bySource('Gestion'),
      change('cosmetic', 'title', 'Gestión'),
      true,
      'apply',
    ],
    [
      'a title that vanished',
      'title',
      'auto',
      bySource('Agua'),
      change('text', 'title', null),
      true,
      'ignore',
    ],
  ])('%s', (_, field, policy, current, given, trusted, expected) => {
    expect(decide(field, policy, current, given, trusted)).toBe(expected);
  });

  const fields = Object.keys(EXTRACTED_FIELD_LABELS) as ExtractedField[];
  const value = fc.oneof(fc.string(), fc.constant(null), fc.array(fc.string()), fc.constantFrom(early, late));
  const given = fc.record({
    field: fc.constantFrom(...fields),
    policy: fc.constantFrom(...REIMPORT_POLICIES, null),
    kind: fc.constantFrom(...CHANGE_KINDS),
    current: value,
    fromReading: value,
    after: value,
    known: fc.boolean(),
    trusted: fc.boolean(),
  });

  it('never overwrites what a person set', () => {
    fc.assert(
      fc.property(given, ({ field, policy, kind, current, fromReading, after, known, trusted }) => {
        const decision = decide(
          field,
          policy,
          byPerson(current, fromReading),
          change(kind, field, after, known),
          trusted,
        );
        expect(decision).not.toBe('apply');
      }),
    );
  });

  it('never takes away a deadline by itself', () => {
    fc.assert(
      fc.property(given, ({ policy, kind, known, trusted }) => {
        const decision = decide(
          'deadline',
          policy,
          bySource(early),
          change(kind, 'deadline', null, known),
          trusted,
        );
        expect(decision).not.toBe('apply');
      }),
    );
  });
});
