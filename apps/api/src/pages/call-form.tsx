import { type Call, type CallInput, DEADLINE_KINDS } from '@chasqui/calls';
import type { Donor } from '@chasqui/donors';
import type { FieldError } from '@chasqui/kernel';
import {
  CALL_KINDS,
  FINANCIAL_FORMS,
  GAD_LEVELS,
  GAD_ROLES,
  type Sdg,
  type Theme,
} from '@chasqui/vocabularies';
import type { JSX } from 'preact';
import { z } from 'zod';
import {
  DEADLINE_LABELS,
  FORM_LABELS,
  KIND_LABELS,
  LANGUAGE_LABELS,
  LEVEL_LABELS,
  ROLE_LABELS,
} from '../views/labels.js';
import { Field } from '../views/parts.js';

const many = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const text = z.string().max(20_000).default('');

/** The form as browsers send it: every field a text or, when ticked or chosen several times, a list. */
export const callFormSchema = z.object({
  revision: z.coerce.number().int().nonnegative().default(0),
  title: text,
  summary: text,
  donorId: text,
  kind: text,
  financialForm: text,
  language: text,
  opensOn: text,
  deadlineKind: text,
  deadlineLocal: text,
  deadlineZone: text,
  deadlineText: text,
  amountMin: text,
  amountMax: text,
  totalBudget: text,
  currency: text,
  cofinancingPercent: text,
  applicantTypes: text,
  countries: text,
  territories: text,
  gadLevels: many,
  gadRole: text,
  themes: many,
  sdgs: many,
  requiredDocuments: text,
  sourceUrl: text,
  notes: text,
});
export type CallForm = z.output<typeof callFormSchema>;

const lines = (value: string) => value.split(/\r?\n/).filter((line) => line.trim());
const codes = (value: string) => value.toUpperCase().split(/[\s,;]+/).filter(Boolean);

/** What the person entered, for the rules of the catalogue to check. */
export function toCallInput(form: CallForm): unknown {
  const { revision: _, ...fields } = form;
  return {
    ...fields,
    applicantTypes: lines(form.applicantTypes),
    requiredDocuments: lines(form.requiredDocuments),
    countries: codes(form.countries),
    territories: codes(form.territories),
    gadRole: form.gadRole || null,
    // Whoever saves the form has seen the levels: they are no longer a deduction.
    gadLevelsInferred: false,
  } satisfies Record<keyof Omit<CallInput, 'fundId'>, unknown>;
}

/** A stored call as form values. */
export function toCallForm(call: Call): CallForm {
  return {
    ...call,
    opensOn: call.opensOn ?? '',
    deadlineLocal: call.deadlineLocal ?? '',
    deadlineZone: call.deadlineZoneAssumed ? '' : (call.deadlineZone ?? ''),
    deadlineText: call.deadlineText ?? '',
    amountMin: call.amountMin ?? '',
    amountMax: call.amountMax ?? '',
    totalBudget: call.totalBudget ?? '',
    currency: call.currency ?? '',
    cofinancingPercent: call.cofinancingPercent ?? '',
    applicantTypes: call.applicantTypes.join('\n'),
    requiredDocuments: call.requiredDocuments.join('\n'),
    countries: call.countries.join(', '),
    territories: call.territories.join(', '),
    gadRole: call.gadRole ?? '',
    sdgs: call.sdgs.map(String),
    notes: call.notes ?? '',
  };
}

export const EMPTY_FORM: CallForm = callFormSchema.parse({
  kind: 'open_window',
  financialForm: 'grant',
  language: 'es',
  deadlineKind: 'exact',
});

export interface FormChoices {
  readonly donors: readonly Pick<Donor, 'id' | 'nameEs'>[];
  readonly themes: readonly Pick<Theme, 'code' | 'nameEs'>[];
  readonly sdgs: readonly Sdg[];
}

/** All fields of a call with their help, in the order in which a source tells them. */
export function CallFormFields(props: {
  form: CallForm;
  choices: FormChoices;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, choices, errors } = props;
  const input = (name: keyof CallForm, label: string, help?: string) => (
    <Field name={name} label={label} help={help} errors={errors}>
      {(attributes) => <input {...attributes} value={String(form[name])} />}
    </Field>
  );
  const date = (name: 'opensOn' | 'deadlineLocal', label: string, type: 'date' | 'datetime-local', help?: string) => (
    <Field name={name} label={label} help={help} errors={errors}>
      {(attributes) => <input {...attributes} type={type} value={form[name]} />}
    </Field>
  );
  const area = (name: keyof CallForm, label: string, help?: string, rows = 3) => (
    <Field name={name} label={label} help={help} errors={errors}>
      {(attributes) => (
        <textarea {...attributes} rows={rows}>
          {String(form[name])}
        </textarea>
      )}
    </Field>
  );
  const select = (name: keyof CallForm, label: string, options: readonly (readonly [string, string])[], help?: string) => (
    <Field name={name} label={label} help={help} errors={errors}>
      {(attributes) => (
        <select {...attributes}>
          {options.map(([value, text]) => (
            <option value={value} selected={form[name] === value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const boxes = (name: 'gadLevels' | 'themes' | 'sdgs', legend: string, options: readonly (readonly [string, string])[]) => (
    <fieldset id={name}>
      <legend>{legend}</legend>
      {errors
        .filter((error) => error.field === name)
        .map((error) => (
          <p class="error">{error.message}</p>
        ))}
      <div class="boxes">
        {options.map(([value, text]) => (
          <p class="check">
            <input
              type="checkbox"
              id={`${name}-${value}`}
              name={name}
              value={value}
              checked={form[name].includes(value)}
            />
            <label for={`${name}-${value}`}>{text}</label>
          </p>
        ))}
      </div>
    </fieldset>
  );
  return (
    <>
      <input type="hidden" name="revision" value={form.revision} />
      <h2>Qué es</h2>
      {input('title', 'Título', 'Como lo escribe la fuente.')}
      {area('summary', 'Descripción', 'Qué financia, para quién y qué pide.', 8)}
      {select('donorId', 'Cooperante', [
        ['', 'Elija…'],
        ...choices.donors.map((donor) => [donor.id, donor.nameEs] as const),
      ])}
      {select('kind', 'Tipo', CALL_KINDS.map((kind) => [kind, KIND_LABELS[kind]] as const))}
      {select('financialForm', 'Forma de apoyo', FINANCIAL_FORMS.map((form) => [form, FORM_LABELS[form]] as const))}
      {select('language', 'Idioma de la fuente', Object.entries(LANGUAGE_LABELS))}
      {input('sourceUrl', 'Dirección de la fuente', 'La página donde se puede comprobar todo.')}
      <h2>Plazo</h2>
      {date('opensOn', 'Abre el', 'date')}
      {select('deadlineKind', 'Tipo de plazo', DEADLINE_KINDS.map((kind) => [kind, DEADLINE_LABELS[kind]] as const))}
      {date('deadlineLocal', 'Cierra (fecha y hora)', 'datetime-local', 'En la hora del lugar que indica la fuente.')}
      {input(
        'deadlineZone',
        'Zona horaria del cierre',
        'Por ejemplo America/Montevideo o Europe/Madrid. Vacía: se toma la hora de Ecuador y se pide confirmar.',
      )}
      {input('deadlineText', 'El plazo con las palabras de la fuente')}
      <h2>Dinero</h2>
      {input('amountMin', 'Monto mínimo por proyecto', 'En cifras o como 12,3 millones.')}
      {input('amountMax', 'Monto máximo por proyecto')}
      {input('totalBudget', 'Presupuesto de toda la convocatoria')}
      {input('currency', 'Moneda', 'Tres letras: USD, EUR…')}
      {input('cofinancingPercent', 'Contraparte mínima (%)', 'Parte del costo que pone el GAD. Vacía si no consta.')}
      <h2>Quién puede</h2>
      {select('gadRole', 'Papel de un GAD', [
        ['', 'No consta'],
        ...GAD_ROLES.map((role) => [role, ROLE_LABELS[role]] as const),
      ])}
      {boxes('gadLevels', 'Niveles de GAD', GAD_LEVELS.map((level) => [level, LEVEL_LABELS[level]] as const))}
      {area('applicantTypes', 'Quién puede postular, según la fuente', 'Uno por línea.')}
      {input('countries', 'Países', 'Códigos de dos letras separados por comas (EC), o * si es para todos.')}
      {input('territories', 'Territorios del Ecuador', 'Códigos DPA, si se limita a algunos. Vacío: todo el país.')}
      <h2>De qué trata</h2>
      {boxes('themes', 'Temas', choices.themes.map((theme) => [theme.code, theme.nameEs] as const))}
      {boxes('sdgs', 'ODS', choices.sdgs.map((goal) => [String(goal.number), `${goal.number}. ${goal.nameEs}`] as const))}
      <h2>Qué pide</h2>
      {area('requiredDocuments', 'Documentos', 'Uno por línea.')}
      {area('notes', 'Notas de curaduría', 'Dudas y deducciones. No se publican.')}
    </>
  );
}
