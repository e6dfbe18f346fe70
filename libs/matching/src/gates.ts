import { daysBetween, localDate } from '@chasqui/kernel';
import type { CallFacts, CompetenceFacts, GadFacts, Gate } from './facts.js';
import type { CallTopics } from './topics.js';

/** Days that a first application usually needs before the close (writing starts 10 days before: seed 002-004 a.5). */
export const FEASIBLE_DAYS = 10;

const LEVEL_NAMES: Readonly<Record<GadFacts['level'], string>> = {
  provincial: 'provinciales',
  municipal: 'municipales',
  metropolitan: 'metropolitanos',
  parish: 'parroquiales',
};

const SPANISH_LIST = new Intl.ListFormat('es');

/**
 * The conditions that must hold before fit is looked at, each with its ground.
 * An unknown answer never rejects; a failed one can never be outranked.
 */
export function gatesOf(
  call: CallFacts,
  topics: CallTopics,
  gad: GadFacts,
  reached: readonly CompetenceFacts[],
  now: Date,
): Gate[] {
  return [
    roleGate(call),
    levelGate(call, gad),
    countryGate(call),
    territoryGate(call, gad),
    competenceGate(topics, gad, reached),
    deadlineGate(call, now),
    counterpartGate(call),
  ];
}

function gate(id: Gate['id'], answer: Gate['answer'], reason: string, norm: string | null = null): Gate {
  return { id, answer, reason, norm };
}

function roleGate(call: CallFacts): Gate {
  switch (call.gadRole) {
    case 'applicant':
      return gate('role', 'passes', 'El GAD puede postular directamente.');
    case 'partner':
      return gate('role', 'passes', 'El GAD puede participar como socio de quien postula.');
    case 'beneficiary':
      return gate('role', 'passes', 'El GAD puede ser beneficiario; postula otra entidad.');
    case 'through_network':
      return gate('role', 'passes', 'El GAD puede participar a través de una red de la que sea miembro.');
    case null:
      return gate('role', 'unknown', 'No consta qué papel puede tener un GAD: consulte las bases.');
  }
}

function levelGate(call: CallFacts, gad: GadFacts): Gate {
  const levels = call.gadLevels.map((level) => LEVEL_NAMES[level]);
  if (levels.length === 0) {
    return gate('level', 'unknown', 'No consta a qué niveles de gobierno se dirige.');
  }
  const list = SPANISH_LIST.format(levels);
  const ground = call.gadLevelsInferred ? ' (deducido por la curaduría, la fuente no lo nombra)' : '';
  if (!call.gadLevels.includes(gad.level)) {
    return gate('level', 'fails', `Se dirige a GAD ${list}, y este es un GAD de otro nivel${ground}.`);
  }
  return gate('level', 'passes', `Se dirige a GAD ${list}${ground}.`);
}

function countryGate(call: CallFacts): Gate {
  if (call.countries.length === 0)
    return gate('country', 'unknown', 'No constan los países que pueden participar.');
  if (call.countries.includes('*')) return gate('country', 'passes', 'Está abierta a todos los países.');
  if (call.countries.includes('EC'))
    return gate('country', 'passes', 'Ecuador está entre los países elegibles.');
  return gate(
    'country',
    'fails',
    `Ecuador no está entre los países elegibles (${call.countries.join(', ')}).`,
  );
}

function territoryGate(call: CallFacts, gad: GadFacts): Gate {
  if (call.territories.length === 0) {
    return gate('territory', 'passes', 'No se limita a una parte del territorio nacional.');
  }
  // A province may act for a canton in it and a parish lies in its canton: one code begins with the other.
  const reaches = call.territories.some(
    (code) => gad.dpaCode.startsWith(code) || code.startsWith(gad.dpaCode),
  );
  return reaches
    ? gate('territory', 'passes', 'El territorio del GAD está entre los territorios elegibles.')
    : gate('territory', 'fails', 'Se limita a otros territorios del país.');
}

function competenceGate(topics: CallTopics, gad: GadFacts, reached: readonly CompetenceFacts[]): Gate {
  if (topics.onlyGeneric) {
    return gate(
      'competence',
      'unknown',
      'El tema de la convocatoria es demasiado general para vincularlo a una competencia.',
    );
  }
  const first = reached[0];
  if (!first) {
    return gate(
      'competence',
      'fails',
      `Ninguna competencia registrada de los GAD ${LEVEL_NAMES[gad.level]} cubre los temas de la convocatoria.`,
      'COOTAD art. 131: la cooperación se gestiona para cumplir las competencias propias',
    );
  }
  const kind =
    first.kind === 'exclusive' ? 'exclusiva' : first.kind === 'concurrent' ? 'concurrente' : 'delegada';
  return gate('competence', 'passes', `Competencia ${kind}: ${first.text}`, first.legalBasis);
}

function deadlineGate(call: CallFacts, now: Date): Gate {
  if (!call.closesAt) {
    const open = ['permanent', 'rolling'].includes(call.deadlineKind);
    return open
      ? gate('deadline', 'passes', 'Recibe propuestas sin fecha de cierre.')
      : gate('deadline', 'unknown', 'No consta una fecha exacta de cierre: confírmela con el cooperante.');
  }
  if (call.closesAt <= now) return gate('deadline', 'fails', 'El plazo ya terminó.');
  const days = daysBetween(localDate(now), localDate(call.closesAt));
  return days >= FEASIBLE_DAYS
    ? gate('deadline', 'passes', `Quedan ${days} días, suficientes para preparar la postulación.`)
    : gate('deadline', 'unknown', `Quedan ${days} días: solo alcanza si la postulación ya está avanzada.`);
}

function counterpartGate(call: CallFacts): Gate {
  if (call.cofinancingPercent === null) {
    return gate('counterpart', 'unknown', 'No consta si se exige contraparte: consulte las bases.');
  }
  const percent = Number(call.cofinancingPercent);
  if (percent === 0) return gate('counterpart', 'passes', 'No exige contraparte.');
  return gate(
    'counterpart',
    'unknown',
    `Exige que el GAD aporte al menos el ${String(percent).replace('.', ',')} % del costo: falta confirmar que tiene la partida.`,
  );
}
