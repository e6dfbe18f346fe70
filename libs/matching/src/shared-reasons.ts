import { formatAmount } from '@chasqui/kernel';
import type { Reason } from './facts.js';
import type { CompetenceReach } from './fit/competences.js';
import { termOf } from './fit/terms.js';
import type { Knowledge } from './knowledge/knowledge.js';
import { type CallReading, sentenceAt } from './reading/read-call.js';

/** A ground of the score before it is known how much it gives. */
export type Ground = Omit<Reason, 'points'>;

/** What is told of a call in the same words to every GAD of a level with the same competences. */
export interface SharedReasons {
  readonly competences: readonly Ground[];
  readonly capacity: Ground;
  readonly donor: Ground;
}

/** As many competences as are told. */
const TOLD = 2;
const MAX_TOPICS = 3;
const SPANISH_LIST = new Intl.ListFormat('es');
const KINDS = { exclusive: 'exclusiva', concurrent: 'concurrente', delegated: 'delegada' } as const;

export function sharedReasons(
  call: CallReading,
  reach: CompetenceReach,
  knowledge: Knowledge,
): SharedReasons {
  return {
    competences: competenceGrounds(call, reach, knowledge),
    capacity: capacityGround(call),
    donor: donorGround(call, knowledge),
  };
}

function competenceGrounds(call: CallReading, { reached }: CompetenceReach, knowledge: Knowledge): Ground[] {
  return reached.slice(0, TOLD).map(({ competence, theme, indirect }): Ground => {
    const side = call.facts.direction === 'offer' ? 'offer' : 'demand';
    const term = knowledge.terms.number('theme', theme, side);
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

function capacityGround({ who, facts }: CallReading): Ground {
  const { role } = who;
  const { amountMax, currency } = facts;
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
  };
}

function donorGround({ facts, mainThemes }: CallReading, knowledge: Knowledge): Ground {
  const { donor } = facts;
  const topics = mainThemes.filter((theme) => donor.themes.includes(theme));
  const names = topics.map((theme) => knowledge.themes.get(theme)?.nameEs ?? theme);
  const text =
    names.length > 0
      ? `${donor.nameEs} suele financiar ${SPANISH_LIST.format(names.slice(0, MAX_TOPICS))}.`
      : donor.nameEs
        ? `Cooperante: ${donor.nameEs}.`
        : 'No consta el cooperante.';
  return { criterion: 'donor', text, gadQuote: null, callQuote: null, norm: null };
}
