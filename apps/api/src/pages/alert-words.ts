import { daysBetween, formatDateTime, formatShortDate, GALAPAGOS_ZONE, localDate } from '@chasqui/kernel';
import type { DeliveryTime, Frequency } from '@chasqui/subscriptions';

/** ISO weekdays, the first is Monday. */
export const WEEKDAYS: readonly string[] = [
  'lunes',
  'martes',
  'miércoles',
  'jueves',
  'viernes',
  'sábado',
  'domingo',
];

/** What people choose from. */
export const FREQUENCY_LABELS: Readonly<Record<Frequency, string>> = {
  immediate: 'Al momento: cada convocatoria, apenas se publica',
  daily: 'Una vez al día, todo junto',
  weekly: 'Una vez por semana, todo junto',
};

/** "7" as it stands on a clock: "07:00". */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** How often an alert is told, with the hour where it counts: "Una vez por semana, los lunes a las 07:00". */
export function paceText(frequency: Frequency, { zone, hour, weekday }: DeliveryTime): string {
  const at = `a las ${hourText(hour)}${zone === GALAPAGOS_ZONE ? ' (hora de Galápagos)' : ''}`;
  switch (frequency) {
    case 'immediate':
      return 'Al momento, apenas se publica';
    case 'daily':
      return `Una vez al día, ${at}`;
    case 'weekly':
      return `Una vez por semana, los ${inPlural(WEEKDAYS[weekday - 1]!)} ${at}`;
  }
}

function inPlural(weekday: string): string {
  return weekday.endsWith('s') ? weekday : `${weekday}s`;
}

/** An instant as people say it: "hoy a las 07:00", "el lunes 24 de noviembre a las 07:00". */
export function whenText(at: Date, now: Date, zone: string): string {
  const days = daysBetween(localDate(now, zone), localDate(at, zone));
  const [date = '', time = ''] = formatDateTime(at, zone).split(', ');
  if (days === 0) return `hoy a las ${time}`;
  if (days === 1) return `mañana a las ${time}`;
  if (days === -1) return `ayer a las ${time}`;
  const isSameYear = localDate(at, zone).slice(0, 4) === localDate(now, zone).slice(0, 4);
  return `el ${isSameYear ? date.replace(/ de \d+$/, '') : date} a las ${time}`;
}

/** "En pausa: vuelve el 5 dic 2026". */
export function pauseText(pausedUntil: string): string {
  return `En pausa: vuelve el ${formatShortDate(pausedUntil)}`;
}

/** "60, 30, 15, 7, 3 y 1 días", "1 día". */
export function ladderText(ladder: readonly number[]): string {
  const unit = ladder.length === 1 && ladder[0] === 1 ? 'día' : 'días';
  return `${listText(ladder.map(String))} ${unit}`;
}

/** "una, dos y tres". */
export function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  const last = items.at(-1)!;
  return `${items.slice(0, -1).join(', ')} ${/^h?i(?!e)/i.test(last) ? 'e' : 'y'} ${last}`;
}

/** "una alerta", "2 alertas". */
export function countText(count: number, one: string, many: string): string {
  return count === 1 ? one : `${count} ${many}`;
}
