import { addDays, formatShortDate } from '@chasqui/kernel';
import type { DomainError } from '@chasqui/kernel';
import type { JSX } from 'preact';
import { z } from 'zod';
import { type Choice, DateField } from '../views/fields.js';
import { RadioField } from './alert-fields.js';

const PAUSE_DAYS = ['7', '30', '90'] as const;

/** How long: a number of days, or until a day of one's own. */
export const pauseForm = z.object({
  dias: z
    .enum([...PAUSE_DAYS, 'fecha'])
    .optional()
    .catch(undefined),
  pausedUntil: z.string().max(20).optional().catch(undefined),
});
export type PauseForm = z.output<typeof pauseForm>;

/** The ISO date on which it goes on; empty, which the rules refuse, when nothing was chosen. */
export function pauseEnd({ dias, pausedUntil = '' }: PauseForm, today: string): string {
  if (dias === undefined || dias === 'fecha') return pausedUntil.trim();
  return addDays(today, Number(dias));
}

/** Asks how long. */
export function PauseFields(props: {
  today: string;
  form?: PauseForm | undefined;
  error?: DomainError | undefined;
}): JSX.Element {
  const { today, form, error } = props;
  const choices: Choice[] = [
    ...PAUSE_DAYS.map((days): Choice => [
      days,
      `${days} días, hasta el ${formatShortDate(addDays(today, Number(days)))}`,
    ]),
    ['fecha', 'Hasta el día que escribo abajo'],
  ];
  return (
    <>
      <RadioField
        name="dias"
        label="¿Cuánto tiempo?"
        value={form?.dias ?? '30'}
        choices={choices}
        errors={error?.fields ?? []}
      />
      <DateField
        name="pausedUntil"
        label="Hasta el día (opcional)"
        type="date"
        value={form?.pausedUntil ?? ''}
        errors={error?.fields ?? []}
      />
    </>
  );
}
