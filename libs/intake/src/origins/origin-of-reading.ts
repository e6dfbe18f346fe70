import type { FieldReading } from '@chasqui/extraction';
import { defaultPolicy, type ReimportPolicy } from '../policy/policy.js';
import type { CallFieldOrigin } from './origin.entities.js';

/** Where a reading was made. */
export interface ReadingPlace {
  readonly callId: string;
  readonly sourceId: string;
  readonly captureId: string;
  readonly url: string;
  readonly trusted: boolean;
  readonly at: Date;
}

export interface OriginChoice {
  readonly setBy: 'source' | 'person';
  /** Who looked at it; null when nobody did. */
  readonly confirmedBy: string | null;
  /** As it was before; null for a field that has none yet. */
  readonly policy: ReimportPolicy | null;
}

/** The origin of a value that was taken from a reading, or that a person set in its stead. */
export function originOfReading(
  reading: FieldReading,
  place: ReadingPlace,
  choice: OriginChoice,
): CallFieldOrigin {
  const { value, words, part, offset, rule, confidence, field } = reading;
  const side = { value, known: offset === null };
  const usual = choice.policy ?? defaultPolicy(field, side, place.trusted);
  return {
    callId: place.callId,
    field,
    setBy: choice.setBy,
    policy: choice.setBy === 'person' && usual === 'auto' ? 'ask' : usual,
    fromReading: value ?? null,
    sourceId: place.sourceId,
    captureId: place.captureId,
    url: place.url,
    words,
    part,
    offset,
    rule,
    confidence,
    readAt: place.at,
    confirmedBy: choice.confirmedBy,
    confirmedAt: choice.confirmedBy ? place.at : null,
  };
}
