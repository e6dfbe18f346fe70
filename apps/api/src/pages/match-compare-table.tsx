import { deadlineTexts } from '@chasqui/calls';
import { advantagesOf, type Gate, gatePairs, type Judged, type Reason, type Side } from '@chasqui/matching';
import { amountText } from '@chasqui/notifications';
import type { ComponentChildren, JSX } from 'preact';
import { ANSWER_LABELS, ELIGIBILITY_LABELS, FORM_LABELS, GATE_LABELS } from '../views/labels.js';
import { figure, percent } from '../views/parts.js';
import { GateGround, pointsText, subScores } from './match-judgement.js';

interface Frame {
  readonly a: Judged;
  readonly b: Judged;
  readonly now: Date;
  readonly zone: string;
}

const ORDINALS: Readonly<Record<Side, string>> = { a: 'Primera', b: 'Segunda' };

/**
 * Two calls for one GAD side by side. The roles say what the elements are: a phone shows them one below the other, and
 * a table that is no longer laid out as one would lose its meaning for those who do not see it.
 */
export function ComparisonTable(props: Frame & { gadCode: string }): JSX.Element {
  const { a, b, gadCode } = props;
  return (
    <table class="versus" role="table">
      <caption>Las dos convocatorias, dato por dato</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            Dato
          </th>
          {([a, b] as const).map(({ call }, at) => (
            <th scope="col" role="columnheader">
              {ORDINALS[at === 0 ? 'a' : 'b']}:{' '}
              <a href={`/gads/${gadCode}/coincidencias/${call.slug}`} lang={call.language}>
                {call.title}
              </a>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        <Figures {...props} />
        {gatePairs(a.assessment.gates, b.assessment.gates).map((pair) => (
          <Row
            label={GATE_LABELS[pair.id]}
            a={<GateCell gate={pair.a} language={a.call.language} />}
            b={<GateCell gate={pair.b} language={b.call.language} />}
          />
        ))}
        <Row label="Razones" a={<ReasonList judged={a} />} b={<ReasonList judged={b} />} />
      </tbody>
    </table>
  );
}

/** What can be held against each other; the better one is named in words. */
function Figures({ a, b, now, zone }: Frame): JSX.Element {
  const better = advantagesOf(a, b);
  const score = ({ assessment }: Judged) =>
    assessment.score === null ? 'sin puntaje' : `${figure(assessment.score)} de 100`;
  const parts = [subScores(a.assessment), subScores(b.assessment)] as const;
  const sides = (['need', 'capacity', 'donor'] as const).map((part) => better[part]);
  return (
    <>
      <Row
        label="Puede participar"
        a={ELIGIBILITY_LABELS[a.assessment.eligibility]}
        b={ELIGIBILITY_LABELS[b.assessment.eligibility]}
      />
      <Row label="Puntaje" a={score(a)} b={score(b)} better={better.score} word="mayor puntaje" />
      {parts[0].map(([label, value], at) => (
        <Row
          label={label}
          a={percent(value)}
          b={percent(parts[1][at]![1])}
          better={sides[at] ?? null}
          word="mejor"
        />
      ))}
      <Row
        label="Confianza: criterios con datos"
        a={percent(a.assessment.confidence)}
        b={percent(b.assessment.confidence)}
        better={better.confidence}
        word="más datos"
      />
      <Row
        label="Cierre"
        a={<Close judged={a} now={now} zone={zone} />}
        b={<Close judged={b} now={now} zone={zone} />}
        better={better.time}
        word="más tiempo"
      />
      <Row
        label="Monto"
        a={amountText(a.call)}
        b={amountText(b.call)}
        better={better.amount}
        word="mayor monto"
      />
      <Row
        label="Forma de apoyo"
        a={FORM_LABELS[a.call.financialForm]}
        b={FORM_LABELS[b.call.financialForm]}
      />
    </>
  );
}

function Row(props: {
  label: string;
  a: ComponentChildren;
  b: ComponentChildren;
  better?: Side | null;
  word?: string;
}): JSX.Element {
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {props.label}
      </th>
      {(['a', 'b'] as const).map((side) => (
        <td role="cell">
          <span class="side-name">{ORDINALS[side]}</span>
          <div>
            {props[side]}
            {props.better === side && <span class="badge">{props.word}</span>}
          </div>
        </td>
      ))}
    </tr>
  );
}

function Close({ judged, now, zone }: { judged: Judged; now: Date; zone: string }): JSX.Element {
  const { reader, remaining } = deadlineTexts(judged.call, now, zone);
  return <>{[reader, remaining].filter(Boolean).join('. ')}</>;
}

function GateCell({ gate, language }: { gate: Gate | null; language: string }): JSX.Element {
  if (!gate) return <>no se mira en esta</>;
  return (
    <>
      <p class={`answer ${gate.answer}`}>{ANSWER_LABELS[gate.answer]}</p>
      <GateGround gate={gate} language={language} />
    </>
  );
}

function ReasonList({ judged }: { judged: Judged }): JSX.Element {
  const { reasons, score } = judged.assessment;
  const points = (reason: Reason) =>
    score === null || reason.points === 0 ? '' : ` (${pointsText(reason.points)})`;
  if (reasons.length === 0) return <>ninguna</>;
  return (
    <ul class="plain">
      {reasons.map((reason) => (
        <li>
          {reason.text}
          {points(reason)}
        </li>
      ))}
    </ul>
  );
}
