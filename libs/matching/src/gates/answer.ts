import type { Gate } from '../facts.js';
import type { Claim } from '../reading/claims.js';

type Answer = Omit<Gate, 'id'>;

/** An answer that rests on a claim of the call, with its words. */
export function fromClaim(
  claim: Claim<unknown> | null,
  answer: Gate['answer'],
  reason: string,
  norm: string | null = null,
): Answer {
  return {
    answer,
    reason,
    norm,
    quote: claim?.quote ?? null,
    field: claim?.field ?? null,
    fromText: claim?.fromText ?? false,
  };
}

/** An answer that rests on the law, on the GAD or on silence. */
export function plain(answer: Gate['answer'], reason: string, norm: string | null = null): Answer {
  return fromClaim(null, answer, reason, norm);
}
