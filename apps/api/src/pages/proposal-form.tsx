import type { CommissionProposal, CommissionRound, ProposalGround } from '@chasqui/commissions';
import type { FieldError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { z } from 'zod';
import { AreaField, type Choice, SelectField, TextField } from '../views/fields.js';

const text = z.string().max(12_000).default('');

/** The form of a proposal as browsers send it. */
export const proposalForm = z.object({
  revision: z.coerce.number().int().nonnegative().default(0),
  roundId: z.uuid().optional(),
  direction: text,
  presenterEs: text,
  title: text,
  summary: text,
  priorityId: text,
  offerId: text,
});
export type ProposalForm = z.output<typeof proposalForm>;

export function toProposalForm(proposal: CommissionProposal): ProposalForm {
  return {
    revision: proposal.revision,
    direction: proposal.direction,
    presenterEs: proposal.presenterEs ?? '',
    title: proposal.title,
    summary: proposal.summary,
    priorityId: proposal.priorityId ?? '',
    offerId: proposal.offerId ?? '',
  };
}

/** An empty form; a round that takes only one direction has it chosen. */
export function blankForm(round: CommissionRound): ProposalForm {
  const direction = round.direction === 'both' ? '' : round.direction;
  return proposalForm.parse({ roundId: round.id, direction });
}

const SHOWN = 110;

/** What a person fills in. Without plan or practices it says where they come from. */
export function ProposalFields(props: {
  gadCode: string;
  form: ProposalForm;
  round: CommissionRound;
  ground: ProposalGround;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, round, ground, errors } = props;
  const of = <Name extends 'direction' | 'presenterEs' | 'title' | 'summary' | 'priorityId' | 'offerId'>(
    name: Name,
  ) => ({ name, value: form[name], errors });
  const takesDemand = round.direction !== 'offer';
  const takesOffer = round.direction !== 'demand';
  return (
    <>
      <input type="hidden" name="revision" value={form.revision} />
      <input type="hidden" name="roundId" value={round.id} />
      <SelectField {...of('direction')} label="Qué presenta" choices={directions(round)} />
      <TextField {...of('title')} label="Título" />
      <AreaField
        {...of('summary')}
        label="Descripción"
        rows={7}
        help="Qué se haría, con quién y para qué. Para enviarla hacen falta al menos dos frases."
      />
      <TextField
        {...of('presenterEs')}
        label="Quién la presenta"
        help="Solo si es una empresa pública o entidad de su GAD. Vacío: el propio GAD."
      />
      {takesDemand && <PriorityField {...props} />}
      {takesOffer &&
        (ground.offers.length > 0 ? (
          <SelectField
            {...of('offerId')}
            label="Si es oferta: la buena práctica que la respalda"
            help="Una oferta no necesita una prioridad del plan ni pedir fondos."
            choices={[
              ['', 'Elija…'],
              ...ground.offers.map((offer): Choice => [offer.id, cut(offer.titleEs)]),
            ]}
          />
        ) : (
          <p class="notice" id="offerId">
            Para enviar una oferta hace falta una buena práctica registrada. Su GAD todavía no tiene:{' '}
            <a href={`/gads/${props.gadCode}/ofertas`}>registre una</a> y vuelva. Puede guardar el borrador
            desde ahora.
          </p>
        ))}
    </>
  );
}

function PriorityField(props: {
  gadCode: string;
  form: ProposalForm;
  ground: ProposalGround;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, ground, errors } = props;
  if (!ground.plan) {
    return (
      <p class="notice" id="priorityId">
        Una demanda debe responder a una prioridad del PDOT y el de su GAD no está cargado.{' '}
        <a href={`/gads/${props.gadCode}/pdot`}>Cargue el plan</a> y vuelva: puede guardar el borrador desde
        ahora y enviarlo después.
      </p>
    );
  }
  return (
    <SelectField
      name="priorityId"
      value={form.priorityId}
      errors={errors}
      label="Si es demanda: la prioridad del plan a la que responde"
      help={`Plan vigente: ${ground.plan.label}.`}
      choices={[
        ['', 'Elija…'],
        ...ground.priorities.map((priority): Choice => [
          priority.id,
          cut(priority.planCode ? `${priority.planCode} ${priority.text}` : priority.text),
        ]),
      ]}
    />
  );
}

/** Narrows the list of priorities of a long plan. Apart from the form, so that it takes nothing away from it. */
export function PrioritySearch(props: {
  action: string;
  roundId?: string | undefined;
  words: string;
}): JSX.Element {
  return (
    <form method="get" action={props.action} class="panel">
      {props.roundId && <input type="hidden" name="ronda" value={props.roundId} />}
      <p>
        El plan tiene más prioridades de las que caben en la lista. Busque primero la suya; si ya escribió
        algo, guárdelo antes.
      </p>
      <TextField name="buscar" label="Palabras de la prioridad" value={props.words} errors={[]} />
      <button type="submit" class="quiet">
        Buscar en el plan
      </button>
    </form>
  );
}

function directions(round: CommissionRound): readonly Choice[] {
  const demand: Choice = ['demand', 'Demanda: pedimos apoyo'];
  const offer: Choice = ['offer', 'Oferta: compartimos una experiencia'];
  if (round.direction === 'demand') return [demand];
  if (round.direction === 'offer') return [offer];
  return [['', 'Elija…'], demand, offer];
}

function cut(words: string): string {
  return words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words;
}
