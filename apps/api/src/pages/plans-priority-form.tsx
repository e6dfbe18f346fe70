import type { FieldError } from '@chasqui/kernel';
import { columnTitle, type PlanVocabulary, type Priority, type PriorityForm } from '@chasqui/pdot';
import type { JSX } from 'preact';
import { z } from 'zod';
import { AreaField, BoxesField, type Choice, TextField } from '../views/fields.js';

const text = z.string().max(20_000).default('');
const many = z
  .union([z.string().max(100), z.array(z.string().max(100))])
  .default([])
  .transform((value) => (Array.isArray(value) ? value : [value]));

export const priorityForm = z.object({
  /** The state that the form shows, see `fingerprintOf`. */
  estado: z.string().max(40).default(''),
  planCode: text,
  component: text,
  objective: text,
  text,
  programme: text,
  budget: text,
  currency: text,
  territory: text,
  nationalObjective: text,
  themes: many,
  sdgs: many,
  competences: text,
  sourceUrl: text,
});

export function toPriorityForm(priority: Priority): PriorityForm {
  return {
    planCode: priority.planCode ?? '',
    component: priority.component,
    objective: priority.objective ?? '',
    text: priority.text,
    programme: priority.programme ?? '',
    budget: priority.budget ?? '',
    currency: priority.currency ?? '',
    territory: priority.territory ?? '',
    nationalObjective: priority.nationalObjective ?? '',
    themes: priority.themes,
    sdgs: priority.sdgs.map(String),
    competences: priority.competences.join('; '),
    sourceUrl: priority.sourceUrl ?? '',
  };
}

/** All fields of a priority, in the order of the template. */
export function PriorityFields(props: {
  form: PriorityForm;
  vocabulary: PlanVocabulary;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, vocabulary, errors } = props;
  const of = <Name extends Exclude<keyof PriorityForm, 'themes' | 'sdgs'>>(name: Name) => ({
    name,
    value: form[name],
    errors,
    label: columnTitle(name),
  });
  return (
    <>
      <TextField {...of('planCode')} help="El que le da el plan, si le da alguno." />
      <TextField {...of('component')} />
      <AreaField {...of('objective')} rows={2} />
      <AreaField {...of('text')} rows={4} help="Con las palabras del plan." />
      <TextField {...of('programme')} />
      <TextField {...of('budget')} help="En cifras o como 12,3 millones. Vacío si no consta." />
      <TextField {...of('currency')} help="Tres letras, por ejemplo USD." />
      <TextField {...of('territory')} />
      <TextField {...of('nationalObjective')} help="Del Plan Nacional de Desarrollo, como lo dice el plan." />
      <BoxesField
        name="themes"
        label="Temas"
        values={form.themes}
        errors={errors}
        choices={vocabulary.themes.map(({ code, nameEs }): Choice => [code, nameEs])}
      />
      <BoxesField
        name="sdgs"
        label="ODS"
        values={form.sdgs}
        errors={errors}
        choices={vocabulary.sdgs.map(({ number, nameEs }): Choice => [
          String(number),
          `${number}. ${nameEs}`,
        ])}
      />
      <TextField {...of('competences')} help="Códigos separados con punto y coma, por ejemplo MUN-04." />
      <TextField {...of('sourceUrl')} help="Dónde se puede comprobar (https://…)." />
    </>
  );
}
