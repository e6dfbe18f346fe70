import { z } from 'zod';

/** "*" stands for any characters, slashes too. A pattern that begins with "/" is compared with what follows the host. */
export const patternSchema = z
  .string('Escriba un patrón de dirección.')
  .trim()
  .max(200, 'El patrón es demasiado largo: 200 caracteres como mucho.')
  .regex(
    /^(?:\/|https?:\/\/)\S*$/,
    'Empiece por / o por https://; * vale por cualquier texto. Por ejemplo: /convocatorias/*.',
  )
  .refine(
    (pattern) => /[^*/]/.test(pattern),
    'Escriba algo más que *: el patrón tomaría todas las páginas del sitio.',
  );

/** Whether an address has the form of a pattern. Takes at most the product of both lengths, whatever they are. */
export function matchesPattern(pattern: string, address: string): boolean {
  const url = new URL(address);
  return fits(pattern, pattern.startsWith('/') ? url.pathname + url.search : url.href);
}

function fits(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < text.length) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      resume = position;
    } else if (pattern[at] === text[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      resume += 1;
      position = resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
