import { addDays, invalid, isTimeZone } from '@chasqui/kernel';
import { FREQUENCIES, type Frequency } from './delivery-time.js';

const MAX_STEPS = 8;
const MAX_LADDER_DAY = 365;
const MAX_PAUSE_DAYS = 366;
/** A review more often than weekly is a nuisance, less often than twice a year is none. */
export const REVIEW_DAYS = { least: 7, most: 180 } as const;

/** @throws DomainError `alerts.bad_frequency` */
export function readFrequency(value: string): Frequency {
  if (!isFrequency(value)) {
    throw invalid('alerts.bad_frequency', 'Elija cada cuánto quiere recibir los avisos.', [
      { field: 'frequency', message: 'Elija: al momento, una vez al día o una vez por semana.' },
    ]);
  }
  return value;
}

function isFrequency(value: string): value is Frequency {
  return (FREQUENCIES as readonly string[]).includes(value);
}

/**
 * The day on which notices go out again.
 * @param until ISO date; null takes the pause back
 * @param today ISO date in the person's zone
 * @throws DomainError `alerts.bad_pause` when it is no date, not in the future or more than a year ahead
 */
export function readPause(until: string | null, today: string): string | null {
  if (until === null) return null;
  if (!isIsoDate(until) || until <= today || until > addDays(today, MAX_PAUSE_DAYS)) {
    throw invalid('alerts.bad_pause', 'Elija un día futuro para terminar la pausa.', [
      { field: 'pausedUntil', message: 'Elija un día después de hoy y dentro de un año.' },
    ]);
  }
  return until;
}

/** @throws DomainError `subscription.bad_score` */
export function readMinScore(score: number): number {
  if (!Number.isInteger(score) || score < 0 || score > 100) {
    throw invalid('subscription.bad_score', 'El puntaje mínimo debe ser un número de 0 a 100.', [
      { field: 'minScore', message: 'Escriba un número de 0 a 100.' },
    ]);
  }
  return score;
}

/**
 * Days before a deadline, each once, largest first.
 * @throws DomainError `alerts.bad_ladder`
 */
export function readLadder(days: readonly number[]): number[] {
  const steps = [...new Set(days)].toSorted((one, other) => other - one);
  const valid = steps.every((day) => Number.isInteger(day) && day >= 0 && day <= MAX_LADDER_DAY);
  if (!valid || steps.length === 0 || steps.length > MAX_STEPS) {
    throw invalid('alerts.bad_ladder', 'Revise los días de los recordatorios.', [
      {
        field: 'ladder',
        message: `Escriba de 1 a ${MAX_STEPS} números de días, de 0 a ${MAX_LADDER_DAY}, separados por comas.`,
      },
    ]);
  }
  return steps;
}

/** @throws DomainError `alerts.bad_review` */
export function readReviewEvery(days: number): number {
  const { least, most } = REVIEW_DAYS;
  if (!Number.isInteger(days) || days < least || days > most) {
    throw invalid('alerts.bad_review', 'Revise cada cuántos días quiere revisar la convocatoria.', [
      { field: 'reviewEveryDays', message: `Escriba un número de ${least} a ${most}.` },
    ]);
  }
  return days;
}

/** @throws DomainError `alerts.bad_zone` */
export function readZone(zone: string): string {
  if (!isTimeZone(zone)) {
    throw invalid('alerts.bad_zone', 'Elija una zona horaria de la lista.', [
      { field: 'zone', message: 'Elija una zona horaria de la lista.' },
    ]);
  }
  return zone;
}

/** @throws DomainError `alerts.bad_hour` */
export function readHour(hour: number): number {
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) {
    throw invalid('alerts.bad_hour', 'Elija una hora del día.', [
      { field: 'hour', message: 'Elija una hora de 0 a 23.' },
    ]);
  }
  return hour;
}

/** ISO weekday, 1 is Monday. @throws DomainError `alerts.bad_weekday` */
export function readWeekday(weekday: number): number {
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) {
    throw invalid('alerts.bad_weekday', 'Elija un día de la semana.', [
      { field: 'weekday', message: 'Elija un día de lunes a domingo.' },
    ]);
  }
  return weekday;
}

/** The later of two pauses; null when there is none. */
export function laterPause(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
