import { type Call, type CallFields, callSections, editionChoices, readCallInput } from '@chasqui/calls';
import {
  type Field,
  fieldsIn,
  type FormBody,
  formToInput,
  recordToInput,
  resolveReferences,
  sameFact,
} from '@chasqui/curation';
import { DomainError, type FieldError, invalid } from '@chasqui/kernel';
import type { JSX } from 'preact';
import type { DataSource } from 'typeorm';
import { recordChoices } from './record-choices.js';
import { isBlankRow, type RecordChoices, RecordFields } from './record-fields.js';

/** What the form of a call says, by field: texts, lists of texts, rows of these. */
export type CallForm = Record<string, unknown>;

const FIELDS: readonly Field[] = fieldsIn(callSections);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const EMPTY_FORM: CallForm = {
  kind: 'open_window',
  financialForm: 'grant',
  direction: 'demand',
  language: 'es',
  deadlineKind: 'exact',
};

/** The form as browsers send it. Rows in which nobody wrote are left out. */
export function readCallForm(body: FormBody): CallForm {
  const form = formToInput(FIELDS, body);
  for (const field of FIELDS) {
    if (field.kind !== 'group') continue;
    const choices = new Set(field.fields.filter(({ kind }) => kind === 'select').map(({ name }) => name));
    const rows = form[field.name] as Record<string, unknown>[];
    form[field.name] = rows.filter(
      (row) => !isBlankRow(Object.fromEntries(Object.entries(row).filter(([name]) => !choices.has(name)))),
    );
  }
  return form;
}

/** A stored call as the form shows it: a zone that was assumed is left empty, so that it stays assumed. */
export function toCallForm(call: Call): CallForm {
  const form = recordToInput(FIELDS, call as unknown as Record<string, unknown>);
  const rows = form['otherDeadlines'] as Record<string, unknown>[];
  return {
    ...form,
    deadlineZone: call.deadlineZoneAssumed ? '' : form['deadlineZone'],
    otherDeadlines: rows.map((row, index) =>
      call.otherDeadlines[index]?.zoneAssumed ? { ...row, zone: '' } : row,
    ),
  };
}

/**
 * What the person entered, for the rules of calls to check. Names of donors and funds become their ids.
 * @throws DomainError `call.invalid` when a name belongs to nobody, together with everything else that is wrong
 */
export async function toCallInput(database: DataSource, form: CallForm): Promise<unknown> {
  const { input, errors } = await resolveReferences(database.manager, FIELDS, form);
  const values = Object.fromEntries(
    FIELDS.map((field) => [field.name, inputValue(field, input[field.name])]),
  );
  // Whoever saves the form has seen the levels: they are no longer a deduction.
  const call = { ...values, gadLevelsInferred: false };
  if (errors.length === 0) return call;
  const unknown = new Set(errors.map(({ field }) => field));
  const others = faultsOf(call).filter(({ field }) => !unknown.has(field));
  throw invalid('call.invalid', 'La convocatoria no se guardó: revise los campos señalados.', [
    ...errors,
    ...others,
  ]);
}

/** In what a stored call and a form differ, for whoever has to compare the two. */
export function differingFields(call: Call, form: CallForm): readonly Field[] {
  const entered = inputOfForm(form);
  if (faultsOf(entered).length > 0) {
    // What cannot be read is compared as it was written.
    const stored = toCallForm(call);
    return FIELDS.filter((field) => {
      const value = (from: CallForm) => inputValue(field, from[field.name]) || null;
      return !sameFact(value(stored), value(form));
    });
  }
  const read = readCallInput(entered);
  return FIELDS.filter(({ name }) => !sameFact(call[name as keyof Call], read[name as keyof CallFields]));
}

/** The form as the rules of calls take it. Whoever saves it has seen the levels: they are no longer a deduction. */
function inputOfForm(form: CallForm): object {
  const values = FIELDS.map((field) => [field.name, inputValue(field, form[field.name])]);
  return { ...Object.fromEntries(values), gadLevelsInferred: false };
}

function faultsOf(call: unknown): readonly FieldError[] {
  try {
    readCallInput(call);
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
}

function inputValue(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'group':
      return value;
    case 'lines':
      return listField(field.name, textOf(value));
    case 'boxes':
    case 'codes':
      return Array.isArray(value) ? value : codesIn(textOf(value));
    case 'reference':
      return textOf(value) || null;
    case 'select':
      // "No consta" is an answer where one may be missing; elsewhere the person is asked to choose.
      return value === undefined ? undefined : textOf(value) || (field.required ? '' : null);
    default:
      return value === undefined ? undefined : textOf(value);
  }
}

/** Codes of countries and territories may share a line. */
function listField(name: string, text: string): string[] {
  if (name === 'countries' || name === 'territories') return codesIn(text.toUpperCase());
  return text.split(/\r?\n/).filter((line) => line.trim());
}

function codesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one : '';
}

/** What the form lets people choose from; earlier editions are those of the donor, once it is known. */
export async function callChoices(
  database: DataSource,
  form: CallForm,
  call: Call | null,
): Promise<RecordChoices> {
  const given = textOf(form['donorId']);
  const donorId = UUID.test(given) ? given : call?.donorId;
  const [choices, editions] = await Promise.all([
    recordChoices(database.manager, FIELDS, call ? [call, form] : [form]),
    donorId ? editionChoices(database, donorId, call) : [],
  ]);
  const named = editions.map(({ id, title, year, slug }) => ({
    id,
    name: `${title.slice(0, 90)}${year ? ` (${year})` : ''} · ${slug.slice(0, 40)}`,
  }));
  const mechanisms = [...choices.vocabularies.mechanisms].map(([id, name]) => ({ id, name }));
  return { ...choices, references: { ...choices.references, call: named, mechanisms } };
}

/** All fields of a call with their help, in the order in which a source tells them. */
export function CallFormFields(props: {
  form: CallForm;
  revision: number;
  choices: RecordChoices;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, revision, choices, errors } = props;
  return (
    <>
      <input type="hidden" name="revision" value={revision} />
      <RecordFields sections={callSections} input={form} errors={errors} choices={choices} />
    </>
  );
}

/** The form with another empty row in one of its lists; null when that was not asked for. */
export function withAnotherRow(form: CallForm, group: unknown): CallForm | null {
  const rows = typeof group === 'string' ? form[group] : undefined;
  const isGroup = FIELDS.some(({ name, kind }) => name === group && kind === 'group');
  return isGroup && Array.isArray(rows) ? { ...form, [String(group)]: [...(rows as unknown[]), {}] } : null;
}
