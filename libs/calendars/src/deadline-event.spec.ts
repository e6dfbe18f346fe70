import { describe, expect, it } from '@jest/globals';
import { ECUADOR_ZONE, GALAPAGOS_ZONE } from '@chasqui/kernel';
import { type CalendarDate, deadlineEvent } from './deadline-event.js';

const URL = 'https://chasqui.example/convocatorias/riego';

function date(changes: Partial<CalendarDate> = {}): CalendarDate {
  return {
    callId: 'c1',
    role: 'close',
    place: 1,
    startsAt: new Date('2026-08-31T20:00:00Z'),
    zone: 'America/Montevideo',
    zoneAssumed: false,
    words: 'hasta el 31 de agosto',
    title: 'Riego',
    sequence: 4,
    cancelledAt: null,
    updatedAt: new Date('2026-03-02T15:00:00Z'),
    url: URL,
    isDemo: false,
    ...changes,
  };
}

describe('the event of a date', () => {
  it('gives the time of the reader, that of the source and its words', () => {
    expect(deadlineEvent(date(), ECUADOR_ZONE)).toEqual({
      name: 'deadline-c1',
      at: new Date('2026-08-31T20:00:00Z'),
      sequence: 4,
      changedAt: new Date('2026-03-02T15:00:00Z'),
      cancelled: false,
      summary: 'Cierre: Riego',
      description: [
        'Cierre: lunes 31 de agosto de 2026, 15:00 (hora de Ecuador)',
        'Hora original: lunes 31 de agosto de 2026, 17:00 (hora de Montevideo (America/Montevideo))',
        'En la fuente: «hasta el 31 de agosto»',
        URL,
      ].join('\n'),
      url: URL,
    });
    expect(deadlineEvent(date(), GALAPAGOS_ZONE).description).toContain('14:00 (hora de Galápagos)');
  });

  it('warns of a zone that was assumed, and of moved dates in the demonstration', () => {
    const event = deadlineEvent(
      date({ zone: ECUADOR_ZONE, zoneAssumed: true, words: null, isDemo: true }),
      ECUADOR_ZONE,
    );
    expect(event.description.split('\n')).toEqual([
      'Cierre: lunes 31 de agosto de 2026, 15:00 (hora de Ecuador)',
      'La fuente no indica la zona horaria: confirme la hora con el cooperante.',
      'Demostración: fechas movidas.',
      URL,
    ]);
  });

  it.each([
    ['close', 1, 'deadline-c1', 'Cierre: Riego'],
    ['questions', 2, 'deadline-c1-questions-2', 'Preguntas: Riego'],
    ['cut_off', 1, 'deadline-c1-cut_off-1', 'Corte: Riego'],
  ] as const)('%s %i is called %s', (role, place, name, summary) => {
    expect(deadlineEvent(date({ role, place }), ECUADOR_ZONE)).toMatchObject({ name, summary });
  });

  it('says in its title that it is off, for programs that do not look at its status', () => {
    const off = date({ cancelledAt: new Date('2026-03-05T15:00:00Z'), zoneAssumed: true });
    const event = deadlineEvent(off, ECUADOR_ZONE);
    expect(event).toMatchObject({ cancelled: true, summary: 'Sin efecto: Cierre: Riego' });
    expect(event.description).toContain('Esta fecha ya no rige');
    expect(event.description).toContain('Era: lunes 31 de agosto de 2026, 15:00');
    expect(event.description).not.toContain('La fuente no indica');
  });
});
