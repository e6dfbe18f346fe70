import { formatAmount } from '@chasqui/kernel';
import type { CompetenceReach } from './fit/competences.js';
import { withinMeans } from './fit/means.js';
import { needOfCompetence, needOfPlan, type PriorityFit, type SharedTerm } from './fit/relevance.js';
import { factorOf, scoreOf, type Tenths } from './fit/score.js';
import { termOf } from './fit/terms.js';
import { SECOND_PRIORITY, SHARES } from './fit/weights.js';
import { type Frame, priorityTerritory } from './frame.js';
import type { Reason } from './facts.js';
import type { Knowledge } from './knowledge/knowledge.js';
import { type CallReading, CLASSIFIED, sentenceAt } from './reading/read-call.js';
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
  const { call, fits, reach, need, capacity, donor } = grounds;
  if (need === 0) return [];
  const base = 100 * need * SHARES.base;
  const fromPlan = needOfPlan(fits) >= needOfCompetence(call, reach);
  const reasons = [
    ...(fromPlan ? priorityReasons(grounds, frame.knowledge, base) : []),
    ...competenceReasons(grounds, frame.knowledge, fromPlan ? 0 : base),
    ...(fromPlan || reach.reached.length > 0 ? [] : [generalReason(base)]),
    capacityReason(grounds, 100 * need * SHARES.capacity * capacity),
    donorReason(grounds, frame, 100 * need * SHARES.donor * donor),
  ];
  return withWholeTenths(reasons, scoreOf(need, factorOf(capacity, donor)));
}

/** Rounds points to tenths so that they add up to the score: the largest rests are rounded up. */
function withWholeTenths(reasons: readonly Reason[], score: Tenths): Reason[] {
  const tenths = reasons.map(({ points }) => Math.floor(points * 10 + 1e-9));
  const rests = reasons.map(({ points }, at) => ({ at, rest: points * 10 - tenths[at]! }));
  let left = score - tenths.reduce((sum, each) => sum + each, 0);
  for (const { at } of rests.toSorted((a, b) => b.rest - a.rest)) {
    if (left <= 0) break;
    tenths[at]! += 1;
    left -= 1;
  }
  return reasons.map((reason, at) => ({ ...reason, points: tenths[at]! / 10 }));
}

function generalReason(points: number): Reason {
  return {
    criterion: 'general',
    text: 'Es una convocatoria general: sirve para muchos temas, y por eso aporta poco por sí misma.',
    gadQuote: null,
    callQuote: null,
    norm: null,
    points,
  };
}

function priorityReasons({ call, fits }: Grounds, knowledge: Knowledge, points: number): Reason[] {
  const counted = fits.slice(0, COUNTED);
  const share = (at: number) => counted[at]!.weight * (at === 0 ? 1 : SECOND_PRIORITY);
  const whole = counted.reduce((sum, _, at) => sum + share(at), 0);
  return counted.map((fit, at): Reason => {
    const { words, goals, quote, classifiedOnly } = told(fit, call, knowledge);
    const about = words.length > 0 ? ` por ${joined(words)}` : '';
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
      points: (points * share(at)) / whole,
    };
  });
}

/** A term with less than this share of the weight of the first is not worth telling. */
const WORTH_TELLING = 0.35;

/** The words for what two sides share, the weightiest first, and the sentence that says most of it. */
function told(fit: PriorityFit, call: CallReading, knowledge: Knowledge) {
  const { terms } = knowledge;
  const goals: number[] = [];
  const named: SharedTerm[] = [];
  for (const shared of fit.shared) {
    if (terms.kind(shared.term) === 'sdg') goals.push(Number(terms.code(shared.term)));
    else named.push(shared);
  }
  const most = named.reduce((weight, shared) => Math.max(weight, shared.weight), 0);
  const worth = named
    .filter(({ weight }) => weight >= most * WORTH_TELLING)
    .toSorted((a, b) => b.weight - a.weight || terms.compare(a.term, b.term));
  const words = worth.flatMap(({ term }) => {
    const code = terms.code(term);
    const kind = terms.kind(term);
    if (kind === 'theme') return [`el tema «${knowledge.themes.get(code)?.nameEs ?? code}»`];
    return kind === 'subject' ? [`«${knowledge.subjectNames.get(code) ?? code}»`] : [];
  });
  const quote = sentenceAt(call.facts, telling(worth, call));
  return {
    words: words.slice(0, MAX_WORDS),
    goals: goals.toSorted((a, b) => a - b),
    quote,
    classifiedOnly: quote === null,
  };
}

/** The sentence with most of the shared weight; of equal ones the first. */
function telling(shared: readonly SharedTerm[], call: CallReading): number {
  const weights = new Map<number, number>();
  for (const { at, weight } of shared) {
    const place = call.places[at]!;
    if (place !== CLASSIFIED) weights.set(place, (weights.get(place) ?? 0) + weight);
  }
  const [best] = [...weights].toSorted(([a, x], [b, y]) => y - x || a - b);
  return best?.[0] ?? CLASSIFIED;
}

/** "a, b y c". What is joined here begins with an article or a quotation mark: "y" never becomes "e". */
function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} y ${words.at(-1)}`;
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
      points: at === 0 ? points : 0,
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
    role ? ROLE_TEXT[role.value] : 'No consta el papel del GAD, y lo que no consta no resta',
    ...(amountMax ? [`financia hasta ${formatAmount(amountMax, currency)} por proyecto`] : []),
  ];
  return {
    criterion: 'capacity',
    text: `${parts.join('; ')}.`,
    gadQuote: null,
    callQuote: role?.quote ?? null,
    norm: null,
    points,
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
      : donor.nameEs
        ? `Cooperante: ${donor.nameEs}.`
        : 'No consta el cooperante.';
  return {
    criterion: 'donor',
    text: priority ? `${about} ${priority.reasonEs}` : about,
    gadQuote: null,
    callQuote: null,
    norm: priority?.norm ?? null,
    points,
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
