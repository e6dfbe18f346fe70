import type { GadLevelCode } from '@chasqui/vocabularies';
import type { Gate } from '../facts.js';
import type { RoleClaim } from '../reading/claims.js';
import { fromClaim, plain } from './answer.js';
import type { GateCase } from './rules.js';

type Answer = Omit<Gate, 'id'>;

export const LEVEL_NAMES: Readonly<Record<GadLevelCode, string>> = {
  provincial: 'provinciales',
  municipal: 'municipales',
  metropolitan: 'metropolitanos',
  parish: 'parroquiales',
};

const SPANISH_LIST = new Intl.ListFormat('es');
const lists = new Map<string, string>();

/** Said once for every set of levels: there are few sets and many calls. */
function listed(levels: readonly GadLevelCode[]): string {
  const key = levels.join();
  let list = lists.get(key);
  if (list === undefined) {
    lists.set(key, (list = SPANISH_LIST.format(levels.map((level) => LEVEL_NAMES[level]))));
  }
  return list;
}

const ROLES: Readonly<Record<RoleClaim, readonly [Gate['answer'], string]>> = {
  applicant: ['passes', 'El GAD puede postular directamente.'],
  partner: ['passes', 'El GAD puede participar como socio de quien postula.'],
  beneficiary: ['passes', 'El GAD puede ser beneficiario o sede; postula otra entidad.'],
  through_network: [
    'passes',
    'El GAD puede participar a través de una red o asociación de la que sea miembro.',
  ],
  foreign_lead: [
    'unknown',
    'Postula una entidad del país del cooperante. No consta si el GAD puede ser su contraparte: consulte las bases.',
  ],
  other_only: ['fails', 'Solo pueden postular otras entidades; no se prevé un papel para un gobierno local.'],
};

export function roleGate({ call }: GateCase): Answer {
  const claim = call.who.role;
  if (!claim) return plain('unknown', 'No consta qué papel puede tener un GAD: consulte las bases.');
  const [answer, reason] = ROLES[claim.value];
  return fromClaim(claim, answer, reason);
}

/** A metropolitan district has the competences of a canton and of a province (Constitución art. 266). */
export function levelGate({ call, gad }: GateCase): Answer {
  const claim = call.who.levels;
  if (!claim || claim.value.length === 0) {
    return plain('unknown', 'No consta a qué niveles de gobierno se dirige.');
  }
  const list = listed(claim.value);
  const inferred =
    !claim.fromText && call.facts.gadLevelsInferred
      ? ' (deducido por la curaduría, la fuente no lo nombra)'
      : '';
  if (claim.value.includes(gad.level))
    return fromClaim(claim, 'passes', `Se dirige a GAD ${list}${inferred}.`);
  if (
    gad.level === 'metropolitan' &&
    claim.value.some((level) => level === 'municipal' || level === 'provincial')
  ) {
    return fromClaim(
      claim,
      'passes',
      `Se dirige a GAD ${list}${inferred}, y un distrito metropolitano suma sus competencias.`,
      'Constitución art. 266; COOTAD art. 85',
    );
  }
  if (call.who.levelsInDoubt.includes(gad.level)) {
    return fromClaim(
      claim,
      'unknown',
      `No es seguro que admita GAD ${LEVEL_NAMES[gad.level]}: consulte las bases.`,
    );
  }
  const partners = call.who.partnerLevels;
  if (partners?.value.includes(gad.level)) {
    return fromClaim(
      partners,
      'unknown',
      `Postulan GAD ${list}; un GAD de este nivel podría participar como asociado: consulte las bases.`,
    );
  }
  return fromClaim(claim, 'fails', `Se dirige a GAD ${list}, y este es un GAD de otro nivel${inferred}.`);
}

export function counterpartGate({ call }: GateCase): Answer {
  const { cofinancingPercent } = call.facts;
  if (cofinancingPercent === null) {
    return plain('unknown', 'No consta si se exige contraparte: consulte las bases.');
  }
  const percent = Number(cofinancingPercent);
  if (percent === 0) return plain('passes', 'No exige contraparte.');
  return plain(
    'unknown',
    `Exige que el GAD aporte al menos el ${String(percent).replace('.', ',')} % del costo: falta confirmar que tiene la partida.`,
  );
}
