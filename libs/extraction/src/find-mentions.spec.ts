import { describe, expect, it } from '@jest/globals';
import { findMentions } from './find-mentions.js';

const read = (text: string) =>
  findMentions({ text, struck: [] }, { language: 'es' }).map(({ type, words }) => `${type}: ${words}`);

describe('mentions of a text', () => {
  it('are put together in its order', () => {
    expect(
      read(
        'Cierre: 15 de marzo de 2026. Hasta 50.000 euros y el 80 % del costo; pagos desde el 1 de julio de 2026.',
      ),
    ).toEqual([
      'date: 15 de marzo de 2026',
      'amount: 50.000 euros',
      'percent: 80 %',
      'date: 1 de julio de 2026',
    ]);
  });

  it('take words with a currency for money and a date for a date', () => {
    expect(read('Premio: €2024')).toEqual(['amount: €2024']);
    expect(read('El presupuesto se publica el 15.03.2026.')).toEqual(['date: 15.03.2026']);
  });

  it('never overlap', () => {
    const text =
      'Del 10 al 15% en 2024, 20.000 a 30.000 USD del 1 al 15 de mayo de 2026, presupuesto 2.026 y 12,5 %';
    let end = 0;
    for (const { offset, words } of findMentions({ text, struck: [] })) {
      expect(offset).toBeGreaterThanOrEqual(end);
      end = offset + words.length;
      expect(text.slice(offset, end)).toBe(words);
    }
  });
});
