import { fold } from '@chasqui/kernel';

const known = new Map<string, string>();
const MOST_KNOWN = 5_000;

/** One letter without its accent; those that fold into none or several stay as they are. */
function plain(letter: string): string {
  let folded = known.get(letter);
  if (folded === undefined) {
    const word = fold(letter);
    folded = word.length === letter.length ? word : letter;
    if (known.size < MOST_KNOWN) known.set(letter, folded);
  }
  return folded;
}

/** Lower case without accents, letter by letter: a place in it is the same place in the text. */
export function foldAligned(text: string): string {
  const lower = text.toLowerCase();
  // A few capitals ("İ") have two small letters: such a text is put into small letters one by one.
  return lower.length === text.length
    ? lower.replace(/[\u0080-\uFFFF]/g, plain)
    : text.replace(/[A-Z\u0080-\uFFFF]/g, plain);
}
