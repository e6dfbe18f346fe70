import { load } from 'cheerio';
import { z } from 'zod';

const LONGEST = 200;
const MOST_STEPS = 10;
const MOST_ALTERNATIVES = 10;
const DEEPEST = 2;

const probe = load('<p>x</p>').root();

/**
 * What is wrong with a CSS selector, in Spanish; null when it can be used. Selectors that look at all other elements
 * for every element (":has", "~", ":nth-…") are counted, because on a big page each multiplies the time.
 */
export function selectorProblem(selector: string): string | null {
  if (selector.length > LONGEST) return `El selector es demasiado largo: ${LONGEST} caracteres como mucho.`;
  const bare = selector.replace(/"[^"]*"|'[^']*'/g, '').replace(/\[[^\]]*\]/g, '');
  const count = (part: RegExp) => bare.match(part)?.length ?? 0;
  if (bare.includes('<'))
    return 'Eso es código HTML. Escriba una dirección interna (selector CSS), por ejemplo «.convocatoria a».';
  const heavy =
    count(/~/g) > 1 ||
    count(/:has\b/gi) > 1 ||
    count(/:i?contains\b/gi) > 2 ||
    count(/:nth-/gi) > 2 ||
    count(/[\s>+]+/g) > MOST_STEPS ||
    count(/,/g) > MOST_ALTERNATIVES ||
    nesting(bare) > DEEPEST;
  if (heavy)
    return 'El selector es demasiado complicado. Escriba uno más simple, por ejemplo «.convocatoria a».';
  try {
    probe.find(selector);
    return null;
  } catch {
    return 'Esa dirección interna (selector CSS) no se entiende. Revise paréntesis, corchetes y comas; por ejemplo «.convocatoria a».';
  }
}

function nesting(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '(') open += 1;
    if (character === ')') open -= 1;
    deepest = Math.max(deepest, open);
  }
  return deepest;
}

const selectorText = z
  .string('Escriba la dirección interna (selector CSS).')
  .trim()
  .min(1, 'Escriba la dirección interna (selector CSS).')
  .superRefine((selector, context) => {
    const message = selectorProblem(selector);
    if (message) context.addIssue({ code: 'custom', message });
  });

const attributeName = z
  .string('Escriba el nombre del atributo.')
  .trim()
  .regex(/^[a-z][a-z0-9_:-]{0,40}$/i, 'Escriba solo el nombre del atributo, por ejemplo href.')
  .nullable()
  .default(null);

/** A guess until somebody says that it was taken from the real page. */
const guess = z.boolean('Indique si el selector es una suposición.').default(true);

/** Where something stands in a page. ":scope" is the item itself. */
export const selectorSchema = z.strictObject({ selector: selectorText, guess });

/** The same, with the attribute that holds the value; null for the text. */
export const valueSelectorSchema = z.strictObject({
  selector: selectorText,
  attribute: attributeName,
  guess,
});

export type ValueSelector = z.output<typeof valueSelectorSchema>;

/** Whether any selector of a definition was not taken from a real page. */
export function hasGuesses(config: unknown): boolean {
  if (Array.isArray(config)) return config.some(hasGuesses);
  if (typeof config !== 'object' || config === null) return false;
  return ('guess' in config && config.guess === true) || Object.values(config).some(hasGuesses);
}
