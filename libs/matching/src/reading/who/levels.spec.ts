import { describe, expect, it } from '@jest/globals';
import type { CallText } from '../claims.js';
import { callText, whoKnowledge } from './call-text.fixture.js';
import { readWho } from './read-who.js';

/** p, m, d, r: provincial, municipal, metropolitan district, rural parish; after "?" those in doubt. */
type Row = readonly [given: Partial<CallText>, levels: string];

const list = (applicants: string, language = 'es'): Partial<CallText> => ({
  language,
  applicantTypes: [applicants],
});

const LEVELS: readonly Row[] = [
  [list('municipios'), 'md'],
  [list('ayuntamientos y alcaldías'), 'md'],
  [list('GAD municipales'), 'md'],
  [list('los 221 GAD cantonales'), 'md'],
  [list('gobiernos provinciales'), 'p?d'],
  [list('prefecturas'), 'p?d'],
  [list('GAD provinciales, municipales y parroquiales'), 'pmdr'],
  [list('GAD municipales y parroquiales'), 'mdr'],
  [list('juntas parroquiales rurales'), 'r'],
  [list('GAD'), 'pmdr'],
  [list('gobiernos locales y regionales'), 'pmdr'],
  [list('gobiernos locales de todos los niveles'), 'pmdr'],
  [list('gobierno local'), 'pmd?r'],
  [list('entidad pública'), 'pmd?r'],
  [list('gobiernos intermedios'), 'p?d'],
  [list('mancomunidades'), 'md?pr'],
  [list('distritos metropolitanos'), 'md'],
  [{ applicantTypes: ['municipios', 'gobiernos provinciales'] }, 'pmd'],
  [{ applicantTypes: ['gobierno local'], title: 'Desafío de ciudades por el clima' }, 'md?pr'],
  [{ applicantTypes: ['gobierno local'], title: 'Ciudades y regiones por el clima' }, 'pmd?r'],
  [list('city governments', 'en'), 'md'],
  [list('cities and regional governments', 'en'), 'pmd'],
  [list('local government (any subnational level)', 'en'), 'pmdr'],
  [list('subnational governments', 'en'), 'pmd?r'],
  [list('parish councils', 'en'), 'r'],
  [list('municipal, regional or national government institutions', 'en'), 'pmd'],
  [list('prefeituras', 'pt'), 'md'],
  [list('governos estaduais', 'pt'), 'p?d'],
  [list('estados e municípios', 'pt'), 'pmd'],
  [list('juntas de freguesia', 'pt'), 'r'],
  [list('communes', 'fr'), 'md'],
  [list('conseils départementaux', 'fr'), 'p?d'],
  [list('autorités locales', 'fr'), 'pmd?r'],
  [list('comuni e province', 'it'), 'pmd'],
  [list('enti locali', 'it'), 'pmd?r'],
  [list('ajuntaments', 'ca'), 'md'],
  [list('governs locals i regionals', 'ca'), 'pmdr'],
  [list('Städte', 'de'), 'md'],
  [list('Städte, Gemeinden und Landkreise', 'de'), 'pmd'],
  [list('Gebietskörperschaften', 'de'), 'pmd?r'],
  [{ summary: 'Podrán postular los gobiernos provinciales.' }, 'p?d'],
  [{ title: 'Premio de municipios saludables' }, 'md'],
  [{ summary: 'Pueden postular empresas y universidades.' }, ''],
  [{ summary: 'La ONG debe trabajar en alianza con un municipio.' }, 'md?pr'],
  [{ gadLevels: ['parish'], applicantTypes: ['municipios'] }, 'r'],
];

const LETTERS = { provincial: 'p', municipal: 'm', metropolitan: 'd', parish: 'r' } as const;

describe('levels that words mean', () => {
  it.each(LEVELS)('%j → %s', (given, expected) => {
    const { levels, levelsInDoubt } = readWho(callText(given), whoKnowledge);
    const named = (levels?.value ?? []).map((level) => LETTERS[level]).join('');
    const inDoubt = levelsInDoubt.map((level) => LETTERS[level]).join('');
    expect(inDoubt ? `${named}?${inDoubt}` : named).toBe(expected);
  });

  it('takes structured levels as they are', () => {
    const { levels } = readWho(callText({ gadLevels: ['provincial'] }), whoKnowledge);
    expect(levels).toEqual({ value: ['provincial'], field: 'gadLevels', quote: null, fromText: false });
  });
});
