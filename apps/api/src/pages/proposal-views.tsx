import {
  type CommissionProposal,
  type CommissionRound,
  mayMove,
  PROPOSAL_STATE_LABELS,
  type ProposalPage,
  type RoundPage,
  takesProposals,
} from '@chasqui/commissions';
import { type Gad, zoneOfGad } from '@chasqui/gads';
import { formatShortDate, localDate } from '@chasqui/kernel';
import { DIRECTION_LABELS, ROUND_STAGE_LABELS } from '@chasqui/vocabularies';
import type { JSX } from 'preact';
import { NextPage, Paragraphs, withQuery } from '../views/parts.js';
import { sessionOfRound, WindowView } from './commission-parts.js';

/** Rounds to present to, and what the GAD presented. */
export function ProposalLists(props: {
  gad: Gad;
  rounds: RoundPage;
  own: ProposalPage;
  writes: boolean;
  now: Date;
}): JSX.Element {
  const { gad, rounds, own, writes, now } = props;
  const base = `/gads/${gad.dpaCode}/comisiones`;
  return (
    <>
      <h1>{gad.name}: comisiones mixtas</h1>
      <p>
        Prepare aquí lo que su GAD pide u ofrece. Enviar una propuesta la pone a la vista de la curaduría; no
        reemplaza la entrega oficial a la Cancillería por el canal que diga la invitación.
      </p>
      <section aria-labelledby="rondas">
        <h2 id="rondas">Rondas abiertas o anunciadas</h2>
        {rounds.rounds.length === 0 && (
          <p class="notice">
            No hay rondas anunciadas. Las comisiones no tienen fecha fija:{' '}
            <a href="/comisiones">vea todas y cuándo se reunieron</a>.
          </p>
        )}
        <ul class="cards">
          {rounds.rounds.map((round) => (
            <RoundCard round={round} gad={gad} writes={writes} now={now} />
          ))}
        </ul>
        <NextPage url={rounds.next && withQuery(base, { rondas: rounds.next })} />
      </section>
      <section aria-labelledby="propias">
        <h2 id="propias">Propuestas de su GAD</h2>
        {own.items.length === 0 && <p>Todavía no hay propuestas.</p>}
        <ul class="cards">
          {own.items.map((proposal) => (
            <li class="card">
              <p class="kicker">
                {PROPOSAL_STATE_LABELS[proposal.state]} · {DIRECTION_LABELS[proposal.direction]}
              </p>
              <h3>
                <a href={`${base}/propuestas/${proposal.id}`}>{proposal.title}</a>
              </h3>
              <p class="quiet">
                {proposal.round!.commission!.partnerEs}, {proposal.round!.labelEs}. Última vez cambiada el{' '}
                {formatShortDate(proposal.updatedAt)}.
              </p>
            </li>
          ))}
        </ul>
        <NextPage url={own.next && withQuery(base, { desde: own.next })} />
      </section>
    </>
  );
}

function RoundCard(props: { round: CommissionRound; gad: Gad; writes: boolean; now: Date }): JSX.Element {
  const { round, gad, writes, now } = props;
  const { commission } = round;
  return (
    <li class="card">
      <p class="kicker">
        {commission!.denominationEs} · {ROUND_STAGE_LABELS[round.stage]}
      </p>
      <h3>
        <a href={`/comisiones/${commission!.slug}`}>
          {commission!.partnerEs}: {round.labelEs}
        </a>
      </h3>
      <p>
        Sesión: {sessionOfRound(round, localDate(now))}. {DIRECTION_LABELS[round.direction]}.
      </p>
      <WindowView round={round} now={now} zone={zoneOfGad(gad)} />
      {writes && takesProposals(round, now) && (
        <p>
          <a
            class="button"
            href={`/gads/${gad.dpaCode}/comisiones/propuestas/nueva?ronda=${round.id}`}
            aria-label={`Preparar una propuesta para ${commission!.partnerEs}, ${round.labelEs}`}
          >
            Preparar una propuesta
          </a>
        </p>
      )}
    </li>
  );
}

/** One proposal with what may be done with it. */
export function ProposalDetail(props: {
  gad: Gad;
  proposal: CommissionProposal;
  writes: boolean;
  now: Date;
  message?: string | undefined;
}): JSX.Element {
  const { gad, proposal, writes, now, message } = props;
  const { round, priority, offer } = proposal;
  return (
    <article>
      <p class="kicker">
        <a href={`/gads/${gad.dpaCode}/comisiones`}>{gad.name}: comisiones mixtas</a> ·{' '}
        {PROPOSAL_STATE_LABELS[proposal.state]}
      </p>
      <h1>{proposal.title}</h1>
      {message && (
        <p class="errors" role="alert">
          {message}
        </p>
      )}
      {proposal.state === 'submitted' && (
        <p class="done">
          Enviada en Chasqui el {formatShortDate(proposal.updatedAt)}. Recuerde entregarla también a la
          Cancillería por el canal que diga la invitación.
        </p>
      )}
      <dl class="facts">
        <div>
          <dt>Para</dt>
          <dd>
            <a href={`/comisiones/${round!.commission!.slug}`}>{round!.commission!.partnerEs}</a>,{' '}
            {round!.labelEs}
          </dd>
        </div>
        <div>
          <dt>Qué es</dt>
          <dd>{DIRECTION_LABELS[proposal.direction]}</dd>
        </div>
        <div>
          <dt>La presenta</dt>
          <dd>{proposal.presenterEs ?? gad.name}</dd>
        </div>
        {proposal.direction === 'demand' && (
          <div>
            <dt>Prioridad del plan</dt>
            <dd>{priority ? `«${priority.text}»` : 'sin elegir'}</dd>
          </div>
        )}
        {proposal.direction === 'offer' && (
          <div>
            <dt>Buena práctica</dt>
            <dd>{offer ? `«${offer.titleEs}»` : 'sin elegir'}</dd>
          </div>
        )}
      </dl>
      {proposal.summary ? <Paragraphs text={proposal.summary} /> : <p class="quiet">Sin descripción.</p>}
      <WindowView round={round!} now={now} zone={zoneOfGad(gad)} />
      {writes && <Moves proposal={proposal} open={takesProposals(round!, now)} />}
    </article>
  );
}

function Moves({ proposal, open }: { proposal: CommissionProposal; open: boolean }): JSX.Element {
  const base = `/gads/${proposal.gadCode}/comisiones/propuestas/${proposal.id}`;
  const revision = <input type="hidden" name="revision" value={proposal.revision} />;
  return (
    <div class="actions">
      {mayMove(proposal.state, 'submit') && open && (
        <form method="post" action={`${base}/enviar`}>
          {revision}
          <button type="submit">Enviar</button>
        </form>
      )}
      {mayMove(proposal.state, 'edit') && (
        <a class="button quiet" href={`${base}/editar`}>
          Editar
        </a>
      )}
      {mayMove(proposal.state, 'withdraw') && (
        <form method="post" action={`${base}/retirar`}>
          {revision}
          <button type="submit" class="quiet">
            Retirar
          </button>
        </form>
      )}
    </div>
  );
}
