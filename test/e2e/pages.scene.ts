import { Accounts } from '@chasqui/accounts';
import { Call, Calls } from '@chasqui/calls';
import { CuratedRecords } from '@chasqui/curation';
import { Donor, donorRecord } from '@chasqui/donors';
import { addDays, localDate } from '@chasqui/kernel';
import { SavedSearches } from '@chasqui/subscriptions';
import { callInput } from '../support/builders.js';
import { type TestApp, untilQuiet } from '../support/http.js';

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
    `SELECT s.preferences_token AS token,
            (SELECT id FROM mailbox_message WHERE recipient = $1 LIMIT 1) AS mail,
            (SELECT c.slug FROM call c JOIN match m ON m.call_id = c.id AND m.gad_code = '08'
              WHERE c.state = 'published' AND c.language = 'en' LIMIT 1) AS foreign,
            (SELECT c.slug FROM call c JOIN match m ON m.call_id = c.id AND m.gad_code = '08'
              WHERE c.state = 'published' AND c.closes_at > now() ORDER BY m.score DESC LIMIT 1) AS best,
            (SELECT slug FROM fund ORDER BY length(to_jsonb(fund)::text) DESC LIMIT 1) AS fund,
            (SELECT slug FROM mixed_commission ORDER BY length(to_jsonb(mixed_commission)::text) DESC LIMIT 1) AS commission,
            (SELECT id FROM commission_round ORDER BY slug LIMIT 1) AS round,
            (SELECT slug FROM offer WHERE published ORDER BY slug LIMIT 1) AS offer,
            (SELECT id FROM donor WHERE slug = 'aecid') AS "otherDonor"
       FROM account a JOIN subscription s ON s.account_id = a.id WHERE a.email = $1`,
    [OLGA],
  );
  const donor = await manager.findOneByOrFail(Donor, { slug: 'giz' });
  await test.app.get(CuratedRecords).verify(donorRecord, donor.id, donor.revision, carmen!.id);
  await test.app.get(SavedSearches).save(olga!.id, 'q=riego', 'Riego en la Costa');
  return {
    ...row,
    call: first.id,
    slug: first.slug,
    foreignCall: await foreignCall(calls, donor.id, carmen!.id),
    dated: await datedCall(calls, donor.id),
    donor: donor.id,
  };
}

/** Names of institutions stay as they are, whatever their language. */
export async function properNames({ database }: TestApp): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ name: string }[]>(
    'SELECT name_es AS name FROM donor UNION SELECT name_es FROM fund UNION SELECT name_es FROM network',
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
