import {
  ANSWER_LABELS,
  DIAGNOSIS_COMPONENTS,
  DIAGNOSIS_LABELS,
  type DiagnosisAnswer,
  type SelfDiagnosis,
} from '@chasqui/gads';
import { formatShortDate } from '@chasqui/kernel';
import type { JSX } from 'preact';

/** How far the bar of an answer reaches. */
const REACH: Readonly<Record<DiagnosisAnswer['answer'], number>> = { yes: 100, partial: 50, no: 4 };

/** The six answers drawn, with their words for those who do not see the drawing. */
export function DiagnosisFigure({
  diagnosis,
  on,
}: {
  diagnosis: SelfDiagnosis;
  on: string | null;
}): JSX.Element {
  const answered = DIAGNOSIS_COMPONENTS.filter((component) => diagnosis[component]);
  const yes = answered.filter((component) => diagnosis[component]?.answer === 'yes').length;
  return (
    <table class="bars">
      <caption>
        {yes} de 6 componentes completos{on && `, respondido el ${formatShortDate(on)}`}
      </caption>
      <tbody>
        {DIAGNOSIS_COMPONENTS.map((component) => {
          const given = diagnosis[component];
          return (
            <tr>
              <th scope="row">{DIAGNOSIS_LABELS[component].title}</th>
              <td>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                  <rect width={given ? REACH[given.answer] : 0} height="8" rx="1" />
                </svg>
                <span>
                  {given ? ANSWER_LABELS[given.answer] : 'Sin responder'}
                  {given?.evidenceEs && <span class="quiet">: {given.evidenceEs}</span>}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
