import ICAL from 'ical.js';

/** An event as a calendar program understands it. */
export interface ReadEvent {
  readonly uid: string;
  /** ISO instant, or ISO date of a whole day. */
  readonly start: string;
  readonly status: string;
  readonly sequence: number;
  readonly changed: string;
  readonly stamp: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
}

export interface ReadCalendar {
  readonly name: string;
  readonly refresh: string;
  readonly events: readonly ReadEvent[];
}

const MOST_OCTETS = 75;

/**
 * Reads a calendar with a library that is not ours, after checking what programs are forgiving about: line ends and
 * the length of lines (RFC 5545, 3.1), one identity per event, no control characters.
 */
export function readCalendar(text: string): ReadCalendar {
  if (!text.endsWith('END:VCALENDAR\r\n')) throw new Error('The calendar does not end with its last line.');
  const lines = text.split('\r\n');
  for (const line of lines) {
    if (Buffer.byteLength(line) > MOST_OCTETS) throw new Error(`Too long: ${line}`);
    if (/(?!\t)\p{Cc}/u.test(line)) throw new Error(`A control character: ${JSON.stringify(line)}`);
    // Folding in the middle of a character would leave half of it.
    if (/\p{Cs}|\ufffd/u.test(line)) throw new Error(`A broken character: ${line}`);
  }
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map(readEvent);
  if (new Set(events.map(({ uid }) => uid)).size !== events.length) throw new Error('Two events are one.');
  return {
    // RFC 7986 makes it a text like any other; the library knows RFC 5545 only and leaves it as it is.
    name: one(calendar, 'name').replaceAll(/\\([\\;,])/g, '$1'),
    refresh: one(calendar, 'refresh-interval'),
    events,
  };
}

function readEvent(event: ICAL.Component): ReadEvent {
  return {
    uid: one(event, 'uid'),
    start: time(event, 'dtstart'),
    status: one(event, 'status'),
    sequence: Number(one(event, 'sequence')),
    changed: time(event, 'last-modified'),
    stamp: time(event, 'dtstamp'),
    summary: one(event, 'summary'),
    description: one(event, 'description'),
    url: one(event, 'url'),
  };
}

function one(component: ICAL.Component, name: string): string {
  const all = component.getAllProperties(name);
  if (all.length !== 1) throw new Error(`${name} comes ${all.length} times.`);
  return String(all[0]!.getFirstValue());
}

function time(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name) as ICAL.Time;
  if (value.isDate) return value.toString();
  if (value.zone !== ICAL.Timezone.utcTimezone) throw new Error(`${name} is not in UTC.`);
  return value.toJSDate().toISOString();
}
