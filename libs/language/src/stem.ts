import { fold } from '@chasqui/kernel';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as spanish } from '@orama/stemmers/spanish';

const STEMMERS: Readonly<Record<string, (word: string) => string>> = {
  es: spanish,
  en: english,
  pt: portuguese,
  fr: french,
  it: italian,
  // Snowball has no Catalan rules; the Spanish ones take off the same endings of gender, number and most verbs.
  ca: spanish,
  de: german,
};

/** Languages in which calls are read. */
export const LANGUAGES = ['es', 'en', 'pt', 'fr', 'it', 'ca', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The root of a folded word. Accents are folded first, because people leave them out; the endings whose rules need
 * their accent get it back ("educacion" and "educaciones" have one root). Twice, because the Spanish rules take
 * "mujeres" to "mujer" and "mujer" to "muj". A language without rules is read by the Spanish ones.
 */
export function stem(folded: string, language: string): string {
  const rules = STEMMERS[language] ?? spanish;
  if (/\d/.test(folded)) return folded;
  if (rules !== spanish) return fold(rules(folded));
  const accented = folded.replace(/([cs])ion$/, '$1ión').replace(/logia(s?)$/, 'logía$1');
  return fold(rules(fold(rules(accented))));
}
