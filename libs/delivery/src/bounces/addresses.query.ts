import type { EntityManager } from 'typeorm';
import type { SuppressionReason, TroubleWay } from '../address.entities.js';
import { type AddressStanding, FLAG_AFTER, FLAG_DAYS, isFlagged } from './flagged.js';

interface TroubledRow {
  readonly address: string;
  readonly reason: SuppressionReason | null;
  readonly detail: string | null;
  readonly since: Date | null;
  readonly reports: readonly { mailId: string | null; way: TroubleWay; at: string; detail: string }[];
  readonly accepted: Date | null;
}

/** An address at which something is wrong, and what. */
export interface TroubledAddress {
  readonly address: string;
  readonly standing: Exclude<AddressStanding, 'ok'>;
  /** Null when it is only flagged. */
  readonly reason: SuppressionReason | null;
  /** What the other server said last. */
  readonly detail: string;
  readonly since: Date;
}

const DAY_MS = 24 * 3_600_000;
/** Mails whose reports are looked at: many more than it takes to flag an address. */
const MOST_MAILS = 30;

/**
 * The addresses that are suppressed or flagged now, of the given ones or of all. One statement; the flag is decided by
 * `isFlagged` on the reports that it brings.
 */
export async function addressesInTrouble(
  manager: EntityManager,
  now: Date,
  among?: readonly string[],
): Promise<TroubledAddress[]> {
  if (among?.length === 0) return [];
  const rows = await manager.query<TroubledRow[]>(SQL, [
    among ?? null,
    new Date(now.getTime() - FLAG_DAYS * DAY_MS),
  ]);
  return rows.flatMap((row) => troubled(row, now) ?? []);
}

function troubled(row: TroubledRow, now: Date): TroubledAddress | null {
  const { address, reason, since } = row;
  if (reason && since) {
    return { address, standing: 'suppressed', reason, detail: row.detail ?? '', since };
  }
  const reports = row.reports.map(({ mailId, way, at, detail }) => {
    return { mailId, way, detail, trouble: 'transient' as const, at: new Date(at) };
  });
  if (!isFlagged(reports, row.accepted, now)) return null;
  const oldest = reports.at(-1)!.at;
  return { address, standing: 'flagged', reason: null, detail: reports[0]!.detail, since: oldest };
}

const SQL = `
  WITH wanted AS (
    SELECT unnest($1::text[]) AS address WHERE $1::text[] IS NOT NULL
    UNION
    SELECT address FROM suppressed_address WHERE $1::text[] IS NULL
    UNION
    SELECT address FROM address_report
     WHERE $1::text[] IS NULL AND trouble = 'transient' AND at > $2
     GROUP BY address HAVING count(*) >= ${FLAG_AFTER}
  )
  SELECT w.address, s.reason, s.detail, s.since, r.reports, m.accepted
    FROM wanted w
    LEFT JOIN suppressed_address s ON s.address = w.address
    CROSS JOIN LATERAL (
      SELECT count(*) AS count,
             COALESCE(jsonb_agg(jsonb_build_object('mailId', mail_id, 'way', way, 'at', at, 'detail', detail)
                                ORDER BY at DESC), '[]') AS reports
        FROM (SELECT mail_id, way, max(at) AS at, (array_agg(detail ORDER BY at DESC))[1] AS detail
                FROM address_report
               WHERE address = w.address AND trouble = 'transient' AND at > $2
               GROUP BY COALESCE(mail_id, id), mail_id, way
               ORDER BY max(at) DESC LIMIT ${MOST_MAILS}) latest
    ) r
    LEFT JOIN LATERAL (
      SELECT max(o.sent_at) AS accepted
        FROM account a JOIN outgoing_mail o ON o.account_id = a.id
       WHERE a.email = w.address AND o.recipient = w.address AND o.state = 'sent' AND o.sent_at > $2
    ) m ON r.count >= ${FLAG_AFTER}
   WHERE s.address IS NOT NULL OR r.count >= ${FLAG_AFTER}
   ORDER BY w.address`;
