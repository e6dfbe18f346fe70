import type { CallRevision } from '@chasqui/calls';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { parseSearchQuery, Search, SearchEntry } from '@chasqui/search';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { deliverJob } from './notification.jobs.js';

/** A second notice of the same event is none; one that was cancelled comes back. */
const BACK_AGAIN = `ON CONFLICT (account_id, event_key) DO UPDATE
          SET state = 'pending', subscription_id = excluded.subscription_id, gad_code = excluded.gad_code,
              attempts = 0, last_error = NULL, updated_at = excluded.updated_at
        WHERE notification.state = 'cancelled'`;

/** Decides who is told of a matched call: one notice per person, whatever happens. */
@Injectable()
export class FanOut {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
    private readonly search: Search,
  ) {}

  /**
   * Writes the notices and queues them. A person gets one, whatever told of the call: first for the GAD where it fits
   * best and that did not leave it aside, otherwise for a saved search that finds it. Running it again writes nothing
   * new; a notice cancelled because the call was taken down comes back when the call does.
   * @returns how many notices wait for delivery
   */
  async execute({ callId, revision }: CallRevision): Promise<number> {
    const now = this.clock.now();
    await this.database.query(
      `INSERT INTO notification (account_id, event_key, subscription_id, call_id, gad_code, state, created_at, updated_at)
       SELECT DISTINCT ON (s.account_id)
              s.account_id, 'call.published/' || c.id, s.id, c.id, s.gad_code, 'pending', $3::timestamptz, $3::timestamptz
         FROM call c
         JOIN match m ON m.call_id = c.id AND m.call_revision = c.revision
         JOIN subscription s ON s.gad_code = m.gad_code
         JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
        WHERE c.id = $1 AND c.revision = $2 AND c.state = 'published'
          AND m.eligibility <> 'fails' AND m.score >= s.min_score
          AND s.search_query IS NULL AND s.active AND s.since <= c.published_at
          AND (c.financial_form <> 'loan' OR s.include_credit)
          AND NOT EXISTS (SELECT FROM match_dismissal x WHERE x.gad_code = m.gad_code AND x.call_id = c.id)
        ORDER BY s.account_id, m.score DESC, s.gad_code
       ${BACK_AGAIN}`,
      [callId, revision, now],
    );
    await this.database.query(
      `INSERT INTO notification (account_id, event_key, subscription_id, call_id, gad_code, state, created_at, updated_at)
       SELECT DISTINCT ON (s.account_id)
              s.account_id, 'call.published/' || c.id, s.id, c.id, NULL, 'pending', $3::timestamptz, $3::timestamptz
         FROM call c
         JOIN subscription s ON s.id = ANY ($4::uuid[])
        WHERE c.id = $1 AND c.revision = $2 AND c.state = 'published'
        ORDER BY s.account_id, s.since, s.id
       ${BACK_AGAIN}`,
      [callId, revision, now, await this.searchesThatFind(callId)],
    );
    const pending = await this.database.query<{ id: string }[]>(
      `SELECT id FROM notification WHERE call_id = $1 AND state = 'pending'`,
      [callId],
    );
    await this.queues.add(pending.map(({ id }) => jobRequest(deliverJob, { notificationId: id })));
    await this.database.query(
      `UPDATE matching_run SET notified_at = $3,
              notices = (SELECT count(*) FROM notification WHERE call_id = $1 AND state <> 'cancelled')
        WHERE call_id = $1 AND call_revision = $2`,
      [callId, revision, now],
    );
    return pending.length;
  }

  /** Saved searches, switched on before the call was published, that find it. */
  private async searchesThatFind(callId: string): Promise<string[]> {
    const entry = await this.database.manager.findOneBy(SearchEntry, {
      kind: 'call',
      recordId: callId,
      removed: false,
    });
    if (!entry) return [];
    const finds = this.search.matcher(entry);
    const searches = await this.database.query<{ id: string; query: string }[]>(
      `SELECT s.id, s.search_query AS query
         FROM subscription s
         JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
         JOIN call c ON c.id = $1 AND s.since <= c.published_at
        WHERE s.search_query IS NOT NULL AND s.active`,
      [callId],
    );
    return searches.filter(({ query }) => finds(parseSearchQuery(query).query)).map(({ id }) => id);
  }
}
