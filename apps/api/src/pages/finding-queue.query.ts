import type { CallChange, QueueItem } from '@chasqui/intake';
import type { DataSource } from 'typeorm';

/** What the list tells of a finding besides its title. */
export interface FindingDetails {
  readonly changes: readonly CallChange[];
  /** ISO 639-1 of its title; null when nobody knows. */
  readonly language: string | null;
  /** A source says two things of one fact. */
  readonly hasConflict: boolean;
}

interface Row extends FindingDetails {
  readonly id: string;
}

/** The details of the findings of a page, by id, in one statement. */
export async function detailsOf(
  database: DataSource,
  items: readonly Pick<QueueItem, 'id'>[],
): Promise<ReadonlyMap<string, FindingDetails>> {
  if (items.length === 0) return new Map();
  const rows = await database.query<Row[]>(
    `SELECT f.id, f.changes,
            coalesce(c.language, jsonb_path_query_first(f.fields, '$[*] ? (@.field == "language").value') #>> '{}')
              AS language,
            jsonb_path_exists(f.fields, '$[*] ? (@.conflict != null)') AS "hasConflict"
       FROM finding f LEFT JOIN call c ON c.id = f.call_id
      WHERE f.id = ANY($1::uuid[])`,
    [items.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, ...details }) => [id, details]));
}

export interface WaitingSource {
  readonly id: string;
  readonly name: string;
}

/** The sources of which something waits, by name, and the chosen one. */
export function waitingSources(database: DataSource, chosen: string | undefined): Promise<WaitingSource[]> {
  return database.query<WaitingSource[]>(
    `SELECT s.id, s.name_es AS name FROM source s
      WHERE s.id = $1 OR EXISTS (SELECT FROM finding f WHERE f.source_id = s.id AND f.state = 'open')
      ORDER BY s.name_es, s.id`,
    [chosen ?? null],
  );
}
