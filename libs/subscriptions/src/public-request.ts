import { readMailAddress } from '@chasqui/accounts';
import { DomainError, type FieldError, invalid } from '@chasqui/kernel';
import { readFrequency } from './alert-rules.js';
import { BULLETIN_CONSENT_TEXT, SEARCH_CONSENT_TEXT } from './consent-texts.js';
import type { Frequency } from './delivery-time.js';
import { readLabel, readQuery } from './saved-searches.service.js';

const MAX_NAME = 80;
/** Letters of any script with what joins names: an address or a sentence must not travel in a mail as a name. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{Zs}.'’-]*$/u;

/** What somebody without an account asks for. */
export interface PublicRequest {
  readonly email: string;
  readonly name: string;
  /** Query string of the search page; null for the bulletin alone. */
  readonly searchQuery: string | null;
  readonly label: string | null;
  readonly frequency: string;
  readonly bulletin: boolean;
  /** The box was ticked. */
  readonly agreed: boolean;
}

export interface PublicRequestFields {
  readonly email: string;
  readonly name: string;
  readonly searchQuery: string | null;
  readonly label: string | null;
  readonly frequency: Frequency;
  readonly bulletin: boolean;
  /** The sentences that were agreed to, one per line. */
  readonly wording: string;
}

/**
 * Reads what was asked for; every field that is wrong is named.
 * @throws DomainError `subscription.bad_request`, `search.empty`, `search.bad_label`
 */
export function readPublicRequest(input: PublicRequest): PublicRequestFields {
  const errors: FieldError[] = [];
  const name = input.name.trim().replaceAll(/\s+/g, ' ');
  if (!NAME.test(name) || name.length > MAX_NAME) {
    errors.push({ field: 'name', message: `Escriba su nombre, solo con letras, hasta ${MAX_NAME}.` });
  }
  const email = collect(errors, () => readMailAddress(input.email));
  const frequency = collect(errors, () => readFrequency(input.frequency));
  if (!input.agreed || (input.searchQuery === null && !input.bulletin)) {
    errors.push({ field: 'agreed', message: 'Marque la casilla si quiere recibir los avisos.' });
  }
  if (errors.length > 0 || email === null || frequency === null) {
    throw invalid('subscription.bad_request', 'Revise los datos que están señalados.', errors);
  }
  const { bulletin } = input;
  const search = input.searchQuery !== null && {
    searchQuery: readQuery(input.searchQuery),
    label: readLabel(input.label ?? ''),
  };
  const wording = [search && SEARCH_CONSENT_TEXT, bulletin && BULLETIN_CONSENT_TEXT]
    .filter(Boolean)
    .join('\n');
  return { email, name, frequency, bulletin, wording, ...(search || { searchQuery: null, label: null }) };
}

function collect<Value>(errors: FieldError[], read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    errors.push(...error.fields);
    return null;
  }
}
