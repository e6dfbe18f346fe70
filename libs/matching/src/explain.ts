import type { CompetenceReach } from './fit/competences.js';
import { withinMeans } from './fit/means.js';
import { needOfCompetence, needOfPlan, type PriorityFit, type SharedTerm } from './fit/relevance.js';
import { factorOf, scoreOf, type Tenths } from './fit/score.js';
import { SECOND_PRIORITY, SHARES } from './fit/weights.js';
import { type Frame, priorityTerritory } from './frame.js';
import type { Reason } from './facts.js';
import type { Knowledge } from './knowledge/knowledge.js';
import { type CallReading, CLASSIFIED, sentenceAt } from './reading/read-call.js';
import type { GadReading } from './reading/read-gad.js';
import type { Ground, SharedReasons } from './shared-reasons.js';

/** The values that made a score: reasons are told from them and from nothing else. */
export interface Grounds {
  readonly call: CallReading;
  readonly gad: GadReading;
  readonly fits: readonly PriorityFit[];
  readonly reach: CompetenceReach;
  readonly told: SharedReasons;
  readonly need: number;
  readonly capacity: number;
  readonly donor: number;
}

/** As many priorities as count in the score. */
const COUNTED = 2;
const MAX_WORDS = 3;

/** The grounds of the score, strongest first, each with its points: together they are the score. */
export function reasonsOf(grounds: Grounds, frame: Frame): Reason[] {
  const { call, fits, reach, told, need, capacity, donor } = grounds;
  if (need === 0) return [];
  const base = 100 * need * SHARES.base;
  const fromPlan = needOfPlan(fits) >= needOfCompetence(call, reach);
  const reasons = [
    ...(fromPlan ? priorityReasons(grounds, frame.knowledge, base) : []),
    ...told.competences.map((ground, at) => worth(ground, at > 0 || fromPlan ? 0 : base)),
    ...(fromPlan || reach.reached.length > 0 ? [] : [worth(GENERAL, base)]),
    worth(told.capacity, 100 * need * SHARES.capacity * capacity),
    worth(donorGround(grounds, frame), 100 * need * SHARES.donor * donor),
  ];
  return withWholeTenths(reasons, scoreOf(need, factorOf(capacity, donor)));
}

function worth(ground: Ground, points: number): Reason {
  const { criterion, text, gadQuote, callQuote, norm } = ground;
  return { criterion, text, gadQuote, callQuote, norm, points };
}

/** A dated rule about the territory of the GAD is told with the donor. */
function donorGround({ gad, told: { donor } }: Grounds, frame: Frame): Ground {
  const priority = priorityTerritory(gad.facts, frame.overrides);
  return priority ? { ...donor, text: `${donor.text} ${priority.reasonEs}`, norm: priority.norm } : donor;
}

/** Rounds points to tenths so that they add up to the score: the largest rests are rounded up. */
function withWholeTenths(reasons: readonly Reason[], score: Tenths): Reason[] {
  const tenths = reasons.map(({ points }) => Math.floor(points * 10 + 1e-9));
  const rests = reasons.map(({ points }, at) => points * 10 - tenths[at]!);
  for (let left = score - tenths.reduce((sum, each) => sum + each, 0); left > 0; left -= 1) {
    let most = 0;
    for (let at = 1; at < rests.length; at += 1) if (rests[at]! > rests[most]!) most = at;
    if (rests[most] === -1) break;
    tenths[most]! += 1;
    rests[most] = -1;
  }
  return reasons.map((reason, at) => worth(reason, tenths[at]! / 10));
}

const GENERAL: Ground = {
  criterion: 'general',
  text: 'Es una convocatoria general: sirve para muchos temas, y por eso aporta poco por sí misma.',
  gadQuote: null,
  callQuote: null,
  norm: null,
};

function priorityReasons({ call, fits }: Grounds, knowledge: Knowledge, points: number): Reason[] {
  const counted = fits.slice(0, COUNTED);
  const share = (at: number) => counted[at]!.weight * (at === 0 ? 1 : SECOND_PRIORITY);
  const whole = counted.reduce((sum, _, at) => sum + share(at), 0);
  return counted.map((fit, at): Reason => {
    const { words, goals, quote } = sharedWords(fit, call, knowledge);
    const about = words.length > 0 ? ` por ${joined(words)}` : '';
    const sdgs = goals.length > 0 ? ` Comparten ODS ${goals.join(', ')}.` : '';
    const note = quote === null ? ' La convocatoria no lo dice con palabras: así está clasificada.' : '';
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
function sharedWords({ shared }: PriorityFit, call: CallReading, knowledge: Knowledge) {
  const { terms } = knowledge;
  const goals: number[] = [];
  const named: SharedTerm[] = [];
  let most = 0;
  for (const each of shared) {
    if (terms.kind(each.term) === 'sdg') goals.push(Number(terms.code(each.term)));
    else named.push(each);
    if (named.at(-1) === each) most = Math.max(most, each.weight);
  }
  const worthTelling = named.filter(({ weight }) => weight >= most * WORTH_TELLING);
  worthTelling.sort((a, b) => b.weight - a.weight || terms.compare(a.term, b.term));
  const words: string[] = [];
  for (const { term } of worthTelling) {
    const name = nameOf(term, knowledge);
    if (name !== null && words.push(name) === MAX_WORDS) break;
  }
  goals.sort((a, b) => a - b);
  return { words, goals, quote: sentenceAt(call.facts, telling(worthTelling, call)) };
}

/** A root of a word has no name that people would read. */
function nameOf(term: number, { terms, themes, subjectNames }: Knowledge): string | null {
  const code = terms.code(term);
  const kind = terms.kind(term);
  if (kind === 'theme') return `el tema «${themes.get(code)?.nameEs ?? code}»`;
  return kind === 'subject' ? `«${subjectNames.get(code) ?? code}»` : null;
}

/** The sentence with most of the shared weight; of equal ones the first. */
function telling(shared: readonly SharedTerm[], { places }: CallReading): number {
  let best = CLASSIFIED;
  let most = 0;
  for (const { at } of shared) {
    const place = places[at]!;
    if (place === CLASSIFIED || place === best) continue;
    let sum = 0;
    for (const other of shared) if (places[other.at] === place) sum += other.weight;
    if (sum > most || (sum === most && place < best)) [best, most] = [place, sum];
  }
  return best;
}

/** "a, b y c". What is joined here begins with an article or a quotation mark: "y" never becomes "e". */
function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} y ${words.at(-1)}`;
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
