import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Span } from '../types.js';
import { findAmounts } from './find-amounts.js';

const PIECES = (
  '$¦€¦USD¦US$ ¦ EUR¦ euros¦ dólares¦ pesos¦ %¦%¦ por ciento¦ Prozent¦COP ¦' +
  "1¦0¦12¦300¦000¦.¦,¦'¦´¦ ¦\u00a0¦\n¦-¦–¦/¦:¦(¦)¦|¦" +
  ' mil ¦ millones ¦ million ¦ Mrd. ¦k¦M¦ y ¦ a ¦ entre ¦ de ¦ hasta ¦ y medio¦' +
  'cien¦ mil¦dos¦un¦half a ¦centomila¦zweihundert¦ presupuesto ¦ contrapartida ¦ total '
).split('¦');
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
);
const spans = fc.array(
  fc.tuple(fc.nat(200), fc.nat(40)).map(([start, length]): Span => ({ start, end: start + length })),
  { maxLength: 5 },
);

const HOSTILE = (
  '1¦1.¦1 000 ¦$1, 000¦$1\n000 ¦mil ¦y ¦cento¦un millón y medio ¦entre 5 y ¦10.000, ¦5 % ¦(1¦USD¦' +
  '$1.000 pesos ¦canad¦1 norte¦presupuesto 1.000 ¦\u0301¦cien mil dólares ('
).split('¦');

/** Digits in groups of three, from the right. */
const grouped = (whole: string, mark: string) => whole.replace(/\B(?=(\d{3})+(?!\d))/g, mark);

const STYLES: readonly (readonly [name: string, thousands: string, decimals: string])[] = [
  ['Spanish', '.', ','],
  ['English', ',', '.'],
  ['French', '\u202f', ','],
  ['with spaces', ' ', '.'],
  ['Swiss', '’', '.'],
];

describe('amounts of any text', () => {
  it('are sane, in order, apart, and quote the text', () => {
    fc.assert(
      fc.property(texts, spans, (text, struck) => {
        let end = 0;
        for (const mention of findAmounts({ text, struck }, { language: 'es' })) {
          const { offset, words, value } = mention;
          expect(offset).toBeGreaterThanOrEqual(end);
          end = offset + words.length;
          expect(words).not.toBe('');
          expect(text.slice(offset, end)).toBe(words);
          expect(value).toMatch(/^\d+(?:\.\d+)?$/);
          expect(Number(value)).toBeLessThan(mention.type === 'percent' ? 10_001 : 1e15);
          expect(mention.confidence).toBeGreaterThan(0);
          const from = offset;
          expect(mention.struck).toBe(
            struck.some((span) => span.end > span.start && span.start < end && span.end > from),
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  // An expression that ran away would not come back within the time of any test run.
  it.each(HOSTILE)('are found in a long text made of %j', (piece) => {
    const text = piece.repeat(Math.ceil(60_000 / piece.length));
    expect(() => findAmounts({ text, struck: [] }, { language: 'es' })).not.toThrow();
  });

  it('are read back as they were written, in every style', () => {
    const cents = fc.bigInt(1n, 10n ** 14n);
    const sign = fc.constantFrom('EUR ', '€', '€ ', 'US$', 'USD ', 'CHF ');
    const name = fc.constantFrom(' EUR', '€', ' €', ' USD', ' dólares', ' euros');
    const sides = fc.oneof(
      sign.map((before) => [before, ''] as const),
      name.map((behind) => ['', behind] as const),
    );
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(...STYLES),
        sides,
        fc.boolean(),
        (amount, style, [before, behind], exact) => {
          const [, thousands, mark] = style;
          const whole = (amount / 100n).toString();
          const rest = (amount % 100n).toString().padStart(2, '0');
          const written = grouped(whole, thousands) + (exact ? mark + rest : '');
          const text = `La propuesta recibe ${before}${written}${behind} y nada más.`;
          const [first, ...others] = findAmounts({ text, struck: [] }, { language: 'es' });
          expect(others).toEqual([]);
          expect(first).toMatchObject({ type: 'amount', value: exact ? `${whole}.${rest}` : whole });
          expect(first?.words).toBe(`${before}${written}${behind}`.trim());
        },
      ),
      { numRuns: 1000 },
    );
  });
});
