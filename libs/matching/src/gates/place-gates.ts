import { fold } from '@chasqui/kernel';
import type { GadFacts, Gate } from '../facts.js';
import type { PopulationBand } from '../reading/claims.js';
import { populationRange } from '../reading/where/population-range.js';
import { isCapital } from '../reading/where/capitals.js';
import { fromClaim, plain } from './answer.js';
import type { GateCase } from './rules.js';

type Answer = Omit<Gate, 'id'>;

const NUMBER = new Intl.NumberFormat('es-EC', { useGrouping: true });

export function countryGate({ call }: GateCase): Answer {
  const claim = call.where.country;
  if (!claim) return plain('unknown', 'No constan los países que pueden participar.');
  switch (claim.value) {
    case 'included':
      return fromClaim(claim, 'passes', 'El Ecuador está entre los países que pueden participar.');
    case 'excluded':
      return fromClaim(claim, 'fails', 'El Ecuador no está entre los países que pueden participar.');
    case 'unknown':
      return fromClaim(
        claim,
        'unknown',
        'No se sabe si los países que nombra incluyen al Ecuador: consulte las bases.',
      );
  }
}

const NATIONWIDE = plain('passes', 'No se limita a una parte del territorio nacional.');

/** A province may act for a canton in it and a parish lies in its canton: one code begins with the other. */
export function territoryGate({ call, gad, day }: GateCase): Answer {
  const claim = call.where.territory;
  if (!claim) {
    return call.facts.territories.length > 0
      ? plain('unknown', 'No se sabe a qué parte del país se limita: consulte las bases.')
      : NATIONWIDE;
  }
  const reaches = claim.value.some((code) => gad.dpaCode.startsWith(code) || code.startsWith(gad.dpaCode));
  if (reaches)
    return fromClaim(claim, 'passes', 'El territorio del GAD está entre los que pueden participar.');
  const flag = flagNamed(gad, claim.quote, day);
  if (flag) return fromClaim(claim, 'passes', `El GAD está declarado «${flag.labelEs}».`, flag.basisEs);
  return fromClaim(claim, 'fails', 'Se limita a otros territorios del país.');
}

function flagNamed(gad: GadFacts, quote: string | null, day: string | null) {
  if (gad.flags.length === 0) return undefined;
  const words = fold(quote ?? '');
  return gad.flags.find(
    ({ labelEs, from, until }) =>
      words.includes(fold(labelEs)) &&
      (day === null || ((from === null || from <= day) && (until === null || day <= until))),
  );
}

/** The recorded population decides; without one, the order of magnitude of the last census where it is enough. */
export function populationGate({ call, gad }: GateCase): Answer | null {
  const claim = call.who.population;
  if (!claim) return null;
  const band = bandOf(claim.value);
  const range =
    gad.population === null ? populationRange(gad.dpaCode) : { min: gad.population, max: gad.population };
  if (!range) return fromClaim(claim, 'unknown', `Pide ${band}, y no consta la población de este GAD.`);
  const { min, max } = claim.value;
  const inside = (min === null || range.min >= min) && (max === null || range.max <= max);
  const outside = (min !== null && range.max < min) || (max !== null && range.min > max);
  if (inside) return fromClaim(claim, 'passes', `Pide ${band}, y este GAD cumple.`);
  if (outside) return fromClaim(claim, 'fails', `Pide ${band}, y este GAD tiene otra población.`);
  return fromClaim(claim, 'unknown', `Pide ${band}: registre la población de este GAD para saber si cumple.`);
}

/** Said once for all GADs: writing numbers takes longer than comparing them. */
const bands = new WeakMap<PopulationBand, string>();

function bandOf(band: PopulationBand): string {
  const known = bands.get(band) ?? bandEs(band);
  bands.set(band, known);
  return known;
}

function bandEs({ min, max }: PopulationBand): string {
  if (min !== null && max !== null) return `entre ${NUMBER.format(min)} y ${NUMBER.format(max)} habitantes`;
  if (min !== null) return `al menos ${NUMBER.format(min)} habitantes`;
  return `hasta ${NUMBER.format(max ?? 0)} habitantes`;
}

export function capitalGate({ call, gad }: GateCase): Answer | null {
  const claim = call.who.capitals;
  if (!claim) return null;
  const which = claim.value === 'national' ? 'la capital del país' : 'capitales de provincia';
  return isCapital(gad.dpaCode, claim.value)
    ? fromClaim(claim, 'passes', `Se limita a ${which}, y este GAD lo es.`)
    : fromClaim(claim, 'fails', `Se limita a ${which}.`);
}

/** A call to join a network says nothing to its members; one for members only is closed to the others. */
export function membershipGate({ call, gad }: GateCase): Answer | null {
  if (call.joins !== null) {
    return gad.networks?.includes(call.joins)
      ? plain('fails', 'El GAD ya es miembro de esa red.')
      : plain('passes', 'El GAD no consta como miembro: puede pedir su ingreso.');
  }
  const claim = call.who.members;
  if (!claim) return null;
  const { slug, name } = claim.value;
  if (gad.networks === null || slug === null) {
    return fromClaim(claim, 'unknown', `Es solo para miembros de ${name}: confirme si este GAD lo es.`);
  }
  return gad.networks.includes(slug)
    ? fromClaim(claim, 'passes', `Es solo para miembros de ${name}, y este GAD lo es.`)
    : fromClaim(
        claim,
        'fails',
        `Es solo para miembros de ${name}, y no consta que este GAD lo sea. En la ficha de la red se explica cómo ingresar.`,
      );
}
