// Fills a migrated database with the benchmark's catalogue: set-based inserts of generated donors and calls, their
// search entries, and one person who is signed in.
import { Accounts, AccountsModule } from '../../dist/libs/accounts/src/index.js';
import { loadReferenceData } from '../../dist/libs/reference-data/src/index.js';
import { CoreModule } from '../../dist/libs/runtime/src/index.js';
import { refreshSearchEntries } from '../../dist/libs/search/src/index.js';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { seeded, textMaker, textSource } from './catalogue-text.mjs';

const CHUNK = 2000;
const DAY_MS = 86_400_000;
const FORMS = [
  'grant',
  'grant',
  'grant',
  'loan',
  'technical_assistance',
  'volunteers',
  'award',
  'scholarship',
];
const LEVELS = ['provincial', 'municipal', 'metropolitan', 'parish'];
const ROLES = ['applicant', 'partner', 'beneficiary', null];
const KINDS = [
  'cooperation_agency',
  'development_bank',
  'embassy',
  'multilateral',
  'foundation_philanthropy',
];
const COUNTRIES = ['ES', 'DE', 'US', 'JP', 'KR', 'FR', 'IT', 'CH', 'BE', 'CA', null];

/** @returns the session of a signed-in curator, and how long the parts took */
export async function loadCatalogue(settings, databaseUrl, { calls, donors }) {
  const core = CoreModule.register(settings, databaseUrl);
  const module = { ...core, imports: [...core.imports, AccountsModule] };
  const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
  try {
    const source = app.get(DataSource);
    await loadReferenceData(source.manager);
    const random = seeded(20_260_301);
    const texts = textSource();
    const maker = textMaker(texts, random);
    await insertDonors(source, maker, texts, donors);
    await insertCalls(source, maker, texts, random, calls);
    await source.query('ANALYZE');
    const started = performance.now();
    for (const kind of ['donor', 'call']) {
      await source.transaction((manager) => refreshSearchEntries(manager, kind, 'all'));
    }
    const projectMs = performance.now() - started;
    await source.query('VACUUM ANALYZE search_entry');
    const accounts = app.get(Accounts);
    const memberships = [{ role: 'curator', gadCode: null }];
    const person = { email: 'ana@example.org', name: 'Ana Loor', password: null, memberships };
    const { id } = await accounts.register(source.manager, person, null);
    const { token } = await accounts.issueLink(id);
    return { session: await accounts.signInWithLink(token), projectMs };
  } finally {
    await app.close();
  }
}

async function insertDonors(source, { pick, projectName }, { themes }, count) {
  const rows = Array.from({ length: count }, (_, index) => {
    const name = projectName();
    return {
      slug: `${name.toLowerCase()}-${index}`,
      name_es: `Fundación ${name} ${projectName()}`,
      kind: pick(KINDS),
      country: pick(COUNTRIES),
      themes: [pick(themes).code, pick(themes).code],
      financial_forms: [pick(FORMS)],
      note_es: `Apoya ${pick(pick(themes).keywords)} y ${pick(pick(themes).keywords)} en América Latina.`,
    };
  });
  await source.query(
    `INSERT INTO donor (slug, name_es, kind, country, themes, financial_forms, note_es, aliases, iati_type, gad_roles,
                        presence, sources, read_on, confidence)
     SELECT slug, name_es, kind, country, themes, financial_forms, note_es, '{}', '10', '{}', 'reaches', '[]', '2026-01-01', 'media'
       FROM jsonb_to_recordset($1) AS r (slug text, name_es text, kind text, country text, themes text[],
                                         financial_forms text[], note_es text)`,
    [JSON.stringify(rows)],
  );
}

async function insertCalls(source, maker, { themes }, random, count) {
  const donors = (await source.query('SELECT id FROM donor ORDER BY slug')).map(({ id }) => id);
  const provinces = (await source.query(`SELECT dpa_code FROM gad WHERE level = 'provincial'`)).map(
    ({ dpa_code: code }) => code,
  );
  const goals = new Map(themes.map(({ code, sdgs }) => [code, sdgs]));
  const now = Date.now();
  const { pick } = maker;
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, index) => {
      const text = maker.call();
      // Two of three are open, one of six has no date.
      const closes = random() < 0.17 ? null : new Date(now + (random() * 540 - 150) * DAY_MS);
      return {
        ...text,
        slug: `convocatoria-${from + index}`,
        donor_id: pick(donors),
        financial_form: pick(FORMS),
        deadline_kind: closes ? 'exact' : 'permanent',
        deadline_local: closes?.toISOString().slice(0, 16) ?? null,
        deadline_zone: closes ? 'Etc/UTC' : null,
        closes_at: closes && `${closes.toISOString().slice(0, 16)}:00Z`,
        amount_max: random() < 0.3 ? null : String(Math.round(10 ** (3.5 + random() * 3))),
        currency: pick(['USD', 'EUR']),
        territories: random() < 0.7 ? [] : [pick(provinces)],
        gad_levels: random() < 0.2 ? [] : [pick(LEVELS), pick(LEVELS)],
        gad_role: pick(ROLES),
        sdgs: [...new Set(text.themes.flatMap((code) => goals.get(code) ?? []))],
      };
    });
    await source.query(
      `INSERT INTO call (slug, kind, donor_id, title, summary, language, financial_form, deadline_kind, deadline_local,
                         deadline_zone, closes_at, amount_max, currency, applicant_types, countries, territories, gad_levels,
                         gad_role, themes, sdgs, required_documents, source_url, state, published_at, created_at, updated_at)
       SELECT slug, 'open_window', donor_id, title, summary, language, financial_form, deadline_kind, deadline_local,
              deadline_zone, closes_at, amount_max, currency, '{}', '{EC}', territories, gad_levels, gad_role, themes, sdgs,
              '{}', 'https://example.org/', 'published', now(), now(), now()
         FROM jsonb_to_recordset($1) AS r (slug text, donor_id uuid, title text, summary text, language text,
              financial_form text, deadline_kind text, deadline_local text, deadline_zone text, closes_at timestamptz,
              amount_max numeric, currency text, territories text[], gad_levels text[], gad_role text, themes text[], sdgs int[])`,
      [JSON.stringify(rows)],
    );
  }
}
