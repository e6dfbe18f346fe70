import { describe, expect, it } from '@jest/globals';
import type { Call } from '@chasqui/calls';
import { readCalendar } from '../../../test/support/calendars.js';
import { callCalendar } from './call-calendar.js';

const URL = 'https://chasqui.example.gob.ec/convocatorias/riego';
const NOW = new Date('2026-03-02T15:00:00Z');

const facts = {
  id: '11111111-1111-4111-8111-111111111111',
  title: 'Riego, drenaje; y más\\todo 🌽',
  deadlineKind: 'exact',
  deadlineLocal: '2026-08-31T17:00',
  deadlineZone: 'America/Montevideo',
  deadlineZoneAssumed: false,
  deadlineText: null,
  otherDeadlines: [
    {
      role: 'questions',
      local: '2026-05-01T12:00',
      zone: 'America/Lima',
      zoneAssumed: false,
      text: null,
      at: '2026-05-01T17:00:00.000Z',
    },
    {
      role: 'questions',
      local: '2026-05-15T12:00',
      zone: 'America/Lima',
      zoneAssumed: false,
      text: null,
      at: '2026-05-15T17:00:00.000Z',
    },
  ],
  isDemo: false,
  revision: 5,
  updatedAt: new Date('2026-03-01T10:00:00Z'),
};
const call = facts as unknown as Call;

describe('the calendar of one call', () => {
  it('has each of its dates under the identity that the feeds give it', () => {
    const { events } = readCalendar(callCalendar(call, URL, NOW)!);
    expect(events.map(({ uid, start, sequence }) => [uid.split('@')[0], start, sequence])).toEqual([
      [`deadline-${call.id}-questions-1`, '2026-05-01T17:00:00.000Z', 5],
      [`deadline-${call.id}-questions-2`, '2026-05-15T17:00:00.000Z', 5],
      [`deadline-${call.id}`, '2026-08-31T20:00:00.000Z', 5],
    ]);
    expect(events[2]).toMatchObject({
      uid: `deadline-${call.id}@chasqui.example.gob.ec`,
      status: 'CONFIRMED',
      stamp: NOW.toISOString(),
      changed: '2026-03-01T10:00:00.000Z',
      summary: 'Cierre: Riego, drenaje; y más\\todo 🌽',
      url: URL,
    });
  });

  it('is missing where there is no exact date', () => {
    const undated = { ...facts, deadlineKind: 'permanent', otherDeadlines: [] } as unknown as Call;
    expect(callCalendar(undated, URL, NOW)).toBeNull();
  });
});
