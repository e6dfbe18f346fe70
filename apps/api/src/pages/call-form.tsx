import { type Call, DEADLINE_KINDS } from '@chasqui/calls';
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
import { AreaField, BoxesField, type Choice, DateField, SelectField, TextField } from '../views/fields.js';

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
const codes = (value: string) =>
  value
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);

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
  };
}

/** A stored call as form values. */
export function toCallForm(call: Call): CallForm {
  return {
    revision: call.revision,
    title: call.title,
    summary: call.summary,
    donorId: call.donorId,
    kind: call.kind,
    financialForm: call.financialForm,
    language: call.language,
    sourceUrl: call.sourceUrl,
    deadlineKind: call.deadlineKind,
    gadLevels: call.gadLevels,
    themes: call.themes,
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
  /** What every field needs to know of its value. */
  const of = <Name extends keyof CallForm>(name: Name) => ({ name, value: form[name], errors });
  const boxes = (name: 'gadLevels' | 'themes' | 'sdgs') => ({ name, values: form[name], errors });
  return (
    <>
      <input type="hidden" name="revision" value={form.revision} />
      <h2>Qué es</h2>
      <TextField {...of('title')} label="Título" help="Como lo escribe la fuente." />
      <AreaField
        {...of('summary')}
        label="Descripción"
        help="Qué financia, para quién y qué pide."
        rows={8}
      />
      <SelectField
        {...of('donorId')}
        label="Cooperante"
        choices={[['', 'Elija…'], ...choices.donors.map((donor): Choice => [donor.id, donor.nameEs])]}
      />
      <SelectField {...of('kind')} label="Tipo" choices={named(CALL_KINDS, KIND_LABELS)} />
      <SelectField
        {...of('financialForm')}
        label="Forma de apoyo"
        choices={named(FINANCIAL_FORMS, FORM_LABELS)}
      />
      <SelectField
        {...of('language')}
        label="Idioma de la fuente"
        choices={Object.entries(LANGUAGE_LABELS)}
      />
      <TextField
        {...of('sourceUrl')}
        label="Dirección de la fuente"
        help="La página donde se puede comprobar todo (https://…)."
      />
      <h2>Plazo</h2>
      <DateField {...of('opensOn')} label="Abre el" type="date" />
      <SelectField
        {...of('deadlineKind')}
        label="Tipo de plazo"
        choices={named(DEADLINE_KINDS, DEADLINE_LABELS)}
      />
      <DateField
        {...of('deadlineLocal')}
        label="Cierra (fecha y hora)"
        type="datetime-local"
        help="En la hora del lugar que indica la fuente."
      />
      <TextField
        {...of('deadlineZone')}
        label="Zona horaria del cierre"
        help="Por ejemplo America/Montevideo o Europe/Madrid. Vacía: se toma la hora de Ecuador y se pide confirmar."
      />
      <TextField {...of('deadlineText')} label="El plazo con las palabras de la fuente" />
      <h2>Dinero</h2>
      <TextField
        {...of('amountMin')}
        label="Monto mínimo por proyecto"
        help="En cifras o como 12,3 millones."
      />
      <TextField {...of('amountMax')} label="Monto máximo por proyecto" />
      <TextField {...of('totalBudget')} label="Presupuesto de toda la convocatoria" />
      <TextField {...of('currency')} label="Moneda" help="Tres letras: USD, EUR…" />
      <TextField
        {...of('cofinancingPercent')}
        label="Contraparte mínima (%)"
        help="Parte del costo que pone el GAD. Vacía si no consta."
      />
      <h2>Quién puede</h2>
      <SelectField
        {...of('gadRole')}
        label="Papel de un GAD"
        choices={[['', 'No consta'], ...named(GAD_ROLES, ROLE_LABELS)]}
      />
      <BoxesField {...boxes('gadLevels')} label="Niveles de GAD" choices={named(GAD_LEVELS, LEVEL_LABELS)} />
      <AreaField
        {...of('applicantTypes')}
        label="Quién puede postular, según la fuente"
        help="Uno por línea."
      />
      <TextField
        {...of('countries')}
        label="Países"
        help="Códigos de dos letras separados por comas (EC), o * si es para todos."
      />
      <TextField
        {...of('territories')}
        label="Territorios del Ecuador"
        help="Códigos DPA, si se limita a algunos. Vacío: todo el país."
      />
      <h2>De qué trata</h2>
      <BoxesField
        {...boxes('themes')}
        label="Temas"
        choices={choices.themes.map((theme): Choice => [theme.code, theme.nameEs])}
      />
      <BoxesField
        {...boxes('sdgs')}
        label="ODS"
        choices={choices.sdgs.map((goal): Choice => [String(goal.number), `${goal.number}. ${goal.nameEs}`])}
      />
      <h2>Qué pide</h2>
      <AreaField {...of('requiredDocuments')} label="Documentos" help="Uno por línea." />
      <AreaField {...of('notes')} label="Notas de curaduría" help="Dudas y deducciones. No se publican." />
    </>
  );
}

function named<Code extends string>(
  values: readonly Code[],
  labels: Readonly<Record<Code, string>>,
): Choice[] {
  return values.map((code) => [code, labels[code]]);
}
