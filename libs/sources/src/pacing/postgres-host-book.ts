import { randomUUID } from 'node:crypto';
import type { HostBook, HostLease, HostWait, KeptRobots } from '@chasqui/fetching';
import type { Clock } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import { storableText } from '../storable-text.js';
import { FetchHost, RobotsFile } from './fetch-host.entities.js';

/** How soon a busy host is asked about again; each look is a statement. */
const BUSY_MS = 250;

/**
 * The book that all processes share: a row per host. All times are those of the given clock, which is that of the
 * fetcher too; workers on several machines need clocks that agree to about a second, as any time service gives.
 */
export class PostgresHostBook implements HostBook {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async acquire(host: string, leaseMs: number): Promise<HostLease | HostWait> {
    const id = randomUUID();
    const now = this.clock.now();
    // One statement: of two workers that ask at once, the second waits for the row and then finds it taken.
    const taken = await this.database.query<unknown[]>(
      `INSERT INTO fetch_host AS h (host, lease_id, lease_until, next_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (host) DO UPDATE SET lease_id = excluded.lease_id, lease_until = excluded.lease_until
         WHERE (h.lease_id IS NULL OR h.lease_until <= $4) AND h.next_at <= $4
       RETURNING host`,
      [host, id, new Date(now.getTime() + leaseMs), now],
    );
    return taken.length > 0 ? { type: 'lease', id } : this.waitFor(host, now);
  }

  async release(host: string, lease: HostLease, nextAt: Date): Promise<void> {
    await this.database.query(
      `UPDATE fetch_host SET lease_id = NULL, lease_until = NULL, next_at = $3 WHERE host = $1 AND lease_id = $2`,
      [host, lease.id, nextAt],
    );
  }

  async robotsOf(origin: string): Promise<KeptRobots | null> {
    const kept = await this.database.manager.findOneBy(RobotsFile, { origin });
    return kept && { text: kept.text, until: kept.until };
  }

  async keepRobots(origin: string, { text, until }: KeptRobots): Promise<void> {
    const row = { origin, text: text === null ? null : storableText(text), until };
    await this.database.manager.upsert(RobotsFile, row, ['origin']);
  }

  private async waitFor(host: string, now: Date): Promise<HostWait> {
    const row = await this.database.manager.findOneBy(FetchHost, { host });
    const isBusy = row?.leaseId && row.leaseUntil && row.leaseUntil > now;
    if (!row || isBusy) return { type: 'wait', why: 'busy', waitMs: BUSY_MS };
    // It may have become free since the first look.
    return { type: 'wait', why: 'pacing', waitMs: Math.max(1, row.nextAt.getTime() - now.getTime()) };
  }
}
