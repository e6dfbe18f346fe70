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
    ).toEqual(['a changed x']);
  });

  it.each([
    ['Proyectos de riego', 'Riego parcelario'],
    ['Ejecutar proyectos de riego', 'Tecnificar el riego parcelario en 12 comunidades'],
    ['Red vial rural', 'Vías rurales'],
    ['Mantenimiento de la red vial rural', 'Mejorar las vías rurales de la provincia'],
    ['Fomentar el turismo', 'Desarrollo del turismo comunitario'],
    [
      'Fortalecer el turismo comunitario en las parroquias rurales',
      'Potenciar la oferta turística de naturaleza del cantón',
    ],
    ['Educación intercultural bilingüe', 'Mejorar los espacios educativos'],
  ])('is the same subject in other words: «%s», «%s»', (a, x) => {
    const other = 'Reducir la desnutrición infantil';
    expect(propose({ a }, { other, x })).toEqual(['a changed x']);
  });

  it.each([
    ['Mejorar la calidad de los servicios', 'Mejorar la calidad del sistema'],
    ['Salud en zonas rurales', 'Vías rurales'],
    ['Transporte público', 'Transparencia de la gestión pública'],
    ['Proyectos de riego', 'Gestión de riesgos'],
    ['Conservar los páramos', 'Consejo de planificación'],
  ])('is left open when only common words are shared: «%s», «%s»', (a, x) => {
    expect(propose({ a }, { x })).toEqual([]);
  });

  it('takes topics in common into account, never alone', () => {
    const from = [{ id: 'a', text: 'Turismo en las riberas, artesanía y comercio', themes: ['rios'] }];
    const later = (themes: string[]) => [
      { id: 'x', text: 'Ferias de turismo y gastronomía', themes: [] },
      { id: 'y', text: 'Turismo, deportes acuáticos', themes },
      { id: 'z', text: 'Desazolve', themes: ['rios'] },
    ];
    expect(proposeCrosswalk(from, later(['rios'])).map(({ toId }) => toId)).toEqual(['y']);
    expect(proposeCrosswalk(from, later([]).slice(2))).toEqual([]);
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

  it('says nothing without likeness and, of a plan compared with itself, finds all the same', () => {
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
        expect(proposeCrosswalk(earlier, [])).toEqual([]);
      }),
    );
  });
});
