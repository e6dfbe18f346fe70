import { type AddressReport, EVERY_DOMAIN, MAIL_STATES, type MailState } from '@chasqui/delivery';
import { KEY_ID, readKey, writeKey } from '@chasqui/kernel';
import type { NoticeKind } from '@chasqui/notifications';
import type { DataSource } from 'typeorm';

export interface DeliveryFilter {
  readonly state?: MailState | undefined;
  /** Part of an address. */
  readonly address?: string | undefined;
  /** Code or part of the name of a GAD whose people it was for. */
  readonly gad?: string | undefined;
}

/** A mail as the log shows it. */
export interface DeliveryItem {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly recipient: string;
  /** Null before it was written for the first time. */
  readonly subject: string | null;
  readonly state: MailState;
  readonly urgent: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastCode: string | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly sentAt: Date | null;
  /** Names of the GAD of the person. */
  readonly gads: readonly string[];
  /** What it tells, by kind. */
  readonly notices: readonly { readonly kind: NoticeKind; readonly count: number }[];
  /** It was sent and came back, or its recipient complained. */
  readonly returned: boolean;
}

const PAGE = 30;
const KEY_MICROS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

const COLUMNS = `
  SELECT o.id, o.account_id AS "accountId", a.name, o.recipient, o.subject, o.state, o.urgent, o.attempts,
         o.next_attempt_at AS "nextAttemptAt", o.last_code AS "lastCode", o.last_error AS "lastError",
         o.created_at AS "createdAt", o.updated_at AS "updatedAt", o.sent_at AS "sentAt",
         ARRAY(SELECT DISTINCT g.name FROM membership m JOIN gad g ON g.dpa_code = m.gad_code
                WHERE m.account_id = o.account_id ORDER BY g.name) AS gads,
         (SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', n.kind, 'count', n.count) ORDER BY n.kind), '[]')
            FROM (SELECT kind, count(*)::int AS count FROM notification WHERE mail_id = o.id GROUP BY kind) n) AS notices,
         o.state = 'sent' AND EXISTS (SELECT FROM address_report r WHERE r.mail_id = o.id AND r.at >= o.sent_at
                                         AND r.trouble <> 'transient') AS returned`;

/** Of the mails of one state, by the index of states; `$1` address, `$2` GAD. */
const CHOSEN = `
  ($1::text IS NULL OR strpos(o.recipient, $1) > 0)
  AND ($2::text IS NULL OR o.account_id IN (
    SELECT m.account_id FROM membership m JOIN gad g ON g.dpa_code = m.gad_code
     WHERE g.dpa_code = $2 OR strpos(lower(g.name), lower($2)) > 0))`;

/** The mails, the latest news first; paged by key. */
export async function deliveries(
  database: DataSource,
  filter: DeliveryFilter,
  after: string | undefined,
): Promise<{ readonly items: readonly DeliveryItem[]; readonly next: string | null }> {
  const [instant, id] = readKey(after, [KEY_MICROS, KEY_ID]) ?? [null, null];
  const states = filter.state ? [filter.state] : MAIL_STATES;
  const rows = await database.query<(DeliveryItem & { readonly key: string })[]>(
    `WITH page AS (
       SELECT o.* FROM unnest($3::text[]) AS s(state)
        CROSS JOIN LATERAL (
          SELECT o.* FROM outgoing_mail o
           WHERE o.state = s.state AND ${CHOSEN}
             AND ($4::timestamptz IS NULL OR (o.updated_at, o.id) < ($4, $5::uuid))
           ORDER BY o.updated_at DESC, o.id DESC LIMIT ${PAGE + 1}) o
        ORDER BY o.updated_at DESC, o.id DESC LIMIT ${PAGE + 1})
     ${COLUMNS}, to_char(o.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS key
       FROM page o JOIN account a ON a.id = o.account_id
      ORDER BY o.updated_at DESC, o.id DESC`,
    [...words(filter), states, instant, id],
  );
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: rows.length > PAGE && last ? writeKey([last.key, last.id]) : null };
}

function words({ address, gad }: DeliveryFilter): (string | null)[] {
  return [address?.toLowerCase() ?? null, gad ?? null];
}

/** How many mails there are in each state that somebody may have to look at. */
export async function deliveryCounts(database: DataSource): Promise<ReadonlyMap<MailState, number>> {
  const rows = await database.query<{ state: MailState; count: number }[]>(
    `SELECT state, count(*)::int AS count FROM outgoing_mail
      WHERE state IN ('pending', 'sending', 'unknown', 'failed', 'suppressed') GROUP BY state`,
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** The mails of a filter that could not be sent, at most `limit`, the oldest first. */
export async function failedMailIds(
  database: DataSource,
  filter: DeliveryFilter,
  limit: number,
): Promise<string[]> {
  const rows = await database.query<{ id: string }[]>(
    `SELECT o.id FROM outgoing_mail o WHERE o.state = 'failed' AND ${CHOSEN} ORDER BY o.updated_at, o.id LIMIT $3`,
    [...words(filter), limit],
  );
  return rows.map(({ id }) => id);
}

/** One mail; null when there is none. */
export async function delivery(database: DataSource, id: string): Promise<DeliveryItem | null> {
  const [row] = await database.query<DeliveryItem[]>(
    `${COLUMNS} FROM outgoing_mail o JOIN account a ON a.id = o.account_id WHERE o.id = $1`,
    [id],
  );
  return row ?? null;
}

export type ReportLine = Pick<AddressReport, 'trouble' | 'status' | 'detail' | 'way' | 'at'>;

/** What other servers said of a mail, the latest first. */
export function reportsOf(database: DataSource, mailId: string): Promise<ReportLine[]> {
  return database.query<ReportLine[]>(
    `SELECT trouble, status, detail, way, at FROM address_report WHERE mail_id = $1 ORDER BY at DESC, id LIMIT 30`,
    [mailId],
  );
}

/** Whose an address is. */
export interface AddressOwner {
  readonly address: string;
  readonly name: string;
  readonly gads: readonly string[];
}

export async function ownersOf(
  database: DataSource,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, AddressOwner>> {
  const rows = await database.query<AddressOwner[]>(
    `SELECT a.email AS address, a.name,
            ARRAY(SELECT DISTINCT g.name FROM membership m JOIN gad g ON g.dpa_code = m.gad_code
                   WHERE m.account_id = a.id ORDER BY g.name) AS gads
       FROM account a WHERE a.email = ANY($1)`,
    [addresses],
  );
  return new Map(rows.map((row) => [row.address, row]));
}

/** Sending that is held back: to one domain, or at all. */
export interface SendingPause {
  /** Null for all sending. */
  readonly domain: string | null;
  readonly reason: string;
}

/** What holds mails back now, all sending first. Trouble with our own server lasts until a mail was accepted. */
export function sendingPauses(database: DataSource, now: Date): Promise<SendingPause[]> {
  return database.query<SendingPause[]>(
    `SELECT nullif(domain, '${EVERY_DOMAIN}') AS domain, last_error AS reason FROM mail_domain
      WHERE last_error IS NOT NULL AND (domain = '${EVERY_DOMAIN}' OR paused_until > $1)
      ORDER BY domain <> '${EVERY_DOMAIN}', domain LIMIT 20`,
    [now],
  );
}
