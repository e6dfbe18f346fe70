import { type Call, type CallInput, callSections } from '@chasqui/calls';
import { type Field, fieldsIn, recordToInput } from '@chasqui/curation';
import type { ExtractedField } from '@chasqui/extraction';
import {
  CALL_INPUT_NAMES,
  type CallDefaults,
  callInputFrom,
  type CallSuggestions,
  type DeskDecision,
  type FieldChoice,
  type Finding,
  type FindingField,
  inputOfReadings,
  isKept,
  type NextStep,
} from '@chasqui/intake';
import { invalid } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import { type CallForm, EMPTY_FORM, readCallForm, toCallForm, toCallInput } from './call-form.js';
import { certaintyOf } from './finding-words.js';
import type { RecordBody } from './record-choices.js';

/** What a curator says of one proposed value. `despues`: it stays open, for a change. */
export const CHOICES = ['aceptar', 'corregir', 'descartar', 'despues'] as const;
export type Choice = (typeof CHOICES)[number];
export type Choices = Readonly<Partial<Record<ExtractedField, Choice>>>;

/** What the page of a finding asks for. */
export interface FindingForm {
  readonly form: CallForm;
  readonly choices: Choices;
  /** Why it is rejected. */
  readonly reason: string;
}

/** What the form is filled from. */
export interface Proposal {
  readonly finding: Pick<Finding, 'kind' | 'fields'>;
  readonly call: Call | null;
  readonly url: string;
  readonly donorId: string | null;
  readonly defaults: CallDefaults;
  readonly suggestions: CallSuggestions;
}

export const FORM_FIELDS: readonly Field[] = fieldsIn(callSections);

/** Name of the choice of a field in the form. */
export function choiceName(field: ExtractedField): string {
  return `eleccion.${field}`;
}

/** The fields of the form that hold a proposed fact; none when a call does not keep it. */
export function formFieldsOf(field: ExtractedField): readonly Field[] {
  const names: readonly string[] = CALL_INPUT_NAMES[field];
  return FORM_FIELDS.filter(({ name }) => names.includes(name));
}

/** The fields of the form that none of the proposed values decides. */
export function furtherFields(fields: readonly FindingField[]): readonly Field[] {
  const taken = new Set(fields.flatMap(({ field }) => CALL_INPUT_NAMES[field] as readonly string[]));
  return FORM_FIELDS.filter(({ name }) => !taken.has(name));
}

/** The form as it is first shown: proposed values, in a sample those that were published. */
export function proposedForm(proposal: Proposal): FindingForm {
  const { finding } = proposal;
  return { form: proposedFields(proposal), choices: firstChoices(finding), reason: '' };
}

function proposedFields({ finding, call, url, donorId, defaults, suggestions }: Proposal): CallForm {
  if (call) {
    const form = toCallForm(call);
    if (finding.kind === 'sample') return form;
    const { zone = null, currency = null } = defaults;
    const decided = inputOfReadings(finding.fields, { zone, currency: call.currency ?? currency });
    return { ...form, ...toForm(decided) };
  }
  const { notes: _, ...input } = callInputFrom(finding.fields, { donorId, url, defaults });
  return { ...toForm({ ...EMPTY_FORM, ...input, ...suggestions }) };
}

function toForm(input: object): CallForm {
  const present = FORM_FIELDS.filter(({ name }) => Object.hasOwn(input, name));
  return recordToInput(present, input as Record<string, unknown>);
}

/** Nothing doubtful is accepted by only leaving it as it is. */
function firstChoices({ kind, fields }: Proposal['finding']): Choices {
  return Object.fromEntries(
    fields
      .filter(
        ({ conflict, confidence }) =>
          kind === 'sample' || (!conflict && (kind === 'change' || certaintyOf(confidence) !== 'dudosa')),
      )
      .map(({ field }) => [field, 'aceptar']),
  );
}

/** The form as browsers send it. */
export function readFindingForm(finding: Pick<Finding, 'fields'>, body: RecordBody): FindingForm {
  const choices = finding.fields.flatMap(({ field }) => {
    const sent = body[choiceName(field)];
    const choice = CHOICES.find((each) => each === sent);
    return choice ? [[field, choice] as const] : [];
  });
  const reason = body['motivo'];
  return {
    form: readCallForm(body),
    choices: Object.fromEntries(choices),
    reason: typeof reason === 'string' ? reason : '',
  };
}

/** Whether the person wrote something else than what was proposed. */
export function isCorrected(field: ExtractedField, form: CallForm, proposed: CallForm): boolean {
  return formFieldsOf(field).some(({ name }) => written(form[name]) !== written(proposed[name]));
}

/** What was written, whatever line ends, blanks and order of names a browser sends it with. */
function written(value: unknown): string {
  return JSON.stringify(value ?? '', (_, part: unknown) => {
    if (typeof part === 'string') return part.replaceAll('\r\n', '\n').trim();
    return part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, each]) => each !== '' && each !== undefined)
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part;
  }).replace(/^\[\]$/, '""');
}

/**
 * What the form says, as the desk takes it. Writing another value than the proposed one is a correction, whatever is
 * ticked besides discarding it.
 * @throws DomainError `finding.undecided` when a value of a new call was left undecided; `call.invalid` for names
 *   that belong to nobody
 */
export async function decisionOf(
  database: DataSource,
  proposal: Proposal,
  typed: FindingForm,
  next: NextStep,
): Promise<DeskDecision> {
  const { finding } = proposal;
  const proposed = proposedFields(proposal);
  const input = (await toCallInput(database, typed.form)) as Partial<CallInput>;
  const choices = finding.fields.flatMap(({ field }) => {
    const choice = choiceOf(field, typed, proposed, input);
    return choice ? [[field, choice] as const] : [];
  });
  const fields: DeskDecision['fields'] = Object.fromEntries(choices);
  const undecided = finding.fields.filter(({ field }) => !fields[field]);
  if (finding.kind === 'new' && undecided.length > 0) {
    const message = 'Decida sobre este dato: acéptelo, corríjalo o descártelo.';
    throw invalid(
      'finding.undecided',
      'No se guardó: falta decidir sobre los datos señalados.',
      undecided.map(({ field }) => ({ field: choiceName(field), message })),
    );
  }
  return { fields, call: finding.kind === 'new' ? furtherInput(proposal, fields, input) : {}, next };
}

function choiceOf(
  field: ExtractedField,
  { form, choices }: FindingForm,
  proposed: CallForm,
  input: Partial<CallInput>,
): FieldChoice | null {
  const choice = choices[field];
  if (choice === 'descartar') return { verdict: 'rejected' };
  if (isKept(field) && isCorrected(field, form, proposed)) {
    return { verdict: 'corrected', input: picked(input, formFieldsOf(field)) };
  }
  return choice === 'aceptar' || choice === 'corregir' ? { verdict: 'accepted' } : null;
}

/** What no proposed value decides. Her notes stand below those of the reading. */
function furtherInput(
  { finding, url, donorId, defaults }: Proposal,
  fields: DeskDecision['fields'],
  input: Partial<CallInput>,
): Partial<CallInput> {
  const accepted = finding.fields.filter(({ field }) => fields[field]?.verdict === 'accepted');
  const read = callInputFrom(accepted, { donorId, url, defaults }).notes;
  const notes = [read, input.notes].filter((text) => text?.trim()).join('\n');
  return { ...picked(input, furtherFields(finding.fields)), ...(notes && { notes }) };
}

function picked(input: Partial<CallInput>, fields: readonly Field[]): Partial<CallInput> {
  const names = new Set(fields.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => names.has(name) && value !== undefined),
  );
}
