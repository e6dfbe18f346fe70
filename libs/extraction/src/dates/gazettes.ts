import { cuesAt } from './cues.js';
import type { Token } from './tokens.js';
import { wordSet } from './word-set.js';

/** Most tokens between the name of a gazette and the date of its number. */
const REACH = 18;

const BETWEEN = wordSet(
  "de del do da du d ' des di dei della vom of la el le il dia al on num numero no nr n nro º ª ° o",
  'serie i ii iii seccion secao section parte suplemento supplement edicion edicao especial extra',
  'segundo primer tercer ano anno annee estado a s l c p pp pag . , ; : - / ( )',
  // The second words of their names.
  'oficial ufficiale officiel journal gazette register republica',
);

/**
 * True for the date of a number of an official gazette: "(BOE núm. 25, de 29 de enero)", "DOGC núm. 9350, de 14.2.2025",
 * "Registro Oficial 123 de 24 de febrero".
 * @param from index of the first token of the date
 */
export function isDateOfGazette(tokens: readonly Token[], from: number): boolean {
  const text = (at: number) => (at < from ? tokens[at]?.text : undefined);
  for (let at = from - 1; at >= 0 && from - at <= REACH; at -= 1) {
    const gazette = cuesAt(text, at).find(({ kind }) => kind === 'gazette');
    if (gazette) return true;
    const token = tokens[at]!;
    if (token.kind !== 'number' && !BETWEEN.has(token.text)) return false;
  }
  return false;
}
