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
         SELECT count(*) FILTER (WHERE n.state <> 'cancelled')::int AS notices,
                count(*) FILTER (WHERE o.state = 'sent')::int AS sent,
                count(*) FILTER (WHERE n.state = 'pending' OR o.state IN ('pending', 'sending', 'unknown'))::int AS pending,
                count(*) FILTER (WHERE o.state IN ('failed', 'suppressed'))::int AS failed
           FROM notification n LEFT JOIN outgoing_mail o ON o.id = n.mail_id
          WHERE n.call_id = c.id AND n.kind = 'new_call') n
      ORDER BY r.started_at DESC, r.id`,
  );
}

export interface MailProblem {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string;
  readonly updatedAt: Date;
}

/** Mails that could not be sent yet or at all. */
export function mailProblems(database: DataSource): Promise<MailProblem[]> {
  return database.query<MailProblem[]>(
    `SELECT id, recipient, subject, state, attempts, last_error AS "lastError", updated_at AS "updatedAt"
       FROM outgoing_mail
      WHERE state IN ('pending', 'unknown', 'failed') AND last_error IS NOT NULL
      ORDER BY updated_at DESC LIMIT ${SHOWN}`,
  );
}

/** Events that wait for the queues. */
export async function waitingEvents(database: DataSource): Promise<number> {
  const [row] = await database.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM outbox_event WHERE relayed_at IS NULL`,
  );
  return row.count;
}
