import { assess, donorFitFor } from '../assess.js';
import { type Frame, priorityTerritory } from '../frame.js';
import type { Assessment, CallFacts, GadFacts } from '../facts.js';
import { capacityOfReadiness } from '../fit/means.js';
import { needOfPriorities, sharedTerms } from '../fit/relevance.js';
import { factorOf, scoreOf, type Tenths } from '../fit/score.js';
import { termOf, weightOf } from '../fit/terms.js';
import { type CallReading, readCall } from '../reading/read-call.js';
import { type GadReading, readGad } from '../reading/read-gad.js';
import { ASK_GAD, CLOSED, GadClass, shutOut } from './call-columns.js';
import { InvertedIndex } from './inverted-index.js';
import { topSlots } from './top-slots.js';

const FIRST_CAPACITY = 256;
/** Calls that may be outside the index before it is made again. */
const MAX_TAIL = 512;

interface Gad {
  readonly reading: GadReading;
  readonly gadClass: GadClass;
  readonly prefersTerritory: boolean;
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
  private readings: (CallReading | undefined)[] = [];
  private capacity = FIRST_CAPACITY;
  private index: InvertedIndex;
  private readonly gads = new Map<string, Gad>();
  private readonly classes = new Map<string, GadClass>();
  private sums = new Int32Array(FIRST_CAPACITY);
  private best = new Int32Array(FIRST_CAPACITY);
  private second = new Int32Array(FIRST_CAPACITY);

  constructor(readonly frame: Frame) {
    this.index = this.newIndex();
  }

  get callIds(): Iterable<string> {
    return this.calls.keys();
  }

  get gadCodes(): Iterable<string> {
    return this.gads.keys();
  }

  /** Takes a new or changed call; the scores of no other call change. */
  putCall(facts: CallFacts): void {
    this.takeCall(facts);
    this.scoreCall(facts.id);
  }

  removeCall(callId: string): void {
    const slot = this.calls.get(callId);
    if (slot === undefined) return;
    this.calls.delete(callId);
    this.readings[slot] = undefined;
    for (const gadClass of this.classes.values()) gadClass.drop(slot);
    for (const gad of this.gads.values()) gad.scores[slot] = 0;
  }

  /** Takes many calls at once; call `scoreAll` afterwards. */
  takeCall(facts: CallFacts): void {
    this.removeCall(facts.id);
    if (this.readings.length === this.capacity) this.grow();
    const reading = readCall(facts, this.frame.knowledge);
    const slot = this.readings.push(reading) - 1;
    this.calls.set(facts.id, slot);
    for (const gadClass of this.classes.values()) gadClass.put(slot, reading, this.frame);
  }

  /** Takes a new or changed GAD; call `scoreGad` or `scoreAll` afterwards. */
  takeGad(facts: GadFacts): void {
    const { frame } = this;
    this.gads.set(facts.dpaCode, {
      reading: readGad(facts, frame.knowledge),
      gadClass: this.classOf(facts),
      prefersTerritory: priorityTerritory(facts, frame.overrides) !== undefined,
      scores: new Uint16Array(this.capacity),
    });
  }

  scoreAll(): void {
    this.compact();
    for (const code of this.gads.keys()) this.scoreGad(code);
  }

  /** Scores every call for one GAD. */
  scoreGad(gadCode: string): void {
    if (this.readings.length - this.index.slots > MAX_TAIL) this.compact();
    const gad = this.gads.get(gadCode)!;
    const { sums, best, second } = this;
    const slots = this.readings.length;
    best.fill(0, 0, slots);
    second.fill(0, 0, slots);
    for (const { terms } of gad.reading.priorities) {
      this.index.addUp(terms, sums);
      for (let slot = this.index.slots; slot < slots; slot += 1) {
        const reading = this.readings[slot];
        if (reading) for (const { weight } of sharedTerms(reading.terms, terms)) sums[slot]! += weight;
      }
      for (let slot = 0; slot < slots; slot += 1) {
        const sum = sums[slot]!;
        if (sum === 0) continue;
        sums[slot] = 0;
        if (sum > best[slot]!) {
          second[slot] = best[slot]!;
          best[slot] = sum;
        } else if (sum > second[slot]!) {
          second[slot] = sum;
        }
      }
    }
    for (let slot = 0; slot < slots; slot += 1) {
      gad.scores[slot] = this.scoreAt(gad, slot, best[slot]!, second[slot]!);
    }
  }

  /** The calls of a GAD that score, the best first. */
  ranking(gadCode: string, limit: number): Ranked[] {
    const { scores } = this.gads.get(gadCode)!;
    const idOf = (slot: number) => this.readings[slot]!.facts.id;
    return topSlots(scores, this.readings.length, limit, idOf).map((slot) => ({
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
    const call = this.readings[this.calls.get(callId)!]!;
    return assess(call, reading, this.frame, gadClass.reach(call, this.frame));
  }

  private scoreAt(gad: Gad, slot: number, best: number, second: number): Tenths {
    const { gadClass, reading } = gad;
    const flags = gadClass.flags[slot]!;
    if (flags === CLOSED) return 0;
    const need = Math.max(needOfPriorities(best, second), gadClass.need[slot]!);
    if (need === 0) return 0;
    const call = this.readings[slot]!;
    if (flags === ASK_GAD && shutOut(call, reading, this.frame)) return 0;
    const capacity = gadClass.capacity[slot]! + capacityOfReadiness(reading.readiness);
    const donor = donorFitFor(call, reading.facts, gad.prefersTerritory ? this.frame.overrides : []);
    return scoreOf(need, factorOf(capacity, donor));
  }

  /** Scores one call for every GAD, by the words of the call instead of by the index. */
  private scoreCall(callId: string): void {
    const slot = this.calls.get(callId)!;
    const weights = new Uint8Array(this.frame.knowledge.terms.size);
    for (const weighted of this.readings[slot]!.terms) weights[termOf(weighted)] = weightOf(weighted);
    for (const gad of this.gads.values()) {
      let [best, second] = [0, 0];
      for (const { terms } of gad.reading.priorities) {
        let sum = 0;
        for (let at = 0; at < terms.length; at += 1) {
          sum += weightOf(terms[at]!) * weights[termOf(terms[at]!)]!;
        }
        if (sum > best) [best, second] = [sum, best];
        else if (sum > second) second = sum;
      }
      gad.scores[slot] = this.scoreAt(gad, slot, best, second);
    }
  }

  private classOf(facts: GadFacts): GadClass {
    const key = GadClass.keyOf(facts);
    let gadClass = this.classes.get(key);
    if (!gadClass) {
      gadClass = new GadClass(facts.level, facts.competences);
      gadClass.grow(this.capacity);
      for (const [slot, reading] of this.readings.entries())
        if (reading) gadClass.put(slot, reading, this.frame);
      this.classes.set(key, gadClass);
    }
    return gadClass;
  }

  private grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5);
    for (const gadClass of this.classes.values()) gadClass.grow(this.capacity);
    for (const gad of this.gads.values()) {
      const scores = new Uint16Array(this.capacity);
      scores.set(gad.scores);
      gad.scores = scores;
    }
    this.sums = new Int32Array(this.capacity);
    this.best = new Int32Array(this.capacity);
    this.second = new Int32Array(this.capacity);
  }

  /** Closes the gaps that removed calls left and makes the index again. */
  private compact(): void {
    const living = this.readings.flatMap((reading, slot) => (reading ? [slot] : []));
    if (living.length < this.readings.length) {
      const moveTo = <List extends Uint8Array | Uint16Array | Float64Array>(list: List) => {
        for (const [to, from] of living.entries()) list[to] = list[from]!;
        list.fill(0, living.length);
      };
      this.readings = living.map((slot) => this.readings[slot]);
      for (const [slot, reading] of this.readings.entries()) this.calls.set(reading!.facts.id, slot);
      for (const { flags, need, capacity } of this.classes.values()) {
        for (const list of [flags, need, capacity]) moveTo(list);
        flags.fill(CLOSED, living.length);
      }
      for (const { scores } of this.gads.values()) moveTo(scores);
    }
    this.index = this.newIndex();
  }

  private newIndex(): InvertedIndex {
    return new InvertedIndex(
      this.readings.length,
      this.frame.knowledge.terms.size,
      (slot) => this.readings[slot]?.terms,
    );
  }
}
