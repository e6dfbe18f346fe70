import { describe, expect, it } from '@jest/globals';
import { callInputSchema } from '@chasqui/calls';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import { DEADLINE_ROLES } from '@chasqui/vocabularies';
import fc from 'fast-check';
import { callInputFrom, type CallSource } from './merge-input.js';

const read = (field: ExtractedField, value: unknown, words = String(value)): FieldReading => ({
  field,
  value,
  words,
  part: 'página',
  offset: 0,
  rule: 'test',
  confidence: 1,
});
const source: CallSource = {
  donorId: '00000000-0000-4000-8000-000000000001',
  url: 'https://aecid.es/convocatoria',
  defaults: { zone: 'Europe/Madrid', currency: 'EUR', language: 'es' },
};
const title = read('title', 'Agua segura para los cantones');
const summary = read('summary', 'Financia sistemas de agua en cantones pequeños.');
const exact = (local: string, zone: string | null = null) => ({
  kind: 'exact',
  local,
  zone,
  text: 'hasta el 15',
});
const inputOf = (...fields: FieldReading[]) => callInputFrom([title, summary, ...fields], source);

describe('the input of a form from readings', () => {
  it('has every fact that a form takes', () => {
    const input = inputOf(
      read('language', 'FR'),
      read('opensOn', '2026-02-01'),
      read('deadline', exact('2026-03-15T17:00:00', 'America/Bogota')),
      read('otherDeadlines', [{ role: 'questions', local: '2026-03-01', zone: null, text: ' dudas ' }]),
      read('amountMin', '1000'),
      read('amountMax', '30000.5'),
      read('totalBudget', 2_000_000),
      read('currency', 'usd'),
      read('cofinancingPercent', '12.50'),
      read('applicantTypes', ['GAD municipales', 'GAD municipales', ' ']),
      read('countries', ['ec', 'XX', 'PE', 'Europa']),
      read('territories', ['17', '99']),
      read('requiredDocuments', ['RUC']),
      read('documents', [
        { title: 'Bases', url: 'https://aecid.es/b.pdf' },
        { title: 'Mala', url: 'javascript:x' },
      ]),
      read('contact', 'agua@aecid.es'),
      read('sourceStatus', 'open', 'Abierta'),
    );
    expect(input).toEqual({
      title: 'Agua segura para los cantones',
      summary: 'Financia sistemas de agua en cantones pequeños.',
      donorId: source.donorId,
      sourceUrl: source.url,
      kind: 'open_window',
      financialForm: 'grant',
      language: 'fr',
      opensOn: '2026-02-01',
      deadlineKind: 'exact',
      deadlineLocal: '2026-03-15T17:00',
      deadlineZone: 'America/Bogota',
      deadlineText: 'hasta el 15',
      otherDeadlines: [
        { role: 'questions', local: '2026-03-01T23:59', zone: 'Europe/Madrid', text: 'dudas' },
      ],
      amountMin: '1000.00',
      amountMax: '30000.50',
      totalBudget: '2000000.00',
      currency: 'USD',
      cofinancingPercent: '12.5',
      applicantTypes: ['GAD municipales'],
      countries: ['EC', 'PE'],
      territories: ['17'],
      requiredDocuments: ['RUC'],
      documents: [{ title: 'Bases', url: 'https://aecid.es/b.pdf' }],
      notes: 'Contacto según la fuente: agua@aecid.es\nEstado según la fuente: Abierta',
    });
    expect(callInputSchema.safeParse(input).success).toBe(true);
  });

  it.each<[string, FieldReading[], object]>([
    [
      'nothing else',
      [],
      { deadlineKind: 'unpublished', kind: 'open_window', language: 'es', currency: 'EUR' },
    ],
    [
      'a zone that does not exist',
      [read('deadline', exact('2026-03-15T17:00', 'Mars/Olympus'))],
      { deadlineZone: 'Europe/Madrid' },
    ],
    [
      'a date that does not exist',
      [read('deadline', exact('2026-02-31T17:00'))],
      { deadlineKind: 'unpublished', deadlineText: 'hasta el 15' },
    ],
    [
      'words only',
      [read('deadline', { kind: 'relative', local: null, zone: null, text: null }, 'diez días')],
      { deadlineKind: 'relative', deadlineText: 'diez días' },
    ],
    [
      'no end',
      [read('deadline', { kind: 'permanent', local: null, zone: null, text: null })],
      { deadlineKind: 'permanent', kind: 'permanent' },
    ],
    [
      'an opening behind the close',
      [read('deadline', exact('2026-03-15T17:00')), read('opensOn', '2026-04-01')],
      { opensOn: undefined, notes: 'La fuente da como apertura el 2026-04-01, posterior al cierre.' },
    ],
    [
      'a cut-off behind the close',
      [
        read('deadline', exact('2026-03-15T17:00')),
        read('otherDeadlines', [
          { role: 'cut_off', local: '2026-04-01T12:00', zone: null, text: 'segundo corte' },
        ]),
      ],
      { otherDeadlines: undefined, notes: 'Otra fecha de la fuente: Corte, segundo corte.' },
    ],
    [
      'a least amount above the highest',
      [read('amountMin', '50'), read('amountMax', '20')],
      {
        amountMin: undefined,
        amountMax: '20.00',
        notes: 'La fuente da un monto mínimo de 50.00, mayor que el máximo.',
      },
    ],
  ])('%s', (_, fields, expected) => {
    const input = inputOf(...fields);
    const shown = Object.fromEntries(
      Object.keys(expected).map((name) => [name, input[name as keyof typeof input]]),
    );
    expect(shown).toEqual(expected);
    expect(callInputSchema.safeParse(input).success).toBe(true);
  });

  it('leaves out money without a currency, and tells it', () => {
    const input = callInputFrom([title, summary, read('amountMax', '20')], { ...source, defaults: {} });
    expect(input).not.toHaveProperty('amountMax');
    expect(input.notes).toBe('La fuente da un monto máximo de 20 sin decir la moneda.');
  });

  it('cuts what is too long at a word', () => {
    const input = inputOf(
      read('documents', [{ title: 'palabra '.repeat(60), url: 'https://aecid.es/b.pdf' }]),
    );
    const name = input.documents?.[0]?.title ?? '';
    expect(name).toMatch(/^(palabra )+palabra…$/);
    expect(name.length).toBeLessThanOrEqual(300);
  });

  it('leaves out what is not there', () => {
    const input = callInputFrom([], { donorId: null, url: 'ftp://x', defaults: {} });
    expect(Object.keys(input).toSorted()).toEqual(['deadlineKind', 'financialForm', 'kind', 'language']);
  });

  it('is always accepted when title, summary, donor and address are there', () => {
    const day = fc.constantFrom('2026-02-31', '2026-03-15', '2026-04-01', '2025-12-31', 'ayer');
    const local = fc.oneof(
      day,
      fc
        .tuple(day, fc.constantFrom('T00:00', 'T17:00', 'T25:00', 'T23:59:59'))
        .map((parts) => parts.join('')),
    );
    const zone = fc.constantFrom(null, 'UTC', 'Europe/Madrid', 'Mars/Olympus', '');
    const text = fc.oneof(fc.constant(null), fc.string(), fc.string({ minLength: 400, maxLength: 700 }));
    const kinds = [
      'exact',
      'relative',
      'rolling',
      'cut_offs',
      'recurring',
      'permanent',
      'unpublished',
      'nada',
    ];
    const values: Readonly<Record<ExtractedField, fc.Arbitrary<unknown>>> = {
      title: fc.string({ minLength: 5, maxLength: 700 }).filter((value) => value.trim().length >= 5),
      summary: fc.string({ minLength: 20, maxLength: 300 }).filter((value) => value.trim().length >= 20),
      language: fc.constantFrom('es', 'FR', '??', null),
      opensOn: day,
      deadline: fc.record({ kind: fc.constantFrom(...kinds), local: fc.option(local), zone, text }),
      otherDeadlines: fc.array(
        fc.record({ role: fc.constantFrom(...DEADLINE_ROLES, 'x'), local, zone, text }),
        { maxLength: 45 },
      ),
      amountMin: fc.constantFrom('0', '10', '20.005', '-1', 'x', '9'.repeat(30)),
      amountMax: fc.constantFrom('10', '20', 15, null),
      totalBudget: fc.constantFrom('10', '1e5', {}),
      currency: fc.constantFrom('usd', 'EUR', 'euros', null),
      cofinancingPercent: fc.constantFrom('20', '12.345', '130', '0'),
      applicantTypes: fc.array(fc.string()),
      countries: fc.array(fc.constantFrom('EC', 'ec', 'ZZ', '*', 'Perú')),
      territories: fc.array(fc.constantFrom('17', '1701', '99', 'x')),
      requiredDocuments: fc.oneof(fc.array(fc.string()), fc.string()),
      documents: fc.array(
        fc.record({ title: text, url: fc.constantFrom('https://x.org/a', 'http://u:p@x.org', 'x', '') }),
        { maxLength: 45 },
      ),
      contact: text,
      sourceStatus: text,
    };
    const fields = fc
      .record(values as Record<ExtractedField, fc.Arbitrary<unknown>>, { requiredKeys: ['title', 'summary'] })
      .map((record) =>
        Object.entries(record).map(([field, value]) => read(field as ExtractedField, value, 'words')),
      );
    const defaults = fc.record({ zone, currency: fc.constantFrom(null, 'USD', 'dólares') });
    fc.assert(
      fc.property(fields, defaults, (readings, given) => {
        const input = callInputFrom(readings, { ...source, defaults: given });
        expect(callInputSchema.safeParse(input).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
