import { describe, expect, it } from '@jest/globals';
import { PlainBm25 } from './bm25.js';

const bm25 = new PlainBm25([
  { id: 'riego', text: 'Sistemas de riego para pequeños productores' },
  { id: 'agua', text: 'Agua potable y saneamiento para comunidades rurales' },
  {
    id: 'aguas',
    text: 'Aguas, aguas y más aguas: captación, conducción y tratamiento de las aguas de la ciudad',
  },
  { id: 'arte', text: 'Festival de arte' },
]);

describe('plain search', () => {
  it('compares roots of words', () => {
    expect(bm25.rank('aguas potables').slice(0, 2)).toEqual(['agua', 'aguas']);
  });

  it('holds rare words for more than frequent ones', () => {
    expect(bm25.rank('agua riego')[0]).toBe('riego');
  });

  it('lists every text once, those without anything in common last and by id', () => {
    expect(bm25.rank('riego')).toEqual(['riego', 'agua', 'aguas', 'arte']);
    expect(bm25.rank('')).toEqual(['agua', 'aguas', 'arte', 'riego']);
  });

  it('of no texts is empty', () => {
    expect(new PlainBm25([]).rank('agua')).toEqual([]);
  });
});
