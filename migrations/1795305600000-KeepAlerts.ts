import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts with a frequency, followed calls, posts, evidence of consent; mails as rows of their own; calendars. */
export class KeepAlerts1795305600000 implements MigrationInterface {
  readonly name = 'KeepAlerts1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(SUBSCRIPTIONS);
    await runner.query(NOTICES);
    await runner.query(DATES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}

const TABLES = `
  CREATE TABLE instance_key (
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT instance_key_pk PRIMARY KEY (name)
  );
  CREATE TABLE calendar_feed (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL,
    scope text NOT NULL,
    gad_code text,
    search_query text,
    label text NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    last_read_at timestamptz,
    CONSTRAINT calendar_feed_pk PRIMARY KEY (id)
  );
  CREATE INDEX calendar_feed_account_id_idx ON calendar_feed (account_id);
  CREATE TABLE calendar_feed_call (
    feed_id uuid NOT NULL,
    call_id uuid NOT NULL,
    CONSTRAINT calendar_feed_call_pk PRIMARY KEY (feed_id, call_id)
  );
  CREATE TABLE call_date (
    call_id uuid NOT NULL,
    role text NOT NULL,
    place integer NOT NULL,
    starts_at timestamptz NOT NULL,
    zone text NOT NULL,
    zone_assumed boolean NOT NULL,
    words text,
    title text NOT NULL,
    sequence integer NOT NULL,
    cancelled_at timestamptz,
    updated_at timestamptz NOT NULL,
    CONSTRAINT call_date_pk PRIMARY KEY (call_id, role, place)
  );
  CREATE INDEX call_date_starts_at_idx ON call_date (starts_at);
  CREATE INDEX call_date_updated_at_idx ON call_date (updated_at);
  CREATE TABLE suppressed_address (
    address text NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT suppressed_address_pk PRIMARY KEY (address)
  );
  CREATE TABLE address_report (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    address text NOT NULL,
    mail_id uuid,
    trouble text NOT NULL,
    status text,
    detail text NOT NULL,
    way text NOT NULL,
    report_key text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT address_report_report_key_key UNIQUE (report_key),
    CONSTRAINT address_report_pk PRIMARY KEY (id)
  );
  CREATE INDEX address_report_mail_id_idx ON address_report (mail_id);
  CREATE INDEX address_report_address_at_idx ON address_report (address, at);
  CREATE TABLE mail_domain (
    domain text NOT NULL,
    next_slot_at timestamptz NOT NULL,
    paused_until timestamptz,
    last_error text,
    CONSTRAINT mail_domain_pk PRIMARY KEY (domain)
  );
  CREATE TABLE outgoing_mail (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    recipient text NOT NULL,
    domain text NOT NULL,
    urgent boolean NOT NULL DEFAULT false,
    state text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    lease uuid,
    lease_until timestamptz,
    last_code text,
    last_error text,
    subject text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT outgoing_mail_pk PRIMARY KEY (id)
  );
  CREATE INDEX outgoing_mail_state_updated_at_idx ON outgoing_mail (state, updated_at);
  CREATE INDEX outgoing_mail_account_id_created_at_idx ON outgoing_mail (account_id, created_at);
  CREATE INDEX outgoing_mail_lease_idx ON outgoing_mail (lease_until) WHERE state = 'sending';
  CREATE INDEX outgoing_mail_due_idx ON outgoing_mail (domain, urgent, next_attempt_at) WHERE state IN ('pending', 'unknown');
  CREATE TABLE alert_settings (
    account_id uuid NOT NULL,
    zone text NOT NULL DEFAULT 'America/Guayaquil',
    hour integer NOT NULL DEFAULT 7,
    weekday integer NOT NULL DEFAULT 1,
    ladder integer[] NOT NULL DEFAULT '{60,30,15,7,3,1}',
    reminders boolean NOT NULL DEFAULT true,
    changes boolean NOT NULL DEFAULT true,
    bulletin boolean NOT NULL DEFAULT false,
    paused_until date,
    CONSTRAINT alert_settings_pk PRIMARY KEY (account_id)
  );
  CREATE TABLE consent (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL,
    purpose text NOT NULL,
    subscription_id uuid,
    given boolean NOT NULL,
    wording text NOT NULL,
    way text NOT NULL,
    address_hash text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT consent_pk PRIMARY KEY (id)
  );
  CREATE INDEX consent_account_id_at_idx ON consent (account_id, at);
  CREATE TABLE follow (
    account_id uuid NOT NULL,
    call_id uuid NOT NULL,
    gad_code text,
    ladder integer[] NOT NULL,
    review_every_days integer NOT NULL DEFAULT 30,
    since timestamptz NOT NULL,
    CONSTRAINT follow_pk PRIMARY KEY (account_id, call_id)
  );
  CREATE INDEX follow_gad_code_idx ON follow (gad_code);
  CREATE INDEX follow_call_id_idx ON follow (call_id);
  CREATE TABLE gad_post (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    gad_code text NOT NULL,
    name text NOT NULL,
    department text,
    holder_id uuid NOT NULL,
    held_since timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT gad_post_pk PRIMARY KEY (id)
  );
  CREATE INDEX gad_post_holder_id_idx ON gad_post (holder_id);
  CREATE UNIQUE INDEX gad_post_gad_code_name_idx ON gad_post (gad_code, name);
  CREATE TABLE subscription_request (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    email text NOT NULL,
    name text NOT NULL,
    search_query text,
    label text,
    frequency text NOT NULL,
    bulletin boolean NOT NULL DEFAULT false,
    wording text NOT NULL,
    requested_at timestamptz NOT NULL,
    repeated_at timestamptz,
    expires_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    CONSTRAINT subscription_request_pk PRIMARY KEY (id)
  );
  CREATE INDEX subscription_request_expires_at_idx ON subscription_request (expires_at);
  CREATE INDEX subscription_request_email_requested_at_idx ON subscription_request (email, requested_at);
  ALTER TABLE calendar_feed ADD CONSTRAINT calendar_feed_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
  ALTER TABLE calendar_feed_call ADD CONSTRAINT calendar_feed_call_feed_id_fk FOREIGN KEY (feed_id) REFERENCES calendar_feed(id) ON DELETE CASCADE;
  ALTER TABLE calendar_feed_call ADD CONSTRAINT calendar_feed_call_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE call_date ADD CONSTRAINT call_date_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE outgoing_mail ADD CONSTRAINT outgoing_mail_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
  ALTER TABLE alert_settings ADD CONSTRAINT alert_settings_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
  ALTER TABLE consent ADD CONSTRAINT consent_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
  ALTER TABLE follow ADD CONSTRAINT follow_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
  ALTER TABLE gad_post ADD CONSTRAINT gad_post_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE gad_post ADD CONSTRAINT gad_post_holder_id_fk FOREIGN KEY (holder_id) REFERENCES account(id);
`;

/** What people agreed to becomes evidence of its own; links of mails are signed from now on. */
const SUBSCRIPTIONS = `
  INSERT INTO consent (account_id, purpose, subscription_id, given, wording, way, address_hash, at)
    SELECT s.account_id, CASE WHEN s.search_query IS NULL THEN 'matches' ELSE 'search' END, s.id, s.active,
           s.consent_text, 'earlier',
           translate(rtrim(encode(sha256(convert_to(a.email, 'UTF8')), 'base64'), '='), '+/', '-_'), s.since
      FROM subscription s JOIN account a ON a.id = s.account_id;

  ALTER TABLE subscription
    DROP COLUMN preferences_token,
    DROP COLUMN consent_text,
    ADD COLUMN post_id uuid,
    ADD COLUMN search_seq integer,
    ADD COLUMN themes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN frequency text NOT NULL DEFAULT 'immediate',
    ADD COLUMN paused_until date,
    ADD CONSTRAINT subscription_post_id_fk FOREIGN KEY (post_id) REFERENCES gad_post(id) ON DELETE CASCADE;

  UPDATE subscription s SET search_seq = n.place
    FROM (SELECT id, row_number() OVER (ORDER BY since, id) AS place FROM subscription WHERE search_query IS NOT NULL) n
   WHERE n.id = s.id;

  CREATE SEQUENCE subscription_search_seq AS integer;

  DROP INDEX subscription_one_per_gad_idx;
  CREATE UNIQUE INDEX subscription_one_per_gad_idx ON subscription (account_id, gad_code)
    WHERE search_query IS NULL AND post_id IS NULL;
  CREATE INDEX subscription_account_id_idx ON subscription (account_id);
  CREATE UNIQUE INDEX subscription_search_seq_idx ON subscription (search_seq) WHERE search_seq IS NOT NULL;
  CREATE UNIQUE INDEX subscription_one_per_post_idx ON subscription (post_id) WHERE post_id IS NOT NULL;
`;

/** A mail keeps the id of its notice, and with it its Message-ID: what is repeated is recognised. */
const NOTICES = `
  INSERT INTO outgoing_mail (id, account_id, recipient, domain, state, attempts, next_attempt_at, last_error,
                             created_at, updated_at, sent_at)
    SELECT n.id, n.account_id, a.email, split_part(a.email, '@', 2), n.state, n.attempts, n.updated_at, n.last_error,
           n.created_at, n.updated_at, n.sent_at
      FROM notification n JOIN account a ON a.id = n.account_id
     WHERE n.state IN ('pending', 'sent', 'failed');

  ALTER TABLE notification
    ADD COLUMN kind text NOT NULL DEFAULT 'new_call',
    ADD COLUMN subscription_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN reasons text[] NOT NULL DEFAULT '{}',
    ADD COLUMN step text,
    ADD COLUMN urgent boolean NOT NULL DEFAULT false,
    ADD COLUMN facts jsonb,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN mail_id uuid,
    ADD COLUMN obstacle text;
  UPDATE notification n
     SET due_at = n.created_at,
         mail_id = CASE WHEN n.state = 'cancelled' THEN NULL ELSE n.id END,
         obstacle = CASE WHEN n.state = 'cancelled' THEN n.last_error END,
         state = CASE WHEN n.state = 'cancelled' THEN 'cancelled' ELSE 'mailed' END,
         subscription_ids = CASE WHEN n.subscription_id IS NULL THEN '{}' ELSE ARRAY[n.subscription_id] END,
         reasons = coalesce(
           (SELECT ARRAY['su búsqueda «' || s.label || '»'] FROM subscription s
             WHERE s.id = n.subscription_id AND s.search_query IS NOT NULL),
           (SELECT ARRAY['lo que coincide con el ' || g.name] FROM gad g WHERE g.dpa_code = n.gad_code),
           '{}');

  ALTER TABLE notification
    DROP CONSTRAINT notification_call_id_fk,
    DROP CONSTRAINT notification_pk,
    DROP COLUMN subscription_id,
    DROP COLUMN id,
    DROP COLUMN updated_at,
    DROP COLUMN sent_at,
    DROP COLUMN attempts,
    DROP COLUMN last_error,
    ALTER COLUMN kind DROP DEFAULT,
    ALTER COLUMN due_at SET NOT NULL,
    ALTER COLUMN call_id DROP NOT NULL,
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY,
    ADD CONSTRAINT notification_pk PRIMARY KEY (id),
    ADD CONSTRAINT notification_mail_id_fk FOREIGN KEY (mail_id) REFERENCES outgoing_mail(id) ON DELETE SET NULL;
  CREATE INDEX notification_mail_id_idx ON notification (mail_id) WHERE mail_id IS NOT NULL;
  CREATE INDEX notification_due_idx ON notification (due_at) WHERE state = 'pending';
`;

/** The dates of calls that were ever public, as `libs/calls` keeps them from now on. */
const DATES = `
  INSERT INTO call_date (call_id, role, place, starts_at, zone, zone_assumed, words, title, sequence, cancelled_at,
                         updated_at)
    SELECT c.id, d.role, row_number() OVER (PARTITION BY c.id, d.role ORDER BY d.at, d.listed), d.at, d.zone,
           d.zone_assumed, d.words, c.title, c.revision, CASE WHEN c.state <> 'published' THEN c.updated_at END, c.updated_at
      FROM call c
      CROSS JOIN LATERAL (
        SELECT 'close' AS role, c.closes_at AS at, c.deadline_zone AS zone, c.deadline_zone_assumed AS zone_assumed,
               c.deadline_text AS words, 0 AS listed
         WHERE c.deadline_kind = 'exact' AND c.closes_at IS NOT NULL AND c.deadline_zone IS NOT NULL
        UNION ALL
        SELECT o->>'role', (o->>'at')::timestamptz, o->>'zone', (o->>'zoneAssumed')::boolean, o->>'text', n
          FROM jsonb_array_elements(c.other_deadlines) WITH ORDINALITY AS listed (o, n)
      ) d
     WHERE c.published_at IS NOT NULL;
`;
