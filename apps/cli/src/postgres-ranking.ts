import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@chasqui/embedded-database';
import type { KeyedText } from '@chasqui/matching';
import { DataSource } from 'typeorm';

/** The words of a question joined by OR; a call that shares none of them still gets its place, the last. */
const RANKING = `
  WITH call AS MATERIALIZED (
    SELECT id, to_tsvector('spanish', text) AS words FROM jsonb_to_recordset($1::jsonb) AS c(id text, text text)
  ), question AS MATERIALIZED (
    SELECT id, (SELECT string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery
                  FROM unnest(to_tsvector('spanish', text))) AS wanted
      FROM jsonb_to_recordset($2::jsonb) AS q(id text, text text)
  )
  SELECT question.id AS gad, array_agg(call.id ORDER BY coalesce(ts_rank(words, wanted), 0) DESC, call.id) AS calls
    FROM question CROSS JOIN call GROUP BY question.id`;

/**
 * The calls in the order of PostgreSQL's full text search in Spanish, for each question; nothing is stored.
 * @param databaseUrl a server that runs; undefined starts one in a temporary folder and takes it away again
 */
export async function postgresRanking(
  calls: readonly KeyedText[],
  questions: readonly KeyedText[],
  databaseUrl: string | undefined,
): Promise<ReadonlyMap<string, string[]>> {
  const ranked = (database: DataSource) => rankedIn(database, calls, questions);
  return databaseUrl === undefined ? onTemporaryServer(ranked) : connected(databaseUrl, ranked);
}

async function rankedIn(
  database: DataSource,
  calls: readonly KeyedText[],
  questions: readonly KeyedText[],
): Promise<ReadonlyMap<string, string[]>> {
  const texts = [calls, questions].map((list) => JSON.stringify(list));
  const rows = await database.query<{ gad: string; calls: string[] }[]>(RANKING, texts);
  return new Map(rows.map((row) => [row.gad, row.calls]));
}

async function connected<Result>(
  url: string,
  work: (database: DataSource) => Promise<Result>,
): Promise<Result> {
  const database = new DataSource({ type: 'postgres', url });
  await database.initialize();
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

async function onTemporaryServer<Result>(work: (database: DataSource) => Promise<Result>): Promise<Result> {
  const folders = [await mkdtemp(join(tmpdir(), 'chasqui-evaluate-'))];
  try {
    // The server runs as an unprivileged user when the command is run by root.
    await chmod(folders[0]!, 0o755);
    const server = await startEmbeddedPostgres(folders[0]!, { settings: ['fsync=off'] });
    try {
      return await connected(server.url, async (database) => {
        // Its files lie elsewhere where that user may not enter the temporary folder.
        const [row] = await database.query<[{ data_directory: string }]>('SHOW data_directory');
        folders.push(row.data_directory);
        return work(database);
      });
    } finally {
      await server.stop();
    }
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}
