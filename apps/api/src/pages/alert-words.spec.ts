import { describe, expect, it } from '@jest/globals';
import { maskedAddress } from './alert-place.js';
import { ladderText, listText, paceText, whenText } from './alert-words.js';

const ECUADOR = 'America/Guayaquil';
const GALAPAGOS = 'Pacific/Galapagos';

describe('whenText', () => {
  // Friday, 10:00 in Ecuador.
  const now = new Date('2026-11-20T15:00:00Z');

  it.each([
    ['2026-11-20T22:00:00Z', 'hoy a las 17:00'],
    ['2026-11-21T12:00:00Z', 'mañana a las 07:00'],
    ['2026-11-19T12:00:00Z', 'ayer a las 07:00'],
    ['2026-11-23T12:00:00Z', 'el lunes 23 de noviembre a las 07:00'],
    ['2027-01-04T12:00:00Z', 'el lunes 4 de enero de 2027 a las 07:00'],
  ])('%s is %s', (at, text) => {
    expect(whenText(new Date(at), now, ECUADOR)).toBe(text);
  });

  it('counts days on the clocks of the person', () => {
    // Past midnight on the continent, before it on the islands.
    const late = new Date('2026-11-21T05:30:00Z');
    expect(whenText(late, now, ECUADOR)).toBe('mañana a las 00:30');
    expect(whenText(late, now, GALAPAGOS)).toBe('hoy a las 23:30');
  });
});

describe('paceText', () => {
  it('names the hour, the day and the islands', () => {
    const time = { zone: ECUADOR, hour: 7, weekday: 6 };
    expect(paceText('immediate', time)).toBe('Al momento, apenas se publica');
    expect(paceText('daily', time)).toBe('Una vez al día, a las 07:00');
    expect(paceText('weekly', time)).toBe('Una vez por semana, los sábados a las 07:00');
    expect(paceText('weekly', { zone: GALAPAGOS, hour: 18, weekday: 1 })).toBe(
      'Una vez por semana, los lunes a las 18:00 (hora de Galápagos)',
    );
  });
});

describe('lists of words', () => {
  it('end as people end them', () => {
    expect(ladderText([60, 30, 1])).toBe('60, 30 y 1 días');
    expect(ladderText([1])).toBe('1 día');
    expect(listText(['Olga', 'Inés'])).toBe('Olga e Inés');
    expect(listText(['agua', 'hielo'])).toBe('agua y hielo');
    expect(listText([])).toBe('');
  });
});

describe('maskedAddress', () => {
  it.each([
    ['olga.oficial@esmeraldas.example', 'ol•••l@esmeraldas.example'],
    ['ana@gad.example', 'a•••@gad.example'],
  ])('%s', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked);
  });
});
