const ZONES: readonly (readonly [RegExp, string])[] = [
  [/\b(eastern|e[sd]?t)\b/i, 'America/New_York'],
  [/\b(central|c[sd]?t)\b/i, 'America/Chicago'],
  [/\b(mountain|m[sd]?t)\b/i, 'America/Denver'],
  [/\b(pacific|p[sd]?t)\b/i, 'America/Los_Angeles'],
];
const TIMES = /\b(1[0-2]|0?[1-9])(?::([0-5]\d))?(?::[0-5]\d)?\s*([ap])\.?\s?m\b|\b(noon)\b/gi;

/** A wall-clock time "17:00" with the IANA zone that is named beside it. */
export interface StatedTime {
  readonly time: string;
  readonly zone: string | null;
}

/**
 * The time of day that a remark on the closing date names ("no later than 5:00 p.m. ET"): the date comes in a field
 * of its own, without a time. Null when it names none, or several that differ.
 */
export function statedTime(text: string): StatedTime | null {
  const times = new Set([...text.matchAll(TIMES)].map(([, hour, minute, half]) => clock(hour, minute, half)));
  const [time] = times;
  if (!time || times.size > 1) return null;
  const zones = ZONES.filter(([name]) => name.test(text)).map(([, zone]) => zone);
  if (zones.length > 1) return null;
  return { time, zone: zones[0] ?? null };
}

function clock(hour: string | undefined, minute: string | undefined, half: string | undefined): string {
  if (!hour) return '12:00';
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute ?? '00'}`;
}
