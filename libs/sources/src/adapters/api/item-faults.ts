import { FetchError } from '@chasqui/fetching';
import { type Collected, SourceFault } from '../types.js';

const MOST_IN_A_ROW = 3;

/** Faults that concern the whole source: asking for the next item would meet the same. */
const OF_THE_SOURCE: readonly FetchError['fault'][] = ['throttled', 'refused_address', 'refused_by_robots'];

/** Tells an item that cannot be read from a source that has stopped answering. */
export class ItemFaults {
  private inARow = 0;
  private anyRead = false;
  private last: Error | undefined;

  read(): void {
    this.inARow = 0;
    this.anyRead = true;
  }

  /**
   * @returns what to tell of the item, when the others are worth trying
   * @throws the error itself when the source is at fault: it asks to wait, or several items in a row failed
   */
  failed(error: unknown, key: string, url: string): Collected {
    this.inARow += 1;
    const known = error instanceof FetchError || error instanceof SourceFault;
    const ofTheSource = error instanceof FetchError && OF_THE_SOURCE.includes(error.fault);
    if (!known || ofTheSource || this.inARow >= MOST_IN_A_ROW) throw error;
    this.last = error;
    return { type: 'failed', key, url, message: error.message };
  }

  /** @throws the last error when there were items and not one could be read */
  refuseTotalFailure(): void {
    if (this.last && !this.anyRead) throw this.last;
  }
}
