/** Spaces of any width inside a line, for use in a class of a regular expression. */
export const SPACES = ' \\t\\u00a0\\u2000-\\u200a\\u202f';

/** What may lie between a number and its unit: spaces, and a line break or two where a text was wrapped. */
export const GAP = `[${SPACES}]{0,3}(?:\\r?\\n[${SPACES}]{0,3}){0,2}`;

/** No letter follows. */
export const WORD_END = '(?![\\p{L}\\p{M}])';

export const NOT_INSIDE_WORD = '(?<![\\p{L}\\p{N}_])';

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Runs a sticky expression at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
