import { Call } from '@chasqui/calls';
import { checkLink, type Fetcher } from '@chasqui/fetching';
import { JobQueues, jobRequest } from '@chasqui/jobs';
import { Clock, ECUADOR_ZONE, localDate } from '@chasqui/kernel';
import { SourceFetcher } from '@chasqui/sources';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { checkLinksJob } from '../intake.jobs.js';

/** Addresses that one job visits: few, because pages are asked for one at a time and with pauses. */
const BATCH = 20;
/** Addresses that are visited in a row. */
const MOST = 400;

/** States in which an address does not lead to its call. */
export const BAD_LINK_STATES = ['broken', 'redirects_home'] as const;
export const BAD = `('${BAD_LINK_STATES.join("','")}')`;

/** Looks whether the addresses of open calls still lead to them. */
@Injectable()
export class CheckLinks implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
    @Inject(SourceFetcher) private readonly fetcher: Fetcher,
  ) {}

  /** A slow site must not hold up the end of the process: the job is tried again in another one. */
  onModuleDestroy(): void {
    this.stopping.abort(new Error('The process is ending; the addresses are visited in another one.'));
  }

  /**
   * Visits one batch and queues the next: what seemed broken once and is not confirmed, then what was not looked at
   * for longest. No address is visited twice on a day, however often this runs.
   */
  async execute({ done }: { done: number }): Promise<void> {
    const now = this.clock.now();
    const batch = await this.database.query<{ callId: string; url: string }[]>(
      `SELECT c.id AS "callId", c.source_url AS url
         FROM call c LEFT JOIN link_check l ON l.call_id = c.id
        WHERE c.state = 'published' AND NOT c.is_demo AND (c.closes_at IS NULL OR c.closes_at > $1)
          AND (l.call_id IS NULL OR l.url <> c.source_url
               OR (l.checked_at AT TIME ZONE '${ECUADOR_ZONE}')::date < $2::date)
        ORDER BY (l.state IN ${BAD} AND l.checked_at = l.since) IS TRUE DESC, l.checked_at NULLS FIRST, c.id
        LIMIT ${BATCH}`,
      [now, localDate(now)],
    );
    for (const { callId, url } of batch) await this.check(callId, url);
    const next = done + batch.length;
    if (batch.length === BATCH && next < MOST)
      await this.queues.add([jobRequest(checkLinksJob, { done: next })]);
  }

  /** Visits the address of one published call, also when it was visited today. */
  async again({ callId }: { callId: string }): Promise<void> {
    const call = await this.database.manager.findOneBy(Call, { id: callId, state: 'published' });
    if (call) await this.check(callId, call.sourceUrl);
  }

  private async check(callId: string, url: string): Promise<void> {
    const { state, reason } = await checkLink(this.fetcher, url, this.stopping.signal);
    await this.database.query(
      `INSERT INTO link_check AS l (call_id, url, state, reason, checked_at, since)
       SELECT id, $2, $3, $4, $5, $5 FROM call WHERE id = $1
       ON CONFLICT (call_id) DO UPDATE SET url = excluded.url, state = excluded.state, reason = excluded.reason,
         checked_at = excluded.checked_at,
         since = CASE WHEN l.url = excluded.url
                       AND (l.state = excluded.state OR (l.state IN ${BAD} AND excluded.state IN ${BAD}))
                      THEN l.since ELSE excluded.since END`,
      [callId, url, state, reason, this.clock.now()],
    );
  }
}
