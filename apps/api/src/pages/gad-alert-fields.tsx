import type { FieldError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import type { Choice } from '../views/fields.js';
import { Field } from '../views/parts.js';
import type { AlertForm } from './alert-edit.js';
import { FrequencyField, PauseField, TopicsField } from './alert-fields.js';

/** What can be chosen of "lo que coincide con mi GAD". Without `themes` its topics are not the person's to choose. */
export function GadAlertFields(props: {
  form: AlertForm;
  themes?: readonly Choice[];
  deliveryUrl: string;
  errors: readonly FieldError[];
}): JSX.Element {
  const { form, errors, themes } = props;
  return (
    <>
      <FrequencyField value={form.frequency ?? 'immediate'} deliveryUrl={props.deliveryUrl} errors={errors} />
      {themes && <TopicsField themes={themes} values={form.themes} errors={errors} />}
      <Field
        name="minScore"
        label="Avisarme desde este puntaje"
        help="De 0 a 100. Con 50 recibe lo que responde con claridad a una prioridad de su PDOT o, si no está cargado, a una competencia exclusiva."
        errors={errors}
      >
        {(attributes) => <input {...attributes} inputMode="numeric" size={4} value={form.minScore} />}
      </Field>
      <p class="check">
        <input
          type="checkbox"
          id="includeCredit"
          name="includeCredit"
          value="si"
          checked={form.includeCredit === 'si'}
        />
        <label for="includeCredit">Avisarme también de créditos reembolsables.</label>
      </p>
      <PauseField value={form.pausedUntil} errors={errors} />
    </>
  );
}
