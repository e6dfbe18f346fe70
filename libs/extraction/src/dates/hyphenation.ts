import { monthWord } from './lexicon.js';
import { GAP, isMark, type Token } from './tokens.js';

/** Puts the halves of words together that a line of a document parted: "sep-" / "tiembre". */
export function rejoined(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex((_, at) => isParted(tokens, at));
  if (first < 0) return tokens;
  const whole = tokens.slice(0, first);
  for (let at = first; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (!isParted(tokens, at)) {
      whole.push(token);
      continue;
    }
    const rest = tokens[at + 2]!;
    whole.push({ ...token, text: token.text + rest.text, lower: token.lower + rest.lower, end: rest.end });
    at += 2;
  }
  return whole;
}

/** "mayo-" / "junio" are two words, and so is what goes on with a capital. */
function isParted(tokens: readonly Token[], at: number): boolean {
  const rest = tokens[at + 2];
  if (rest?.kind !== 'word' || rest.gap !== GAP.line || rest.capital) return false;
  const hyphen = tokens[at + 1];
  return tokens[at]!.kind === 'word' && isMark(hyphen, '-') && hyphen!.gap === GAP.none && !monthWord(rest);
}
