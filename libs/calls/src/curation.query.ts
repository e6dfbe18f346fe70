import type { DataSource } from 'typeorm';
import type { CallState } from './call-state.js';
import { Call } from './call.entity.js';
import { cursorOf, readCursor } from './open-calls.query.js';

const PAGE = 20;
const CANDIDATES = 12;

/** Calls in a state, for curators: those that close first on top, paged by key. */
export async function callsInState(
  database: DataSource,
  state: CallState,
  after: string | undefined,
): Promise<{ items: Call[]; next: string | null }> {
  const cursor = readCursor(after);
  const query = database.manager
    .createQueryBuilder(Call, 'call')
    .innerJoinAndSelect('call.donor', 'donor')
    .where('call.state = :state', { state })
    .addSelect(`coalesce(call.closes_at, 'infinity')`, 'close')
    .orderBy('close')
    .addOrderBy('call.id')
    .limit(PAGE + 1);
  if (cursor) {
    query.andWhere(
      `(coalesce(call.closes_at, 'infinity'), call.id) > (CAST(:closesAt AS timestamptz), CAST(:id AS uuid))`,
      cursor,
    );
  }
  const rows = await query.getMany();
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return { items, next: rows.length > PAGE && last ? cursorOf(last) : null };
}

/** The titles of these calls, by id. */
export async function callTitles(
  database: DataSource,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: string; title: string }[]>(
    'SELECT id, title FROM call WHERE id = ANY($1::uuid[])',
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}

export interface MergeCandidate {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly year: string | null;
  readonly donorName: string;
}

/** Calls that may be the same as this one: with these words in the title, or of its donor with a title like its own. */
export function mergeCandidates(
  database: DataSource,
  call: Pick<Call, 'id' | 'title' | 'donorId'>,
  words: string | undefined,
): Promise<MergeCandidate[]> {
  const wanted = words?.trim().replaceAll(/[\\%_]/g, String.raw`\$&`);
  return database.query<MergeCandidate[]>(
    `SELECT c.id, c.title, c.language, to_char(coalesce(c.closes_at, c.opens_on), 'YYYY') AS year,
            d.name_es AS "donorName"
       FROM call c JOIN donor d ON d.id = c.donor_id
      WHERE c.id <> $1 AND c.merged_into_id IS NULL
        AND CASE WHEN $4::text IS NULL THEN c.donor_id = $3
                 ELSE unaccent(c.title) ILIKE unaccent('%' || $4 || '%') OR c.slug = $4 END
      ORDER BY similarity(unaccent(lower(c.title)), unaccent(lower($2))) DESC, c.id
      LIMIT ${CANDIDATES}`,
    [call.id, call.title, call.donorId, wanted || null],
  );
}
