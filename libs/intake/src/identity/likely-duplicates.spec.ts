import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blockingKeys } from './blocking-keys.js';
import type { CallIdentity } from './call-identity.js';
import { at, bySource, call, donor, file, on } from './call-identity.fixture.js';
import { LIKELY_DUPLICATE, likelyDuplicates, similarity } from './duplicates.js';

describe('the list of likely duplicates', () => {
  it('puts the likeliest first and leaves out the candidate and what is another call', () => {
    const candidate = call('Premio Hábitat Ecuador 2026', { ...donor('miduvi'), ...on('2026-03-15') });
    const found = likelyDuplicates(candidate, [
      candidate,
      { ...candidate, id: 'later', ...on('2026-04-15') },
      { ...candidate, id: 'same' },
      { ...candidate, id: 'older', title: 'Premio Hábitat Ecuador 2025', ...on('2025-03-15') },
    ]);
    expect(found.map(({ id, score }) => [id, score === 1])).toEqual([
      ['same', true],
      ['later', false],
    ]);
    expect(found[1]?.reasons).toEqual([
      'Sus títulos se parecen en un 100 %',
      'Son del mismo cooperante',
      'Sus cierres están a 31 días: puede ser una prórroga',
    ]);
  });

  const text = fc.constantFrom(
    'Agua segura',
    'Convocatoria 2025',
    'Convocatoria 2026',
    'Lote 1 de riego',
    'Lote 2 de riego',
    'V Premio de gobiernos locales intermedios',
    'Appel à projets',
    '',
  );
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
  const word = fc.constantFrom('a', 'b');
  const identity: fc.Arbitrary<CallIdentity> = fc.record({
    id: fc.uuid(),
    sourceId: maybe(word),
    sourceKey: maybe(word),
    codes: fc.uniqueArray(fc.constantFrom('795710', '790767', 'X-1')),
    normalisedAddress: maybe(fc.constantFrom('https://x.org/', 'https://x.org/a', 'nada')),
    donorId: maybe(word),
    title: fc.oneof(
      text,
      fc.string(),
      fc.tuple(text, text).map((parts) => parts.join(' ')),
    ),
    language: maybe(fc.constantFrom('es', 'fr')),
    closesAt: maybe(
      fc.constantFrom(
        new Date('2026-01-01T00:00Z'),
        new Date('2026-01-20T00:00Z'),
        new Date('2027-01-01T00:00Z'),
      ),
    ),
    documents: fc.array(fc.record({ url: word, fileName: maybe(word), size: maybe(fc.constantFrom(1, 2)) }), {
      maxLength: 3,
    }),
    amountMax: maybe(fc.constantFrom('1', '1.00', '2')),
    totalBudget: maybe(fc.constantFrom('1', '2')),
    currency: maybe(fc.constantFrom('USD', 'EUR')),
    countries: fc.uniqueArray(fc.constantFrom('EC', 'PE')),
  });

  it('is the same from both sides, between 0 and 1, certain of the same record and never without reasons', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const { score, reasons } = similarity(one, other);
        expect(similarity(other, one)).toEqual({ score, reasons });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(similarity(one, { ...one, id: other.id }).score).toBe(1);
        const keys = new Set([...blockingKeys(one), `title:${one.title}`]);
        const isFound = [...blockingKeys(other), `title:${other.title}`].some((key) => keys.has(key));
        expect(score < LIKELY_DUPLICATE || (reasons.length > 0 && isFound)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the keys of a call', () => {
  it('are its donor, page, codes, documents and rarest words', () => {
    const one = call('Fondo de Recuperación Urbana Verde 2026 (HORIZON-CL5-2026-D3-01)', {
      ...donor('giz'),
      ...at('https://x.org/fruv'),
      ...file('https://x.org/Bases.pdf', 9),
      ...bySource('s', 'k', '795710'),
    });
    expect(blockingKeys(one)).toEqual([
      'donor:giz',
      'address:https://x.org/fruv',
      'item:s:k',
      'code:795710',
      'code:horizon-cl5-2026-d3-01',
      'document:https://x.org/Bases.pdf',
      'file:bases.pdf:9',
      'word:recuperacion',
      'word:horizon',
      'word:urbana',
      'word:verde',
      'word:cl5',
      'word:d3',
    ]);
  });
});
