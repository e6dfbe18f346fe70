import type { ExtractedField, FieldReading } from '@chasqui/extraction';

/** What can happen to a call between two readings of it. */
export const CHANGE_KINDS = [
  'new',
  'opened',
  'extended',
  'brought_forward',
  'deadline_changed',
  'amount',
  'eligibility',
  'documents',
  'cancelled',
  'reopened',
  'withdrawn',
  'text',
  'cosmetic',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** How soon people must know: at once whatever they chose, with their next notice, only the curators, nobody. */
export const SEVERITIES = ['immediate', 'important', 'minor', 'none'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_OF: Readonly<Record<ChangeKind, Severity>> = {
  new: 'important',
  opened: 'important',
  extended: 'important',
  brought_forward: 'immediate',
  deadline_changed: 'important',
  amount: 'important',
  eligibility: 'important',
  documents: 'minor',
  cancelled: 'immediate',
  reopened: 'important',
  withdrawn: 'important',
  text: 'minor',
  cosmetic: 'none',
};

/** The part of a reading that comparisons need. */
export type ReadValue = Pick<FieldReading, 'field' | 'value' | 'words'> &
  Partial<Pick<FieldReading, 'offset'>>;

/** One end of a change. */
export interface ChangeSide {
  readonly value: unknown;
  /** As the source writes it. */
  readonly words: string;
  /** The source gives it as a field of its own, not in prose. */
  readonly known: boolean;
  /** ISO 4217 of an amount; null for everything else and when the source names none. */
  readonly currency: string | null;
}

export interface CallChange {
  readonly kind: ChangeKind;
  /** Null when the call as a whole came or went. */
  readonly field: ExtractedField | null;
  /** Null when there was nothing. */
  readonly before: ChangeSide | null;
  /** Null when nothing is left. */
  readonly after: ChangeSide | null;
  readonly severity: Severity;
}

/** How a call stands, by the words of its source and by its dates. */
export type Standing = 'upcoming' | 'open' | 'closed' | 'cancelled' | 'withdrawn';

export interface ChangeContext {
  readonly now: Date;
  /** How it stood when people last heard of it; null: as `before` says now. */
  readonly lastKnown: Standing | null;
  /** IANA zone of a deadline whose source names none. */
  readonly zone: string;
}
