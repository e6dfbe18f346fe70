import { describe, expect, it } from '@jest/globals';
import { addDays, formatShortDate } from '@chasqui/kernel';
import fc from 'fast-check';
import {
  nextSession,
  periodicityText,
  type RoundSession,
  type SessionDates,
  sessionText,
} from './session.js';

const TODAY = '2026-11-21';

function dates(changes: Partial<SessionDates> = {}): SessionDates {
  return {
    lastSessionYear: null,
    lastSessionOn: null,
    nextSessionOn: null,
    nextSessionKind: null,
    ...changes,
  };
}

function round(changes: Partial<RoundSession> = {}): RoundSession {
  return { sessionOn: null, sessionKind: null, stage: 'notified', ...changes };
}

const announced = (on: string) => dates({ nextSessionOn: on, nextSessionKind: 'announced' });
const estimated = (on: string) => dates({ nextSessionOn: on, nextSessionKind: 'estimated' });

describe('when a commission meets', () => {
  const cases: [string, SessionDates, RoundSession[], string][] = [
    ['Corea: nothing known', dates(), [], 'sin fecha: no consta ninguna sesión anterior'],
    [
      'Perú: a round past its session, undated',
      dates(),
      [round({ stage: 'execution' })],
      'sin fecha: consta una sesión anterior, pero no cuándo fue',
    ],
    ['an announced day', announced('2027-03-01'), [], 'próxima sesión anunciada: 1 mar 2027'],
    ['announced for today', announced(TODAY), [], 'próxima sesión anunciada: 21 nov 2026'],
    [
      'an estimate is told as one',
      estimated('2027-03-01'),
      [],
      'próxima sesión estimada, sin confirmar: 1 mar 2027',
    ],
    [
      'an estimate that passed is no date',
      estimated('2026-11-20'),
      [],
      'sin fecha: no consta ninguna sesión anterior',
    ],
    [
      'nor does it count as a session',
      { ...estimated('2026-01-10'), lastSessionYear: 2022 },
      [],
      'sin fecha: última sesión hace 4 años (2022)',
    ],
    ['only a year', dates({ lastSessionYear: 2025 }), [], 'sin fecha: última sesión hace 1 año (2025)'],
    ['this year', dates({ lastSessionYear: 2026 }), [], 'sin fecha: última sesión este año (2026)'],
    [
      'a day, before its anniversary',
      dates({ lastSessionOn: '2024-11-22' }),
      [],
      'sin fecha: última sesión hace 1 año (22 nov 2024)',
    ],
    [
      'a day, on its anniversary',
      dates({ lastSessionOn: '2024-11-21' }),
      [],
      'sin fecha: última sesión hace 2 años (21 nov 2024)',
    ],
    [
      'some months ago',
      dates({ lastSessionOn: '2026-03-03', lastSessionYear: 2026 }),
      [],
      'sin fecha: última sesión hace menos de un año (3 mar 2026)',
    ],
    [
      'a last session in the future is a mistake',
      dates({ lastSessionYear: 2031, lastSessionOn: '2031-01-01' }),
      [],
      'sin fecha: no consta ninguna sesión anterior',
    ],
    [
      'an announced day that passed without a trace',
      announced('2026-05-05'),
      [],
      'sin fecha: se anunció una sesión para el 5 may 2026 y no consta si se hizo',
    ],
    [
      'an announced day that passed and took place',
      { ...announced('2026-05-05'), lastSessionOn: '2026-05-06' },
      [],
      'sin fecha: última sesión hace menos de un año (6 may 2026)',
    ],
    [
      'the round knows better than the commission',
      estimated('2027-01-01'),
      [round({ sessionOn: '2027-06-01', sessionKind: 'announced' })],
      'próxima sesión anunciada: 1 jun 2027',
    ],
    [
      'a day without saying who told it is no date to come',
      dates(),
      [round({ sessionOn: '2027-06-01' })],
      'sin fecha: no consta ninguna sesión anterior',
    ],
    [
      'a round that ended tells the last session',
      dates({ lastSessionYear: 2020 }),
      [round({ sessionOn: '2024-11-14', stage: 'execution' })],
      'sin fecha: última sesión hace 2 años (14 nov 2024)',
    ],
    [
      'but not by an estimated day',
      dates({ lastSessionYear: 2020 }),
      [round({ sessionOn: '2024-11-14', sessionKind: 'estimated', stage: 'execution' })],
      'sin fecha: última sesión hace 6 años (2020)',
    ],
  ];
  it.each(cases)('%s', (_name, commission, rounds, expected) => {
    expect(sessionText(commission, TODAY, rounds)).toBe(expected);
  });

  it('never shows a date that nobody gave, whatever the periodicity', () => {
    const day = fc.integer({ min: -4_000, max: 4_000 }).map((days) => addDays(TODAY, days));
    const kind = fc.constantFrom('announced' as const, 'estimated' as const, null);
    const facts = fc.record({
      lastSessionYear: fc.option(fc.integer({ min: 1990, max: 2040 })),
      lastSessionOn: fc.option(day),
      nextSessionOn: fc.option(day),
      nextSessionKind: kind,
    });
    const told = fc.record({
      sessionOn: fc.option(day),
      sessionKind: kind,
      stage: fc.constantFrom('notified' as const, 'session' as const, 'execution' as const),
    });
    fc.assert(
      fc.property(facts, fc.array(told, { maxLength: 4 }), (commission, rounds) => {
        const text = sessionText(commission, TODAY, rounds);
        const known = [
          commission.lastSessionOn,
          commission.nextSessionOn,
          ...rounds.map(({ sessionOn }) => sessionOn),
        ].flatMap((on) => (on ? [formatShortDate(on)] : []));
        const shown = /\d{1,2} \p{L}+ \d{4}/u.exec(text)?.[0];
        expect([...known, undefined]).toContain(shown);
        const next = nextSession(commission, TODAY, rounds);
        expect(text.startsWith('sin fecha: ')).toBe(next === null);
        expect((next?.on ?? TODAY) >= TODAY).toBe(true);
      }),
    );
  });
});

describe('how often a commission meets', () => {
  it.each([
    [2, 'cada 2 años'],
    [4, 'cada 4 años'],
    [null, 'cada 2 o 4 años (la fuente no dice cuál)'],
  ])('%s', (years, expected) => {
    expect(periodicityText(years)).toBe(expected);
  });
});
