import { FixedClock, GALAPAGOS_ZONE, instantOf } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import {
  allDeadlines,
  callStatus,
  callStatusName,
  closingInstant,
  dateTexts,
  type Deadline,
  DEADLINE_KINDS,
  deadlineTexts,
  nextDeadline,
  type OtherDeadline,
  targetClose,
} from './deadline.js';

const montevideo: Deadline = {
  deadlineKind: 'exact',
  deadlineLocal: '2026-08-31T12:00',
  deadlineZone: 'America/Montevideo',
  deadlineZoneAssumed: false,
  deadlineText: null,
};
const NOW = new Date('2026-08-19T15:00:00Z');

describe('the texts of an exact deadline', () => {
  it('name the time of the reader and that of the source', () => {
    expect(deadlineTexts(montevideo, NOW)).toEqual({
      reader: 'lunes 31 de agosto de 2026, 10:00 (hora de Ecuador)',
      original: 'lunes 31 de agosto de 2026, 12:00 (hora de Montevideo (America/Montevideo))',
      remaining: 'Faltan 12 días',
      warning: null,
      also: null,
    });
  });

  it('are in the time of Galápagos for readers there', () => {
    expect(deadlineTexts(montevideo, NOW, GALAPAGOS_ZONE).reader).toBe(
      'lunes 31 de agosto de 2026, 09:00 (hora de Galápagos)',
    );
  });

  it('do not repeat the reader’s own zone', () => {
    const here = { ...montevideo, deadlineZone: 'America/Guayaquil' };
    expect(deadlineTexts(here, NOW).original).toBeNull();
    expect(deadlineTexts(here, NOW, GALAPAGOS_ZONE).original).toBe(
      'lunes 31 de agosto de 2026, 12:00 (hora de Ecuador)',
    );
  });

  it('fall on the reader’s calendar day', () => {
    const madrid = { ...montevideo, deadlineZone: 'Europe/Madrid', deadlineLocal: '2026-09-01T01:00' };
    const texts = deadlineTexts(madrid, NOW);
    expect(texts.reader).toBe('lunes 31 de agosto de 2026, 18:00 (hora de Ecuador)');
    expect(texts.original).toBe('martes 1 de septiembre de 2026, 01:00 (hora de Madrid (Europe/Madrid))');
  });

  it('warn when the zone was assumed', () => {
    expect(deadlineTexts({ ...montevideo, deadlineZoneAssumed: true }, NOW).warning).toBe(
      'La fuente no indica la zona horaria: confirme la hora con el cooperante.',
    );
  });

  it.each([
    ['2026-08-01T15:00:00Z', 'Faltan 30 días'],
    ['2026-08-30T04:59:00Z', 'Faltan 2 días'],
    ['2026-08-30T05:00:00Z', 'Falta 1 día'],
    ['2026-08-31T05:00:00Z', 'Cierra hoy'],
    ['2026-08-31T14:59:59Z', 'Cierra hoy'],
    ['2026-08-31T15:00:00Z', 'Ya cerró'],
    ['2026-12-31T15:00:00Z', 'Ya cerró'],
  ])('at %s say «%s»', (now, expected) => {
    expect(deadlineTexts(montevideo, new Date(now)).remaining).toBe(expected);
  });
});

describe('the text of any other deadline', () => {
  it.each(DEADLINE_KINDS.filter((kind) => kind !== 'exact'))(
    'of kind %s is a sentence without a date',
    (kind) => {
      const texts = deadlineTexts(
        { ...montevideo, deadlineKind: kind, deadlineText: 'hasta agotar fondos' },
        NOW,
      );
      expect(texts.reader).toMatch(/^[A-ZÁÉÍÓÚ][^0-9]+ \(«hasta agotar fondos»\)$/);
      expect(texts).toMatchObject({ original: null, remaining: null, warning: null });
    },
  );

  it('of an exact kind whose date is missing or wrong says that the source gives none', () => {
    for (const broken of [
      { deadlineLocal: null },
      { deadlineZone: 'America/Nowhere' },
      { deadlineZone: null },
    ]) {
      expect(deadlineTexts({ ...montevideo, ...broken }, NOW).reader).toBe(
        'La fuente no publica fecha de cierre',
      );
    }
  });
});

describe('the closing instant', () => {
  it('exists for exact deadlines only', () => {
    expect(closingInstant(montevideo)).toEqual(new Date('2026-08-31T15:00:00Z'));
    expect(closingInstant({ ...montevideo, deadlineKind: 'rolling' })).toBeNull();
    expect(closingInstant({ ...montevideo, deadlineLocal: '2026-02-31T12:00' })).toBeNull();
  });
});

describe('the status of a call', () => {
  it('follows the clock from upcoming to closed', () => {
    const clock = new FixedClock(new Date('2026-07-31T12:00:00Z'));
    const call = { opensOn: '2026-08-01', closesAt: closingInstant(montevideo) };
    const at = (instant: string) => {
      clock.moveTo(new Date(instant));
      return callStatusName(callStatus(call, clock.now()));
    };
    expect(at('2026-07-31T12:00:00Z')).toBe('próximamente');
    // 1 August has begun in UTC, not yet in Ecuador.
    expect(at('2026-08-01T04:59:59Z')).toBe('próximamente');
    expect(at('2026-08-01T05:00:00Z')).toBe('abierta');
    expect(at('2026-08-16T04:59:59Z')).toBe('abierta');
    expect(at('2026-08-16T05:00:00Z')).toBe('cierra pronto');
    expect(at('2026-08-31T14:59:59Z')).toBe('cierra pronto');
    expect(at('2026-08-31T15:00:00Z')).toBe('cerrada');
  });

  it('stays open without a closing date', () => {
    expect(callStatus({ opensOn: null, closesAt: null }, new Date('2099-01-01T00:00:00Z'))).toBe('open');
  });
});

const further = (role: OtherDeadline['role'], local: string, zone = 'America/Guayaquil'): OtherDeadline => ({
  role,
  local,
  zone,
  zoneAssumed: false,
  text: null,
  at: instantOf(local, zone)!.toISOString(),
});

/** A call with several cut-offs, given as local time and zone. */
const withCutOffs = (...cutOffs: [local: string, zone?: string][]): Deadline => ({
  deadlineKind: 'cut_offs',
  deadlineLocal: null,
  deadlineZone: null,
  deadlineZoneAssumed: false,
  deadlineText: 'tres cortes al año',
  otherDeadlines: cutOffs.map(([local, zone]) => further('cut_off', local, zone)),
});

describe('a call with cut-offs', () => {
  // Madrid leaves summer time on 25 October 2026; Galápagos is an hour behind Ecuador.
  const call = withCutOffs(
    ['2026-03-31T17:00', 'Europe/Madrid'],
    ['2026-10-24T17:00', 'Europe/Madrid'],
    ['2026-10-26T17:00', 'Europe/Madrid'],
    ['2026-11-30T23:30', 'Pacific/Galapagos'],
  );

  it.each([
    [
      '2026-03-01T12:00:00Z',
      'Próximo corte: martes 31 de marzo de 2026, 10:00',
      'Faltan 30 días',
      'Quedan 4 cortes.',
      'open',
    ],
    [
      '2026-03-31T14:59:59Z',
      'Próximo corte: martes 31 de marzo de 2026, 10:00',
      'Cierra hoy',
      'Quedan 4 cortes.',
      'open',
    ],
    [
      '2026-03-31T15:00:00Z',
      'Próximo corte: sábado 24 de octubre de 2026, 10:00',
      'Faltan 207 días',
      'Quedan 3 cortes.',
      'open',
    ],
    [
      '2026-10-24T15:00:00Z',
      'Próximo corte: lunes 26 de octubre de 2026, 11:00',
      'Faltan 2 días',
      'Quedan 2 cortes.',
      'open',
    ],
    [
      '2026-11-20T12:00:00Z',
      'Próximo corte: martes 1 de diciembre de 2026, 00:30',
      'Faltan 11 días',
      'Es el último corte.',
      'closing_soon',
    ],
    [
      '2026-12-01T05:29:59Z',
      'Próximo corte: martes 1 de diciembre de 2026, 00:30',
      'Cierra hoy',
      'Es el último corte.',
      'closing_soon',
    ],
    [
      '2026-12-01T05:30:00Z',
      'Último corte: martes 1 de diciembre de 2026, 00:30',
      'Ya cerró',
      null,
      'closed',
    ],
  ])('at %s says «%s», «%s»', (instant, reader, remaining, also, status) => {
    const now = new Date(instant);
    const texts = deadlineTexts(call, now);
    expect([texts.reader, texts.remaining, texts.also]).toEqual([
      `${reader} (hora de Ecuador)`,
      remaining,
      also,
    ]);
    expect(callStatus({ opensOn: null, closesAt: closingInstant(call) }, now)).toBe(status);
  });

  it('is prepared for the next of them', () => {
    const closesAt = closingInstant(call);
    const target = (instant: string) => targetClose({ ...call, closesAt }, new Date(instant))?.toISOString();
    expect(target('2026-04-01T12:00:00Z')).toBe('2026-10-24T15:00:00.000Z');
    expect(target('2027-01-01T12:00:00Z')).toBe('2026-12-01T05:30:00.000Z');
    const exact = { ...montevideo, closesAt: closingInstant(montevideo) };
    expect(targetClose(exact, NOW)).toEqual(exact.closesAt);
  });

  it('closes with the last of them', () => {
    expect(closingInstant(call)).toEqual(new Date('2026-12-01T05:30:00Z'));
    expect(closingInstant(withCutOffs())).toBeNull();
  });

  it('names the hour of Galápagos to readers there and of the source to others', () => {
    const now = new Date('2026-11-20T12:00:00Z');
    expect(deadlineTexts(call, now, GALAPAGOS_ZONE)).toMatchObject({
      reader: 'Próximo corte: lunes 30 de noviembre de 2026, 23:30 (hora de Galápagos)',
      original: null,
      remaining: 'Faltan 10 días',
    });
    expect(deadlineTexts(call, now).original).toBe(
      'lunes 30 de noviembre de 2026, 23:30 (hora de Galápagos)',
    );
  });

  it('of which none has a date says so with the words of the source', () => {
    expect(deadlineTexts(withCutOffs(), NOW)).toMatchObject({
      reader: 'Varios cortes durante el año («tres cortes al año»)',
      remaining: null,
      also: null,
    });
  });
});

describe('the next date', () => {
  const call: Deadline = {
    ...montevideo,
    otherDeadlines: [
      further('info_session', '2026-08-03T10:00'),
      further('expression_of_interest', '2026-08-10T17:00'),
      further('questions', '2026-08-20T17:00'),
      further('results', '2026-12-01T12:00'),
    ],
  };

  it.each([
    ['2026-08-01T12:00:00Z', 'expression_of_interest'],
    ['2026-08-10T21:59:59Z', 'expression_of_interest'],
    ['2026-08-10T22:00:00Z', 'close'],
    ['2026-08-31T15:00:00Z', undefined],
  ])('at %s is %s', (instant, role) => {
    expect(nextDeadline(call, new Date(instant))?.role).toBe(role);
  });

  it('is told beside the close while it comes before it', () => {
    const texts = deadlineTexts(call, new Date('2026-08-01T12:00:00Z'));
    expect(texts.reader).toBe('lunes 31 de agosto de 2026, 10:00 (hora de Ecuador)');
    expect(texts.also).toBe(
      'Antes, expresión de interés: lunes 10 de agosto de 2026, 17:00 (hora de Ecuador). Faltan 9 días.',
    );
    expect(deadlineTexts(call, new Date('2026-08-12T12:00:00Z')).also).toBeNull();
  });

  it('of a call that does not close is its expression of interest', () => {
    const rolling: Deadline = { ...call, deadlineKind: 'rolling', deadlineLocal: null, deadlineZone: null };
    expect(deadlineTexts(rolling, new Date('2026-08-01T12:00:00Z'))).toMatchObject({
      reader: 'Recepción continua',
      also: expect.stringContaining('expresión de interés'),
    });
  });

  it('stands among all of them in the order of time', () => {
    expect(allDeadlines(call).map(({ role }) => role)).toEqual([
      'info_session',
      'expression_of_interest',
      'questions',
      'close',
      'results',
    ]);
    expect(allDeadlines(withCutOffs(['2026-03-31T17:00'])).map(({ role }) => role)).toEqual(['cut_off']);
  });

  it('that passed without closing anything is not called a close', () => {
    const [session] = allDeadlines(call);
    const texts = (instant: string) => dateTexts(session!, new Date(instant)).remaining;
    expect(texts('2026-08-03T10:00:00Z')).toBe('Es hoy');
    expect(texts('2026-08-03T15:00:00Z')).toBe('Ya pasó');
  });
});
