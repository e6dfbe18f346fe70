import { ECUADOR_ZONE } from '@chasqui/kernel';
import { DEFAULT_MIN_SCORE } from '@chasqui/subscriptions';
import type { EntityManager } from 'typeorm';

/** Days ahead of which the bulletin names what closes. */
export const CLOSING_DAYS = 45;
/** Calls that a part of the bulletin names; its total counts all. */
const NAMED = 10;

export interface BulletinEntry {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly donorName: string;
  readonly isLoan: boolean;
  readonly isDemo: boolean;
  /** Null when it has no exact close. */
  readonly closesAt: Date | null;
  /** What changed, one Spanish sentence each; empty outside of the changes. */
  readonly texts: readonly string[];
}

export interface BulletinPart<Entry = BulletinEntry> {
  /** Of all, also of those that are not named. */
  readonly total: number;
  readonly items: readonly Entry[];
}

/** What a monthly bulletin tells one person. Only calls that are public now. */
export interface BulletinFacts {
  /** The GADs that it is about, by code; empty when it is about the whole catalogue. */
  readonly gads: readonly { readonly code: string; readonly name: string }[];
  /** Published in the month and still open, the first to close on top. */
  readonly fresh: BulletinPart;
  /** Close within `CLOSING_DAYS` from now, whenever they were published. */
  readonly closing: BulletinPart;
  /** Changed in the month in a way that people are told of, the latest on top. */
  readonly changed: BulletinPart;
}

/**
 * What the bulletin of a month says to each of these people, in a handful of statements for all of them. Who works for
 * a GAD or has a search reads of what matches, what her alerts brought and what she follows; the others of the whole
 * catalogue.
 * @param month "2026-10", by Ecuador's calendar
 * @returns an entry for every account
 */
export async function bulletinFacts(
  manager: EntityManager,
  accountIds: readonly string[],
  month: string,
  now: Date,
): Promise<ReadonlyMap<string, BulletinFacts>> {
  const [gads, searchers] = await Promise.all([
    manager.query<{ accountId: string; code: string; name: string }[]>(
      `SELECT p.account_id AS "accountId", g.dpa_code AS code, g.name
         FROM (${GADS_OF_PEOPLE}) p JOIN gad g ON g.dpa_code = p.gad_code ORDER BY 1, 2`,
      [accountIds],
    ),
    manager.query<{ accountId: string }[]>(
      `SELECT DISTINCT account_id AS "accountId" FROM subscription
        WHERE account_id = ANY ($1::uuid[]) AND search_query IS NOT NULL AND active`,
      [accountIds],
    ),
  ]);
  const own = new Set([...gads, ...searchers].map(({ accountId }) => accountId));
  const parts = await partsOf(manager, [...own], CALLS_OF_PEOPLE, month, now);
  const isForAll = accountIds.some((id) => !own.has(id));
  const all = await partsOf(manager, isForAll ? [EVERYBODY] : [], WHOLE_CATALOGUE, month, now);
  return new Map(
    accountIds.map((accountId) => {
      const rows = own.has(accountId) ? parts.get(accountId) : all.get(EVERYBODY);
      const hers = gads.filter((gad) => gad.accountId === accountId);
      return [accountId, { gads: hers.map(({ code, name }) => ({ code, name })), ...sorted(rows ?? []) }];
    }),
  );
}

/** Stands for all who read of the whole catalogue. */
const EVERYBODY = '00000000-0000-0000-0000-000000000000';

interface BulletinRow extends BulletinEntry {
  readonly accountId: string;
  readonly part: 'fresh' | 'closing' | 'changed';
  readonly total: number;
}

function sorted(rows: readonly BulletinRow[]): Omit<BulletinFacts, 'gads'> {
  const part = (name: BulletinRow['part']): BulletinPart => {
    const items = rows.filter((row) => row.part === name);
    return { total: items[0]?.total ?? 0, items };
  };
  return { fresh: part('fresh'), closing: part('closing'), changed: part('changed') };
}

async function partsOf(
  manager: EntityManager,
  accountIds: readonly string[],
  concerned: string,
  month: string,
  now: Date,
): Promise<ReadonlyMap<string, BulletinRow[]>> {
  const byPerson = new Map<string, BulletinRow[]>();
  if (accountIds.length === 0) return byPerson;
  const rows = await manager.query<BulletinRow[]>(statement(concerned), [accountIds, now, `${month}-01`]);
  for (const row of rows) {
    const known = byPerson.get(row.accountId);
    if (known) known.push(row);
    else byPerson.set(row.accountId, [row]);
  }
  return byPerson;
}

const GADS_OF_PEOPLE = `
  SELECT DISTINCT account_id, gad_code FROM membership
   WHERE account_id = ANY ($1::uuid[]) AND gad_code IS NOT NULL`;

const CALLS_OF_PEOPLE = `
  SELECT p.account_id, m.call_id
    FROM (${GADS_OF_PEOPLE}) p
    JOIN match m ON m.gad_code = p.gad_code
    JOIN call c ON c.id = m.call_id
    CROSS JOIN LATERAL (
      SELECT coalesce(min(s.min_score), ${DEFAULT_MIN_SCORE}) AS min_score,
             coalesce(bool_or(s.include_credit), false) AS credit
        FROM subscription s
       WHERE s.account_id = p.account_id AND s.gad_code = p.gad_code AND s.search_query IS NULL AND s.active) wish
   WHERE m.score >= wish.min_score AND (c.financial_form <> 'loan' OR wish.credit)
     AND NOT EXISTS (SELECT FROM match_dismissal x WHERE x.gad_code = m.gad_code AND x.call_id = m.call_id)
  UNION
  SELECT account_id, call_id FROM notification
   WHERE account_id = ANY ($1::uuid[]) AND kind = 'new_call' AND state <> 'cancelled'
  UNION
  SELECT account_id, call_id FROM follow WHERE account_id = ANY ($1::uuid[])`;

const WHOLE_CATALOGUE = `
  SELECT everybody.id AS account_id, c.id AS call_id FROM unnest($1::uuid[]) AS everybody (id) CROSS JOIN call c`;

/** $1 accounts, $2 now, $3 first day of the month */
function statement(concerned: string): string {
  return `
  WITH month AS (
    SELECT $3::date::timestamp AT TIME ZONE '${ECUADOR_ZONE}' AS begins,
           ($3::date + interval '1 month') AT TIME ZONE '${ECUADOR_ZONE}' AS ends
  ), concerned AS MATERIALIZED (
    SELECT k.account_id, c.id, c.published_at, c.closes_at
      FROM (${concerned}) k JOIN call c ON c.id = k.call_id AND c.state = 'published'
  ), news AS (
    SELECT e.call_id, array_agg(e.text_es ORDER BY e.at, e.id) AS texts, max(e.at) AS latest
      FROM call_change_event e, month
     WHERE e.at >= month.begins AND e.at < month.ends AND e.severity IN ('immediate', 'important') AND e.kind <> 'new'
     GROUP BY e.call_id
  ), listed AS (
    SELECT k.account_id, k.id, 'fresh' AS part, '{}'::text[] AS texts,
           row_number() OVER (PARTITION BY k.account_id ORDER BY k.closes_at NULLS LAST, k.id) AS place,
           count(*) OVER (PARTITION BY k.account_id)::int AS total
      FROM concerned k, month
     WHERE k.published_at >= month.begins AND k.published_at < month.ends
       AND (k.closes_at > $2 OR k.closes_at IS NULL)
    UNION ALL
    SELECT k.account_id, k.id, 'closing', '{}',
           row_number() OVER (PARTITION BY k.account_id ORDER BY k.closes_at, k.id),
           count(*) OVER (PARTITION BY k.account_id)::int
      FROM concerned k
     WHERE k.closes_at > $2 AND k.closes_at <= $2::timestamptz + interval '${CLOSING_DAYS} days'
    UNION ALL
    SELECT k.account_id, k.id, 'changed', n.texts,
           row_number() OVER (PARTITION BY k.account_id ORDER BY n.latest DESC, k.id),
           count(*) OVER (PARTITION BY k.account_id)::int
      FROM concerned k JOIN news n ON n.call_id = k.id
  )
  SELECT l.account_id AS "accountId", l.part, l.total, l.texts, c.slug, c.title, c.language,
         d.name_es AS "donorName", c.financial_form = 'loan' AS "isLoan", c.is_demo AS "isDemo",
         c.closes_at AS "closesAt"
    FROM listed l JOIN call c ON c.id = l.id JOIN donor d ON d.id = c.donor_id
   WHERE l.place <= ${NAMED}
   ORDER BY l.account_id, l.part, l.place`;
}
