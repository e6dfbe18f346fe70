import type { Assessment, GadFacts } from './facts.js';
import type { CallReading } from './reading/read-call.js';

/**
 * Share of the criteria with data, and what is missing, in Spanish. What was only read from text counts half: somebody
 * must confirm it.
 */
export function confidenceOf(
  { facts, who, where, mainThemes }: CallReading,
  gad: GadFacts,
): Pick<Assessment, 'confidence' | 'missing'> {
  const claimed = (claim: { readonly fromText: boolean } | null) => (claim ? (claim.fromText ? 0.5 : 1) : 0);
  const known = (condition: boolean) => (condition ? 1 : 0);
  const criteria: [known: number, missing: string][] = [
    [
      known(gad.priorities !== null && gad.priorities.length > 0),
      'El PDOT de este GAD no está cargado: el puntaje se basa solo en sus competencias.',
    ],
    [
      known(facts.themes.length + facts.topicWords.length > 0) || (mainThemes.length > 0 ? 0.5 : 0),
      'La convocatoria no tiene temas asignados.',
    ],
    [claimed(who.role), 'No consta qué papel puede tener un GAD: consulte las bases.'],
    [
      facts.gadLevelsInferred && who.levels ? 0.5 : claimed(who.levels),
      'La fuente no nombra los niveles de gobierno elegibles.',
    ],
    [claimed(where.country), 'No constan los países que pueden participar.'],
    [
      known(facts.closesAt !== null || ['permanent', 'rolling'].includes(facts.deadlineKind)),
      'No consta la fecha exacta de cierre.',
    ],
    [known(facts.amountMin !== null || facts.amountMax !== null), 'No consta el monto por proyecto.'],
    [known(facts.cofinancingPercent !== null), 'No consta si se exige contraparte: consulte las bases.'],
  ];
  const sum = criteria.reduce((total, [share]) => total + share, 0);
  return {
    confidence: Math.round((sum / criteria.length) * 1000) / 1000,
    missing: criteria.filter(([share]) => share < 1).map(([, text]) => text),
  };
}
