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
  return databaseUrl === undefined
    ? onTemporaryServer((url) => ranked(calls, questions, url))
    : ranked(calls, questions, databaseUrl);
}

async function ranked(
  calls: readonly KeyedText[],
  questions: readonly KeyedText[],
  url: string,
): Promise<ReadonlyMap<string, string[]>> {
  const database = new DataSource({ type: 'postgres', url });
  await database.initialize();
  try {
    const rows = await database.query<{ gad: string; calls: string[] }[]>(RANKING, [
      JSON.stringify(calls),
      JSON.stringify(questions),
    ]);
    return new Map(rows.map((row) => [row.gad, row.calls]));
  } finally {
    await database.destroy();
  }
}

async function onTemporaryServer<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-evaluate-'));
  // The server runs as an unprivileged user when the command is run by root.
  await chmod(folder, 0o755);
  try {
    const server = await startEmbeddedPostgres(folder, { settings: ['fsync=off'] });
    try {
      return await work(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
