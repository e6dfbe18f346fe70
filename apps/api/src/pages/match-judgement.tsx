import { formatShortDate } from '@chasqui/kernel';
import { type Assessment, FORMULA_VERSION, type Gate, type Match, type Reason } from '@chasqui/matching';
import type { JSX } from 'preact';
import { ANSWER_LABELS, CALL_FIELD_LABELS, ELIGIBILITY_LABELS, GATE_LABELS } from '../views/labels.js';
import { figure, percent, Score } from '../views/parts.js';

/** "+23,5 puntos". */
export function pointsText(points: number): string {
  return `+${figure(points)} ${points === 1 ? 'punto' : 'puntos'}`;
}

/** The conditions that shut a GAD out, on top of everything else; nothing when none does. */
export function Blocks({
  gates,
  language,
}: {
  gates: readonly Gate[];
  language: string;
}): JSX.Element | null {
  const failed = gates.filter(({ answer }) => answer === 'fails');
  if (failed.length === 0) return null;
  return (
    <section class="errors" aria-labelledby="impide">
      <h2 id="impide">Qué impide participar</h2>
      <ul class="gates">
        {failed.map((gate) => (
          <GateItem gate={gate} language={language} />
        ))}
      </ul>
    </section>
  );
}

/** Score, its three parts and, apart from them, how much was known. */
export function Scores({
  assessment,
  stored,
}: {
  assessment: Assessment;
  stored: Match | null;
}): JSX.Element {
  const { score, eligibility, confidence } = assessment;
  return (
    <section class="panel" aria-labelledby="puntaje">
      <h2 id="puntaje">{ELIGIBILITY_LABELS[eligibility]}</h2>
      {score !== null && <Score value={score} />}
      {stored && <Before match={stored} />}
      <dl class="bars">
        {subScores(assessment).map(([label, value]) => (
          <Part label={label} value={value} />
        ))}
      </dl>
      <h3>Cuánto se sabe</h3>
      <dl class="bars">
        <Part label="Confianza: criterios con datos" value={confidence} />
      </dl>
      <p class="quiet">La confianza no cambia el puntaje: dice qué tan completo es lo que se comparó.</p>
    </section>
  );
}

/** What each part of the score is about, with its value from 0 to 1. */
export function subScores({
  need,
  capacity,
  donor,
}: Pick<Assessment, 'need' | 'capacity' | 'donor'>): [label: string, value: number][] {
  return [
    ['Necesidad: responde al PDOT o a las competencias', need],
    ['Capacidad: papel, contraparte y monto', capacity],
    ['Cooperante: perfil y presencia', donor],
  ];
}

function Part({ label, value }: { label: string; value: number }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <meter min={0} max={1} value={value} aria-label={label}></meter> {percent(value)}
      </dd>
    </div>
  );
}

/** The score that an earlier formula, or the same one with other data, gave. */
function Before({ match }: { match: Match }): JSX.Element | null {
  const { previousScore, previousFormulaVersion, formulaVersion } = match;
  if (previousScore === null) return null;
  const version = previousFormulaVersion === null ? 'fórmula anterior' : `fórmula ${previousFormulaVersion}`;
  const data = previousFormulaVersion === formulaVersion ? ' con otros datos' : '';
  return (
    <p class="quiet">
      Antes: {figure(previousScore)} ({version}
      {data})
    </p>
  );
}

/** Why a call answers to a GAD, each reason with its points and the words of both sides. */
export function Reasons({ assessment, language }: { assessment: Assessment; language: string }): JSX.Element {
  const { reasons, score } = assessment;
  return (
    <section aria-labelledby="por-que">
      <h2 id="por-que">Por qué coincide</h2>
      {reasons.length === 0 && (
        <p>No encontramos puntos en común con las prioridades ni con las competencias.</p>
      )}
      <ul class="reasons">
        {reasons.map((reason) => (
          // What is shut out has no score that points could belong to.
          <ReasonItem reason={reason} language={language} scored={score !== null} />
        ))}
      </ul>
    </section>
  );
}

function ReasonItem(props: { reason: Reason; language: string; scored: boolean }): JSX.Element {
  const { reason, language, scored } = props;
  return (
    <li>
      <p>
        <strong>{reason.text}</strong>
        {scored && reason.points > 0 && <span class="badge">{pointsText(reason.points)}</span>}
      </p>
      {reason.gadQuote && (
        <p>
          <span class="side">{reason.criterion === 'priority' ? 'Su PDOT dice' : 'La competencia'}</span> «
          {reason.gadQuote}»
        </p>
      )}
      {reason.callQuote && (
        <p>
          <span class="side">La convocatoria dice</span> «<span lang={language}>{reason.callQuote}</span>»
        </p>
      )}
      {reason.norm && <p class="quiet">{reason.norm}</p>}
    </li>
  );
}

const GROUPS = ['fails', 'unknown', 'passes'] as const;

/** All conditions: first those that are not met, then those nobody knows, then those that are met. */
export function Gates({ gates, language }: { gates: readonly Gate[]; language: string }): JSX.Element {
  return (
    <section aria-labelledby="condiciones">
      <h2 id="condiciones">Condiciones</h2>
      {GROUPS.map((answer) => {
        const group = gates.filter((gate) => gate.answer === answer);
        if (group.length === 0) return null;
        return (
          <>
            <h3>
              <span class={`answer ${answer}`}>{ANSWER_LABELS[answer]}</span> ({group.length})
            </h3>
            <ul class="gates">
              {group.map((gate) => (
                <GateItem gate={gate} language={language} />
              ))}
            </ul>
          </>
        );
      })}
    </section>
  );
}

function GateItem({ gate, language }: { gate: Gate; language: string }): JSX.Element {
  return (
    <li>
      <p>
        <strong>{GATE_LABELS[gate.id]}</strong>
      </p>
      <GateGround gate={gate} language={language} />
    </li>
  );
}

/** The sentence of a condition with the words it rests on and its norm. */
export function GateGround({ gate, language }: { gate: Gate; language: string }): JSX.Element {
  const { reason, quote, field, fromText, norm } = gate;
  return (
    <>
      <p>{reason}</p>
      {quote && (
        <p>
          <span class="side">La convocatoria dice{field && ` (${CALL_FIELD_LABELS[field]})`}</span> «
          <span lang={language}>{quote}</span>»
        </p>
      )}
      {fromText && (
        <p>
          <span class="badge doubt first">leído en el texto: confírmelo</span>
        </p>
      )}
      {norm && <p class="quiet">{norm}.</p>}
    </>
  );
}

/** Which formula and data judged, when, and whether it is kept. */
export function SmallPrint({
  assessment,
  stored,
  dataVersion,
}: {
  assessment: Assessment;
  stored: Match | null;
  dataVersion: string;
}): JSX.Element {
  const orients = 'El puntaje orienta; decide una persona.';
  if (stored) {
    return (
      <p class="quiet">
        Puntaje guardado el {formatShortDate(stored.computedAt)} con la fórmula {stored.formulaVersion} y los
        datos <code>{stored.dataVersion}</code>. {orients}
      </p>
    );
  }
  const why =
    assessment.eligibility === 'fails'
      ? 'Una condición la deja fuera de la lista'
      : 'No está entre las mejores de la lista';
  return (
    <p class="quiet">
      {why}: no se guarda, se calcula al mirarla, con la fórmula {FORMULA_VERSION} y los datos{' '}
      <code>{dataVersion}</code>. {orients}
    </p>
  );
}
