import type { Assessment } from './facts.js';
import type { CallReading } from './reading/read-call.js';

/**
 * Share of the criteria with data, and what is missing, in Spanish. What was only read from text counts half: somebody
 * must confirm it.
 */
export function confidenceOf(
  { facts, who, where, mainThemes }: CallReading,
  hasPlan: boolean,
): Pick<Assessment, 'confidence' | 'missing'> {
  const criteria: [known: number, missing: string, unsure?: string][] = [
    [share(hasPlan), 'El PDOT de este GAD no está cargado: el puntaje se basa solo en sus competencias.'],
    [
      share(facts.themes.length + facts.topicWords.length > 0) || share(mainThemes.length > 0) / 2,
      'La convocatoria no tiene temas asignados.',
      'Los temas se leyeron en el texto: confírmelos.',
    ],
    [
      claimed(who.role),
      'No consta qué papel puede tener un GAD: consulte las bases.',
      'El papel de un GAD se leyó en el texto: confírmelo en las bases.',
    ],
    [
      facts.gadLevelsInferred && who.levels ? 0.5 : claimed(who.levels),
      'La fuente no nombra los niveles de gobierno elegibles.',
      'Los niveles de gobierno se dedujeron: confírmelos en las bases.',
    ],
    [
      claimed(where.country),
      'No constan los países que pueden participar.',
      'Los países se leyeron en el texto: confírmelos en las bases.',
    ],
    [
      share(facts.closesAt !== null || ['permanent', 'rolling'].includes(facts.deadlineKind)),
      'No consta la fecha exacta de cierre.',
    ],
    [share(facts.amountMin !== null || facts.amountMax !== null), 'No consta el monto por proyecto.'],
    [share(facts.cofinancingPercent !== null), 'No consta si se exige contraparte: consulte las bases.'],
  ];
  const sum = criteria.reduce((total, [known]) => total + known, 0);
  return {
    confidence: Math.round((sum / criteria.length) * 1000) / 1000,
    missing: criteria
      .filter(([known]) => known < 1)
      .map(([known, missing, unsure]) => (known > 0 && unsure ? unsure : missing)),
  };
}

function share(known: boolean): number {
  return known ? 1 : 0;
}

/** A structured field counts whole, what was read from running text half, silence nothing. */
function claimed(claim: { readonly fromText: boolean } | null): number {
  return claim ? (claim.fromText ? 0.5 : 1) : 0;
}
