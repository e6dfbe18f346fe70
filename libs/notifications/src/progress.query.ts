import type { DataSource } from 'typeorm';

export interface RunProgress {
  readonly callId: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly startedAt: Date;
  readonly matchedAt: Date | null;
  readonly notifiedAt: Date | null;
  readonly gads: number;
  readonly matches: number;
  readonly notices: number;
  readonly sent: number;
  readonly pending: number;
  readonly failed: number;
  readonly error: string | null;
}

const SHOWN = 25;

/** The latest calls that were matched and how far their notices are, newest first. */
export function recentRuns(database: DataSource): Promise<RunProgress[]> {
  return database.query<RunProgress[]>(
    `SELECT c.id AS "callId", c.slug, c.title, c.language, r.started_at AS "startedAt", r.matched_at AS "matchedAt",
            r.notified_at AS "notifiedAt", r.gads, r.matches, r.error, n.*
       FROM (SELECT * FROM matching_run ORDER BY started_at DESC, id LIMIT ${SHOWN}) r
       JOIN call c ON c.id = r.call_id
       CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE state <> 'cancelled')::int AS notices,
                count(*) FILTER (WHERE state = 'sent')::int AS sent,
                count(*) FILTER (WHERE state = 'pending')::int AS pending,
                count(*) FILTER (WHERE state = 'failed')::int AS failed
           FROM notification WHERE call_id = c.id) n
      ORDER BY r.started_at DESC, r.id`,
  );
}

export interface NoticeProblem {
  readonly id: string;
  readonly email: string;
  readonly title: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string;
  readonly updatedAt: Date;
}

/** Notices that could not be sent yet or at all. */
export function noticeProblems(database: DataSource): Promise<NoticeProblem[]> {
  return database.query<NoticeProblem[]>(
    `SELECT n.id, a.email, c.title, n.state, n.attempts, n.last_error AS "lastError", n.updated_at AS "updatedAt"
       FROM notification n JOIN account a ON a.id = n.account_id JOIN call c ON c.id = n.call_id
      WHERE n.state IN ('pending', 'failed') AND n.last_error IS NOT NULL
      ORDER BY n.updated_at DESC LIMIT ${SHOWN}`,
  );
}

/** Events that wait for the queues. */
export async function waitingEvents(database: DataSource): Promise<number> {
  const [row] = await database.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM outbox_event WHERE relayed_at IS NULL`,
  );
  return row.count;
}
