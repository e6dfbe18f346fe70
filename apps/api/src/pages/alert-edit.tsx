import type { DomainError } from '@chasqui/kernel';
import {
  type AlertView,
  CONSENT_TEXT,
  FREQUENCIES,
  POST_CONSENT_TEXT,
  type SearchChange,
  SEARCH_CONSENT_TEXT,
  type SubscriptionChoice,
} from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { z } from 'zod';
import { type Choice, TextField } from '../views/fields.js';
import { FormErrors } from '../views/parts.js';
import { alertName, editUrl } from './alert-card.js';
import { dateOrNull, FrequencyField, PauseField } from './alert-fields.js';
import type { AlertPlace } from './alert-place.js';
import { GadAlertFields } from './gad-alert-fields.js';

/** A form of one alert. Unticked boxes are absent. */
export const alertForm = z.object({
  nombre: z.string().max(500).default(''),
  active: z.literal('si').optional(),
  frequency: z.enum(FREQUENCIES).optional().catch(undefined),
  pausedUntil: z.string().max(20).default(''),
  minScore: z.string().max(10).default(''),
  includeCredit: z.literal('si').optional(),
  themes: z
    .union([
      z
        .string()
        .max(80)
        .transform((code) => [code]),
      z.array(z.string().max(80)).max(500),
    ])
    .default([]),
});
export type AlertForm = z.output<typeof alertForm>;

/** What the form says of a saved search. */
export function readSearchChange(form: AlertForm): SearchChange {
  return {
    label: form.nombre,
    notify: form.active === 'si',
    pausedUntil: dateOrNull(form.pausedUntil),
    ...(form.frequency && { frequency: form.frequency }),
  };
}

/** What the form says of "lo que coincide con mi GAD". The topics of a post are not the person's. */
export function readGadChoice(form: AlertForm, ownsTopics = true): SubscriptionChoice {
  return {
    active: form.active === 'si',
    includeCredit: form.includeCredit === 'si',
    minScore: /^\d+$/.test(form.minScore.trim()) ? Number(form.minScore) : Number.NaN,
    pausedUntil: dateOrNull(form.pausedUntil),
    ...(ownsTopics && { themes: form.themes }),
    ...(form.frequency && { frequency: form.frequency }),
  };
}

/** The form of an alert as it is stored. */
export function writtenAlert(alert: AlertView): AlertForm {
  return {
    nombre: alert.label ?? '',
    active: alert.active ? 'si' : undefined,
    frequency: alert.frequency,
    pausedUntil: alert.pausedUntil ?? '',
    minScore: String(alert.minScore),
    includeCredit: alert.includeCredit ? 'si' : undefined,
    themes: [...alert.themes],
  };
}

export interface AlertEditFacts {
  readonly place: AlertPlace;
  readonly alert: AlertView;
  /** As it is stored, or as it was typed. */
  readonly form: AlertForm;
  readonly themes: readonly Choice[];
  readonly error?: DomainError | undefined;
}

const CONSENTS: Readonly<Record<AlertView['kind'], string>> = {
  matches: CONSENT_TEXT,
  post: POST_CONSENT_TEXT,
  search: SEARCH_CONSENT_TEXT,
};

/** One alert with all that can be chosen of it. */
export function AlertEdit(props: AlertEditFacts): JSX.Element {
  const { place, alert, form, error } = props;
  const errors = error?.fields ?? [];
  const url = editUrl(place, alert);
  const deliveryUrl = `${place.base}/entrega`;
  return (
    <>
      <h1>{alertName(alert)}</h1>
      {error && <FormErrors message={error.message} fields={errors} />}
      {alert.searchQuery !== null && (
        <p>
          <a href={`/buscar?${alert.searchQuery}`}>Ver lo que esta búsqueda encuentra hoy</a>
        </p>
      )}
      <form method="post" action={url} class="panel">
        {alert.kind === 'search' && (
          <TextField name="nombre" label="Nombre de la búsqueda" value={form.nombre} errors={errors} />
        )}
        <p class="check">
          <input type="checkbox" id="active" name="active" value="si" checked={form.active === 'si'} />
          <label for="active">{CONSENTS[alert.kind]}</label>
        </p>
        {alert.kind === 'search' ? (
          <>
            <FrequencyField
              value={form.frequency ?? alert.frequency}
              deliveryUrl={deliveryUrl}
              errors={errors}
            />
            <PauseField value={form.pausedUntil} errors={errors} />
          </>
        ) : (
          <GadAlertFields
            form={form}
            deliveryUrl={deliveryUrl}
            {...(alert.kind === 'matches' && { themes: props.themes })}
            errors={errors}
          />
        )}
        <button type="submit">Guardar</button> <a href={place.base}>Volver sin guardar</a>
      </form>
      {alert.kind === 'search' && (
        <form method="post" action={`${url}/borrar`}>
          <p>Al borrarla deja de existir, y con ella sus avisos. No se puede deshacer.</p>
          <button type="submit" class="quiet" aria-label={`Borrar la búsqueda: ${alertName(alert)}`}>
            Borrar la búsqueda
          </button>
        </form>
      )}
      {alert.kind === 'post' && (
        <p class="quiet">
          Los temas de un puesto los elige su GAD. Si deja el puesto, los avisos pasan a quien lo ocupe.
        </p>
      )}
    </>
  );
}
