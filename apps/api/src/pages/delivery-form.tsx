import type { DomainError, FieldError } from '@chasqui/kernel';
import {
  type DeliverySettings,
  OFFERED_ZONES,
  SETTING_CONSENTS,
  type SettingsChange,
  type SettingSwitch,
} from '@chasqui/subscriptions';
import type { JSX } from 'preact';
import { z } from 'zod';
import { type Choice, SelectField } from '../views/fields.js';
import { FormErrors } from '../views/parts.js';
import { dateOrNull, livePause, PauseField } from './alert-fields.js';
import type { AlertPlace } from './alert-place.js';
import { hourText, WEEKDAYS } from './alert-words.js';
import { LadderField, readLadderText } from './ladder-field.js';

const box = z.literal('si').optional();

/** Unticked boxes are absent from a form. */
export const deliveryForm = z.object({
  zone: z.string().max(80).default(''),
  hour: z.string().max(4).default(''),
  weekday: z.string().max(4).default(''),
  ladder: z.string().max(200).default(''),
  pausedUntil: z.string().max(20).default(''),
  reminders: box,
  changes: box,
  bulletin: box,
});
export type DeliveryForm = z.output<typeof deliveryForm>;

/** What a person typed, as the settings mean it. What is no number is refused by their rules. */
export function readDelivery(form: DeliveryForm): SettingsChange {
  return {
    zone: form.zone,
    hour: numberOf(form.hour),
    weekday: numberOf(form.weekday),
    ladder: readLadderText(form.ladder),
    pausedUntil: dateOrNull(form.pausedUntil),
    reminders: form.reminders === 'si',
    changes: form.changes === 'si',
    bulletin: form.bulletin === 'si',
  };
}

function numberOf(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** The form of stored settings. */
export function writtenDelivery(settings: DeliverySettings, today: string): DeliveryForm {
  const { zone, hour, weekday, ladder, pausedUntil } = settings;
  const ticked = (on: boolean) => (on ? ('si' as const) : undefined);
  return {
    zone,
    hour: String(hour),
    weekday: String(weekday),
    ladder: ladder.join(', '),
    pausedUntil: livePause(pausedUntil, today) ?? '',
    reminders: ticked(settings.reminders),
    changes: ticked(settings.changes),
    bulletin: ticked(settings.bulletin),
  };
}

const SWITCHES: readonly SettingSwitch[] = ['reminders', 'changes', 'bulletin'];
const TITLES: Readonly<Record<SettingSwitch, string>> = {
  reminders: 'Recordatorios',
  changes: 'Cambios',
  bulletin: 'Boletín mensual',
};

const HOURS: readonly Choice[] = Array.from({ length: 24 }, (_, hour) => [String(hour), hourText(hour)]);
const DAYS: readonly Choice[] = WEEKDAYS.map((name, index) => [String(index + 1), name]);

/** When and what, over all of a person's alerts. */
export function DeliveryFields(props: {
  place: AlertPlace;
  form: DeliveryForm;
  error?: DomainError | undefined;
}): JSX.Element {
  const { form, place, error } = props;
  const errors = error?.fields ?? [];
  return (
    <>
      {error && <FormErrors message={error.message} fields={errors} />}
      <form method="post" action={`${place.base}/entrega`} class="panel">
        <h2>Cuándo</h2>
        <WhenFields form={form} errors={errors} />
        <h2>Qué más recibe</h2>
        <p class="quiet">Cada casilla es una decisión suya y se puede cambiar cuando quiera.</p>
        {SWITCHES.map((name) => (
          <Switch name={name} on={form[name] === 'si'} />
        ))}
        <LadderField
          value={form.ladder}
          label="Días antes de cada plazo en que le recordamos"
          help="Sirve para las convocatorias que empiece a seguir. En cada una puede cambiarlos."
          errors={errors}
        />
        <h2>Pausa</h2>
        <PauseField value={form.pausedUntil} errors={errors} />
        <p class="help">
          Durante la pausa solo le llega lo urgente: un plazo que se acorta o una convocatoria que se cancela.
        </p>
        <button type="submit">Guardar</button>
      </form>
    </>
  );
}

function WhenFields({ form, errors }: { form: DeliveryForm; errors: readonly FieldError[] }): JSX.Element {
  return (
    <>
      <div class="trio">
        <SelectField name="hour" label="Hora" value={form.hour} choices={HOURS} errors={errors} />
        <SelectField name="weekday" label="Día semanal" value={form.weekday} choices={DAYS} errors={errors} />
        <SelectField
          name="zone"
          label="Zona horaria"
          value={form.zone}
          choices={zoneChoices(form.zone)}
          errors={errors}
        />
      </div>
      <p class="help">
        A esa hora llega lo diario, lo semanal y los recordatorios, todo en un solo correo. Las fechas de sus
        correos van en esa zona.
      </p>
    </>
  );
}

/** The offered zones, and the person's own when it is another. */
function zoneChoices(own: string): Choice[] {
  const offered = OFFERED_ZONES.map(({ zone, name }): Choice => [zone, name]);
  return offered.some(([zone]) => zone === own) || own === '' ? offered : [...offered, [own, own]];
}

function Switch({ name, on }: { name: SettingSwitch; on: boolean }): JSX.Element {
  return (
    <p class="check">
      <input type="checkbox" id={name} name={name} value="si" checked={on} />
      <label for={name}>
        <strong>{TITLES[name]}.</strong> {SETTING_CONSENTS[name]}
      </label>
    </p>
  );
}
