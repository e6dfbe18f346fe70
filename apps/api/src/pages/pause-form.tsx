import { addDays, type DomainError, formatShortDate } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { z } from 'zod';
import { type Choice, DateField } from '../views/fields.js';
import { RadioField } from './alert-fields.js';

const PAUSE_DAYS = ['7', '30', '90'] as const;

/** How long: a number of days, or until a day of one's own. */
export const pauseForm = z.object({
  dias: z.enum(PAUSE_DAYS).optional().catch(undefined),
  pausedUntil: z.string().max(20).default('').catch(''),
});
export type PauseForm = z.output<typeof pauseForm>;

/** The ISO date on which it goes on. A day that was written counts before a number of days; nothing is refused later. */
export function pauseEnd({ dias, pausedUntil }: PauseForm, today: string): string {
  const written = pausedUntil.trim();
  return written || dias === undefined ? written : addDays(today, Number(dias));
}

/** Asks how long. */
export function PauseFields(props: {
  today: string;
  form?: PauseForm | undefined;
  error?: DomainError | undefined;
}): JSX.Element {
  const { today, form, error } = props;
  const choices = PAUSE_DAYS.map((days): Choice => [
    days,
    `${days} días, hasta el ${formatShortDate(addDays(today, Number(days)))}`,
  ]);
  const errors = error?.fields ?? [];
  return (
    <>
      <RadioField
        name="dias"
        label="¿Cuánto tiempo?"
        value={form ? form.dias : '30'}
        choices={choices}
        errors={errors}
      />
      <DateField
        name="pausedUntil"
        label="O hasta el día que elija"
        help="Si escribe un día, vale ese."
        type="date"
        value={form?.pausedUntil ?? ''}
        errors={errors}
      />
    </>
  );
}
