import { donorFit } from '../fit/means.js';
import type { Frame } from '../frame.js';
import type { CallReading } from '../reading/read-call.js';
import { provincesOf, rulesToAsk } from './gad-conditions.js';
import { InvertedIndex } from './inverted-index.js';

/** The calls in memory, each at a number, with what is the same of it for all GADs in columns. */
export class CallSlots {
  readonly readings: (CallReading | undefined)[] = [];
  readonly donorFits: number[] = [];
  /** Provinces it is limited to, bits. */
  readonly provinces: number[] = [];
  /** Rules that have to be asked of each GAD, bits. */
  readonly rules: number[] = [];
  /** How many of the first slots the indexes cover. */
  indexed = 0;

  get length(): number {
    return this.readings.length;
  }

  /** @returns its slot */
  push(reading: CallReading, frame: Frame): number {
    this.donorFits.push(donorFit(reading));
    this.provinces.push(provincesOf(reading, frame));
    this.rules.push(rulesToAsk(reading, frame));
    return this.readings.push(reading) - 1;
  }

  remove(slot: number): void {
    this.readings[slot] = undefined;
  }

  /** Closes the gaps that removed calls left, and has the indexes cover all. @returns where the others were, ascending */
  compact(): readonly number[] {
    const living = [...this.readings.keys()].filter((slot) => this.readings[slot]);
    for (const column of [this.readings, this.donorFits, this.provinces, this.rules]) {
      for (const [to, from] of living.entries()) column[to] = column[from];
      column.length = living.length;
    }
    this.indexed = living.length;
    return living;
  }

  /** Those of the indexed slots that hold a call and are wanted. */
  living(wanted: (slot: number) => boolean): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.indexed; slot += 1)
      if (this.readings[slot] && wanted(slot)) slots.push(slot);
    return slots;
  }

  /** @param terms how many terms there are */
  index(slots: readonly number[], terms: number): InvertedIndex {
    return new InvertedIndex(Uint32Array.from(slots), terms, (slot) => this.readings[slot]!.terms);
  }
}
