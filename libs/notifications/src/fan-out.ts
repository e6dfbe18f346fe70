import type { CallRevision } from '@chasqui/calls';
import { jobRequest, JobQueues } from '@chasqui/jobs';
import { Clock } from '@chasqui/kernel';
import { SearchEntry } from '@chasqui/search';
import { deliverySettingsSql, nextDeliverySql, SearchBook } from '@chasqui/subscriptions';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { bundleJob } from './notification.jobs.js';

/** Decides who is told of a matched call: one notice per person, whatever brought it. */
@Injectable()
export class FanOut {
  constructor(
    private readonly database: DataSource,
    private readonly queues: JobQueues,
    private readonly clock: Clock,
    private readonly searches: SearchBook,
  ) {}

  /**
   * Writes the notices in one statement: for every person the alerts that bring her the call, at the hour of the
   * fastest of them. Running it again writes nothing new; a notice cancelled because the call was taken down comes
   * back when the call does.
   * @returns how many notices were written
   */
  async execute({ callId, revision }: CallRevision): Promise<number> {
    const now = this.clock.now();
    const searches = await this.searchesThatFind(callId, now);
    const [{ written }] = await this.database.query<[{ written: number }]>(STATEMENT, [
      callId,
      revision,
      now,
      searches,
    ]);
    await this.queues.add([jobRequest(bundleJob, { wake: randomUUID() })]);
    await this.database.query(
      `UPDATE matching_run SET notified_at = $3,
              notices = (SELECT count(*) FROM notification WHERE event_key = 'call.published/' || $1::text
                            AND call_id = $1 AND state <> 'cancelled')
        WHERE call_id = $1 AND call_revision = $2`,
      [callId, revision, now],
    );
    return written;
  }

  private async searchesThatFind(callId: string, now: Date): Promise<number[]> {
    const entry = await this.database.manager.findOneBy(SearchEntry, {
      kind: 'call',
      recordId: callId,
      removed: false,
    });
    return entry ? this.searches.matching(entry, now) : [];
  }
}

const DUE = nextDeliverySql({
  frequency: 'f.frequency',
  zone: 't.zone',
  hour: 't.hour',
  weekday: 't.weekday',
  pausedUntil: 'f.paused_until',
  now: '$3::timestamptz',
});

/** Alerts count from the day they were switched on: what was public before is not news. */
const STATEMENT = `
  WITH wanted AS (
    SELECT * FROM call WHERE id = $1 AND revision = $2 AND state = 'published'
  ), found AS (
    SELECT s.account_id, s.id, s.gad_code, m.score, s.frequency, s.paused_until, s.since,
           'lo que coincide con el ' || g.name || coalesce(' (' || p.name || ')', '') AS reason
      FROM wanted c
      JOIN match m ON m.call_id = c.id AND m.call_revision = c.revision
      JOIN subscription s ON s.gad_code = m.gad_code
      JOIN gad g ON g.dpa_code = m.gad_code
      LEFT JOIN gad_post p ON p.id = s.post_id
     WHERE m.eligibility <> 'fails' AND m.score >= s.min_score
       AND s.search_query IS NULL AND s.active AND s.since <= c.published_at
       AND (s.themes = '{}' OR s.themes && c.themes)
       AND (c.financial_form <> 'loan' OR s.include_credit)
       AND NOT EXISTS (SELECT FROM match_dismissal x WHERE x.gad_code = m.gad_code AND x.call_id = c.id)
    UNION ALL
    SELECT s.account_id, s.id, NULL, NULL, s.frequency, s.paused_until, s.since,
           'su búsqueda «' || s.label || '»'
      FROM wanted c
      JOIN unnest($4::int[]) AS hit (seq) ON true
      JOIN subscription s ON s.search_seq = hit.seq AND s.active AND s.since <= c.published_at
  ), written AS (
  INSERT INTO notification (account_id, kind, event_key, call_id, gad_code, subscription_ids, reasons, state, due_at,
                            created_at)
  SELECT f.account_id, 'new_call', 'call.published/' || $1::text, $1,
         (array_agg(f.gad_code ORDER BY f.score DESC, f.gad_code) FILTER (WHERE f.gad_code IS NOT NULL))[1],
         array_agg(f.id ORDER BY f.score DESC NULLS LAST, f.since, f.id),
         array_agg(f.reason ORDER BY f.score DESC NULLS LAST, f.since, f.id),
         'pending', min(${DUE}), $3
    FROM found f
    JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL
    ${deliverySettingsSql('f.account_id')}
   GROUP BY f.account_id
  ON CONFLICT (account_id, event_key) DO UPDATE
     SET state = 'pending', gad_code = excluded.gad_code, subscription_ids = excluded.subscription_ids,
         reasons = excluded.reasons, due_at = excluded.due_at, mail_id = NULL, obstacle = NULL
   WHERE notification.state = 'cancelled'
  RETURNING 1
  )
  SELECT count(*)::int AS written FROM written`;
