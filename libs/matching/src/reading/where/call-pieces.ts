import { type Tokens, tokenise } from '../who/tokens.js';
import type { CallField, CallText } from '../claims.js';
import type { Mention, NameTrie } from './name-trie.js';

/** One text of a call with the places that it names. */
export interface Piece {
  readonly field: CallField;
  readonly tokens: Tokens;
  readonly mentions: readonly Mention[];
  /** ISO 639-1 of the call. */
  readonly language: string;
}

/** The running texts of a call, those that say most surely where it applies first. */
export function piecesOf(call: CallText, names: NameTrie): Piece[] {
  const piece = (field: CallField, text: string): Piece => {
    const tokens = tokenise(text);
    return { field, tokens, mentions: names.find(tokens, false), language: call.language };
  };
  return [
    piece('title', call.title),
    ...call.applicantTypes.map((text) => piece('applicantTypes', text)),
    piece('partnerRequirements', call.partnerRequirements ?? ''),
    piece('summary', call.summary),
    piece('donor', call.donorName),
  ].filter(({ mentions }) => mentions.length > 0);
}
