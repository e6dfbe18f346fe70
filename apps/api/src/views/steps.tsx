import { backPlan, type TemplateStep } from '@chasqui/checklists';
import { formatShortDate } from '@chasqui/kernel';
import type { JSX } from 'preact';

/** The ten steps with their dates counted back from the close; each opens to its tasks. */
export function Steps(props: {
  steps: readonly TemplateStep[];
  deadline: string | null;
  today: string;
}): JSX.Element {
  const plan = backPlan(props.steps, props.deadline, props.today);
  return (
    <section aria-labelledby="pasos">
      <h2 id="pasos">Los diez pasos hasta la postulación</h2>
      {plan.compressed && (
        <p class="notice">
          El plazo es más corto que lo habitual ({plan.usualDays} días): las fechas se acercaron entre sí.
        </p>
      )}
      <p class="quiet">
        Varios pasos avanzan a la vez: cada fecha dice cuándo debe estar terminado ese paso.
      </p>
      <ol class="steps">
        {plan.steps.map((planned, index) => {
          const step = props.steps[index]!;
          return (
            <li>
              <details>
                <summary>
                  <strong>{step.titleEs}</strong>
                  <span class="quiet">
                    {' '}
                    {planned.finishBy ? `hasta el ${formatShortDate(planned.finishBy)}` : 'sin fecha'}
                    {planned.continues ? '; sigue después de la adjudicación' : ''}
                    {step.scope === 'institution' ? '; lo hace el GAD una vez y sirve para otras' : ''}
                  </span>
                </summary>
                <p>{step.purposeEs}</p>
                <ul>
                  {step.tasks.map((task) => (
                    <li>
                      {task.titleEs}
                      {task.required === 'conditional' && ' (si corresponde)'}
                      {task.required === 'no' && ' (opcional)'}
                      {task.evidence && <span class="quiet"> — documento: {task.evidence}</span>}
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
