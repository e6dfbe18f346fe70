import { FixedClock, GALAPAGOS_ZONE } from '@chasqui/kernel';
import { describe, expect, it } from '@jest/globals';
import {
  callStatus,
  callStatusName,
  closingInstant,
  type Deadline,
  DEADLINE_KINDS,
  deadlineTexts,
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
