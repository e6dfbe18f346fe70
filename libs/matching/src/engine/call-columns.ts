import { competenceReach } from '../fit/competences.js';
import { capacityOfCall } from '../fit/means.js';
import { needOfCompetence } from '../fit/relevance.js';
import { factorOf } from '../fit/score.js';
import { judgeShared, type SharedJudgement } from '../assess.js';
import type { CompetenceFacts, GadFacts } from '../facts.js';
import { anyFails, GATE_RULES } from '../gates/rules.js';
import type { Frame } from '../frame.js';
import type { CallReading } from '../reading/read-call.js';
import type { CallSlots } from './call-slots.js';
import type { InvertedIndex } from './inverted-index.js';

const SHARED_RULES = GATE_RULES.filter(({ byGad }) => !byGad);

/** The call is out for every GAD of the class, or gone. */
export const CLOSED = 1;

/** Judgements of calls that are in lists are remembered while lists are written. */
const MAX_JUDGEMENTS = 10_000;

export interface ClassIndex {
  readonly index: InvertedIndex;
  /** By row, in descending order: what need is multiplied with, as far as it does not depend on the GAD. */
  readonly factors: readonly number[];
}

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
  private index: ClassIndex | undefined;

  private readonly judgements = new Map<CallReading, SharedJudgement>();
  /** Place, size and memberships are asked of each GAD; here they are left out. */
  private readonly anyGad: GadFacts;

  constructor(
    readonly level: GadFacts['level'],
    readonly competences: readonly CompetenceFacts[],
  ) {
    this.anyGad = { ...NOBODY, level, competences };
  }

  /** Competences can be edited, and one can be held in several ways: everything of them counts. */
  static keyOf({ level, competences }: Pick<GadFacts, 'level' | 'competences'>): string {
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

  /** An index of the calls that are not closed to the class, those with the highest possible scores first. */
  indexOf(slots: CallSlots, terms: number): ClassIndex {
    if (!this.index) {
      const factors = Float64Array.from(this.capacity, (capacity, slot) =>
        factorOf(capacity, slots.donorFits[slot] ?? 0),
      );
      const open = slots.living((slot) => this.flags[slot] !== CLOSED);
      open.sort((a, b) => factors[b]! - factors[a]! || a - b);
      this.index = { index: slots.index(open, terms), factors: open.map((slot) => factors[slot]!) };
    }
    return this.index;
  }

  /** What the call is to every GAD of the class. */
  shared(call: CallReading, frame: Frame): SharedJudgement {
    let judgement = this.judgements.get(call);
    if (!judgement) {
      if (this.judgements.size >= MAX_JUDGEMENTS) this.judgements.clear();
      this.judgements.set(call, (judgement = judgeShared(call, this.anyGad, frame)));
    }
    return judgement;
  }

  private put(slot: number, call: CallReading, frame: Frame): void {
    const reach = competenceReach(call, this.competences, frame.knowledge);
    const closed = anyFails({ call, gad: this.anyGad, reach, ...frame }, SHARED_RULES);
    this.flags[slot] = closed ? CLOSED : 0;
    this.need[slot] = needOfCompetence(call, reach);
    this.capacity[slot] = capacityOfCall(call, this.level);
  }

  private grow(capacity: number): void {
    this.flags = moved(this.flags, new Uint8Array(capacity));
    this.need = moved(this.need, new Float64Array(capacity));
    this.capacity = moved(this.capacity, new Float64Array(capacity));
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

function moved<List extends Uint8Array | Float64Array>(from: List, into: List): List {
  into.set(from);
  return into;
}
