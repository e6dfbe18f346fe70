import { KEY_ID, KEY_INSTANT, readKey, writeKey } from '@chasqui/kernel';
import type { DataSource } from 'typeorm';
import type { MatchReview, Verdict } from './review.entities.js';

/** An opinion with the name of who has it. */
export interface ReviewItem extends Pick<
  MatchReview,
  'accountId' | 'verdict' | 'reasonEs' | 'score' | 'formulaVersion' | 'reviewedAt'
> {
  readonly personName: string;
}

/** What the people of a GAD think of one call, the latest first. */
export function reviewsOf(database: DataSource, gadCode: string, callId: string): Promise<ReviewItem[]> {
  return database.query(
    `SELECT r.account_id AS "accountId", r.verdict, r.reason_es AS "reasonEs", r.score,
            r.formula_version AS "formulaVersion", r.reviewed_at AS "reviewedAt", a.name AS "personName"
       FROM match_review r JOIN account a ON a.id = r.account_id
      WHERE r.gad_code = $1 AND r.call_id = $2
      ORDER BY r.reviewed_at DESC, a.name`,
    [gadCode, callId],
  );
}

export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** How many people of a GAD think what of each of the calls; calls without opinions are not in it. */
export async function reviewCounts(
  database: DataSource,
  gadCode: string,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, VerdictCounts>> {
  const rows = await database.query<(VerdictCounts & { callId: string })[]>(
    `SELECT call_id AS "callId", count(*) FILTER (WHERE verdict = 'fits')::int AS fits,
            count(*) FILTER (WHERE verdict = 'does_not_fit')::int AS does_not_fit
       FROM match_review WHERE gad_code = $1 AND call_id = ANY ($2::uuid[])
      GROUP BY call_id`,
    [gadCode, callIds],
  );
  return new Map(rows.map(({ callId, fits, does_not_fit }) => [callId, { fits, does_not_fit }]));
}

/** A call that a GAD left aside. */
export interface DismissedCall {
  readonly callId: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly donorName: string;
  readonly reasonEs: string | null;
  readonly personName: string;
  readonly dismissedAt: Date;
  /** Score in the list that it was taken from; null when it is not in it. */
  readonly score: number | null;
}

export interface DismissedPage {
  readonly items: DismissedCall[];
  readonly total: number;
  readonly next: string | null;
}

const PAGE = 20;

/** The published calls that a GAD left aside, the latest first. Paged by key. */
export async function dismissedCalls(
  database: DataSource,
  gadCode: string,
  after: string | undefined,
): Promise<DismissedPage> {
  const key = readKey(after, [KEY_INSTANT, KEY_ID]);
  const from = `FROM match_dismissal x JOIN call c ON c.id = x.call_id AND c.state = 'published'
                JOIN donor d ON d.id = c.donor_id
               WHERE x.gad_code = $1`;
  const [{ total }] = await database.query<[{ total: number }]>(`SELECT count(*)::int AS total ${from}`, [
    gadCode,
  ]);
  const items = await database.query<DismissedCall[]>(
    `SELECT c.id AS "callId", c.slug, c.title, c.language, d.name_es AS "donorName", x.reason_es AS "reasonEs",
            (SELECT name FROM account a WHERE a.id = x.account_id) AS "personName", x.dismissed_at AS "dismissedAt",
            (SELECT m.score FROM match m WHERE m.gad_code = x.gad_code AND m.call_id = x.call_id) AS score
       ${from} ${key ? 'AND (x.dismissed_at, x.call_id) < ($2::timestamptz, $3::uuid)' : ''}
      ORDER BY x.dismissed_at DESC, x.call_id DESC
      LIMIT ${PAGE + 1}`,
    [gadCode, ...(key ?? [])],
  );
  const page = items.slice(0, PAGE);
  const last = page.at(-1);
  const next = items.length > PAGE && last ? writeKey([last.dismissedAt.toISOString(), last.callId]) : null;
  return { items: page, total, next };
}

/** What call a GAD left aside, who did it, when and why; null when it is not left aside. */
export async function dismissalOf(
  database: DataSource,
  gadCode: string,
  slug: string,
): Promise<Pick<DismissedCall, 'title' | 'language' | 'reasonEs' | 'personName' | 'dismissedAt'> | null> {
  const [found] = await database.query<DismissedCall[]>(
    `SELECT c.title, c.language, x.reason_es AS "reasonEs", a.name AS "personName",
            x.dismissed_at AS "dismissedAt"
       FROM match_dismissal x JOIN call c ON c.id = x.call_id JOIN account a ON a.id = x.account_id
      WHERE x.gad_code = $1 AND c.slug = $2`,
    [gadCode, slug],
  );
  return found ?? null;
}

/** The published calls that a GAD left aside. */
export async function dismissedIds(database: DataSource, gadCode: string): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ callId: string }[]>(
    `SELECT x.call_id AS "callId" FROM match_dismissal x JOIN call c ON c.id = x.call_id
      WHERE x.gad_code = $1 AND c.state = 'published'`,
    [gadCode],
  );
  return new Set(rows.map(({ callId }) => callId));
}

/** A call to choose for a comparison. */
export interface ComparableCall {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly score: number;
}

/** The open calls in the list of a GAD that it did not leave aside, best first. */
export function comparableCalls(database: DataSource, gadCode: string, now: Date): Promise<ComparableCall[]> {
  return database.query(
    `SELECT c.slug, c.title, c.language, m.score
       FROM match m JOIN call c ON c.id = m.call_id AND c.state = 'published'
      WHERE m.gad_code = $1 AND (c.closes_at IS NULL OR c.closes_at > $2)
        AND NOT EXISTS (SELECT FROM match_dismissal x WHERE x.gad_code = m.gad_code AND x.call_id = m.call_id)
      ORDER BY m.score DESC, c.slug`,
    [gadCode, now],
  );
}
