import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@chasqui/kernel';
import { throttledFault } from './faults.js';

/** What a host's robots.txt said. */
export interface KeptRobots {
  /** Text of the file, empty when there is none: everything is allowed. Null: it could not be read, so nothing is. */
  readonly text: string | null;
  /** From then on it is asked for again. */
  readonly until: Date;
}

/** The right to send a request to a host. */
export interface HostLease {
  readonly type: 'lease';
  /** Names this lease among those of the host, so that one that ran out cannot release the next. */
  readonly id: string;
}

export interface HostWait {
  readonly type: 'wait';
  /** `busy`: another request is running; `pacing`: the host is being left alone. */
  readonly why: 'busy' | 'pacing';
  /** Milliseconds after which it is worth asking again. */
  readonly waitMs: number;
}

/**
 * Remembers, for everybody who fetches, which host is being asked, when it may be asked again and what its
 * robots.txt said. A book shared between processes keeps a row per host: `acquire` updates it if its `next_at` and
 * the end of its lease are past, `release` clears the lease if it is still this one.
 */
export interface HostBook {
  /** Takes the turn of a host for at most `leaseMs` (a crashed process gives it back so), or tells how long to wait. */
  acquire(host: string, leaseMs: number): Promise<HostLease | HostWait>;
  /** Gives the turn back; nobody gets it before `nextAt`. */
  release(host: string, lease: HostLease, nextAt: Date): Promise<void>;
  /** Also what is out of date; null when the host was never asked. `origin` is "https://example.org:8443". */
  robotsOf(origin: string): Promise<KeptRobots | null>;
  keepRobots(origin: string, robots: KeptRobots): Promise<void>;
}

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export const sleepBySystem: Sleep = async (ms, signal) => {
  await pause(ms, undefined, signal ? { signal } : {});
};

/** What taking turns needs besides the book. */
export interface TurnKeeping {
  readonly book: HostBook;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly leaseMs: number;
  /** A host that rests for longer is not waited for: the fault tells when to come back. */
  readonly patienceMs: number;
}

/** The turn that a piece of work runs in. */
export interface HostTurn {
  /** The host asked to be left alone for so many milliseconds. */
  restFor(ms: number): void;
}

async function takeTurn(
  keeping: TurnKeeping,
  host: string,
  url: string,
  signal?: AbortSignal,
): Promise<HostLease> {
  const { book, sleep, leaseMs, patienceMs } = keeping;
  for (;;) {
    signal?.throwIfAborted();
    const turn = await book.acquire(host, leaseMs);
    if (turn.type === 'lease') return turn;
    if (turn.why === 'pacing' && turn.waitMs > patienceMs) throw throttledFault(url, turn.waitMs);
    await sleep(turn.waitMs, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}

/**
 * Runs work that asks a host when it is its turn: never two at a time, and `gapMs` after the end of the one before.
 * @throws FetchError throttled when the host rests for longer than the patience; the reason of `signal` when it aborts
 */
export async function withTurn<T>(
  keeping: TurnKeeping,
  target: { readonly host: string; readonly url: string; readonly gapMs: number },
  work: (turn: HostTurn) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lease = await takeTurn(keeping, target.host, target.url, signal);
  let restMs = target.gapMs;
  try {
    return await work({
      restFor: (ms) => {
        restMs = Math.max(restMs, ms);
      },
    });
  } finally {
    const nextAt = new Date(keeping.clock.now().getTime() + restMs);
    await keeping.book.release(target.host, lease, nextAt);
  }
}
