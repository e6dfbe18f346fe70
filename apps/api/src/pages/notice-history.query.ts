import type { MailState } from '@chasqui/delivery';
import { readKey, writeKey } from '@chasqui/kernel';
import type { NoticeFacts, NoticeKind, NotificationState } from '@chasqui/notifications';
import type { DataSource } from 'typeorm';

/** One notice as its person sees it. */
export interface NoticeLine {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly eventKey: string;
  readonly callId: string | null;
  readonly gadCode: string | null;
  readonly subscriptionIds: readonly string[];
  readonly reasons: readonly string[];
  readonly step: string | null;
  readonly urgent: boolean;
  readonly facts: NoticeFacts | null;
  readonly state: NotificationState;
  readonly obstacle: string | null;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly mailId: string | null;
  /** Null without a mail. */
  readonly mailState: MailState | null;
  /** Why the mail did not go, or not yet. */
  readonly mailError: string | null;
  readonly sentAt: Date | null;
  /** Null when it is about no call. */
  readonly callTitle: string | null;
  readonly callLanguage: string | null;
  /** Address of its call; null when that is no longer public. */
  readonly callSlug: string | null;
}

const LINES = `
  SELECT n.id, n.kind, n.event_key AS "eventKey", n.call_id AS "callId", n.gad_code AS "gadCode",
         n.subscription_ids AS "subscriptionIds", n.reasons, n.step, n.urgent, n.facts, n.state, n.obstacle,
         n.due_at AS "dueAt", n.created_at AS "createdAt", n.mail_id AS "mailId", m.state AS "mailState",
         m.last_error AS "mailError", m.sent_at AS "sentAt", c.title AS "callTitle", c.language AS "callLanguage",
         CASE WHEN c.state = 'published' THEN c.slug END AS "callSlug"
    FROM notification n
    LEFT JOIN outgoing_mail m ON m.id = n.mail_id
    LEFT JOIN call c ON c.id = n.call_id`;

const PAGE = 30;
const KEY_NUMBER = /^\d{1,18}$/;

/** A person's notices, the latest first. `after` is the key of the page. */
export async function noticesOf(
  database: DataSource,
  accountId: string,
  { kind, after }: { readonly kind?: NoticeKind | undefined; readonly after?: string | undefined },
): Promise<{ readonly items: readonly NoticeLine[]; readonly next: string | null }> {
  const [before] = readKey(after, [KEY_NUMBER]) ?? [null];
  const rows = await database.query<NoticeLine[]>(
    `${LINES} WHERE n.account_id = $1 AND ($2::text IS NULL OR n.kind = $2) AND ($3::bigint IS NULL OR n.id < $3)
      ORDER BY n.id DESC LIMIT ${PAGE + 1}`,
    [accountId, kind ?? null, before],
  );
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? writeKey([items.at(-1)!.id]) : null };
}

/** The mail that a "why" link names, with all that it told. */
export interface MailLine {
  readonly id: string;
  readonly subject: string | null;
  readonly state: MailState;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly notices: readonly NoticeLine[];
}

/** A mail of a person with its notices, in the order in which they came up; null when she has no such mail. */
export async function mailOf(
  database: DataSource,
  accountId: string,
  mailId: string,
): Promise<MailLine | null> {
  const [mail] = await database.query<Omit<MailLine, 'notices'>[]>(
    `SELECT id, subject, state, created_at AS "createdAt", sent_at AS "sentAt"
       FROM outgoing_mail WHERE id = $1 AND account_id = $2`,
    [mailId, accountId],
  );
  if (!mail) return null;
  const notices = await database.query<NoticeLine[]>(
    `${LINES} WHERE n.mail_id = $1 AND n.account_id = $2 ORDER BY n.due_at, n.id`,
    [mailId, accountId],
  );
  return { ...mail, notices };
}
