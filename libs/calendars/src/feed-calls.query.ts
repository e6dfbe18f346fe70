import { foundRecords, parseSearchQuery, type Search, withFilter } from '@chasqui/search';
import { DEFAULT_MIN_SCORE } from '@chasqui/subscriptions';
import type { EntityManager } from 'typeorm';
import { SHOWN_DATE, shownSince } from './calendar-dates.query.js';
import type { CalendarFeed } from './calendar-feed.entity.js';
import type { FollowedCall } from './step-events.js';

/** A call that a person follows, and the GAD for which she does. */
export interface Followed extends FollowedCall {
  readonly gadCode: string | null;
}

/** What a person follows, oldest first. */
export function followedBy(manager: EntityManager, accountId: string): Promise<Followed[]> {
  return manager.query(
    `SELECT call_id AS "callId", gad_code AS "gadCode", since FROM follow
      WHERE account_id = $1 ORDER BY since, call_id`,
    [accountId],
  );
}

/** The calls that a feed is about now: an Atom feed lists them, a calendar shows their dates. */
export async function callsOfFeed(
  manager: EntityManager,
  search: Search,
  feed: CalendarFeed,
): Promise<string[]> {
  if (feed.scope === 'person') return (await followedBy(manager, feed.accountId)).map(({ callId }) => callId);
  const listed = await listedFor(manager, search, feed);
  if (feed.gadCode === null) return listed;
  return [...new Set([...(await followedForGad(manager, feed.gadCode)), ...listed])];
}

/**
 * The calls whose dates a calendar shows: those of its feed now and those that its list or search once brought. The
 * latter are noted with every reading, so that what closes, is taken down or falls out of the list does not vanish; what
 * a person no longer follows and what the GAD leaves aside does.
 */
export async function callsOfCalendar(
  manager: EntityManager,
  search: Search,
  feed: CalendarFeed,
  now: Date,
): Promise<string[]> {
  if (feed.scope === 'person') return callsOfFeed(manager, search, feed);
  const since = shownSince(now);
  // In one order: two programs that read at the same time must not wait for each other.
  await manager.query(
    `INSERT INTO calendar_feed_call (feed_id, call_id)
     SELECT $2, c.id FROM call c
      WHERE c.id = ANY($3::uuid[]) AND EXISTS (SELECT FROM call_date d WHERE d.call_id = c.id AND ${SHOWN_DATE})
      ORDER BY c.id
     ON CONFLICT DO NOTHING`,
    [since, feed.id, await listedFor(manager, search, feed)],
  );
  const noted = await manager.query<{ callId: string }[]>(
    `SELECT k.call_id AS "callId" FROM calendar_feed_call k
      WHERE k.feed_id = $1 AND NOT EXISTS (
        SELECT FROM match_dismissal x WHERE x.gad_code = $2 AND x.call_id = k.call_id)`,
    [feed.id, feed.gadCode],
  );
  const followed = feed.gadCode === null ? [] : await followedForGad(manager, feed.gadCode);
  return [...new Set([...followed, ...noted.map(({ callId }) => callId)])];
}

/** Forgets calls of a feed of which calendars show nothing any more. */
export async function forgetShown(manager: EntityManager, feedId: string, now: Date): Promise<void> {
  await manager.query(
    `DELETE FROM calendar_feed_call k WHERE k.feed_id = $2
        AND NOT EXISTS (SELECT FROM call_date d WHERE d.call_id = k.call_id AND ${SHOWN_DATE})`,
    [shownSince(now), feedId],
  );
}

/** What the list of the GAD holds for this person, or what the search finds. */
async function listedFor(manager: EntityManager, search: Search, feed: CalendarFeed): Promise<string[]> {
  if (feed.scope === 'search') {
    const { query } = parseSearchQuery(feed.searchQuery ?? '');
    return foundRecords(search, withFilter(query, 'kind', ['call']));
  }
  const rows = await manager.query<{ callId: string }[]>(
    `SELECT m.call_id AS "callId" FROM match m JOIN call c ON c.id = m.call_id AND c.state = 'published'
      WHERE m.gad_code = $1
        AND m.score >= coalesce((SELECT s.min_score FROM subscription s
                                  WHERE s.account_id = $2 AND s.gad_code = $1
                                    AND s.search_query IS NULL AND s.post_id IS NULL), ${DEFAULT_MIN_SCORE})
        AND NOT EXISTS (SELECT FROM match_dismissal x WHERE x.gad_code = m.gad_code AND x.call_id = m.call_id)`,
    [feed.gadCode, feed.accountId],
  );
  return rows.map(({ callId }) => callId);
}

/** What people of a GAD follow for it; what they follow for themselves is theirs alone. */
async function followedForGad(manager: EntityManager, gadCode: string): Promise<string[]> {
  const rows = await manager.query<{ callId: string }[]>(
    `SELECT DISTINCT f.call_id AS "callId" FROM follow f
       JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL
      WHERE f.gad_code = $1
        AND EXISTS (SELECT FROM membership m WHERE m.account_id = f.account_id AND m.gad_code = f.gad_code)`,
    [gadCode],
  );
  return rows.map(({ callId }) => callId);
}
