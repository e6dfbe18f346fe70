import { competenceReach, type CompetenceReach } from '../fit/competences.js';
import { capacityOfCall } from '../fit/means.js';
import { needOfCompetence } from '../fit/relevance.js';
import type { CompetenceFacts } from '../facts.js';
import { GATE_RULES, judgeGates } from '../gates/rules.js';
import type { Frame } from '../frame.js';
import type { CallReading } from '../reading/read-call.js';
import type { GadReading } from '../reading/read-gad.js';

const SHARED_RULES = GATE_RULES.filter(({ byGad }) => !byGad);
const RULES_BY_GAD = GATE_RULES.filter(({ byGad }) => byGad);

/** The call is out for every GAD of the class, or gone. */
export const CLOSED = 1;
/** Conditions of the single GAD must be asked as well. */
export const ASK_GAD = 2;

/**
 * GADs of one level with one list of competences: for a call they differ only by plan, place and size. What the call is to
 * them is computed once and kept in columns, one entry per slot.
 */
export class GadClass {
  flags = new Uint8Array(0);
  need = new Float64Array(0);
  capacity = new Float64Array(0);

  constructor(
    readonly level: GadReading['facts']['level'],
    readonly competences: readonly CompetenceFacts[],
  ) {}

  static keyOf({ level, competences }: Pick<GadReading['facts'], 'level' | 'competences'>): string {
    return `${level}:${competences.map(({ code }) => code).join(',')}`;
  }

  /** Makes room for more calls. */
  grow(capacity: number): void {
    this.flags = moved(this.flags, new Uint8Array(capacity).fill(CLOSED));
    this.need = moved(this.need, new Float64Array(capacity));
    this.capacity = moved(this.capacity, new Float64Array(capacity));
  }

  put(slot: number, call: CallReading, frame: Frame): void {
    const reach = this.reach(call, frame);
    // Place, size and memberships are asked of each GAD; here they are left out.
    const gad = { ...NOBODY, level: this.level, competences: this.competences };
    const gates = judgeGates({ call, gad, reach, ...frame }, SHARED_RULES);
    const closed = gates.some(({ answer }) => answer === 'fails');
    const asks = RULES_BY_GAD.length > 0 && restrictsGads(call, frame);
    this.flags[slot] = closed ? CLOSED : asks ? ASK_GAD : 0;
    this.need[slot] = needOfCompetence(call, reach);
    this.capacity[slot] = capacityOfCall(call, this.level);
  }

  drop(slot: number): void {
    this.flags[slot] = CLOSED;
  }

  reach(call: CallReading, { knowledge }: Frame): CompetenceReach {
    return competenceReach(call, this.competences, knowledge);
  }
}

const NOBODY = {
  dpaCode: '',
  name: '',
  population: null,
  networks: null,
  exercised: [],
  flags: [],
  offers: [],
  priorities: null,
} as const;

function restrictsGads({ who, where, joins }: CallReading, { overrides }: Frame): boolean {
  return (
    joins !== null ||
    where.territory !== null ||
    who.population !== null ||
    who.capitals !== null ||
    who.members !== null ||
    overrides.some(({ kind }) => kind === 'only_themes')
  );
}

/** Whether a condition of the single GAD shuts the call out. */
export function shutOut(call: CallReading, gad: GadReading, frame: Frame): boolean {
  const given = { call, gad: gad.facts, reach: { reached: [] }, ...frame };
  return judgeGates(given, RULES_BY_GAD).some(({ answer }) => answer === 'fails');
}

function moved<List extends Uint8Array | Float64Array>(from: List, into: List): List {
  into.set(from.subarray(0, into.length));
  return into;
}
