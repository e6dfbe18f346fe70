import { backPlan, type PlannableStep } from '@chasqui/checklists';
import { daysBetween, localDate } from '@chasqui/kernel';
import type { CallFacts, Gate } from '../facts.js';
import { plain } from './answer.js';

/** Days that a first application needs at the very least (writing starts 10 days before: Documento base 004, líneas 1586-1682). */
export const FEASIBLE_DAYS = 10;

/**
 * Whether there is still time, held against the steps planned backwards from the close. Judged when a match is read, not
 * when it is stored: the answer changes with the day.
 * @param steps the current checklist; empty when there is none at hand
 */
export function deadlineGate(
  { closesAt, deadlineKind }: Pick<CallFacts, 'closesAt' | 'deadlineKind'>,
  now: Date,
  steps: readonly PlannableStep[],
): Gate {
  const answer = (kind: Gate['answer'], reason: string): Gate => ({ id: 'deadline', ...plain(kind, reason) });
  if (!closesAt) {
    return ['permanent', 'rolling'].includes(deadlineKind)
      ? answer('passes', 'Recibe propuestas sin fecha de cierre.')
      : answer('unknown', 'No consta una fecha exacta de cierre: confírmela con el cooperante.');
  }
  if (closesAt <= now) return answer('fails', 'El plazo ya terminó.');
  const days = daysBetween(localDate(now), localDate(closesAt));
  if (days < FEASIBLE_DAYS) {
    return answer('unknown', `Quedan ${days} días: solo alcanza si la postulación ya está avanzada.`);
  }
  const { compressed, usualDays } = backPlan(steps, localDate(closesAt), localDate(now));
  return compressed
    ? answer('passes', `Quedan ${days} días; los diez pasos suelen tomar ${usualDays}: habrá que acortarlos.`)
    : answer('passes', `Quedan ${days} días, suficientes para preparar la postulación.`);
}
