import type { GadFacts, GateId } from '../facts.js';
import type { CompetenceReach } from '../fit/competences.js';
import type { Frame } from '../frame.js';
import { anyFails, GATE_RULES, inForce } from '../gates/rules.js';
import type { CallReading } from '../reading/read-call.js';

const RULES = GATE_RULES.filter(({ byGad }) => byGad);
const TERRITORY = RULES.find(({ id }) => id === 'territory')!;

/** Whether a call has anything that a rule about the single GAD looks at; a rule that is not here is asked always. */
const CONCERNS: Partial<Record<GateId, (call: CallReading, frame: Frame) => boolean>> = {
  territory: ({ where }) => where.territory !== null,
  population: ({ who }) => who.population !== null,
  capital: ({ who }) => who.capitals !== null,
  membership: ({ who, joins }) => joins !== null || who.members !== null,
  emergency: (_, { overrides }) => overrides.some(({ kind }) => kind === 'only_themes'),
};

/** Every set of those rules, by its bits. */
const SETS = Array.from({ length: 1 << RULES.length }, (_, bits) =>
  RULES.filter((_rule, at) => bits & (1 << at)),
);

/** The rules about the single GAD that may shut a GAD out of a call, one bit each; 0 for most calls. */
export function rulesToAsk(call: CallReading, frame: Frame): number {
  return RULES.reduce(
    (bits, { id }, at) => (CONCERNS[id]?.(call, frame) === false ? bits : bits | (1 << at)),
    0,
  );
}

const NO_REACH: CompetenceReach = { reached: [] };

/** Whether one of the rules, given by their bits, shuts the GAD out. */
export function shutOut(bits: number, call: CallReading, gad: GadFacts, frame: Frame): boolean {
  const { knowledge, overrides, day } = frame;
  return anyFails({ call, gad, reach: NO_REACH, knowledge, overrides, day }, SETS[bits]!);
}

/** Stands for the whole country. */
const EVERYWHERE = -1;

/** The provinces that a call is limited to, one bit each. */
export function provincesOf({ where }: CallReading, { day }: Frame): number {
  if (!where.territory || !inForce(TERRITORY, day)) return EVERYWHERE;
  return where.territory.value.reduce((provinces, code) => provinces | provinceBit(code), 0);
}

/** The province of a GAD. A call that is limited to others is closed to it, unless a declaration may open it. */
export function provinceOf({ dpaCode, flags }: Pick<GadFacts, 'dpaCode' | 'flags'>): number {
  return flags.length > 0 ? EVERYWHERE : provinceBit(dpaCode);
}

function provinceBit(dpaCode: string): number {
  return 1 << (Number(dpaCode.slice(0, 2)) % 32);
}
