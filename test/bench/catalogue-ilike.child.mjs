// The named alternative of the catalogue benchmark: what a first version of the search box would do, ILIKE over
// title and summary with facet counts by GROUP BY, behind the same kind of server on the same database.
import 'reflect-metadata';
import { once } from 'node:events';
import { readSettings } from '../../dist/libs/config/src/index.js';
import { CoreModule } from '../../dist/libs/runtime/src/index.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';

/** Arrays are unfolded, so that every facet is counted; one scan of the table for all of them. */
const FACETS = {
  theme: 'unnest(themes)',
  sdg: 'unnest(sdgs)::text',
  level: 'unnest(gad_levels)',
  form: 'financial_form',
  language: 'language',
  role: 'gad_role',
  donor: 'donor_id::text',
};

const [{ port, databaseUrl }] = await once(process, 'message');
const settings = readSettings({ DATABASE_URL: databaseUrl, CHASQUI_MODE: 'demo', LOG_LEVEL: 'error' });
const app = await NestFactory.create(CoreModule.register(settings, databaseUrl), new FastifyAdapter(), {
  logger: ['error'],
});
const source = app.get(DataSource);
const server = app.getHttpAdapter().getInstance();
server.get('/ilike', async (request) => {
  const { q = '', tema = '' } = request.query;
  const words = q.split(/\s+/).filter((word) => word.length > 2);
  const values = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const conditions = [
    `state = 'published'`,
    ...values.map((_, place) => `(title ILIKE $${place + 1} OR summary ILIKE $${place + 1})`),
  ];
  if (tema) conditions.push(`themes @> ARRAY[$${values.push(tema)}]`);
  const facets = Object.entries(FACETS).map(
    ([facet, value]) =>
      `SELECT '${facet}' AS facet, ${value} AS value, count(*)::int AS count FROM hit GROUP BY 2`,
  );
  const hit = `SELECT id, themes, sdgs, gad_levels, financial_form, language, gad_role, donor_id, closes_at
                 FROM call WHERE ${conditions.join(' AND ')}`;
  const [counts, items] = await Promise.all([
    source.query(`WITH hit AS MATERIALIZED (${hit}) ${facets.join(' UNION ALL ')}`, values),
    source.query(
      `SELECT slug, title, summary, closes_at FROM call WHERE ${conditions.join(' AND ')}
        ORDER BY coalesce(closes_at, 'infinity'), id LIMIT 20`,
      values,
    ),
  ]);
  return { items, counts };
});
await app.listen(port, '127.0.0.1');
process.send({ ready: true });
process.once('disconnect', () => void app.close().then(() => process.exit(0)));
