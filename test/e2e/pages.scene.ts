import { Accounts, SignedLinks } from '@chasqui/accounts';
import { CalendarFeeds } from '@chasqui/calendars';
import { Call, Calls } from '@chasqui/calls';
import { CuratedRecords } from '@chasqui/curation';
import { Donor, donorRecord } from '@chasqui/donors';
import { addDays, localDate } from '@chasqui/kernel';
import { Follows, SavedSearches, Subscriptions } from '@chasqui/subscriptions';
import { callInput } from '../support/builders.js';
import { type TestApp, untilQuiet } from '../support/http.js';
import { fillDeliveries } from './deliveries.scene.js';
import { fillPosts } from './posts.scene.js';
import { FindingScene, RIVERS } from './findings.scene.js';

export const CARMEN = 'carmen.curadora@chasqui.example';
export const OLGA = 'olga.oficial@esmeraldas.example';

/** Something on every kind of page: what its address names, by the name that the address has for it. */
export async function fillPages(test: TestApp): Promise<Readonly<Record<string, string>>> {
  const { database } = test;
  const { manager } = database;
  const calls = test.app.get(Calls);
  const [olga, carmen] = await Promise.all(
    [OLGA, CARMEN].map((email) => test.app.get(Accounts).findByEmail(email)),
  );
  const first = await manager.findOneByOrFail(Call, { slug: 'premios-latinoamerica-verde-2019' });
  await calls.publish(first.id, carmen!.id);
  await untilQuiet(database);
  const [row] = await database.query<[Record<string, string>]>(
    `SELECT (SELECT id FROM mailbox_message WHERE recipient = $1 LIMIT 1) AS mail,
            (SELECT c.slug FROM call c JOIN match m ON m.call_id = c.id AND m.gad_code = '08'
              WHERE c.state = 'published' AND c.language = 'en' LIMIT 1) AS foreign,
            (SELECT c.slug FROM call c JOIN match m ON m.call_id = c.id AND m.gad_code = '08'
              WHERE c.state = 'published' AND c.closes_at > now() ORDER BY m.score DESC LIMIT 1) AS best,
            (SELECT slug FROM fund ORDER BY length(to_jsonb(fund)::text) DESC LIMIT 1) AS fund,
            (SELECT slug FROM mixed_commission ORDER BY length(to_jsonb(mixed_commission)::text) DESC LIMIT 1) AS commission,
            (SELECT id FROM commission_round ORDER BY slug LIMIT 1) AS round,
            (SELECT slug FROM offer WHERE published ORDER BY slug LIMIT 1) AS offer,
            (SELECT id FROM donor WHERE slug = 'aecid') AS "otherDonor"`,
    [OLGA],
  );
  const donor = await manager.findOneByOrFail(Donor, { slug: 'giz' });
  await test.app.get(CuratedRecords).verify(donorRecord, donor.id, donor.revision, carmen!.id);
  const owner = { id: olga!.id, name: olga!.name, email: OLGA, memberships: [] };
  const calendar = await test.app
    .get(CalendarFeeds)
    .create(owner, { scope: 'person', label: 'Plazos en mi teléfono' });
  return {
    ...row,
    ...(await fillAlerts(test, olga!.id, first.id)),
    ...(await fillPosts(test)),
    calendar: calendar.id,
    failedMail: await fillDeliveries(test),
    run: await readSource(test),
    ...(await fillDesk(test)),
    call: first.id,
    slug: first.slug,
    foreignCall: await foreignCall(calls, donor.id, carmen!.id),
    dated: await datedCall(calls, donor.id),
    donor: donor.id,
  };
}

/** Alerts of every kind, a mail that was sent and links to it. */
async function fillAlerts(
  { app, database }: TestApp,
  accountId: string,
  callId: string,
): Promise<Readonly<Record<string, string>>> {
  const searches = app.get(SavedSearches);
  const search = await searches.save(accountId, 'q=riego', 'Riego en la Costa', {
    notify: true,
    frequency: 'weekly',
  });
  await searches.save(accountId, 'q=agua', 'Agua sin avisos', { notify: false, frequency: 'daily' });
  await app.get(Follows).follow(accountId, callId, '08');
  const alert = await app.get(Subscriptions).find(accountId, '08');
  const [mail] = await database.query<[{ id: string }]>(
    `INSERT INTO outgoing_mail (id, account_id, recipient, domain, state, subject, next_attempt_at, created_at,
                                updated_at, sent_at)
     VALUES (gen_random_uuid(), $1, $2, 'esmeraldas.example', 'sent', 'Novedades', now(), now(), now(), now())
     RETURNING id`,
    [accountId, OLGA],
  );
  await database.query(
    `INSERT INTO notification (account_id, kind, event_key, call_id, subscription_ids, reasons, step, state, obstacle,
                               due_at, created_at, mail_id)
     SELECT $1, kind, 'paginas/' || kind, $2, ARRAY[$3]::uuid[], ARRAY['su búsqueda «Riego en la Costa»'], step, state,
            obstacle, now(), now(), CASE state WHEN 'mailed' THEN $4::uuid END
       FROM (VALUES ('new_call', NULL, 'mailed', NULL), ('deadline', '7', 'mailed', NULL),
                    ('call_change', NULL, 'cancelled', 'La convocatoria ya cerró.')) AS n(kind, step, state, obstacle)`,
    [accountId, callId, search.id, mail.id],
  );
  const links = app.get(SignedLinks);
  const [token, stop, why] = await Promise.all([
    links.sign('preferences', { accountId, subject: '' }),
    links.sign('stop', { accountId, subject: `sub:${search.id}` }),
    links.sign('why', { accountId, subject: mail.id }),
  ]);
  return { search: search.id, alert: alert!.id, token, stop, why };
}

/** A source with readings on some days, one of them failed. @returns the id of the failed one */
async function readSource({ database }: TestApp): Promise<string> {
  const runs = await database.query<{ id: string; state: string }[]>(
    `INSERT INTO source_run (source_id, definition_version, state, started_at, heartbeat_at, finished_at, found, added,
                             changed, failed, requests, latency_ms, warnings, fault, message)
     SELECT id, 1, CASE day WHEN 2 THEN 'failed' ELSE 'done' END, at, at, at, day, 1, 1, 0, 4, 900,
            ARRAY['La entrada 3 no tiene enlace.'], CASE day WHEN 2 THEN 'http' END,
            CASE day WHEN 2 THEN 'El sitio de la fuente tiene una falla.' END
       FROM source, generate_series(1, 20) day, LATERAL (SELECT now() - day * interval '1 day' AS at) days
      WHERE slug = 'aecid' RETURNING id, state`,
  );
  await database.query(
    `INSERT INTO source_item (source_id, key, url, title, first_seen_at, last_seen_at, last_run_id, content_hash)
     SELECT id, 'https://x.example/una', 'https://x.example/una', 'Fondo de riego', now(), now(), $1, 'x'
       FROM source WHERE slug = 'aecid'`,
    [runs[0]!.id],
  );
  await database.query(
    `UPDATE source SET health = 'broken', health_since = now(), health_reason = 'La última lectura falló.'
      WHERE slug = 'aecid'`,
  );
  return runs.find(({ state }) => state === 'failed')!.id;
}

/** A new call and one that was published by itself at the desk, a broken link, decided values to count. */
async function fillDesk(test: TestApp): Promise<Readonly<Record<string, string>>> {
  const scene = await FindingScene.open(test);
  const more = `${RIVERS.more}<p>El plazo para presentar propuestas vence el 20 de abril de 2031.</p>`;
  const finding = await scene.brings({ ...RIVERS, more });
  await scene.brings({ ...RIVERS, title: `${RIVERS.title} y lagunas` });
  const item = await scene.item();
  await scene.says(item, RIVERS);
  const sample = await scene.samples(item);
  const callId = (await scene.stored(sample)).callId!;
  await test.database.query(
    `INSERT INTO link_check (call_id, url, state, reason, checked_at, since)
     SELECT id, source_url, 'broken', 'La página ya no existe.', now(), now() - interval '4 days' FROM call WHERE id = $1`,
    [callId],
  );
  await test.database.query(
    `INSERT INTO field_decision (finding_id, field, source_id, verdict, rule, at)
     SELECT f.id, field->>'field', f.source_id, 'corrected', field->>'rule', now()
       FROM finding f, jsonb_array_elements(f.fields) field WHERE f.id = $1`,
    [sample],
  );
  return { finding, sample, sampled: callId };
}

/** Names of institutions stay as they are, whatever their language. */
export async function properNames({ database }: TestApp): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ name: string }[]>(
    'SELECT name_es AS name FROM donor UNION SELECT name_es FROM fund UNION SELECT name_es FROM network UNION SELECT name_es FROM source',
  );
  return new Set(rows.map(({ name }) => name));
}

/** A published call in English that was changed once, with the words of the source in every text. */
async function foreignCall(calls: Calls, donorId: string, actorId: string): Promise<string> {
  const input = callInput(donorId, {
    title: 'Small grants for the rivers',
    summary: 'Grants for local governments and the people who care for rivers.',
    deadlineLocal: `${addDays(localDate(new Date()), 90)}T17:00`,
    language: 'en',
    // It suits no GAD: nobody is told of it, and the subjects of mails have no language.
    countries: ['PE'],
    applicantTypes: ['Local governments and their associations'],
    partnerRequirements: 'A partner from the same basin.',
    documents: [{ title: 'Guidelines for applicants', url: 'https://example.org/guide.pdf' }],
  });
  const { id, revision } = await calls.create(input, actorId);
  const change = { ...input, title: 'Small grants for the rivers and the sea', documents: [] };
  await calls.update(id, revision, change, actorId);
  await calls.publish(id, actorId);
  return id;
}

/** A call with a date of every kind, documents and an edition before it. */
async function datedCall(calls: Calls, donorId: string): Promise<string> {
  const today = localDate(new Date());
  const at = (days: number) => `${addDays(today, days)}T17:00`;
  const input = callInput(donorId, {
    title: 'Fondo de riego con varias fechas',
    countries: ['PE'],
    opensOn: addDays(today, -200),
    deadlineLocal: at(60),
    otherDeadlines: [
      { role: 'expression_of_interest', local: at(-20), zone: 'Pacific/Galapagos', text: null },
      { role: 'questions', local: at(20), zone: null, text: 'hasta tres semanas antes' },
      { role: 'results', local: at(120), zone: null, text: null },
    ],
    documents: [{ title: 'Bases', url: 'https://example.org/bases.pdf' }],
  });
  const old = await calls.create({ ...input, title: 'Fondo de riego, la edición pasada' }, null);
  await calls.publish(old.id, null);
  await calls.archive(old.id, null);
  const { id } = await calls.create({ ...input, previousEditionId: old.id }, null);
  return (await calls.publish(id, null)).slug;
}
