import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from './domain-error.js';
import { formatAmount, parseAmount } from './money.js';

describe('an amount as people write it', () => {
  it.each([
    ['25000', '25000.00'],
    ['0', '0.00'],
    ['007', '7.00'],
    ['100.000', '100000.00'],
    ['300,000', '300000.00'],
    ['1.250.000,50', '1250000.50'],
    ['1,250,000.50', '1250000.50'],
    ['25.000,5', '25000.50'],
    ['12.5', '12.50'],
    ['12,50', '12.50'],
    ['12,3 millones', '12300000.00'],
    ['12.3 millones', '12300000.00'],
    ['12,345 millones', '12345000.00'],
    ['1 millón', '1000000.00'],
    ['2 millones de dólares', '2000000.00'],
    ['1,5 mil millones', '1500000000.00'],
    ['USD 40 mil', '40000.00'],
    ['us$ 40 mil', '40000.00'],
    ['$ 1.000', '1000.00'],
    ['€ 50.000', '50000.00'],
    ['50.000 EUR', '50000.00'],
    ['  75000  ', '75000.00'],
    ['12.3400', '12.34'],
    ['9999999999999999', '9999999999999999.00'],
  ])('reads «%s» as %s', (text, expected) => {
    expect(parseAmount(text)).toBe(expected);
  });

  it.each([
    '',
    'mucho',
    '12 naranjas',
    '-5',
    '1e6',
    '1.2.3',
    '1.25.000',
    '1.250,000.50',
    '12,345 6',
    '0,005',
    '12,3456',
    'NaN',
    'Infinity',
    '0x10',
    '99999999999999999',
    '<script>1</script>',
  ])('refuses «%s» and says how to write it', (text) => {
    expect(() => parseAmount(text)).toThrow(DomainError);
    expect(() => parseAmount(text)).toThrow(
      `No se entiende el monto «${text}». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.`,
    );
  });

  it('comes back unchanged from what is shown', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 17n });
    fc.assert(
      fc.property(cents, fc.constantFrom(null, 'USD', 'EUR'), (value, currency) => {
        const digits = value.toString().padStart(3, '0');
        const amount = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(parseAmount(formatAmount(amount, currency))).toBe(amount);
      }),
    );
  });
});

describe('an amount as it is shown', () => {
  it.each([
    ['25000.00', 'USD', 'USD 25.000'],
    ['1250000.50', 'EUR', 'EUR 1.250.000,50'],
    ['999.00', null, '999'],
    ['1000', 'USD', 'USD 1.000'],
    ['0.05', null, '0,05'],
  ])('shows %s %s as «%s»', (amount, currency, expected) => {
    expect(formatAmount(amount, currency)).toBe(expected);
  });
});
