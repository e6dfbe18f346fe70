import type { FieldError } from '@chasqui/kernel';
import { AFFILIATION_QUESTIONS, type AffiliationAnswers, FIT_LABELS, type Network } from '@chasqui/networks';
import type { JSX } from 'preact';
import { z } from 'zod';
import { AreaField, type Choice, SelectField, TextField } from '../views/fields.js';
import { networkTitle } from './network-parts.js';

const text = z.string().max(12_000).default('');

/** The questionnaire as browsers send it. */
export const evaluationForm = z.object({
  networkId: z.string().max(60).default(''),
  mission: text,
  fitsObjectives: text,
  fitsObjectivesWhy: text,
  servesActions: text,
  servesActionsWhy: text,
  betterNetwork: text,
  memberProfile: text,
  practicalImplications: text,
  hasMoney: text,
  hasPoliticalBacking: text,
  hasPeople: text,
  decidedBy: text,
});
export type EvaluationForm = z.output<typeof evaluationForm>;

/** What can be taken over from an earlier evaluation: what describes the network. The judgement is made anew. */
export function startFrom(networkId: string, last: AffiliationAnswers | undefined): EvaluationForm {
  return evaluationForm.parse({
    networkId,
    mission: last?.mission,
    memberProfile: last?.memberProfile ?? undefined,
    practicalImplications: last?.practicalImplications ?? undefined,
  });
}

type Choices = readonly Pick<Network, 'id' | 'nameEs' | 'acronym' | 'activity'>[];

/** The seven questions, one after the other. */
export function EvaluationFields(props: {
  form: EvaluationForm;
  networks: Choices;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, networks, errors } = props;
  const of = <Name extends keyof EvaluationForm>(name: Name) => ({ name, value: form[name], errors });
  const fits: Choice[] = [['', 'Elija…'], ...Object.entries(FIT_LABELS)];
  const yesNo: Choice[] = [
    ['', 'Elija…'],
    ['si', 'Sí'],
    ['no', 'No'],
  ];
  const others = networks
    .filter(({ id, activity }) => id !== form.networkId && activity !== 'dormant')
    .map((network): Choice => [network.id, networkTitle(network)]);
  return (
    <>
      <AreaField {...of('mission')} label={`1. ${AFFILIATION_QUESTIONS.mission}`} />
      <SelectField
        {...of('fitsObjectives')}
        label={`2. ${AFFILIATION_QUESTIONS.fitsObjectives}`}
        choices={fits}
      />
      <AreaField {...of('fitsObjectivesWhy')} label="¿Con qué objetivo?" rows={2} />
      <SelectField
        {...of('servesActions')}
        label={`3. ${AFFILIATION_QUESTIONS.servesActions}`}
        choices={fits}
      />
      <AreaField {...of('servesActionsWhy')} label="¿A qué acciones?" rows={2} />
      <SelectField
        {...of('betterNetwork')}
        label={`4. ${AFFILIATION_QUESTIONS.betterNetwork}`}
        choices={[['', 'Elija…'], ['ninguna', 'Ninguna'], ...others]}
      />
      <AreaField {...of('memberProfile')} label={`5. ${AFFILIATION_QUESTIONS.memberProfile}`} />
      <AreaField
        {...of('practicalImplications')}
        label={`6. ${AFFILIATION_QUESTIONS.practicalImplications}`}
      />
      <fieldset>
        <legend>7. {AFFILIATION_QUESTIONS.resources}</legend>
        <SelectField {...of('hasMoney')} label="Recursos económicos" choices={yesNo} />
        <SelectField {...of('hasPoliticalBacking')} label="Respaldo político" choices={yesNo} />
        <SelectField {...of('hasPeople')} label="Personas que la atiendan" choices={yesNo} />
      </fieldset>
      <TextField
        {...of('decidedBy')}
        label="Quién decide"
        help="El cargo, por ejemplo Alcaldía o Prefectura."
      />
    </>
  );
}
