import { competenceReach, type CompetenceReach } from '../fit/competences.js';
import { capacityOfCall } from '../fit/means.js';
import { needOfCompetence } from '../fit/relevance.js';
import type { CompetenceFacts } from '../facts.js';
import { anyFails, GATE_RULES, inForce } from '../gates/rules.js';
import type { Frame } from '../frame.js';
import type { CallReading } from '../reading/read-call.js';
import type { GadReading } from '../reading/read-gad.js';
import { InvertedIndex } from './inverted-index.js';

const SHARED_RULES = GATE_RULES.filter(({ byGad }) => !byGad);
const RULES_BY_GAD = GATE_RULES.filter(({ byGad }) => byGad);
const TERRITORY = GATE_RULES.find(({ id }) => id === 'territory')!;

/** The call is out for every GAD of the class, or gone. */
export const CLOSED = 1;
/** Conditions of the single GAD must be asked as well. */
export const ASK_GAD = 2;

/**
 * GADs of one level with one list of competences: for a call they differ only by plan, place and size. What the call is to
 * them is computed once and kept in columns, one entry per slot.
 */
export class GadClass {
  /** GADs that belong to it. */
  members = 0;
  flags = new Uint8Array(0);
  need = new Float64Array(0);
  capacity = new Float64Array(0);
  /** Slots that have been judged. */
  private judged = 0;
  private index: InvertedIndex | undefined;

  constructor(
    readonly level: GadReading['facts']['level'],
    readonly competences: readonly CompetenceFacts[],
  ) {}

  /** Competences can be edited, and one can be held in several ways: everything of them counts. */
  static keyOf({ level, competences }: Pick<GadReading['facts'], 'level' | 'competences'>): string {
    return JSON.stringify([level, competences]);
  }

  /** Judges the calls that came since the last time. */
  keepUp(readings: readonly (CallReading | undefined)[], frame: Frame): void {
    if (readings.length > this.flags.length) this.grow(Math.ceil(readings.length * 1.25));
    for (; this.judged < readings.length; this.judged += 1) {
      const reading = readings[this.judged];
      if (reading) this.put(this.judged, reading, frame);
      else this.flags[this.judged] = CLOSED;
    }
  }

  drop(slot: number): void {
    if (slot < this.judged) this.flags[slot] = CLOSED;
  }

  /** Keeps the slots that are given, ascending, and closes the gaps. */
  compact(living: readonly number[]): void {
    const kept = living.filter((slot) => slot < this.judged);
    for (const list of [this.flags, this.need, this.capacity]) {
      for (const [to, from] of kept.entries()) list[to] = list[from]!;
    }
    this.judged = kept.length;
    this.index = undefined;
  }

  /** An index of the first calls, without those that are closed to the class. */
  indexOf(slots: number, terms: number, readings: readonly (CallReading | undefined)[]): InvertedIndex {
    this.index ??= indexOf(slots, terms, readings, (slot) => this.flags[slot] !== CLOSED);
    return this.index;
  }

  reach(call: CallReading, { knowledge }: Frame): CompetenceReach {
    return competenceReach(call, this.competences, knowledge);
  }

  private put(slot: number, call: CallReading, frame: Frame): void {
    const reach = this.reach(call, frame);
    // Place, size and memberships are asked of each GAD; here they are left out.
    const gad = { ...NOBODY, level: this.level, competences: this.competences };
    const closed = anyFails({ call, gad, reach, ...frame }, SHARED_RULES);
    this.flags[slot] = closed ? CLOSED : restrictsGads(call, frame) ? ASK_GAD : 0;
    this.need[slot] = needOfCompetence(call, reach);
    this.capacity[slot] = capacityOfCall(call, this.level);
  }

  private grow(capacity: number): void {
    this.flags = moved(this.flags, new Uint8Array(capacity));
    this.need = moved(this.need, new Float64Array(capacity));
    this.capacity = moved(this.capacity, new Float64Array(capacity));
  }
}

/** An index of the first calls that live and are wanted. */
export function indexOf(
  slots: number,
  terms: number,
  readings: readonly (CallReading | undefined)[],
  wanted: (slot: number) => boolean,
): InvertedIndex {
  const chosen: number[] = [];
  for (let slot = 0; slot < slots; slot += 1) if (readings[slot] && wanted(slot)) chosen.push(slot);
  return new InvertedIndex(Uint32Array.from(chosen), terms, (slot) => readings[slot]!.terms);
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

/** Stands for the whole country. */
const EVERYWHERE = -1;

/** The provinces that a call is limited to, one bit each. */
export function provincesOf({ where }: CallReading, { day }: Frame): number {
  if (!where.territory || !inForce(TERRITORY, day)) return EVERYWHERE;
  return where.territory.value.reduce((provinces, code) => provinces | provinceBit(code), 0);
}

/** The province of a GAD. A call that is limited to others is closed to it, unless a declaration may open it. */
export function provinceOf({ dpaCode, flags }: Pick<GadReading['facts'], 'dpaCode' | 'flags'>): number {
  return flags.length > 0 ? EVERYWHERE : provinceBit(dpaCode);
}

function provinceBit(dpaCode: string): number {
  return 1 << Number(dpaCode.slice(0, 2)) % 32;
}

const NO_REACH: CompetenceReach = { reached: [] };

/** Whether a condition of the single GAD shuts the call out. */
export function shutOut(call: CallReading, gad: GadReading, frame: Frame): boolean {
  const { knowledge, overrides, day } = frame;
  return anyFails({ call, gad: gad.facts, reach: NO_REACH, knowledge, overrides, day }, RULES_BY_GAD);
}

function moved<List extends Uint8Array | Float64Array>(from: List, into: List): List {
  into.set(from);
  return into;
}
