import type { Outcome } from './outcome.js';

/** Failures in a row after which not the mails but the server is to blame. */
const TOO_MANY = 5;

/**
 * Tells one mail in trouble from a server in trouble. Some faults look the same in both cases: a line that breaks may
 * be the fault of one message, a refused connection a moment's overload. When nothing but such faults comes, sending
 * pauses, before every mail has spent its patience on a server that is down.
 */
export class TroubleCount {
  private inARow = 0;

  accepted(): void {
    this.inARow = 0;
  }

  /** @returns whether all sending should pause now */
  failed({ kind, suspect }: Pick<Outcome, 'kind' | 'suspect'>): boolean {
    if (kind === 'configuration') return true;
    if (kind !== 'server_away' && suspect === null) {
      // The server gave this mail a considered answer.
      this.inARow = 0;
      return false;
    }
    this.inARow += 1;
    return this.inARow >= TOO_MANY;
  }
}
