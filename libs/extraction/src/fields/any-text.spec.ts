import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeadlineReading, FieldReading, Hint, ItemText, KnownValue } from '../types.js';
import { extractCall } from './extract-call.js';
import { LONGEST_PART } from './read-part.js';

const WORDS = (
  'Cierre: |hasta el |31 de febrero de 2026|30/04/2026|15 de mayo|2026-13-45|a las 25:00|17h00|24:00| (hora de Ecuador)|prórroga |' +
  'ventanilla abierta|convocatoria permanente|USD |1.200.000,50|20 %|contrapartida |del costo total|hasta | \n|\n- |. |; |: | | |' +
  '¿Quiénes pueden participar?|Beneficiarios: |Documentación requerida|Requisitos|Estado: |cerrada|correo@sitio.org|a@b@c.d|' +
  'diez días desde la publicación|cada año|İstanbul|ﬁn|é|fecha de corte: |manifestación de interés |resultados |No |EUR 5 mil'
).split('|');
const text = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 8 })), { maxLength: 30 })
    .map((words) => words.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const hint = fc.constantFrom<Hint | null>(
  ...([null, 'title', 'summary', 'opening', 'deadline', 'published'] as const),
  ...(['amount', 'applicants', 'countries', 'documents', 'contact', 'themes'] as const),
);
const part = fc.record({ text, hint, struckFrom: fc.nat(60), struckLength: fc.integer({ min: 1, max: 30 }) });
const known = fc.record({
  field: fc.constantFrom<KnownValue['field']>(
    'title',
    'deadline',
    'opensOn',
    'amountMax',
    'documents',
    'countries',
    'otherDeadlines',
  ),
  value: fc.oneof(
    fc.anything(),
    fc.constantFrom('2026-02-30', '2026-05-01', '2026-05-01T10:00+0200', 5, 'x'),
  ),
  words: fc.string(),
  part: fc.string(),
});

function itemOf(
  parts: readonly { text: string; hint: Hint | null; struckFrom: number; struckLength: number }[],
) {
  return parts.map(({ text: words, hint: about, struckFrom: start, struckLength }, index) => ({
    name: `parte ${index}`,
    hint: about,
    source: {
      text: words,
      struck: start + struckLength <= words.length ? [{ start, end: start + struckLength }] : [],
    },
  }));
}

function expectPossible(local: string | null) {
  if (local === null) return;
  expect(local).toMatch(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/);
  expect(new Date(`${local}:00Z`).toISOString().slice(0, 16)).toBe(local);
}

function expectTraced(reading: FieldReading, item: ItemText) {
  expect(reading.confidence).toBeGreaterThan(0);
  expect(reading.confidence).toBeLessThanOrEqual(1);
  if (reading.offset === null) return;
  const source = item.parts.find(({ name }) => name === reading.part)!.source.text;
  expect(source.slice(reading.offset, reading.offset + reading.words.length)).toBe(reading.words);
  expect(reading.words).not.toBe('');
}

describe('any text', () => {
  it('gives traced fields with possible dates and never an exception', () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 4 }),
        fc.array(known, { maxLength: 3 }),
        fc.option(fc.constantFrom('2026-03-01', '2026-02-31', 'ayer')),
        (parts, knownValues, publishedOn) => {
          const item: ItemText = {
            url: 'https://fondo.example.org',
            parts: itemOf(parts),
            documents: [{ title: '', url: 'nada' }],
            known: knownValues,
            publishedOn,
            defaults: { language: 'es', zone: 'America/Guayaquil', currency: 'USD' },
          };
          const { fields, conflicts } = extractCall(item);
          expect(new Set(fields.map(({ field }) => field)).size).toBe(fields.length);
          for (const reading of [...fields, ...conflicts.flatMap(({ readings }) => readings)]) {
            expectTraced(reading, item);
            if (reading.field === 'deadline') expectPossible((reading.value as DeadlineReading).local);
            if (reading.field === 'opensOn') expectPossible(`${String(reading.value)}T00:00`);
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it.each([
    ['one endless line', 'Cierre 31 de mayo de 2026 hasta la convocatoria no tiene plazo '.repeat(9_000)],
    ['lines without end', 'Convocatoria hasta el 5 de mayo\n'.repeat(15_000)],
    ['only blanks', ' \n'.repeat(200_000)],
    ['only digits', '1234567890'.repeat(50_000)],
    ['only letters', 'a'.repeat(500_000)],
    ['almost addresses', 'a.b-c@'.repeat(80_000)],
    ['brackets', '[({'.repeat(150_000)],
    ['headings', '¿Quiénes pueden participar?\n'.repeat(15_000)],
    ['bullets', '- Documentación requerida:\n'.repeat(15_000)],
  ])('is read to its end: %s', (_, long) => {
    const source = { text: long, struck: [] };
    const item: ItemText = {
      url: 'https://fondo.example.org',
      parts: [{ name: 'página', hint: null, source }],
      documents: [],
      known: [],
      publishedOn: '2026-03-01',
      defaults: { language: 'es', zone: null, currency: null },
    };
    expect(() => extractCall(item)).not.toThrow();
  });

  it('says that a text was cut', () => {
    const source = { text: `${'x '.repeat(LONGEST_PART / 2)}Cierre: 5 de mayo de 2026`, struck: [] };
    const { fields, conflicts } = extractCall({
      url: '',
      parts: [{ name: 'bases.pdf', hint: null, source }],
      documents: [],
      known: [],
      publishedOn: null,
      defaults: { language: null, zone: null, currency: null },
    });
    expect(fields.some(({ field }) => field === 'deadline')).toBe(false);
    expect(conflicts).toEqual([
      {
        field: 'summary',
        readings: [],
        message: 'El texto «bases.pdf» pasa de 500.000 caracteres: solo se leyó hasta ahí.',
      },
    ]);
  });
});
