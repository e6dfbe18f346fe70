import { formatAmount } from '@chasqui/kernel';
import type { CompetenceReach } from './fit/competences.js';
import { withinMeans } from './fit/means.js';
import type { PriorityFit } from './fit/relevance.js';
import { termOf } from './fit/terms.js';
import { SECOND_PRIORITY, SHARES } from './fit/weights.js';
import { type Frame, priorityTerritory } from './frame.js';
import type { Reason } from './facts.js';
import type { Knowledge } from './knowledge/knowledge.js';
import { type CallReading, sentenceAt } from './reading/read-call.js';
import type { GadReading } from './reading/read-gad.js';

/** The values that made a score: reasons are told from them and from nothing else. */
export interface Grounds {
  readonly call: CallReading;
  readonly gad: GadReading;
  readonly fits: readonly PriorityFit[];
  readonly reach: CompetenceReach;
  readonly need: number;
  readonly capacity: number;
  readonly donor: number;
}

/** As many priorities as count in the score. */
const COUNTED = 2;
const MAX_WORDS = 3;
const SPANISH_LIST = new Intl.ListFormat('es');
const KINDS = { exclusive: 'exclusiva', concurrent: 'concurrente', delegated: 'delegada' } as const;

/** The grounds of the score, strongest first, each with its points: together they are the score. */
export function reasonsOf(grounds: Grounds, frame: Frame): Reason[] {
  const { need, capacity, donor } = grounds;
  const points = 100 * need;
  const fromPlan = grounds.fits.length > 0 && need > 0;
  const reasons = [
    ...(fromPlan ? priorityReasons(grounds, frame.knowledge, points * SHARES.base) : []),
    ...competenceReasons(grounds, frame.knowledge, fromPlan ? 0 : points * SHARES.base),
    capacityReason(grounds, points * SHARES.capacity * capacity),
    donorReason(grounds, frame, points * SHARES.donor * donor),
  ];
  return need > 0 ? reasons : [];
}

function priorityReasons({ call, fits }: Grounds, knowledge: Knowledge, points: number): Reason[] {
  const counted = fits.slice(0, COUNTED);
  const share = (at: number) => counted[at]!.weight * (at === 0 ? 1 : SECOND_PRIORITY);
  const whole = counted.reduce((sum, _, at) => sum + share(at), 0);
  return counted.map((fit, at): Reason => {
    const { words, goals, quote, classifiedOnly } = told(fit, call, knowledge);
    const about = words.length > 0 ? ` por ${SPANISH_LIST.format(words)}` : '';
    const sdgs = goals.length > 0 ? ` Comparten ODS ${goals.join(', ')}.` : '';
    const note = classifiedOnly ? ' La convocatoria no lo dice con palabras: así está clasificada.' : '';
    const offer = fit.priority.side === 'offer';
    const what = offer
      ? 'Puede ofrecer una práctica de su GAD'
      : `Responde a una prioridad del PDOT (${fit.priority.facts.component})`;
    return {
      criterion: offer ? 'offer' : 'priority',
      text: `${what}${about}.${sdgs}${note}`,
      gadQuote: fit.priority.facts.text,
      callQuote: quote,
      norm: null,
      points: tenth((points * share(at)) / whole),
    };
  });
}

/** The words for what two sides share, the weightiest first, and the sentence that says it. */
function told(fit: PriorityFit, call: CallReading, knowledge: Knowledge) {
  const byWeight = fit.shared.toSorted((a, b) => b.weight - a.weight || knowledge.terms.compare(a.term, b.term));
  const words: string[] = [];
  const goals: number[] = [];
  let quote: string | null = null;
  for (const { term, at } of byWeight) {
    const kind = knowledge.terms.kind(term);
    const code = knowledge.terms.code(term);
    if (kind === 'sdg') {
      goals.push(Number(code));
      continue;
    }
    quote ??= sentenceAt(call.facts, call.places[at]!);
    if (words.length === MAX_WORDS) continue;
    if (kind === 'theme') words.push(`el tema «${knowledge.themes.get(code)?.nameEs ?? code}»`);
    if (kind === 'subject') words.push(`«${knowledge.subjectNames.get(code) ?? code}»`);
  }
  return { words, goals: goals.toSorted((a, b) => a - b), quote, classifiedOnly: quote === null };
}

function competenceReasons({ call, reach }: Grounds, knowledge: Knowledge, points: number): Reason[] {
  return reach.reached.slice(0, COUNTED).map(({ competence, theme, indirect }, at): Reason => {
    const term = knowledge.terms.number(
      'theme',
      theme,
      call.facts.direction === 'offer' ? 'offer' : 'demand',
    );
    const place = call.terms.findIndex((weighted) => termOf(weighted) === term);
    const name = knowledge.themes.get(theme)?.nameEs ?? theme;
    return {
      criterion: 'competence',
      text: indirect
        ? `Llega de forma indirecta a «${name}» por una competencia ${KINDS[competence.kind]} de este nivel de gobierno.`
        : `«${name}» está dentro de una competencia ${KINDS[competence.kind]} de este nivel de gobierno.`,
      gadQuote: competence.text,
      callQuote: place < 0 ? null : sentenceAt(call.facts, call.places[place]!),
      norm: indirect ? knowledge.graph.indirectNorm : competence.legalBasis,
      points: at === 0 ? tenth(points) : 0,
    };
  });
}

const ROLE_TEXT = {
  applicant: 'El GAD postula directamente',
  partner: 'El GAD participa como socio',
  beneficiary: 'El GAD es beneficiario o sede',
  through_network: 'El GAD participa por medio de una red',
  foreign_lead: 'Postula una entidad del país del cooperante',
  other_only: 'Postulan otras entidades',
} as const;

function capacityReason({ call }: Grounds, points: number): Reason {
  const { role } = call.who;
  const { amountMax, currency } = call.facts;
  const parts = [
    role ? ROLE_TEXT[role.value] : 'No consta el papel del GAD',
    ...(amountMax ? [`financia hasta ${formatAmount(amountMax, currency)} por proyecto`] : []),
  ];
  return {
    criterion: 'capacity',
    text: `${parts.join('; ')}.`,
    gadQuote: null,
    callQuote: role?.quote ?? null,
    norm: null,
    points: tenth(points),
  };
}

function donorReason({ call, gad }: Grounds, frame: Frame, points: number): Reason {
  const { donor } = call.facts;
  const priority = priorityTerritory(gad.facts, frame.overrides);
  const topics = call.mainThemes.filter((theme) => donor.themes.includes(theme));
  const names = topics.map((theme) => frame.knowledge.themes.get(theme)?.nameEs ?? theme);
  const about =
    names.length > 0
      ? `${donor.nameEs} suele financiar ${SPANISH_LIST.format(names.slice(0, MAX_WORDS))}.`
      : `Cooperante: ${donor.nameEs}.`;
  return {
    criterion: 'donor',
    text: priority ? `${about} ${priority.reasonEs}` : about,
    gadQuote: null,
    callQuote: null,
    norm: priority?.norm ?? null,
    points: tenth(points),
  };
}

/** What the GAD could do to raise the score or to be surer of it, in Spanish. */
export function improvementsOf({ call, gad, fits, reach }: Grounds, { knowledge }: Frame): string[] {
  const { facts } = gad;
  const [topic] = call.mainThemes;
  const name = topic && (knowledge.themes.get(topic)?.nameEs ?? topic);
  const found: string[] = [];
  if (!facts.priorities?.length) found.push('Cargue el PDOT: sin él solo cuentan las competencias.');
  else if (name && reach.reached.length > 0 && (fits[0]?.weight ?? 0) === 0) {
    found.push(
      `Ninguna prioridad del PDOT trata de «${name}»: si es una necesidad, revise cómo están clasificadas.`,
    );
  }
  if (facts.population === null) found.push('Registre la población del GAD en su perfil.');
  if (call.who.role?.value === 'foreign_lead') {
    found.push(
      'Busque un gobierno local o una organización del país del cooperante que pueda postular con ustedes.',
    );
  }
  if (!withinMeans(call.facts, facts.level)) {
    found.push('El monto mínimo es alto para este nivel: conviene postular con otros GAD.');
  }
  return found;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
