import type { CallFacts, CompetenceFacts, GadFacts, PriorityFacts } from '@chasqui/matching';
import fc from 'fast-check';
import { aCall, aGad } from './matching-facts.js';

const THEMES = [
  'agua-potable',
  'saneamiento',
  'residuos-solidos',
  'turismo',
  'vialidad',
  'riego-y-drenaje',
  'cultura',
  'movilidad-humana',
  'cambio-climatico',
  'fortalecimiento-institucional',
  'desarrollo-local',
];

const SENTENCES = [
  'Financia redes de agua potable y alcantarillado.',
  'Supports solid waste recycling and composting.',
  'Dirigido a municipios de menos de 50.000 habitantes.',
  'Solo podrán presentarse organizaciones no gubernamentales.',
  'Limitado a las provincias de Manabí y Esmeraldas.',
  'Apoia o turismo comunitário e o património cultural.',
  'Les collectivités locales peuvent participer comme partenaires.',
  'Proyectos de desarrollo y fortalecimiento de capacidades.',
  'Riego tecnificado para cacao y café; ver bases — página 3.',
  'Abierto a prefecturas, municipios y juntas parroquiales del Ecuador.',
];

const themes = fc.uniqueArray(fc.constantFrom(...THEMES), { maxLength: 5 });
const sdgs = fc.uniqueArray(fc.integer({ min: 1, max: 17 }), { maxLength: 3 });
const sentences = fc.array(fc.constantFrom(...SENTENCES), { maxLength: 4 }).map((list) => list.join(' '));
const levels = ['provincial', 'municipal', 'metropolitan', 'parish'] as const;

/** Calls of all kinds, complete or nearly empty. */
export function anyCall(): fc.Arbitrary<CallFacts> {
  return fc
    .record({
      title: fc.constantFrom('Fondo de agua segura', 'Award for green cities', 'Convocatoria general', ''),
      summary: fc.oneof(sentences, fc.string({ maxLength: 60 })),
      language: fc.constantFrom('es', 'en', 'pt', 'fr'),
      direction: fc.constantFrom('demand' as const, 'offer' as const, 'both' as const),
      themes,
      sdgs,
      countries: fc.uniqueArray(fc.constantFrom('EC', 'PE', '*', 'América Latina', 'Atlántida'), {
        maxLength: 3,
      }),
      territories: fc.uniqueArray(fc.constantFrom('13', '0101', 'Amazonía'), { maxLength: 2 }),
      gadLevels: fc.uniqueArray(fc.constantFrom(...levels), { maxLength: 3 }),
      gadRole: fc.option(fc.constantFrom('applicant' as const, 'partner' as const, 'beneficiary' as const)),
      applicantTypes: fc.uniqueArray(fc.constantFrom('municipio', 'ONG', 'universidad', 'gobierno local'), {
        maxLength: 2,
      }),
      amountMin: fc.option(fc.constantFrom('1000.00', '900000.00')),
      cofinancingPercent: fc.option(fc.constantFrom('0.00', '20.00', '100.00')),
    })
    .map((change) => aCall(change));
}

const anyPriority: fc.Arbitrary<PriorityFacts> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  text: fc.constantFrom(
    'Ampliar la cobertura de agua potable',
    'Reciclar los desechos del cantón',
    'Impulsar el turismo comunitario',
    'Fortalecer la gestión institucional',
    'Mantener los caminos vecinales',
  ),
  component: fc.constant('Biofísico'),
  themes,
  sdgs,
});

/** GADs with a plan, an offer or nothing. */
export function anyGad(competences: () => readonly CompetenceFacts[]): fc.Arbitrary<GadFacts> {
  return fc
    .record({
      dpaCode: fc.constantFrom('0101', '1308', '2201', '0901'),
      population: fc.option(fc.integer({ min: 1000, max: 300_000 })),
      networks: fc.option(fc.constant<string[]>([])),
      priorities: fc.option(fc.array(anyPriority, { maxLength: 5 })),
      offers: fc.array(
        fc.record({
          id: fc.constant('o'),
          titleEs: fc.constantFrom('Manejo de residuos sólidos', 'Turismo comunitario'),
          summaryEs: fc.constant('Práctica probada.'),
          themes,
          sdgs,
        }),
        { maxLength: 2 },
      ),
    })
    .map((change) => aGad({ ...change, competences: competences() }));
}
