import { randomUUID } from 'node:crypto';
import type { Clock } from '@chasqui/kernel';
import type { HostBook, HostLease, HostWait, KeptRobots } from './host-book.js';

/** How soon a busy host is asked about again. */
const BUSY_MS = 50;

interface HostState {
  /** Null: nobody is asking the host. */
  readonly lease: string | null;
  /** Milliseconds since 1970. */
  readonly nextAt: number;
}

/** The book of a single process. Leases do not run out: whoever takes one here lives as long as the book. */
export class MemoryHostBook implements HostBook {
  private readonly hosts = new Map<string, HostState>();
  private readonly robots = new Map<string, KeptRobots>();

  constructor(private readonly clock: Clock) {}

  async acquire(host: string): Promise<HostLease | HostWait> {
    const state = this.hosts.get(host) ?? { lease: null, nextAt: 0 };
    if (state.lease !== null) return { type: 'wait', why: 'busy', waitMs: BUSY_MS };
    const waitMs = state.nextAt - this.clock.now().getTime();
    if (waitMs > 0) return { type: 'wait', why: 'pacing', waitMs };
    const id = randomUUID();
    this.hosts.set(host, { ...state, lease: id });
    return { type: 'lease', id };
  }

  async release(host: string, lease: HostLease, nextAt: Date): Promise<void> {
    if (this.hosts.get(host)?.lease !== lease.id) return;
    this.hosts.set(host, { lease: null, nextAt: nextAt.getTime() });
  }

  async robotsOf(origin: string): Promise<KeptRobots | null> {
    return this.robots.get(origin) ?? null;
  }

  async keepRobots(origin: string, robots: KeptRobots): Promise<void> {
    this.robots.set(origin, robots);
  }
}
