import type { Gad } from '@chasqui/gads';
import { formatAmount, formatShortDate } from '@chasqui/kernel';
import {
  feeDue,
  isCurrent,
  type NetworkEvaluation,
  type NetworkMembership,
  type Page,
  yearsText,
} from '@chasqui/networks';
import { NETWORK_ROLE_LABELS } from '@chasqui/vocabularies';
import type { JSX } from 'preact';
import { NextPage, withQuery } from '../views/parts.js';
import { networkTitle } from './network-parts.js';

/** The networks of a GAD: what they cost, what to watch, what was evaluated. */
export function MembershipList(props: {
  gad: Gad;
  page: Page<NetworkMembership>;
  evaluations: Page<NetworkEvaluation>;
  warnings: readonly string[];
  writes: boolean;
  today: string;
}): JSX.Element {
  const { gad, page, evaluations, warnings, writes, today } = props;
  const base = `/gads/${gad.dpaCode}/redes`;
  return (
    <>
      <h1>{gad.name}: redes</h1>
      {writes && (
        <p class="actions">
          <a class="button" href={`${base}/evaluaciones/nueva`}>
            Evaluar una red
          </a>{' '}
          <a class="button quiet" href={`${base}/membresias/nueva`}>
            Añadir una membresía
          </a>{' '}
          <a href="/redes">Ver todas las redes</a>
        </p>
      )}
      {warnings.length > 0 && (
        <div class="notice">
          <p>
            <strong>Para revisar</strong>
          </p>
          <ul>
            {warnings.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <section aria-labelledby="membresias">
        <h2 id="membresias">Membresías</h2>
        {page.items.length === 0 && <p>No consta ninguna membresía de este GAD.</p>}
        <ul class="cards">
          {page.items.map((membership) => (
            <MembershipCard membership={membership} base={base} writes={writes} today={today} />
          ))}
        </ul>
        <NextPage url={page.next && withQuery(base, { desde: page.next })} />
      </section>
      <section aria-labelledby="evaluaciones">
        <h2 id="evaluaciones">Evaluaciones</h2>
        {evaluations.items.length === 0 && <p>Todavía no se ha evaluado ninguna red.</p>}
        <ul>
          {evaluations.items.map(({ id, network, balance, decidedBy, evaluatedAt }) => (
            <li>
              <a href={`${base}/evaluaciones/${id}`}>
                {networkTitle(network!)}, {formatShortDate(evaluatedAt)}
              </a>
              : balance {balance === 'positive' ? 'positivo' : 'negativo'}. Decide: {decidedBy}.
            </li>
          ))}
        </ul>
        <NextPage url={evaluations.next && withQuery(base, { evaluaciones: evaluations.next })} />
      </section>
    </>
  );
}

function MembershipCard(props: {
  membership: NetworkMembership;
  base: string;
  writes: boolean;
  today: string;
}): JSX.Element {
  const { membership, base, writes, today } = props;
  const { network, feeAmount, feeCurrency, feeDueOn } = membership;
  const name = networkTitle(network!);
  const year = Number(today.slice(0, 4));
  const current = isCurrent(membership, year);
  const due = current && feeDueOn ? feeDue(feeDueOn, today) : null;
  return (
    <li class="card">
      <p class="kicker">
        {NETWORK_ROLE_LABELS[membership.role]} · {yearsText(membership)}
        {!current && ' · terminada'}
        {membership.untilYear === year && ' · termina este año'}
        {network!.activity === 'dormant' && <span class="badge doubt">red sin actividad conocida</span>}
      </p>
      <h3>
        <a href={`/redes/${network!.slug}`}>{name}</a>
      </h3>
      {feeAmount && <p>Cuota: {formatAmount(feeAmount, feeCurrency)} al año.</p>}
      {due && (
        <p class={due.state === 'overdue' ? 'answer fails' : due.state === 'near' ? 'answer' : ''}>
          {due.text}.
        </p>
      )}
      {membership.noteEs && <p>{membership.noteEs}</p>}
      {membership.sourceEs && <p class="quiet">Leído en: {membership.sourceEs}</p>}
      {writes && (
        <div class="actions">
          <a class="button quiet" href={`${base}/membresias/${membership.id}`} aria-label={`Editar ${name}`}>
            Editar
          </a>
          {current && membership.untilYear !== year && (
            <form method="post" action={`${base}/membresias/${membership.id}/terminar`}>
              <input type="hidden" name="revision" value={membership.revision} />
              <button type="submit" class="quiet" aria-label={`Terminar este año la membresía en ${name}`}>
                Terminar este año
              </button>
            </form>
          )}
        </div>
      )}
    </li>
  );
}
