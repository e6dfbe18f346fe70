import type {
  Assessment,
  CallFacts,
  CompetenceFacts,
  Eligibility,
  GadFacts,
  Gate,
  ThemeIndex,
} from './facts.js';
import { capacityOf, donorFit, needOf, reachedCompetences, reasonsOf, relevance } from './fit.js';
import { gatesOf } from './gates.js';
import { type CallTopics, readTopics } from './topics.js';

/** Changes whenever the same input could give another result; stored with every match. */
export const FORMULA_VERSION = 1;

const WEIGHTS = { need: 0.6, capacity: 0.25, donor: 0.15 } as const;
/** Below this need, means and donor count in proportion: being able is no reason by itself. */
const FULL_NEED = 0.3;

/** Prepares a call once and judges it for any number of GADs. Same input and formula, same result. */
export function assessor(call: CallFacts, themes: ThemeIndex, now: Date): (gad: GadFacts) => Assessment {
  const topics = readTopics(call, themes);
  // GADs of one level share their list of competences: what the call reaches of it is found once.
  const reachedOf = new Map<GadFacts['competences'], CompetenceFacts[]>();
  return (gad) => {
    const reached = reachedOf.get(gad.competences) ?? reachedCompetences(topics, themes, gad);
    reachedOf.set(gad.competences, reached);
    return assess(call, topics, themes, gad, reached, now);
  };
}

function assess(
  call: CallFacts,
  topics: CallTopics,
  themes: ThemeIndex,
  gad: GadFacts,
  reached: readonly CompetenceFacts[],
  now: Date,
): Assessment {
  const gates = gatesOf(call, topics, gad, reached, now);
  const eligibility = eligibilityOf(gates);
  const fits = gad.priorities?.map((priority) => relevance(call, topics, themes, priority)) ?? null;
  const need = needOf(fits, reached);
  const capacity = capacityOf(call, reached);
  const donor = donorFit(call);
  const share = Math.min(1, need / FULL_NEED);
  const score = 100 * (WEIGHTS.need * need + share * (WEIGHTS.capacity * capacity + WEIGHTS.donor * donor));
  return {
    eligibility,
    score: eligibility === 'fails' ? null : Math.round(score),
    need: round(need),
    capacity: round(capacity),
    donor: round(donor),
    ...confidenceOf(call, gad),
    gates,
    reasons: reasonsOf(call, topics, themes, fits, reached),
  };
}

/** A failed gate decides; an unknown one only marks the judgement as open. */
export function eligibilityOf(gates: readonly Pick<Gate, 'answer'>[]): Eligibility {
  if (gates.some((gate) => gate.answer === 'fails')) return 'fails';
  return gates.some((gate) => gate.answer === 'unknown') ? 'unknown' : 'passes';
}

/** Share of the criteria with data, and what is missing, in Spanish. */
function confidenceOf(call: CallFacts, gad: GadFacts): Pick<Assessment, 'confidence' | 'missing'> {
  const criteria: [known: boolean, missing: string][] = [
    [
      gad.priorities !== null,
      'El PDOT de este GAD no está cargado: el puntaje se basa solo en sus competencias.',
    ],
    [call.themes.length > 0, 'La convocatoria no tiene temas asignados.'],
    [call.gadRole !== null, 'No consta qué papel puede tener un GAD: consulte las bases.'],
    [
      call.gadLevels.length > 0 && !call.gadLevelsInferred,
      'La fuente no nombra los niveles de gobierno elegibles.',
    ],
    [call.countries.length > 0, 'No constan los países que pueden participar.'],
    [call.closesAt !== null || call.deadlineKind === 'permanent', 'No consta la fecha exacta de cierre.'],
    [call.amountMin !== null || call.amountMax !== null, 'No consta el monto por proyecto.'],
    [call.cofinancingPercent !== null, 'No consta si se exige contraparte: consulte las bases.'],
  ];
  const known = criteria.filter(([isKnown]) => isKnown).length;
  return {
    confidence: round(known / criteria.length),
    missing: criteria.filter(([isKnown]) => !isKnown).map(([, text]) => text),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
