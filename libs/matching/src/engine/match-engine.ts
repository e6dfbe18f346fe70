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
import { BestCalls, KNOWN } from './best-calls.js';
import { type ClassIndex, CLOSED, GadClass } from './call-columns.js';
import { CallSlots } from './call-slots.js';
import { provinceOf, shutOut } from './gad-conditions.js';
import { TopScores, topSlots } from './top-slots.js';

/** Calls that may be outside the indexes before they are made again. */
const MAX_TAIL = 512;
/** Calls that may turn out to be shut out before more are looked for. */
const SPARE = 10;
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
  readonly best: BestCalls;
  /** Which state of the calls its best ones are of. */
  state: number;
}

export interface Ranked {
  readonly callId: string;
  readonly score: Tenths;
}

/**
 * Holds all open calls and all GADs in memory and ranks the calls of every GAD. Scores come from the same functions as the
 * judgement of a single pair; here they are only arranged so that millions of pairs take seconds. Nothing is scored before
 * somebody asks; what is known is kept up while calls change one by one.
 */
export class MatchEngine {
  private readonly calls = new Map<string, number>();
  private readonly slots = new CallSlots();
  private readonly gads = new Map<string, Gad>();
  private readonly classes = new Map<string, GadClass>();
  /** For GADs whose class has no index. */
  private index: ClassIndex | undefined;
  /** Grows with every call that is taken without being scored. */
  private state = 0;
  private readonly weights = new CallWeights();
  private scores = new Uint16Array(0);

  constructor(readonly frame: Frame) {}

  get callIds(): Iterable<string> {
    return this.calls.keys();
  }

  get gadCodes(): Iterable<string> {
    return this.gads.keys();
  }

  /** Takes a new or changed call and scores it for every GAD whose calls are in order: best for few calls. */
  putCall(facts: CallFacts): void {
    const slot = this.take(facts);
    for (const gad of this.gads.values()) {
      if (gad.state === this.state) gad.best.put(slot, this.scoreOf(gad, slot), this.idOf);
    }
  }

  /** Takes a new or changed call; every GAD is scored anew when it is asked for: best for many calls. */
  takeCall(facts: CallFacts): void {
    this.take(facts);
    this.state += 1;
  }

  removeCall(callId: string): void {
    const slot = this.calls.get(callId);
    if (slot === undefined) return;
    this.calls.delete(callId);
    for (const gad of this.gads.values()) if (gad.state === this.state) gad.best.drop(slot);
    for (const gadClass of this.classes.values()) gadClass.drop(slot);
    this.slots.remove(slot);
  }

  /** Takes a new or changed GAD. */
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
      best: new BestCalls(),
      state: -1,
    });
  }

  /** Scores every call for every GAD. */
  scoreAll(): void {
    this.compact();
    for (const gad of this.gads.values()) this.rank(gad, KNOWN);
  }

  /** The calls of a GAD that score, the best first. */
  ranking(gadCode: string, limit: number): Ranked[] {
    const gad = this.gads.get(gadCode)!;
    const known = gad.state === this.state && gad.best.holds(limit);
    const ranked = known ? gad.best.first(limit) : this.rank(gad, Math.max(KNOWN, limit));
    return ranked.slice(0, limit).map(({ slot, score }) => ({ callId: this.idOf(slot), score }));
  }

  score(gadCode: string, callId: string): Tenths {
    const slot = this.calls.get(callId);
    const gad = this.gads.get(gadCode);
    return slot === undefined || !gad ? 0 : this.scoreOf(gad, slot);
  }

  /** The full judgement of a pair, from the same readings. */
  assess(gadCode: string, callId: string): Assessment {
    const { reading, gadClass } = this.gads.get(gadCode)!;
    const call = this.slots.readings[this.calls.get(callId)!]!;
    return assess(call, reading, this.frame, gadClass.shared(call, this.frame));
  }

  /** The score, as long as no rule about the single GAD shuts it out: that is asked last, because it takes longest. */
  private scoreAt(gad: Gad, slot: number, best: number, second: number): Tenths {
    const { slots } = this;
    const { gadClass } = gad;
    if (gadClass.flags[slot] === CLOSED || (slots.provinces[slot]! & gad.province) === 0) return 0;
    const need = Math.max(needOfPriorities(best, second), gadClass.need[slot]!);
    if (need === 0) return 0;
    const capacity = gadClass.capacity[slot]! + gad.readiness;
    const donor = withTerritory(slots.donorFits[slot]!, gad.prefersTerritory);
    return scoreOf(need, factorOf(capacity, donor));
  }

  private isShutOut({ reading }: Gad, slot: number): boolean {
    const { slots, frame } = this;
    const rules = slots.rules[slot]!;
    return rules > 0 && shutOut(rules, slots.readings[slot]!, reading.facts, frame);
  }

  /** Scores calls for one GAD and notes the best. @returns the first ones, up to a number */
  private rank(gad: Gad, count: number): { readonly slot: number; readonly score: Tenths }[] {
    if (this.slots.length - this.slots.indexed > MAX_TAIL) this.compact();
    gad.gadClass.keepUp(this.slots.readings, this.frame);
    const found = this.topOf(gad, count);
    gad.best.set(found.slice(0, KNOWN), this.scores, this.idOf);
    gad.state = this.state;
    return found.map((slot) => ({ slot, score: this.scores[slot]! }));
  }

  /** The slots with the highest scores that no rule about the GAD shuts out. */
  private topOf(gad: Gad, count: number): number[] {
    for (let asked = count + SPARE; ; asked *= 2) {
      this.scoreTop(gad, asked);
      const candidates = topSlots(this.scores, this.slots.length, asked, this.idOf);
      const found = candidates.filter((slot) => !this.isShutOut(gad, slot));
      if (found.length >= count || candidates.length < asked) return found.slice(0, count);
    }
  }

  /** Scores every call that may be among so many of the best; what is left out keeps 0. */
  private scoreTop(gad: Gad, count: number): void {
    const { slots } = this;
    if (this.scores.length < slots.length) this.scores = new Uint16Array(slots.length + MAX_TAIL);
    const { scores } = this;
    scores.fill(0);
    const made = this.indexFor(gad.gadClass);
    const top = new TopScores(count);
    made?.index.meet(gad.lists, (from, rows, best, second) => {
      for (let row = 0; row < rows; row += 1) {
        const slot = made.index.slots[from + row]!;
        const score = this.scoreAt(gad, slot, best[row]!, second[row]!);
        scores[slot] = score;
        top.add(score);
      }
      const next = made.factors[from + rows];
      return next === undefined || highest(next, gad) >= top.least;
    });
    const rest = made ? slots.indexed : 0;
    for (let slot = rest; slot < slots.length; slot += 1) scores[slot] = this.scoreOne(gad, slot);
  }

  private scoreOf(gad: Gad, slot: number): Tenths {
    const score = this.scoreOne(gad, slot);
    return score > 0 && this.isShutOut(gad, slot) ? 0 : score;
  }

  /** Scores one call for one GAD, by the words of the call instead of by an index. */
  private scoreOne(gad: Gad, slot: number): Tenths {
    const reading = this.slots.readings[slot];
    if (!reading) return 0;
    gad.gadClass.keepUp(this.slots.readings, this.frame);
    this.weights.hold(reading.terms);
    let [best, second] = [0, 0];
    for (const list of gad.lists) {
      const sum = this.weights.sum(list);
      if (sum > best) [best, second] = [sum, best];
      else if (sum > second) second = sum;
    }
    return this.scoreAt(gad, slot, best, second);
  }

  /** @returns its slot */
  private take(facts: CallFacts): number {
    this.removeCall(facts.id);
    if (this.slots.length - this.slots.indexed > MAX_TAIL) this.compact();
    const slot = this.slots.push(readCall(facts, this.frame.knowledge), this.frame);
    this.calls.set(facts.id, slot);
    return slot;
  }

  private readonly idOf = (slot: number): string => this.slots.readings[slot]!.facts.id;

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

  /** Classes with few GADs share an index; where they are few together, one is not worth its memory. */
  private indexFor(gadClass: GadClass): ClassIndex | undefined {
    const terms = this.frame.knowledge.terms.size;
    if (gadClass.members >= MIN_MEMBERS) return gadClass.indexOf(this.slots, terms);
    const small = [...this.classes.values()].filter(({ members }) => members < MIN_MEMBERS);
    if (small.reduce((sum, { members }) => sum + members, 0) < MIN_MEMBERS) return undefined;
    this.index ??= {
      index: this.slots.index(
        this.slots.living(() => true),
        terms,
      ),
      factors: [],
    };
    return this.index;
  }

  /** Closes the gaps that removed calls left; the indexes are made again when they are asked for. */
  private compact(): void {
    const living = this.slots.compact();
    const places = new Map(living.map((from, to) => [from, to]));
    for (const gad of this.gads.values()) if (gad.state === this.state) gad.best.move(places);
    for (const gadClass of this.classes.values()) gadClass.compact(living);
    for (const [slot, reading] of this.slots.readings.entries()) this.calls.set(reading!.facts.id, slot);
    this.index = undefined;
  }
}

/** No score of the GAD is higher with that factor, however much a call is needed; the last digits are not relied on. */
function highest(factor: number, { readiness, prefersTerritory }: Gad): Tenths {
  const ofGad = factorOf(readiness, withTerritory(0, prefersTerritory)) - factorOf(0, 0);
  return Math.ceil(1000 * (factor + ofGad) + 1e-6);
}
