import { describe, expect, it } from '@jest/globals';
import type { TemplateStep } from '@chasqui/checklists';
import { ECUADOR_ZONE } from '@chasqui/kernel';
import type { CalendarDate } from './deadline-event.js';
import { stepEvents } from './step-events.js';

const NOW = new Date('2026-03-02T15:00:00Z');
const SINCE = new Date('2026-03-01T15:00:00Z');

const step = (key: string, position: number, daysBefore: number | null) =>
  ({
    key,
    position,
    titleEs: `Título ${key}`,
    tasks: [{ daysBefore, afterAward: false }],
  }) as unknown as TemplateStep;
const STEPS = [step('uno', 1, 60), step('dos', 2, 30), step('tres', 3, 0)];

function date(startsAt: string, changes: Partial<CalendarDate> = {}): CalendarDate {
  return {
    callId: 'c1',
    role: 'close',
    place: 1,
    startsAt: new Date(startsAt),
    zone: ECUADOR_ZONE,
    zoneAssumed: false,
    words: null,
    title: 'Riego',
    sequence: 4,
    cancelledAt: null,
    updatedAt: NOW,
    url: 'https://chasqui.example/convocatorias/riego',
    isDemo: false,
    ...changes,
  };
}

const events = (dates: readonly CalendarDate[], since = SINCE, now = NOW) =>
  stepEvents({ callId: 'c1', since }, dates, STEPS, ECUADOR_ZONE, now);
const days = (dates: readonly CalendarDate[], since = SINCE, now = NOW) =>
  events(dates, since, now).map(({ name, at }) => [name, at]);

describe('the steps of a followed call', () => {
  it('lie on the days by which they should be done', () => {
    expect(days([date('2026-08-31T20:00:00Z')])).toEqual([
      ['step-c1-close-1-uno', '2026-07-02'],
      ['step-c1-close-1-dos', '2026-08-01'],
      ['step-c1-close-1-tres', '2026-08-31'],
    ]);
    expect(events([date('2026-08-31T20:00:00Z')])[0]).toMatchObject({
      summary: 'Paso 1: Título uno · Riego',
      sequence: 4 + 59,
      changedAt: NOW,
      cancelled: false,
    });
  });

  it('stay where they are while time goes by, also when there was too little of it', () => {
    const close = [date('2026-03-31T20:00:00Z')];
    const first = days(close);
    expect(first[0]).toEqual(['step-c1-close-1-uno', '2026-03-01']);
    expect(days(close, SINCE, new Date('2026-03-20T15:00:00Z'))).toEqual(first);
    expect(days(close, SINCE, new Date('2026-04-20T15:00:00Z'))).toEqual(first);
  });

  it('move with their date, and their sequence grows', () => {
    const [before] = events([date('2026-08-31T20:00:00Z')]);
    const [after] = events([date('2026-09-30T20:00:00Z', { sequence: 7 })]);
    expect([after!.name, after!.at]).toEqual([before!.name, '2026-08-01']);
    expect(after!.sequence).toBeGreaterThan(before!.sequence);
    const [renewed] = events([date('2026-08-31T20:00:00Z')], NOW);
    expect(renewed!.sequence).toBeGreaterThan(before!.sequence);
  });

  it('lead to the next cut-off, and then to the one after it', () => {
    const cutOffs = [
      date('2026-06-30T20:00:00Z', { role: 'cut_off' }),
      date('2026-12-15T20:00:00Z', { role: 'cut_off', place: 2 }),
      date('2026-05-01T20:00:00Z', { role: 'questions' }),
    ];
    expect(days(cutOffs)[0]).toEqual(['step-c1-cut_off-1-uno', '2026-05-01']);
    const later = new Date('2026-07-01T15:00:00Z');
    expect(days(cutOffs, SINCE, later)[0]).toEqual(['step-c1-cut_off-2-uno', '2026-10-16']);
  });

  it('are off with their date, and there are none without one', () => {
    const off = date('2026-08-31T20:00:00Z', { cancelledAt: NOW });
    expect(events([off]).map(({ cancelled }) => cancelled)).toEqual([true, true, true]);
    expect(events([off])[0]!.summary).toBe('Sin efecto: Paso 1: Título uno · Riego');
    expect(events([date('2026-05-01T20:00:00Z', { role: 'questions' })])).toEqual([]);
    expect(events([])).toEqual([]);
  });
});
