import { describe, expect, it } from '@jest/globals';
import { isFlagged, type TroubleRecord } from './flagged.js';

const NOW = new Date('2026-10-12T12:00:00Z');
const HOUR_MS = 3_600_000;

function trouble(hoursAgo: number, changes: Partial<TroubleRecord> = {}): TroubleRecord {
  const at = new Date(NOW.getTime() - hoursAgo * HOUR_MS);
  return { mailId: `mail-${hoursAgo}`, trouble: 'transient', way: 'report_mail', at, ...changes };
}

describe('an address is flagged', () => {
  it.each([
    ['no trouble', [], null, false],
    ['two mails', [trouble(1), trouble(2)], null, false],
    ['three mails in a week', [trouble(1), trouble(50), trouble(167)], null, true],
    ['the third one a week ago', [trouble(1), trouble(50), trouble(168)], null, false],
    ['three attempts of one mail', [1, 2, 3].map((hours) => trouble(hours, { mailId: 'one' })), null, false],
    [
      'three reports that name no mail',
      [1, 2, 3].map((hours) => trouble(hours, { mailId: null })),
      null,
      true,
    ],
    [
      'other kinds of trouble',
      [1, 2, 3].map((hours) => trouble(hours, { trouble: 'permanent' })),
      null,
      false,
    ],
  ] as const)('%s: %#', (_name, reports, accepted, flagged) => {
    expect(isFlagged(reports, accepted, NOW)).toBe(flagged);
  });

  it('until a later mail is accepted where earlier ones were refused', () => {
    const refused = [1, 2, 3].map((hours) => trouble(hours, { way: 'smtp' }));
    expect(isFlagged(refused, null, NOW)).toBe(true);
    expect(isFlagged(refused, trouble(4).at, NOW)).toBe(true);
    expect(isFlagged(refused, trouble(0.5).at, NOW)).toBe(false);
  });

  it('also when a server in between accepts everything and reports afterwards', () => {
    expect(isFlagged([trouble(1), trouble(2), trouble(3)], NOW, NOW)).toBe(true);
  });
});
