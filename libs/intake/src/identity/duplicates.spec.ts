import { describe, expect, it } from '@jest/globals';
import { blockingKeys } from './blocking-keys.js';
import type { CallIdentity } from './call-identity.js';
import { at, bySource, call, donor, file, on } from './call-identity.fixture.js';
import { LIKELY_DUPLICATE, similarity } from './duplicates.js';

type Pair = [string, CallIdentity, CallIdentity];

describe('one call in two records', () => {
  it.each<Pair>([
    [
      'an aggregator copy and the original',
      call(
        'Convocatoria de subvenciones a proyectos de cooperación descentralizada para gobiernos locales 2026',
        { ...donor('dipu'), ...on('2026-04-30') },
      ),
      call(
        'Diputación de Cádiz: subvenciones a proyectos de cooperación descentralizada para gobiernos locales 2026 (fundsforNGOs)',
        on('2026-04-30'),
      ),
    ],
    [
      'an aggregator that names itself as the donor',
      call('Fondo de Recuperación Urbana Verde (FRUV)', { ...donor('giz'), ...on('2026-04-30') }),
      call('Fondo de Recuperación Urbana Verde', { ...donor('portal'), ...on('2026-04-30') }),
    ],
    [
      'two languages of one call by its page',
      call('13ème appel à projets franco-mexicain de coopération décentralisée (2024)', {
        language: 'fr',
        ...at('https://diplomatie.gouv.fr/x/13eme-appel'),
      }),
      call('Decimotercera convocatoria franco-mexicana de cooperación descentralizada (2024)', {
        ...at('https://diplomatie.gouv.fr/x/13eme-appel'),
      }),
    ],
    [
      'two languages by the same rules',
      call('IKI Small Grants: first call for proposals', {
        language: 'en',
        ...file('https://iki.org/guidelines.pdf', 120_000),
      }),
      call(
        'Subvenciones pequeñas de la IKI: primera convocatoria de propuestas',
        file('https://otro.org/files/guidelines.pdf', 120_000),
      ),
    ],
    [
      'two languages by donor, close and amount',
      call('Urban mobility in intermediate cities', {
        language: 'en',
        ...donor('ue'),
        ...on('2026-05-01'),
        amountMax: '500000',
        currency: 'EUR',
      }),
      call('Movilidad urbana en ciudades intermedias', {
        ...donor('ue'),
        ...on('2026-05-01'),
        amountMax: '500000.00',
        currency: 'EUR',
      }),
    ],
    [
      'the same number in two portals',
      call('Línea Temática de Organizaciones de la Sociedad Civil para Colombia', {
        codes: ['EuropeAid/161866/DD/ACT/CO'],
      }),
      call('Thematic programme EuropeAid/161866/DD/ACT/CO', { language: 'en' }),
    ],
    [
      'an extension, read where the old date still stands',
      call('Premio Hábitat Ecuador 2026', { ...donor('miduvi'), ...on('2026-03-15') }),
      call('Premio Hábitat Ecuador 2026', { ...donor('miduvi'), ...on('2026-04-15') }),
    ],
    [
      'an edition with a year that was typed wrongly',
      call('Fondo Concursable Agua Segura para Cantones 2025', { ...donor('x'), ...on('2026-03-15') }),
      call('Fondo Concursable Agua Segura para Cantones 2026', { ...donor('x'), ...on('2026-03-15') }),
    ],
    [
      'typing errors and case',
      call('PROGRAMA DE PEQUEÑAS DONACIONES: FASE OPERATIVA PARA LA AMAZONIA', donor('ppd')),
      call('Programa de pequeñas donaciones – fase operatíva para la Amazonía', donor('ppd')),
    ],
    [
      'one record read twice',
      call('Ayudas', bySource('bdns', '795710', '795710')),
      { ...call('Ayudas a entidades', bySource('bdns', '795710', '795710')), id: 'b' },
    ],
  ])('%s', (_, one, other) => {
    const { score, reasons } = similarity(one, other);
    expect({ score, likely: score >= LIKELY_DUPLICATE }).toEqual({ score, likely: true });
    expect(reasons.length).toBeGreaterThan(0);
    expect(blockingKeys(one).some((key) => blockingKeys(other).includes(key))).toBe(true);
  });
});

describe('two calls', () => {
  it.each<Pair>([
    [
      'two lots',
      call('Agua y saneamiento rural. Lote 1: Sierra', {
        ...donor('bid'),
        ...on('2026-05-01'),
        ...at('https://x.org/agua'),
      }),
      call('Agua y saneamiento rural. Lote 2: Costa', {
        ...donor('bid'),
        ...on('2026-05-01'),
        ...at('https://x.org/agua'),
      }),
    ],
    [
      'two topics of one EU call',
      call('Adaptation of cities to heat HORIZON-MISS-2026-CIT-01-01', {
        ...donor('ue'),
        ...on('2026-05-01'),
      }),
      call('Adaptation of cities to floods HORIZON-MISS-2026-CIT-01-02', {
        ...donor('ue'),
        ...on('2026-05-01'),
      }),
    ],
    [
      'last year’s edition',
      call('Convocatoria 2025', donor('fieds')),
      call('Convocatoria 2026', donor('fieds')),
    ],
    [
      'last year’s edition on the same page',
      call('Programa de Cooperación Sur-Sur de Mercociudades: convocatoria 2025', {
        ...donor('m'),
        ...at('https://m.org/sur-sur'),
        ...on('2025-04-01'),
      }),
      call('Programa de Cooperación Sur-Sur de Mercociudades: convocatoria 2026', {
        ...donor('m'),
        ...at('https://m.org/sur-sur'),
        ...on('2026-04-02'),
      }),
    ],
    [
      'last year’s edition without a year in its title',
      call('Fondo para la Diversidad Cultural', { ...donor('unesco'), ...on('2025-06-15') }),
      call('Fondo para la Diversidad Cultural', { ...donor('unesco'), ...on('2026-06-15') }),
    ],
    [
      'editions by their numbers',
      call('III Premios a las mejores prácticas locales con enfoque de género', donor('uim')),
      call('IV Premios a las mejores prácticas locales con enfoque de género', donor('uim')),
    ],
    [
      'editions by their ordinals in two languages',
      call('5th Guangzhou International Award for Urban Innovation', {
        ...donor('g'),
        language: 'en',
        ...at('https://g.org/award'),
      }),
      call('Sexto Premio Internacional Guangzhou a la Innovación Urbana', {
        ...donor('g'),
        ...at('https://g.org/award'),
      }),
    ],
    [
      'two countries',
      call('Fondo Canadá para Iniciativas Locales: Guatemala y Belice', {
        ...donor('ca'),
        ...on('2026-05-01'),
      }),
      call('Fondo Canadá para Iniciativas Locales: Argentina y Paraguay', {
        ...donor('ca'),
        ...on('2026-05-01'),
      }),
    ],
    [
      'two calls of one donor with one close',
      call('Becas de posgrado para funcionarios', { ...donor('aecid'), ...on('2026-05-01') }),
      call('Ayuda humanitaria a través de organizaciones', { ...donor('aecid'), ...on('2026-05-01') }),
    ],
    [
      'two calls that share the manual of their donor',
      call('Becas de posgrado para funcionarios', {
        ...donor('aecid'),
        ...file('https://aecid.es/manual.pdf'),
      }),
      call('Ayuda humanitaria a través de organizaciones', {
        ...donor('aecid'),
        ...file('https://aecid.es/manual.pdf'),
      }),
    ],
    [
      'two numbers of one register',
      call('Subvenciones a proyectos de cooperación al desarrollo', {
        ...donor('dipu'),
        ...bySource('bdns', '795710', '795710'),
      }),
      call('Subvenciones a proyectos de cooperación al desarrollo', {
        ...donor('dipu'),
        ...bySource('bdns', '790767', '790767'),
      }),
    ],
    [
      'two items of one list page',
      call('Ventana de movilidad', { ...bySource('x', 'a'), ...at('https://x.org/convocatorias') }),
      call('Ventana de residuos sólidos', { ...bySource('x', 'b'), ...at('https://x.org/convocatorias') }),
    ],
    ['two calls at home pages', call('Agua', at('https://x.org/es')), call('Riego', at('https://x.org/es'))],
    ['titles of trade words only', call('Convocatoria de proyectos'), call('Convocatoria de propuestas')],
  ])('%s', (_, one, other) => {
    const { score } = similarity(one, other);
    expect({ score, likely: score >= LIKELY_DUPLICATE }).toEqual({ score, likely: false });
  });
});
