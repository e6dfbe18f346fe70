import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { proposeCrosswalk } from './index.js';

const plan = (texts: Record<string, string>) => Object.entries(texts).map(([id, text]) => ({ id, text }));

function propose(earlier: Record<string, string>, later: Record<string, string>): string[] {
  return proposeCrosswalk(plan(earlier), plan(later)).map(
    ({ fromId, toId, relation }) => `${fromId} ${relation} ${toId ?? '-'}`,
  );
}

describe('what became of the priorities of an earlier plan', () => {
  it('is the same text, whatever its case, accents and marks', () => {
    expect(
      propose({ a: 'Ampliar la cobertura de agua potable.' }, { x: 'AMPLIAR LA COBERTURA DE AGUA POTABLE' }),
    ).toEqual(['a same x']);
  });

  it('is a text with most of its words', () => {
    expect(
      propose(
        {
          a: 'Ampliar la cobertura de agua potable en la zona rural',
          b: 'Recuperar el patrimonio arquitectónico',
        },
        { x: 'Mejorar la cobertura del agua potable rural', y: 'Reducir la desnutrición infantil' },
      ),
    ).toEqual(['a changed x', 'b dropped -']);
  });

  it('is one priority that took in several', () => {
    expect(
      propose(
        { a: 'Construir sistemas de agua potable', b: 'Construir sistemas de alcantarillado sanitario' },
        { x: 'Construir sistemas de agua potable y de alcantarillado sanitario' },
      ),
    ).toEqual(['a merged x', 'b merged x']);
  });

  it('is several priorities that one was divided into', () => {
    expect(
      propose(
        { a: 'Construir sistemas de agua potable y de alcantarillado sanitario' },
        { x: 'Construir sistemas de agua potable', y: 'Construir sistemas de alcantarillado sanitario' },
      ),
    ).toEqual(['a split x', 'a split y']);
  });

  it('names every earlier priority and, of a plan compared with itself, finds all the same', () => {
    const texts = fc.uniqueArray(fc.stringMatching(/^[a-z]{4,9}( [a-z]{4,9}){2,6}$/), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(texts, (all) => {
        const earlier = all.map((text, index) => ({ id: `e${index}`, text }));
        const later = all.map((text, index) => ({ id: `l${index}`, text }));
        const links = proposeCrosswalk(earlier, later);
        expect(links).toEqual(
          all.map((_, index) => ({ fromId: `e${index}`, toId: `l${index}`, relation: 'same' })),
        );
        expect(proposeCrosswalk(earlier, []).every(({ relation }) => relation === 'dropped')).toBe(true);
      }),
    );
  });
});
