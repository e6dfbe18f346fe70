import { assess, withTerritory } from '../assess.js';
import type { Assessment, CallFacts, GadFacts } from '../facts.js';
import { CallWeights } from '../fit/call-weights.js';
import { capacityOfReadiness } from '../fit/means.js';
import { needOfPriorities } from '../fit/relevance.js';
import { factorOf, scoreOf, type Tenths } from '../fit/score.js';
import type { WeightedTerms } from '../fit/terms.js';
import { type Frame, priorityTerritory } from '../frame.js';
import { readCall } from '../reading/read-call.js';
import { type GadReading, readGad } from '../reading/read-gad.js';
import { CLOSED, GadClass } from './call-columns.js';
import { CallSlots } from './call-slots.js';
import { provinceOf, shutOut } from './gad-conditions.js';
import type { InvertedIndex } from './inverted-index.js';
import { topSlots } from './top-slots.js';

/** Calls that may be outside the indexes before they are made again. */
const MAX_TAIL = 512;
/** A class with fewer GADs has no index of its own. */
const MIN_MEMBERS = 20;

interface Gad {
  readonly reading: GadReading;
  readonly gadClass: GadClass;
  /** Terms of its priorities and offers. */
  readonly lists: readonly WeightedTerms[];
  readonly readiness: number;
  readonly prefersTerritory: boolean;
  /** One bit. */
  readonly province: number;
  /** Score per slot, in tenths; 0 for what is shut out or has nothing in common. */
  scores: Uint16Array;
}

export interface Ranked {
  readonly callId: string;
  readonly score: Tenths;
}

/**
 * Holds all open calls and all GADs in memory and knows the score of every pair. Scores come from the same functions as
 * the judgement of a single pair; here they are only arranged so that millions of pairs take seconds.
 */
export class MatchEngine {
  private readonly calls = new Map<string, number>();
  private readonly slots = new CallSlots();
  private readonly gads = new Map<string, Gad>();
  private readonly classes = new Map<string, GadClass>();
  /** For GADs whose class has no index. */
  private index: InvertedIndex | undefined;
  private readonly weights = new CallWeights();

  constructor(readonly frame: Frame) {}

  get callIds(): Iterable<string> {
    return this.calls.keys();
  }

  get gadCodes(): Iterable<string> {
    return this.gads.keys();
  }

  /** Takes a new or changed call; the scores of no other call change. */
  putCall(facts: CallFacts): void {
    this.takeCall(facts);
    const slot = this.calls.get(facts.id)!;
    for (const gad of this.gads.values()) {
      this.prepare(gad);
      this.scoreOne(gad, slot);
    }
  }

  removeCall(callId: string): void {
    const slot = this.calls.get(callId);
    if (slot === undefined) return;
    this.calls.delete(callId);
    this.slots.remove(slot);
    for (const gadClass of this.classes.values()) gadClass.drop(slot);
    for (const { scores } of this.gads.values()) if (slot < scores.length) scores[slot] = 0;
  }

  /** Takes many calls at once; call `scoreAll` afterwards. */
  takeCall(facts: CallFacts): void {
    this.removeCall(facts.id);
    const reading = readCall(facts, this.frame.knowledge);
    this.calls.set(facts.id, this.slots.push(reading, this.frame));
  }

  /** Takes a new or changed GAD; call `scoreGad` or `scoreAll` afterwards. */
  takeGad(facts: GadFacts): void {
    const { frame } = this;
    const reading = readGad(facts, frame.knowledge);
    const gadClass = this.classOf(facts);
    gadClass.members += 1;
    this.leaveClass(this.gads.get(facts.dpaCode)?.gadClass);
    this.gads.set(facts.dpaCode, {
      reading,
      gadClass,
      lists: reading.priorities.map(({ terms }) => terms),
      readiness: capacityOfReadiness(reading.readiness),
      prefersTerritory: priorityTerritory(facts, frame.overrides) !== undefined,
      province: provinceOf(facts),
      scores: new Uint16Array(0),
    });
  }

  scoreAll(): void {
    this.compact();
    for (const code of this.gads.keys()) this.scoreGad(code);
  }

  /** Scores every call for one GAD. */
  scoreGad(gadCode: string): void {
    const { slots } = this;
    if (slots.length - slots.indexed > MAX_TAIL) this.compact();
    const gad = this.gads.get(gadCode)!;
    this.prepare(gad);
    const { scores } = gad;
    const index = this.indexFor(gad.gadClass);
    scores.fill(0);
    index.meet(gad.lists, (from, count, best, second) => {
      for (let row = 0; row < count; row += 1) {
        const slot = index.slots[from + row]!;
        scores[slot] = this.scoreAt(gad, slot, best[row]!, second[row]!);
      }
    });
    for (let slot = slots.indexed; slot < slots.length; slot += 1) this.scoreOne(gad, slot);
  }

  /** The calls of a GAD that score, the best first. */
  ranking(gadCode: string, limit: number): Ranked[] {
    const { scores } = this.gads.get(gadCode)!;
    const idOf = (slot: number) => this.slots.readings[slot]!.facts.id;
    const count = Math.min(scores.length, this.slots.length);
    return topSlots(scores, count, limit, idOf).map((slot) => ({
      callId: idOf(slot),
      score: scores[slot]!,
    }));
  }

  score(gadCode: string, callId: string): Tenths {
    const slot = this.calls.get(callId);
    return slot === undefined ? 0 : (this.gads.get(gadCode)?.scores[slot] ?? 0);
  }

  /** The full judgement of a pair, from the same readings. */
  assess(gadCode: string, callId: string): Assessment {
    const { reading, gadClass } = this.gads.get(gadCode)!;
    const call = this.slots.readings[this.calls.get(callId)!]!;
    return assess(call, reading, this.frame, gadClass.shared(call, this.frame));
  }

  private scoreAt(gad: Gad, slot: number, best: number, second: number): Tenths {
    const { slots, frame } = this;
    const { gadClass, reading } = gad;
    if (gadClass.flags[slot] === CLOSED || (slots.provinces[slot]! & gad.province) === 0) return 0;
    const need = Math.max(needOfPriorities(best, second), gadClass.need[slot]!);
    if (need === 0) return 0;
    const rules = slots.rules[slot]!;
    if (rules > 0 && shutOut(rules, slots.readings[slot]!, reading.facts, frame)) return 0;
    const capacity = gadClass.capacity[slot]! + gad.readiness;
    const donor = withTerritory(slots.donorFits[slot]!, gad.prefersTerritory);
    return scoreOf(need, factorOf(capacity, donor));
  }

  /** Scores one call for one GAD, by the words of the call instead of by an index. */
  private scoreOne(gad: Gad, slot: number): void {
    const reading = this.slots.readings[slot];
    if (!reading) return;
    this.weights.hold(reading.terms);
    let [best, second] = [0, 0];
    for (const list of gad.lists) {
      const sum = this.weights.sum(list);
      if (sum > best) [best, second] = [sum, best];
      else if (sum > second) second = sum;
    }
    gad.scores[slot] = this.scoreAt(gad, slot, best, second);
  }

  /** Has the class of the GAD judge every call, and makes room for their scores. */
  private prepare(gad: Gad): void {
    gad.gadClass.keepUp(this.slots.readings, this.frame);
    if (gad.scores.length >= this.slots.length) return;
    const scores = new Uint16Array(this.slots.length + MAX_TAIL);
    scores.set(gad.scores);
    gad.scores = scores;
  }

  private classOf(facts: GadFacts): GadClass {
    const key = GadClass.keyOf(facts);
    let gadClass = this.classes.get(key);
    if (!gadClass) this.classes.set(key, (gadClass = new GadClass(facts.level, facts.competences)));
    return gadClass;
  }

  private leaveClass(gadClass: GadClass | undefined): void {
    if (!gadClass) return;
    gadClass.members -= 1;
    if (gadClass.members === 0) this.classes.delete(GadClass.keyOf(gadClass));
  }

  private indexFor(gadClass: GadClass): InvertedIndex {
    const make = (wanted: (slot: number) => boolean) =>
      this.slots.index(this.frame.knowledge.terms.size, wanted);
    if (gadClass.members >= MIN_MEMBERS) return gadClass.indexOf(make);
    this.index ??= make(() => true);
    return this.index;
  }

  /** Closes the gaps that removed calls left; the indexes are made again when they are asked for. */
  private compact(): void {
    const living = this.slots.compact();
    for (const { scores } of this.gads.values()) {
      for (const [to, from] of living.entries()) scores[to] = scores[from] ?? 0;
      scores.fill(0, living.length);
    }
    for (const gadClass of this.classes.values()) gadClass.compact(living);
    for (const [slot, reading] of this.slots.readings.entries()) this.calls.set(reading!.facts.id, slot);
    this.index = undefined;
  }
}
