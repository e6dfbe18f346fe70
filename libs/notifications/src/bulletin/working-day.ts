import { addDays } from '@chasqui/kernel';

/**
 * National holidays near the start of a month, "MM-DD" (Código del Trabajo, art. 65). Those that the law moves to a
 * Monday or a Friday are taken as they are written: the bulletin may come a day late, never on the day itself.
 */
const HOLIDAYS: readonly string[] = ['01-01', '05-01', '11-02', '11-03'];

/**
 * First day of a month on which offices in Ecuador work.
 * @param month "2026-11"
 * @returns ISO date
 */
export function firstWorkingDay(month: string): string {
  let day = `${month}-01`;
  while (isWeekend(day) || HOLIDAYS.includes(day.slice(5))) day = addDays(day, 1);
  return day;
}

/** "2026-10" of "2026-11". */
export function monthBefore(month: string): string {
  return addDays(`${month}-01`, -1).slice(0, 7);
}

function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}
