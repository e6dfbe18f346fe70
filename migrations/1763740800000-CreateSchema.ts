import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first schema: catalogue, territory, plans, people, matches, notices and the outbox. Forward only. */
export class CreateSchema1763740800000 implements MigrationInterface {
  readonly name = 'CreateSchema1763740800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEARCH);
    await runner.query(TABLES);
    await runner.query(INDEXES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}

/** Spanish full-text search that does not care about accents. */
const SEARCH = `
  CREATE EXTENSION IF NOT EXISTS unaccent;
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE TEXT SEARCH CONFIGURATION chasqui_es (COPY = spanish);
  ALTER TEXT SEARCH CONFIGURATION chasqui_es
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;
`;

const TABLES = `
  CREATE TABLE gad (
    dpa_code text NOT NULL,
    level text NOT NULL,
    name text NOT NULL,
    territory text NOT NULL,
    parent_code text,
    province_code text NOT NULL,
    province text NOT NULL,
    canton text,
    seat text,
    special_regime text,
    code_confirmed boolean NOT NULL,
    CONSTRAINT gad_pk PRIMARY KEY (dpa_code)
  );

  CREATE INDEX gad_province_code_level_idx ON gad (province_code, level);

  CREATE TABLE account (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    email text NOT NULL,
    name text NOT NULL,
    password_hash text,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz,
    CONSTRAINT account_email_key UNIQUE (email),
    CONSTRAINT account_pk PRIMARY KEY (id)
  );

  CREATE TABLE membership (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL,
    role text NOT NULL,
    gad_code text,
    CONSTRAINT membership_pk PRIMARY KEY (id)
  );

  CREATE UNIQUE INDEX membership_account_id_role_gad_code_idx ON membership (account_id, role, gad_code);

  CREATE TABLE session (
    token_hash text NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT session_pk PRIMARY KEY (token_hash)
  );

  CREATE INDEX session_account_id_idx ON session (account_id);

  CREATE TABLE sign_in_link (
    token_hash text NOT NULL,
    account_id uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT sign_in_link_pk PRIMARY KEY (token_hash)
  );

  CREATE TABLE audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT audit_entry_pk PRIMARY KEY (id)
  );

  CREATE INDEX audit_entry_entity_entity_id_id_idx ON audit_entry (entity, entity_id, id);

  CREATE TABLE gad_level (
    code text NOT NULL,
    name_es text NOT NULL,
    territory_es text NOT NULL,
    head_es text NOT NULL,
    legislative_body_es text NOT NULL,
    norm text NOT NULL,
    CONSTRAINT gad_level_pk PRIMARY KEY (code)
  );

  CREATE TABLE theme (
    code text NOT NULL,
    name_es text NOT NULL,
    parent text,
    crs_categories text[] NOT NULL,
    sdgs integer[] NOT NULL,
    keywords text[] NOT NULL,
    generic boolean NOT NULL,
    CONSTRAINT theme_pk PRIMARY KEY (code)
  );

  CREATE TABLE sdg (
    number integer NOT NULL,
    name_es text NOT NULL,
    objective_es text NOT NULL,
    name_en text NOT NULL,
    color text NOT NULL,
    CONSTRAINT sdg_pk PRIMARY KEY (number)
  );

  CREATE TABLE crs_sector (
    code text NOT NULL,
    category text,
    name_es text NOT NULL,
    name_en text NOT NULL,
    active boolean NOT NULL,
    CONSTRAINT crs_sector_pk PRIMARY KEY (code)
  );

  CREATE TABLE modality (
    code text NOT NULL,
    name_es text NOT NULL,
    CONSTRAINT modality_pk PRIMARY KEY (code)
  );

  CREATE TABLE instrument (
    code text NOT NULL,
    name_es text NOT NULL,
    modality text NOT NULL,
    CONSTRAINT instrument_pk PRIMARY KEY (code)
  );

  CREATE TABLE mechanism (
    code text NOT NULL,
    position integer NOT NULL,
    name_es text NOT NULL,
    modality text NOT NULL,
    CONSTRAINT mechanism_pk PRIMARY KEY (code)
  );

  CREATE TABLE financial_form (
    code text NOT NULL,
    name_es text NOT NULL,
    reimbursable boolean NOT NULL,
    CONSTRAINT financial_form_pk PRIMARY KEY (code)
  );

  CREATE TABLE donor (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    name_es text NOT NULL,
    acronym text,
    aliases text[] NOT NULL,
    kind text NOT NULL,
    iati_type text NOT NULL,
    country text,
    website text,
    themes text[] NOT NULL,
    financial_forms text[] NOT NULL,
    gad_roles text[] NOT NULL,
    reaches_ecuador text NOT NULL,
    note_es text NOT NULL,
    sources jsonb NOT NULL,
    read_on date NOT NULL,
    confidence text NOT NULL,
    CONSTRAINT donor_slug_key UNIQUE (slug),
    CONSTRAINT donor_pk PRIMARY KEY (id)
  );

  CREATE TABLE fund (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    donor_id uuid NOT NULL,
    name_es text NOT NULL,
    note_es text NOT NULL,
    sources jsonb NOT NULL,
    CONSTRAINT fund_slug_key UNIQUE (slug),
    CONSTRAINT fund_pk PRIMARY KEY (id)
  );

  CREATE TABLE call (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    kind text NOT NULL,
    donor_id uuid NOT NULL,
    fund_id uuid,
    title text NOT NULL,
    summary text NOT NULL,
    language text NOT NULL,
    financial_form text NOT NULL,
    opens_on date,
    deadline_kind text NOT NULL,
    deadline_local text,
    deadline_zone text,
    deadline_zone_assumed boolean NOT NULL DEFAULT false,
    deadline_text text,
    closes_at timestamptz,
    amount_min numeric(18,2),
    amount_max numeric(18,2),
    total_budget numeric(18,2),
    currency text,
    cofinancing_percent numeric(5,2),
    applicant_types text[] NOT NULL,
    countries text[] NOT NULL,
    territories text[] NOT NULL,
    gad_levels text[] NOT NULL,
    gad_levels_inferred boolean NOT NULL DEFAULT false,
    gad_role text,
    themes text[] NOT NULL,
    sdgs integer[] NOT NULL,
    required_documents text[] NOT NULL,
    source_url text NOT NULL,
    notes text,
    state text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    published_at timestamptz,
    is_demo boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT call_slug_key UNIQUE (slug),
    CONSTRAINT call_pk PRIMARY KEY (id)
  );

  CREATE INDEX call_donor_id_idx ON call (donor_id);

  CREATE INDEX call_state_closes_at_id_idx ON call (state, closes_at, id);

  CREATE TABLE outbox_event (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    type text NOT NULL,
    payload jsonb NOT NULL,
    occurred_at timestamptz NOT NULL,
    relayed_at timestamptz,
    CONSTRAINT outbox_event_pk PRIMARY KEY (id)
  );

  CREATE INDEX outbox_event_id_idx ON outbox_event (id) WHERE relayed_at IS NULL;

  CREATE TABLE checklist_template (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    key text NOT NULL,
    version integer NOT NULL,
    name_es text NOT NULL,
    source text NOT NULL,
    note text NOT NULL,
    CONSTRAINT checklist_template_key_version_key UNIQUE (key, version),
    CONSTRAINT checklist_template_pk PRIMARY KEY (id)
  );

  CREATE TABLE checklist_step (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    template_id uuid NOT NULL,
    key text NOT NULL,
    position integer NOT NULL,
    title_es text NOT NULL,
    title_origin text NOT NULL,
    position_origin text NOT NULL,
    scope text NOT NULL,
    purpose_es text NOT NULL,
    CONSTRAINT checklist_step_template_id_key_key UNIQUE (template_id, key),
    CONSTRAINT checklist_step_pk PRIMARY KEY (id)
  );

  CREATE TABLE checklist_task (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    step_id uuid NOT NULL,
    code text NOT NULL,
    title_es text NOT NULL,
    required text NOT NULL,
    evidence text,
    days_before integer,
    after_award boolean NOT NULL,
    CONSTRAINT checklist_task_step_id_code_key UNIQUE (step_id, code),
    CONSTRAINT checklist_task_pk PRIMARY KEY (id)
  );

  CREATE TABLE competence (
    code text NOT NULL,
    level text NOT NULL,
    text text NOT NULL,
    legal_basis text NOT NULL,
    kind text NOT NULL,
    themes text[] NOT NULL,
    crs_categories text[] NOT NULL,
    enabler boolean NOT NULL,
    inherits_from text[] NOT NULL,
    note text,
    CONSTRAINT competence_pk PRIMARY KEY (code)
  );

  CREATE TABLE mailbox_message (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    recipient text NOT NULL,
    message_id text NOT NULL,
    subject text NOT NULL,
    raw bytea NOT NULL,
    received_at timestamptz NOT NULL,
    deliveries integer NOT NULL DEFAULT 1,
    CONSTRAINT mailbox_message_recipient_message_id_key UNIQUE (recipient, message_id),
    CONSTRAINT mailbox_message_pk PRIMARY KEY (id)
  );

  CREATE INDEX mailbox_message_recipient_idx ON mailbox_message (recipient);

  CREATE TABLE match (
    call_id uuid NOT NULL,
    gad_code text NOT NULL,
    call_revision integer NOT NULL,
    formula_version integer NOT NULL,
    eligibility text NOT NULL,
    score integer,
    need real NOT NULL,
    capacity real NOT NULL,
    donor real NOT NULL,
    confidence real NOT NULL,
    gates jsonb NOT NULL,
    reasons jsonb NOT NULL,
    missing jsonb NOT NULL,
    computed_at timestamptz NOT NULL,
    CONSTRAINT match_pk PRIMARY KEY (call_id, gad_code)
  );

  CREATE INDEX match_gad_code_eligibility_score_call_id_idx ON match (gad_code, eligibility, score, call_id);

  CREATE TABLE matching_run (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    call_id uuid NOT NULL,
    call_revision integer NOT NULL,
    started_at timestamptz NOT NULL,
    matched_at timestamptz,
    notified_at timestamptz,
    gads integer NOT NULL DEFAULT 0,
    matches integer NOT NULL DEFAULT 0,
    notices integer NOT NULL DEFAULT 0,
    error text,
    CONSTRAINT matching_run_call_id_call_revision_key UNIQUE (call_id, call_revision),
    CONSTRAINT matching_run_pk PRIMARY KEY (id)
  );

  CREATE INDEX matching_run_started_at_idx ON matching_run (started_at);

  CREATE TABLE subscription (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL,
    gad_code text NOT NULL,
    active boolean NOT NULL,
    min_score integer NOT NULL,
    include_credit boolean NOT NULL,
    since timestamptz NOT NULL,
    consent_text text NOT NULL,
    preferences_token text NOT NULL,
    CONSTRAINT subscription_preferences_token_key UNIQUE (preferences_token),
    CONSTRAINT subscription_account_id_gad_code_key UNIQUE (account_id, gad_code),
    CONSTRAINT subscription_pk PRIMARY KEY (id)
  );

  CREATE INDEX subscription_gad_code_idx ON subscription (gad_code);

  CREATE TABLE notification (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL,
    event_key text NOT NULL,
    subscription_id uuid NOT NULL,
    call_id uuid NOT NULL,
    gad_code text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT notification_account_id_event_key_key UNIQUE (account_id, event_key),
    CONSTRAINT notification_pk PRIMARY KEY (id)
  );

  CREATE INDEX notification_call_id_idx ON notification (call_id);

  CREATE INDEX notification_state_updated_at_idx ON notification (state, updated_at);

  CREATE TABLE development_plan (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    gad_code text NOT NULL,
    version integer NOT NULL,
    label text NOT NULL,
    current boolean NOT NULL,
    note text,
    is_demo boolean NOT NULL,
    CONSTRAINT development_plan_gad_code_version_key UNIQUE (gad_code, version),
    CONSTRAINT development_plan_pk PRIMARY KEY (id)
  );

  CREATE UNIQUE INDEX development_plan_one_current_idx ON development_plan (gad_code) WHERE current;

  CREATE TABLE priority (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL,
    position integer NOT NULL,
    component text NOT NULL,
    text text NOT NULL,
    themes text[] NOT NULL,
    sdgs integer[] NOT NULL,
    competences text[] NOT NULL,
    source_url text,
    source_kind text NOT NULL,
    CONSTRAINT priority_plan_id_position_key UNIQUE (plan_id, position),
    CONSTRAINT priority_pk PRIMARY KEY (id)
  );

  ALTER TABLE membership ADD CONSTRAINT membership_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

  ALTER TABLE membership ADD CONSTRAINT membership_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);

  ALTER TABLE session ADD CONSTRAINT session_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

  ALTER TABLE sign_in_link ADD CONSTRAINT sign_in_link_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

  ALTER TABLE fund ADD CONSTRAINT fund_donor_id_fk FOREIGN KEY (donor_id) REFERENCES donor(id);

  ALTER TABLE call ADD CONSTRAINT call_donor_id_fk FOREIGN KEY (donor_id) REFERENCES donor(id);

  ALTER TABLE call ADD CONSTRAINT call_fund_id_fk FOREIGN KEY (fund_id) REFERENCES fund(id);

  ALTER TABLE checklist_step ADD CONSTRAINT checklist_step_template_id_fk FOREIGN KEY (template_id) REFERENCES checklist_template(id) ON DELETE CASCADE;

  ALTER TABLE checklist_task ADD CONSTRAINT checklist_task_step_id_fk FOREIGN KEY (step_id) REFERENCES checklist_step(id) ON DELETE CASCADE;

  ALTER TABLE match ADD CONSTRAINT match_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;

  ALTER TABLE match ADD CONSTRAINT match_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);

  ALTER TABLE matching_run ADD CONSTRAINT matching_run_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;

  ALTER TABLE subscription ADD CONSTRAINT subscription_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

  ALTER TABLE subscription ADD CONSTRAINT subscription_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);

  ALTER TABLE notification ADD CONSTRAINT notification_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

  ALTER TABLE notification ADD CONSTRAINT notification_subscription_id_fk FOREIGN KEY (subscription_id) REFERENCES subscription(id) ON DELETE CASCADE;

  ALTER TABLE notification ADD CONSTRAINT notification_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;

  ALTER TABLE development_plan ADD CONSTRAINT development_plan_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);

  ALTER TABLE priority ADD CONSTRAINT priority_plan_id_fk FOREIGN KEY (plan_id) REFERENCES development_plan(id) ON DELETE CASCADE;
`;

const INDEXES = `
  CREATE INDEX call_search_idx ON call USING gin (to_tsvector('chasqui_es', title || ' ' || summary));
  CREATE INDEX call_themes_idx ON call USING gin (themes);
  CREATE INDEX call_open_idx ON call (coalesce(closes_at, 'infinity'), id) WHERE state = 'published';
`;
