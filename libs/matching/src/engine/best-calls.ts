import type { Tenths } from '../fit/score.js';

/** How many calls are known in order for each GAD: more than a list holds, so that those that leave are made up for. */
export const KNOWN = 50;

/** Gives the id of a call: of equal scores the lower id comes first. */
type IdOf = (slot: number) => string;

/** The best calls of one GAD, by their slots, best first. */
export class BestCalls {
  private slots: number[] = [];
  private scores: Tenths[] = [];
  /** What is not known is not better than this; null when all that scores is known. */
  private floor: { readonly score: Tenths; readonly id: string } | null = null;

  /**
   * @param slots those that score, best first; all of them, or the best `KNOWN`
   * @param scores by slot
   */
  set(slots: readonly number[], scores: Uint16Array, idOf: IdOf): void {
    this.slots = [...slots];
    this.scores = slots.map((slot) => scores[slot]!);
    this.floor = null;
    if (slots.length >= KNOWN) this.cut(idOf);
  }

  /** Whether the first ones, up to a number, are all known. */
  holds(count: number): boolean {
    return this.floor === null || this.slots.length >= count;
  }

  first(count: number): { readonly slot: number; readonly score: Tenths }[] {
    return this.slots.slice(0, count).map((slot, place) => ({ slot, score: this.scores[place]! }));
  }

  /** Takes a new call in, if it is good enough. */
  put(slot: number, score: Tenths, idOf: IdOf): void {
    const id = idOf(slot);
    const { floor } = this;
    if (score === 0 || (floor && !precedes(score, id, floor.score, floor.id))) return;
    let place = this.slots.length;
    while (place > 0 && precedes(score, id, this.scores[place - 1]!, idOf(this.slots[place - 1]!)))
      place -= 1;
    this.slots.splice(place, 0, slot);
    this.scores.splice(place, 0, score);
    if (this.slots.length > 2 * KNOWN) this.cut(idOf);
  }

  drop(slot: number): void {
    const place = this.slots.indexOf(slot);
    if (place < 0) return;
    this.slots.splice(place, 1);
    this.scores.splice(place, 1);
  }

  /** @param places where each slot is now */
  move(places: ReadonlyMap<number, number>): void {
    this.slots = this.slots.map((slot) => places.get(slot)!);
  }

  private cut(idOf: IdOf): void {
    this.slots.length = KNOWN;
    this.scores.length = KNOWN;
    this.floor = { score: this.scores.at(-1)!, id: idOf(this.slots.at(-1)!) };
  }
}

function precedes(score: Tenths, id: string, otherScore: Tenths, otherId: string): boolean {
  return score > otherScore || (score === otherScore && id < otherId);
}
