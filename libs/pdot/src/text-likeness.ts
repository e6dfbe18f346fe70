import { fold } from '@chasqui/kernel';

/** Words that carry no subject. */
const EMPTY_WORDS = new Set(
  (
    'a al ante ante con contra cual cuando de del desde donde e el ella en entre es esta este hacia hasta la las le lo los mas mediante ' +
    'no o para pero por que se segun ser sin sobre su sus también tambien traves u un una uno y'
  ).split(' '),
);

/** The words of a text as they are compared: folded, without the ending of the plural. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map(singular);
}

function singular(word: string): string {
  if (word.length > 5 && word.endsWith('es') && /[^aeiou]es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The words that say what a text is about. */
export function subjectWords(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).filter((word) => word.length > 2 && !EMPTY_WORDS.has(word)));
}

/** How alike two sets of words are, from 0 to 1: twice what they share over all they hold (Dice). */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = one.size + other.size;
  if (all === 0) return 0;
  return (2 * shared(one, other)) / all;
}

/** How much of the smaller set lies in the other one, from 0 to 1. */
export function containment(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  return smaller === 0 ? 0 : shared(one, other) / smaller;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let count = 0;
  for (const word of small) if (large.has(word)) count += 1;
  return count;
}
