import type { CallInput } from '@chasqui/calls';
import type { ExtractedField, FieldReading } from '@chasqui/extraction';
import type { CallChange, ChangeContext, ReadValue } from '../changes/change.js';
import { changesBetween } from '../changes/changes-between.js';
import { CALL_INPUT_NAMES } from '../origins/call-values.js';
import type { FieldVerdict, Finding, FindingField } from './finding.entities.js';

/** What a curator says of one proposed value. */
export type FieldChoice =
  | { readonly verdict: 'accepted' | 'rejected' }
  /** `input`: the fields of the call's form that hold the fact, as she wrote them. */
  | { readonly verdict: 'corrected'; readonly input: Partial<CallInput> };

/** `stay`: the call stays in the state in which it is; a new one waits in review. */
export type NextStep = 'publish' | 'keep_in_review' | 'archive' | 'stay';

export interface DeskDecision {
  readonly fields: Readonly<Partial<Record<ExtractedField, FieldChoice>>>;
  /** Further fields of the call's form: donor, fund, kind, topics, whatever no source gives. */
  readonly call: Partial<CallInput>;
  readonly next: NextStep;
}

export interface ChosenField {
  readonly reading: FindingField;
  readonly choice: FieldChoice;
}

/** The proposed values that were decided on, in the order in which they are proposed. */
export function chosenFields(finding: Finding, { fields }: DeskDecision): ChosenField[] {
  return finding.fields.flatMap((reading): ChosenField[] => {
    const choice = fields[reading.field];
    return choice ? [{ reading, choice }] : [];
  });
}

/** The readings that were taken as they are. */
export function acceptedReadings(chosen: readonly ChosenField[]): FieldReading[] {
  return chosen.filter(({ choice }) => choice.verdict === 'accepted').map(({ reading }) => reading);
}

/** What she wrote instead, and only in the fields that hold the fact. */
export function corrections(chosen: readonly ChosenField[]): Partial<CallInput> {
  const pairs = chosen.flatMap(({ reading, choice }) =>
    choice.verdict === 'corrected'
      ? Object.entries(choice.input).filter(([name]) =>
          CALL_INPUT_NAMES[reading.field].some((known) => known === name),
        )
      : [],
  );
  return Object.fromEntries(pairs);
}

/** Whether she looked at everything and found nothing to leave out: then the call was compared with its source. */
export function isComparedWhole(finding: Finding, chosen: readonly ChosenField[]): boolean {
  return (
    chosen.length === finding.fields.length && chosen.every(({ choice }) => choice.verdict !== 'rejected')
  );
}

/**
 * The changes that were taken over: those of accepted values as they were found, those of corrected ones by what the
 * call says instead.
 * @param now the value of a field in the call as it is after the decision
 */
export function takenChanges(
  finding: Finding,
  chosen: readonly ChosenField[],
  now: (field: ExtractedField) => unknown,
  context: ChangeContext,
): CallChange[] {
  const verdicts = new Map<ExtractedField, FieldVerdict>(
    chosen.map(({ reading, choice }) => [reading.field, choice.verdict]),
  );
  return finding.changes.flatMap((change): CallChange[] => {
    const verdict = change.field === null ? 'accepted' : verdicts.get(change.field);
    if (verdict === 'accepted') return [change];
    if (verdict !== 'corrected' || change.field === null) return [];
    const { field, before } = change;
    // A call that said nothing else would be a new one.
    const other = field === 'title' ? 'summary' : 'title';
    const unchanged: ReadValue = { field: other, value: finding.title, words: finding.title };
    const sides = (value: unknown, words: string) =>
      value === null || value === undefined ? [unchanged] : [unchanged, { field, value, words }];
    return changesBetween(sides(before?.value, before?.words ?? ''), sides(now(field), ''), context).filter(
      (each) => each.field === field,
    );
  });
}
