import { invalid } from './domain-error.js';

/** A decimal amount as text ("25000.00"): never a float, because cents must survive. */
export type DecimalText = string;

const SCALE: Readonly<Record<string, number>> = { mil: 3, millon: 6, millones: 6 };
const MAX_INTEGER_DIGITS = 16;

/** Digits without thousands marks and with a point before the decimals, or undefined if the marks contradict. */
function plainDigits(text: string): string | undefined {
  if (/^\d+$/.test(text)) return text;
  // "100.000", "1.250.000,50" (Spanish) and "300,000", "1,250,000.50" (English): groups of three decide.
  const spanish = /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/.exec(text);
  const english = /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text);
  const grouped = spanish ?? english;
  if (grouped) return grouped[1]!.replace(/\D/g, '') + (grouped[2] ? `.${grouped[2]}` : '');
  const simple = /^(\d+)[.,](\d{1,2}|\d{4,})$/.exec(text);
  return simple ? `${simple[1]}.${simple[2]}` : undefined;
}

/** Moves the decimal point `places` to the right, on text, so nothing is rounded. */
function shift(digits: string, places: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const padded = fraction.padEnd(places, '0');
  return `${whole}${padded.slice(0, places)}.${padded.slice(places)}`;
}

/**
 * Reads an amount as people write it: "25000", "25.000,00", "300,000", "12,3 millones", "USD 40 mil".
 * @returns decimal text with two decimals
 * @throws DomainError `amount.unreadable` when the text is no amount or has more than two decimals
 */
export function parseAmount(input: string): DecimalText {
  const text = input
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/^(usd|eur|us\$|\$|€)\s*/, '')
    .replace(/\s*(usd|eur|dolares|euros|€)$/, '')
    .replace(/\s*de$/, '')
    .trim();
  const parts = /^([\d.,]+)\s*(mil millones|mil|millon|millones)?$/.exec(text);
  const scaleWord = parts?.[2];
  const places = scaleWord === 'mil millones' ? 9 : scaleWord ? SCALE[scaleWord]! : 0;
  // Before "millones" a comma can only be a decimal mark: "12,345 millones" is twelve million and a bit.
  const number = parts?.[1]?.trim() ?? '';
  const digits = places > 0 && /^\d+[.,]\d+$/.test(number) ? number.replace(',', '.') : plainDigits(number);
  const shifted = digits === undefined ? undefined : shift(digits, places);
  const [whole = '', fraction = ''] = shifted?.split('.') ?? [];
  if (shifted === undefined || fraction.replace(/0+$/, '').length > 2 || whole.length > MAX_INTEGER_DIGITS) {
    throw invalid(
      'amount.unreadable',
      `No se entiende el monto «${input.trim()}». Escríbalo en cifras, por ejemplo 12300000 o 12,3 millones.`,
    );
  }
  return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}

/** "25000.00", "USD" → "USD 25.000" (Ecuador's style: point for thousands, comma for decimals). */
export function formatAmount(amount: DecimalText, currency: string | null): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  const decimals = /^0*$/.test(fraction) ? '' : `,${fraction}`;
  return `${currency ? `${currency} ` : ''}${grouped}${decimals}`;
}
