import type { DataSource } from 'typeorm';
import type { Call } from './call.entity.js';
import { type Edition, type Editions, sortEditions } from './editions.js';

const MOST = 20;

/**
 * Earlier and later editions of a call: those that curators linked, and other calls of its fund. Only what the
 * public has seen: published ones and those in the archive.
 */
export async function editionsOf(
  database: DataSource,
  call: Pick<Call, 'id' | 'fundId' | 'previousEditionId' | 'opensOn' | 'closesAt'>,
): Promise<Editions> {
  const rows = await database.query<Edition[]>(
    `WITH RECURSIVE
       before AS (
         SELECT c.id, c.previous_edition_id, -1 AS distance FROM call c WHERE c.id = $2
         UNION ALL
         SELECT c.id, c.previous_edition_id, b.distance - 1
           FROM before b JOIN call c ON c.id = b.previous_edition_id WHERE b.distance > -${MOST}),
       after AS (
         SELECT c.id, 1 AS distance FROM call c WHERE c.previous_edition_id = $1
         UNION ALL
         SELECT c.id, a.distance + 1
           FROM after a JOIN call c ON c.previous_edition_id = a.id WHERE a.distance < ${MOST}),
       known AS (
         SELECT id, distance FROM before
         UNION ALL SELECT id, distance FROM after
         UNION ALL (SELECT id, NULL FROM call WHERE fund_id = $3 AND state IN ('published', 'archived')
                     ORDER BY coalesce(closes_at, opens_on) DESC NULLS LAST, id LIMIT ${MOST}))
     SELECT c.id, c.slug, c.title, c.language, c.edition, c.opens_on::text AS "opensOn",
            c.closes_at AS "closesAt", c.state, min(known.distance)::int AS distance
       FROM known JOIN call c ON c.id = known.id
      WHERE c.id <> $1 AND c.state IN ('published', 'archived') AND c.merged_into_id IS NULL
      GROUP BY c.id LIMIT ${3 * MOST}`,
    [call.id, call.previousEditionId, call.fundId],
  );
  return sortEditions(call, rows);
}

/** A call as the choice of a previous edition shows it. */
export interface EditionChoice {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly year: string | null;
}

const CHOICES = 100;

/** Calls of a donor that can be the previous edition of one of its calls, the newest first. */
export function editionChoices(
  database: DataSource,
  donorId: string,
  call: Pick<Call, 'id' | 'previousEditionId'> | null,
): Promise<EditionChoice[]> {
  return database.query<EditionChoice[]>(
    `SELECT id, slug, title, to_char(coalesce(closes_at, opens_on), 'YYYY') AS year FROM call
      WHERE (donor_id = $1 OR id = $3) AND id IS DISTINCT FROM $2::uuid AND merged_into_id IS NULL
      ORDER BY created_at DESC, id LIMIT ${CHOICES}`,
    [donorId, call?.id ?? null, call?.previousEditionId ?? null],
  );
}
