import type { ExtractedCall } from '@chasqui/extraction';
import type { ChangeContext } from '../changes/change.js';
import type { FieldChange, FieldMemory } from '../changes/settle.js';
import type { CapturedItem } from './captured-texts.js';
import type { Reading } from './reading.entities.js';

/** One reading on its way to the desk. */
export interface TakenReading extends CapturedItem {
  readonly reading: Reading;
  /** What is remembered of the item's fields, this reading included. */
  readonly fields: FieldMemory;
  /** Fields whose settled value this reading changed. */
  readonly changes: readonly FieldChange[];
  /** The same bytes were read before, by an older extractor: the source itself did not change. */
  readonly isReread: boolean;
  readonly context: ChangeContext;
  /** What the definition of the source says of all its calls. */
  readonly defaults: SourceDefaults;
}

export interface SourceDefaults {
  /** ISO 639-1. */
  readonly language: string | null;
  /** IANA zone. */
  readonly zone: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
}

/** What a reading found, ready to be stored. */
export type Extracted = Pick<ExtractedCall, 'fields' | 'conflicts'>;
