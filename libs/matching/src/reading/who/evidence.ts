import type { CallField } from '../claims.js';
import type { Body } from './bodies.js';

/** What one phrase or sentence says about the part that somebody has in the call. */
export interface Evidence {
  readonly says:
    | 'applicant'
    | 'partner'
    | 'beneficiary'
    | 'host'
    | 'throughNetwork'
    | 'throughState'
    | 'excluded'
    | 'foreignLocal'
    | 'foreignNgo'
    | 'ngo'
    | 'other';
  /** How directly: said of applicants, or only mentioned (a title, a benefit). */
  readonly strength: 'said' | 'required' | 'mentioned';
  readonly field: CallField;
  readonly quote: string;
  /** The local governments it speaks of. */
  readonly bodies: readonly Body[];
}
