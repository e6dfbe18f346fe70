import { describe, expect, it } from '@jest/globals';
import type { DatedDeadline } from '@chasqui/calls';
import { readLadderText } from './ladder-field.js';
import { previewReminders } from './reminder-preview.js';

const close = (at: string): DatedDeadline => ({
  role: 'close',
  at: new Date(at),
  zone: 'Europe/Madrid',
  zoneAssumed: false,
  text: null,
});
const AT_SEVEN = { zone: 'America/Guayaquil', hour: 7 };

describe('previewReminders', () => {
  it('counts back from the local day of the date, at the person’s hour', () => {
    // Half past midnight in Madrid: still the evening before in Ecuador.
    const [preview] = previewReminders(
      [close('2026-06-30T22:30:00Z')],
      [7, 1],
      AT_SEVEN,
      new Date('2026-06-01T12:00:00Z'),
    );
    expect(preview!.reminders.map(({ days, at }) => [days, at.toISOString()])).toEqual([
      [7, '2026-06-23T12:00:00.000Z'],
      [1, '2026-06-29T12:00:00.000Z'],
    ]);
  });

  it('leaves out steps of the past and dates that passed', () => {
    const now = new Date('2026-06-25T12:00:00Z');
    const previews = previewReminders(
      [close('2026-06-20T10:00:00Z'), close('2026-06-30T10:00:00Z')],
      [60, 7, 5, 1],
      AT_SEVEN,
      now,
    );
    expect(previews).toHaveLength(1);
    // The step of five days is due at this very instant: it is no longer to come.
    expect(previews[0]!.reminders.map(({ days }) => days)).toEqual([1]);
  });
});

describe('readLadderText', () => {
  it.each([
    ['60, 30,15', [60, 30, 15]],
    ['60 30; 15 y 7 días', [60, 30, 15, 7]],
    ['', []],
    ['treinta', [Number.NaN]],
    ['-5', [Number.NaN]],
  ])('%s', (text, days) => {
    expect(readLadderText(text)).toEqual(days);
  });
});
