import { describe, expect, it } from '@jest/globals';
import { statedTime } from './stated-time.js';

describe('the time that a remark on the closing date names', () => {
  it.each<[string, string | null, string | null]>([
    ['Applications must be submitted no later than 5:00 p.m. Eastern Time.', '17:00', 'America/New_York'],
    ['no later than 11:59 p.m., ET, on the listed application due date', '23:59', 'America/New_York'],
    ['Due by 12 noon PST', '12:00', 'America/Los_Angeles'],
    ['by 12:00 AM CT', '00:00', 'America/Chicago'],
    ['5 PM local time', '17:00', null],
    ['5:00 PM (17:00) ET; that is, 5 p.m.', '17:00', 'America/New_York'],
    ['5:00 p.m. ET for concept notes, 11:59 p.m. ET for the rest', null, null],
    ['5:00 p.m. Eastern, 2:00 p.m. Pacific', null, null],
    ['5:00 p.m. Eastern or Pacific', null, null],
    ['See section IV of the announcement.', null, null],
    ['', null, null],
  ])('%s', (text, time, zone) => {
    expect(statedTime(text)).toEqual(time && { time, zone });
  });
});
