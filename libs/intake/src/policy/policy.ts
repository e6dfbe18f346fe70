import type { ExtractedField } from '@chasqui/extraction';
import type { CallChange, ChangeSide } from '../changes/change.js';
import { compareValues } from '../changes/same-value.js';
import { isLoss } from '../changes/settle.js';
import { deadlineOf } from '../reading-values.js';

/** What happens to a field of a call when its source says something else than before. */
export const REIMPORT_POLICIES = ['auto', 'ask', 'frozen'] as const;
export type ReimportPolicy = (typeof REIMPORT_POLICIES)[number];

export const REIMPORT_POLICY_LABELS: Readonly<Record<ReimportPolicy, string>> = {
  auto: 'Se actualiza sola',
  ask: 'Espera a la curaduría',
  frozen: 'Congelada',
};

export const REIMPORT_POLICY_HELP: Readonly<Record<ReimportPolicy, string>> = {
  auto: 'Toma lo que diga la fuente en cada lectura, salvo lo que corrigió una persona.',
  ask: 'Propone el cambio y no lo aplica hasta que alguien lo acepte.',
  frozen: 'Conserva el valor actual y no propone cambios.',
};

export type Decision = 'apply' | 'propose' | 'ignore';

/** The value of a call's field as it stands. */
export interface CurrentValue {
  readonly value: unknown;
  readonly setBy: 'source' | 'person';
  /** What the source said when the value was set: a person has already judged that. */
  readonly fromReading: unknown;
}

/** Little depends on them, and what is wrong in them hurts nobody's deadline. */
const HARMLESS: readonly ExtractedField[] = ['documents', 'requiredDocuments', 'contact'];
/** Wording, which curators choose. */
const WORDING: readonly ExtractedField[] = ['title', 'summary', 'language'];
/** A call cannot be without them. */
const NEVER_EMPTY: readonly ExtractedField[] = ['title', 'summary', 'language'];

/**
 * The policy of a field for which nobody chose one. Dates, amounts and conditions update by themselves only from a
 * field of its own in a trusted source, and a deadline only when it is an exact date.
 */
export function defaultPolicy(
  field: ExtractedField,
  reading: Pick<ChangeSide, 'value' | 'known'> | null,
  trusted: boolean,
): ReimportPolicy {
  if (HARMLESS.includes(field)) return 'auto';
  if (WORDING.includes(field) || !trusted || !reading?.known) return 'ask';
  if (field === 'deadline') return deadlineOf(reading.value)?.kind === 'exact' ? 'auto' : 'ask';
  return 'auto';
}

/**
 * What to do with a change of a field. What a person set is never overwritten, a deadline is never taken away and
 * what must be told at once is applied only from a trusted source: these a person decides.
 * @param policy as chosen for the field; null: the default one
 */
export function decide(
  field: ExtractedField,
  policy: ReimportPolicy | null,
  current: CurrentValue,
  change: CallChange,
  trusted: boolean,
): Decision {
  const { after } = change;
  const chosen = policy ?? defaultPolicy(field, after, trusted);
  if (chosen === 'frozen' || isSettled(field, current, after)) return 'ignore';
  const byPerson = current.setBy === 'person';
  if (field === 'deadline' && isLoss(field, current.value, after?.value)) return 'propose';
  if (change.kind === 'cosmetic') return chosen === 'auto' && !byPerson ? 'apply' : 'ignore';
  if (after === null && NEVER_EMPTY.includes(field)) return 'ignore';
  const isRisky = change.severity === 'immediate' && !trusted;
  return chosen === 'ask' || byPerson || isRisky ? 'propose' : 'apply';
}

/** It stands so already, or a person saw it and decided otherwise. */
function isSettled(field: ExtractedField, current: CurrentValue, after: ChangeSide | null): boolean {
  const next = after?.value ?? null;
  if (compareValues(field, current.value ?? null, next) === 'same') return true;
  return current.setBy === 'person' && compareValues(field, current.fromReading ?? null, next) === 'same';
}
