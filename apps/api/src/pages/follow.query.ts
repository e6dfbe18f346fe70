import type { DataSource } from 'typeorm';

/** The names of the people of a GAD who follow a call for it, those who began first on top. */
export async function followersIn(database: DataSource, gadCode: string, callId: string): Promise<string[]> {
  const rows = await database.query<{ name: string }[]>(
    `SELECT a.name FROM follow f JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL
      WHERE f.call_id = $2 AND f.gad_code = $1
        AND EXISTS (SELECT FROM membership m WHERE m.account_id = a.id AND m.gad_code = $1)
      ORDER BY f.since, a.name`,
    [gadCode, callId],
  );
  return rows.map(({ name }) => name);
}
