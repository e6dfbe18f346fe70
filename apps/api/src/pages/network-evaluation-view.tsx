import type { Gad } from '@chasqui/gads';
import { formatShortDate } from '@chasqui/kernel';
import { balanceOf, type NetworkEvaluation } from '@chasqui/networks';
import type { JSX } from 'preact';
import { answersInWords, feeText, networkTitle, nextSteps } from './network-parts.js';

/** An evaluation as it is shown and printed. */
export function EvaluationView(props: {
  gad: Gad;
  evaluation: NetworkEvaluation;
  /** Other evaluations of the same network, set beside this one. */
  compared: readonly NetworkEvaluation[];
  history: readonly NetworkEvaluation[];
  /** Networks by id, for the better one that an answer names. */
  names: ReadonlyMap<string, string>;
  writes: boolean;
}): JSX.Element {
  const { gad, evaluation, compared, history, names, writes } = props;
  const network = evaluation.network!;
  const base = `/gads/${gad.dpaCode}/redes`;
  return (
    <article>
      <p class="kicker">
        <a href={base}>Redes del {gad.name}</a>
      </p>
      <h1>
        Evaluación: <a href={`/redes/${network.slug}`}>{networkTitle(network)}</a>
      </h1>
      <p>
        {gad.name}, {formatShortDate(evaluation.evaluatedAt)}. Decide: {evaluation.decidedBy}.
      </p>
      <Balance evaluation={evaluation} />
      {evaluation.balance === 'positive' && (
        <section class="panel" aria-labelledby="siguiente">
          <h2 id="siguiente">Siguiente paso</h2>
          <ul>
            {nextSteps(network).map((step) => (
              <li>{step}</li>
            ))}
          </ul>
          {feeText(network) && <p>Cuota: {feeText(network)}.</p>}
          {network.accessVia.length > 0 && (
            <p>También puede llegar a través de {network.accessVia.join(' o ')}.</p>
          )}
          {writes && (
            <p class="no-print">
              <a class="button" href={`${base}/membresias/nueva?red=${network.id}`}>
                Registrar la membresía cuando la red acepte
              </a>
            </p>
          )}
        </section>
      )}
      <Answers evaluation={evaluation} compared={compared} names={names} />
      <section class="no-print" aria-labelledby="historia">
        <h2 id="historia">Evaluaciones de esta red</h2>
        <ul>
          {history.map(({ id, balance, evaluatedAt, decidedBy }) => (
            <li>
              {id === evaluation.id ? (
                <strong>{formatShortDate(evaluatedAt)} (esta)</strong>
              ) : (
                <a href={`${base}/evaluaciones/${id}`}>{formatShortDate(evaluatedAt)}</a>
              )}
              : {balance === 'positive' ? 'positivo' : 'negativo'}. Decide: {decidedBy}.
            </li>
          ))}
        </ul>
        {writes && (
          <p>
            <a class="button quiet" href={`${base}/evaluaciones/nueva?red=${network.slug}`}>
              Evaluar de nuevo
            </a>
          </p>
        )}
      </section>
    </article>
  );
}

/** The balance as it was stored, with the reasons that follow from its answers. */
function Balance({ evaluation }: { evaluation: NetworkEvaluation }): JSX.Element {
  const { obstacles, cautions } = balanceOf(evaluation.answers);
  const positive = evaluation.balance === 'positive';
  return (
    <section class="panel" aria-labelledby="balance">
      <h2 id="balance">
        Balance{' '}
        <span class={positive ? 'answer passes' : 'answer fails'}>{positive ? 'positivo' : 'negativo'}</span>
      </h2>
      {positive && cautions.length === 0 && <p>Ninguna respuesta habla en contra de entrar.</p>}
      {!positive && <p>Por ahora no conviene entrar. Lo que falta:</p>}
      <ul>
        {obstacles.map((text) => (
          <li>{text}</li>
        ))}
        {cautions.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  );
}

/** Each question with its answer; below it what other evaluations answered differently. */
function Answers(props: {
  evaluation: NetworkEvaluation;
  compared: readonly NetworkEvaluation[];
  names: ReadonlyMap<string, string>;
}): JSX.Element {
  const inWords = ({ answers }: NetworkEvaluation) =>
    answersInWords(answers, answers.betterNetworkId && (props.names.get(answers.betterNetworkId) ?? null));
  const others = props.compared.map((each) => ({ at: each.evaluatedAt, rows: inWords(each) }));
  return (
    <section aria-labelledby="respuestas">
      <h2 id="respuestas">Respuestas</h2>
      {others.length > 0 && (
        <p class="quiet">Debajo de cada una, lo que se respondió distinto en otras evaluaciones.</p>
      )}
      <dl class="questions">
        {inWords(props.evaluation).map(([question, answer], index) => (
          <div>
            <dt>
              {index + 1}. {question}
            </dt>
            <dd>{answer}</dd>
            {others.map(({ at, rows }) => {
              const other = rows[index]![1];
              return other === answer ? null : (
                <dd class="quote">
                  El {formatShortDate(at)}: {other}
                </dd>
              );
            })}
          </div>
        ))}
      </dl>
    </section>
  );
}
