import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCalendar } from '../../../test/support/calendars.js';
import { type CalendarEvent, calendarFile } from './calendar-file.js';

const PUBLIC_URL = 'https://chasqui.example.gob.ec';
const AT = new Date('2026-08-31T20:00:00Z');

function event(changes: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    name: 'deadline-1',
    at: AT,
    sequence: 3,
    changedAt: new Date('2026-03-02T15:00:00Z'),
    cancelled: false,
    summary: 'Cierre: Riego',
    description: 'A las 15:00',
    url: `${PUBLIC_URL}/convocatorias/riego`,
    ...changes,
  };
}

const file = (...events: CalendarEvent[]) => calendarFile({ publicUrl: PUBLIC_URL, name: 'Plazos' }, events);

describe('a calendar file', () => {
  it('says what it is and when to look again, to old programs too', () => {
    const text = file(event());
    expect(text.split('\r\n').slice(0, 8)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Chasqui//Plazos de cooperación//ES',
      'METHOD:PUBLISH',
      'NAME:Plazos',
      'X-WR-CALNAME:Plazos',
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      'X-PUBLISHED-TTL:PT6H',
    ]);
    expect(readCalendar(text).refresh).toBe('PT6H');
  });

  it('gives instants in UTC, without a length and without making anybody busy', () => {
    const text = file(event());
    expect(readCalendar(text).events).toEqual([
      {
        uid: 'deadline-1@chasqui.example.gob.ec',
        start: AT.toISOString(),
        status: 'CONFIRMED',
        sequence: 3,
        changed: '2026-03-02T15:00:00.000Z',
        stamp: '2026-03-02T15:00:00.000Z',
        summary: 'Cierre: Riego',
        description: 'A las 15:00',
        url: `${PUBLIC_URL}/convocatorias/riego`,
      },
    ]);
    expect(text).toContain('TRANSP:TRANSPARENT');
    expect(text).not.toMatch(/DTEND|VTIMEZONE|TZID|ATTENDEE|ORGANIZER/);
  });

  it('gives whole days as days, wherever the server stands', () => {
    const text = file(event({ at: '2026-08-31' }));
    expect(text).toContain('DTSTART;VALUE=DATE:20260831\r\n');
    expect(readCalendar(text).events[0]!.start).toBe('2026-08-31');
  });

  it('says what was called off', () => {
    expect(readCalendar(file(event({ cancelled: true }))).events[0]).toMatchObject({
      status: 'CANCELLED',
    });
  });

  it('carries any text whole and lets none out of its line', () => {
    const hostile = 'Riego\r\nEND:VEVENT\r\nATTENDEE:mailto:a@b.c';
    const { name, events } = readCalendar(
      calendarFile({ publicUrl: PUBLIC_URL, name: `Mis, plazos; \\ ${hostile}` }, [
        event({ summary: hostile, description: `Uno, dos; tres \\n y\r\ncuatro\u0001\u009f 🌽 ñandú` }),
      ]),
    );
    const line = 'Riego END:VEVENT ATTENDEE:mailto:a@b.c';
    expect(name).toBe(`Mis, plazos; \\ ${line}`);
    expect(events).toHaveLength(1);
    expect(events[0]!.summary).toBe(line);
    expect(events[0]!.description).toBe('Uno, dos; tres \\n y\ncuatro 🌽 ñandú');
  });

  it('is read back as it was written, whatever the texts', () => {
    const letters = fc.constantFrom(
      'ñ',
      '€',
      '🌽',
      '👩🏽‍🌾',
      ',',
      ';',
      '\\',
      '\n',
      ':',
      '"',
      ' ',
      'a',
      'Ñ',
      '—',
      'n',
    );
    const text = fc.array(letters, { maxLength: 200 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        text,
        text,
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        (summary, description, name) => {
          const read = readCalendar(
            calendarFile({ publicUrl: PUBLIC_URL, name: `x${name}` }, [
              event({ summary: `x${summary}`, description: `x${description}` }),
            ]),
          );
          expect(read.events[0]!.summary).toBe(`x${summary}`.replaceAll(/\s+/g, ' ').trim());
          expect(read.events[0]!.description).toBe(`x${description}`);
        },
      ),
    );
  });
});
