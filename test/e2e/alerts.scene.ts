import { Accounts, type LinkClaim, type LinkPurpose, SignedLinks } from '@chasqui/accounts';
import { SETTINGS, type Settings } from '@chasqui/config';
import { FixedClock } from '@chasqui/kernel';
import { SavedSearches, type SearchChoice, type Subscription } from '@chasqui/subscriptions';
import type { TestApp } from '../support/http.js';

export const OLGA = 'olga.oficial@esmeraldas.example';
export const CESAR = 'cesar.consejero@esmeraldas.example';
export const CARMEN = 'carmen.curadora@chasqui.example';

const DAY_MS = 86_400_000;
export const DAILY: SearchChoice = { notify: true, frequency: 'daily' };

/** What people ask for, and the links that their mails would have. */
export class AlertScene {
  constructor(private readonly test: TestApp) {}

  async id(email: string): Promise<string> {
    return (await this.test.app.get(Accounts).findByEmail(email))!.id;
  }

  /** Somebody without any role, as the public subscriptions make them. */
  async addReader(email: string): Promise<string> {
    const person = { email, name: 'Lectora de prueba', password: null, memberships: [] };
    return (await this.test.app.get(Accounts).register(this.test.database.manager, person, null)).id;
  }

  async search(email: string, query: string, label: string, choice = DAILY): Promise<Subscription> {
    return this.test.app.get(SavedSearches).save(await this.id(email), query, label, choice);
  }

  /** The token of a link as it was made some days ago. */
  async link(purpose: LinkPurpose, claim: LinkClaim, daysAgo = 0): Promise<string> {
    const { app, database } = this.test;
    const then = new FixedClock(new Date(Date.now() - daysAgo * DAY_MS));
    return new SignedLinks(database, then, app.get<Settings>(SETTINGS)).sign(purpose, claim);
  }

  async preferencesOf(email: string, daysAgo = 0): Promise<string> {
    return this.link('preferences', { accountId: await this.id(email), subject: '' }, daysAgo);
  }

  async stopOf(email: string, list: string, daysAgo = 0): Promise<string> {
    return this.link('stop', { accountId: await this.id(email), subject: list }, daysAgo);
  }

  /** Everything that a click could have changed. */
  async stored(): Promise<unknown> {
    const tables = [
      'subscription',
      'alert_settings',
      'follow',
      'consent',
      'sign_in_link',
      'audit_entry',
      'session',
    ];
    const rows = tables.map((name) => `SELECT '${name}' AS name, to_jsonb(t) AS row FROM ${name} t`);
    return this.test.database.query(
      `SELECT * FROM (${rows.join(' UNION ALL ')}) own ORDER BY name, row::text`,
    );
  }

  /** The consents of a person, the latest first. */
  async consents(email: string): Promise<{ purpose: string; given: boolean; way: string }[]> {
    return this.test.database.query(
      'SELECT purpose, given, way FROM consent WHERE account_id = $1 ORDER BY at DESC, given',
      [await this.id(email)],
    );
  }

  /** A mail that was sent with these notices. @returns its id */
  async mail(email: string, notices: readonly Readonly<Record<string, unknown>>[]): Promise<string> {
    const { database } = this.test;
    const accountId = await this.id(email);
    const [mail] = await database.query<[{ id: string }]>(
      `INSERT INTO outgoing_mail (id, account_id, recipient, domain, state, subject, next_attempt_at, created_at,
                                  updated_at, sent_at)
       VALUES (gen_random_uuid(), $1, $2, split_part($2, '@', 2), 'sent', 'Novedades', now(), now(), now(), now())
       RETURNING id`,
      [accountId, email],
    );
    for (const notice of notices) await this.notice(email, { ...notice, state: 'mailed', mail_id: mail.id });
    return mail.id;
  }

  async notice(email: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
    const row = {
      account_id: await this.id(email),
      kind: 'new_call',
      event_key: `prueba/${Math.random()}`,
      state: 'pending',
      due_at: new Date().toISOString(),
      created_at: new Date().toISOString(),
      subscription_ids: [],
      reasons: [],
      urgent: false,
      ...changes,
    };
    const names = Object.keys(row);
    await this.test.database.query(
      `INSERT INTO notification (${names.join(', ')})
       SELECT ${names.join(', ')} FROM jsonb_to_record($1::jsonb)
           AS n(account_id uuid, kind text, event_key text, call_id uuid, state text, due_at timestamptz,
                created_at timestamptz, subscription_ids uuid[], reasons text[], urgent boolean, step text,
                facts jsonb, mail_id uuid, obstacle text)`,
      [JSON.stringify(row)],
    );
  }
}
