import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sources of calls, their readings, and what curators decide of what they bring. */
export class ReadSources1795291200000 implements MigrationInterface {
  readonly name = 'ReadSources1795291200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SOURCES);
    await runner.query(DESK);
    await runner.query(INDEXES);
    await runner.query(KEYS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}

/** Where calls are read from, how, when, and what came. */
const SOURCES = `
  CREATE TABLE source (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    slug text NOT NULL,
    name_es text NOT NULL,
    donor_id uuid,
    home_url text NOT NULL,
    definition_version integer NOT NULL,
    enabled boolean NOT NULL DEFAULT false,
    trusted boolean NOT NULL DEFAULT false,
    every_minutes integer NOT NULL,
    may_be_empty boolean NOT NULL DEFAULT false,
    notes text,
    provenance text,
    first_read_at timestamptz,
    health text NOT NULL DEFAULT 'untried',
    health_since timestamptz,
    health_reason text,
    failures integer NOT NULL DEFAULT 0,
    next_run_at timestamptz,
    revision integer NOT NULL DEFAULT '1',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT source_slug_key UNIQUE (slug),
    CONSTRAINT source_pk PRIMARY KEY (id)
  );
  CREATE TABLE source_definition (
    source_id uuid NOT NULL,
    version integer NOT NULL,
    adapter text NOT NULL,
    config jsonb NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL,
    CONSTRAINT source_definition_pk PRIMARY KEY (source_id, version)
  );
  CREATE TABLE source_run (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    source_id uuid NOT NULL,
    definition_version integer NOT NULL,
    requested_by uuid,
    state text NOT NULL,
    started_at timestamptz NOT NULL,
    heartbeat_at timestamptz NOT NULL,
    finished_at timestamptz,
    cursor jsonb,
    found integer NOT NULL DEFAULT 0,
    added integer NOT NULL DEFAULT 0,
    changed integer NOT NULL DEFAULT 0,
    vanished integer NOT NULL DEFAULT 0,
    failed integer NOT NULL DEFAULT 0,
    warnings text[] NOT NULL DEFAULT '{}',
    fault text,
    message text,
    requests integer NOT NULL DEFAULT 0,
    latency_ms integer NOT NULL DEFAULT 0,
    CONSTRAINT source_run_pk PRIMARY KEY (id)
  );
  CREATE TABLE source_item (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    source_id uuid NOT NULL,
    key text NOT NULL,
    url text NOT NULL,
    title text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    last_run_id uuid NOT NULL,
    missing integer NOT NULL DEFAULT 0,
    content_hash text NOT NULL,
    CONSTRAINT source_item_pk PRIMARY KEY (id)
  );
  CREATE TABLE source_address (
    source_id uuid NOT NULL,
    url text NOT NULL,
    etag text,
    last_modified text,
    CONSTRAINT source_address_pk PRIMARY KEY (source_id, url)
  );
  CREATE TABLE capture (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    item_id uuid NOT NULL,
    run_id uuid,
    definition_version integer NOT NULL,
    at timestamptz NOT NULL,
    content_hash text NOT NULL,
    parts jsonb NOT NULL,
    CONSTRAINT capture_pk PRIMARY KEY (id)
  );
  CREATE TABLE raw_payload (
    hash text NOT NULL,
    body bytea NOT NULL,
    first_at timestamptz NOT NULL,
    CONSTRAINT raw_payload_pk PRIMARY KEY (hash)
  );
  CREATE TABLE fetch_host (
    host text NOT NULL,
    lease_id uuid,
    lease_until timestamptz,
    next_at timestamptz NOT NULL,
    CONSTRAINT fetch_host_pk PRIMARY KEY (host)
  );
  CREATE TABLE robots_file (
    origin text NOT NULL,
    text text,
    until timestamptz NOT NULL,
    CONSTRAINT robots_file_pk PRIMARY KEY (origin)
  );
`;

/** What was read in it and what became of it. */
const DESK = `
  CREATE TABLE finding (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    kind text NOT NULL,
    source_id uuid NOT NULL,
    item_id uuid NOT NULL,
    reading_id uuid NOT NULL,
    call_id uuid,
    title text NOT NULL,
    fields jsonb NOT NULL,
    changes jsonb NOT NULL DEFAULT '[]',
    duplicates jsonb NOT NULL DEFAULT '[]',
    severity text NOT NULL,
    closes_at timestamptz,
    state text NOT NULL,
    reason text,
    revision integer NOT NULL DEFAULT '1',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    decided_by uuid,
    decided_at timestamptz,
    CONSTRAINT finding_pk PRIMARY KEY (id)
  );
  CREATE TABLE field_decision (
    finding_id uuid NOT NULL,
    field text NOT NULL,
    source_id uuid NOT NULL,
    verdict text NOT NULL,
    rule text NOT NULL,
    actor_id uuid,
    at timestamptz NOT NULL,
    CONSTRAINT field_decision_pk PRIMARY KEY (finding_id, field)
  );
  CREATE TABLE curator_digest (
    account_id uuid NOT NULL,
    day date NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT curator_digest_pk PRIMARY KEY (account_id, day)
  );
  CREATE TABLE link_check (
    call_id uuid NOT NULL,
    url text NOT NULL,
    state text NOT NULL,
    reason text,
    checked_at timestamptz NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT link_check_pk PRIMARY KEY (call_id)
  );
  CREATE TABLE call_field_origin (
    call_id uuid NOT NULL,
    field text NOT NULL,
    set_by text NOT NULL,
    policy text NOT NULL,
    from_reading jsonb,
    source_id uuid,
    capture_id uuid,
    url text,
    words text,
    part text,
    words_offset integer,
    rule text,
    confidence real,
    read_at timestamptz,
    confirmed_by uuid,
    confirmed_at timestamptz,
    CONSTRAINT call_field_origin_pk PRIMARY KEY (call_id, field)
  );
  CREATE TABLE call_change_event (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    call_id uuid NOT NULL,
    finding_id uuid,
    kind text NOT NULL,
    field text,
    before jsonb,
    after jsonb,
    severity text NOT NULL,
    text_es text NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid,
    CONSTRAINT call_change_event_pk PRIMARY KEY (id)
  );
  CREATE TABLE reading (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    capture_id uuid NOT NULL,
    extractor_version integer NOT NULL,
    fields jsonb NOT NULL,
    conflicts jsonb NOT NULL DEFAULT '[]',
    at timestamptz NOT NULL,
    CONSTRAINT reading_capture_id_extractor_version_key UNIQUE (capture_id, extractor_version),
    CONSTRAINT reading_pk PRIMARY KEY (id)
  );
  CREATE TABLE item_memory (
    item_id uuid NOT NULL,
    call_id uuid,
    fields jsonb NOT NULL,
    reading_id uuid NOT NULL,
    rejected boolean NOT NULL DEFAULT false,
    CONSTRAINT item_memory_pk PRIMARY KEY (item_id)
  );
`;

const INDEXES = `
  CREATE INDEX source_enabled_next_run_at_idx ON source (enabled, next_run_at);
  CREATE UNIQUE INDEX source_run_running_idx ON source_run (source_id) WHERE state = 'running';
  CREATE INDEX source_run_source_id_started_at_idx ON source_run (source_id, started_at);
  CREATE INDEX source_item_source_id_last_seen_at_idx ON source_item (source_id, last_seen_at);
  CREATE UNIQUE INDEX source_item_key_idx ON source_item (source_id, key);
  CREATE INDEX capture_item_id_at_idx ON capture (item_id, at);
  CREATE UNIQUE INDEX finding_open_item_idx ON finding (item_id, kind) WHERE state = 'open';
  CREATE INDEX finding_call_id_idx ON finding (call_id);
  CREATE INDEX finding_source_id_state_idx ON finding (source_id, state);
  CREATE INDEX finding_state_created_at_id_idx ON finding (state, created_at, id);
  CREATE INDEX field_decision_source_id_field_idx ON field_decision (source_id, field);
  CREATE INDEX link_check_checked_at_idx ON link_check (checked_at);
  CREATE INDEX link_check_state_since_idx ON link_check (state, since);
  CREATE INDEX call_field_origin_capture_id_idx ON call_field_origin (capture_id);
  CREATE INDEX call_change_event_call_id_at_idx ON call_change_event (call_id, at);
  CREATE INDEX item_memory_call_id_idx ON item_memory (call_id);
`;

const KEYS = `
  ALTER TABLE source ADD CONSTRAINT source_donor_id_fk FOREIGN KEY (donor_id) REFERENCES donor(id);
  ALTER TABLE source_definition ADD CONSTRAINT source_definition_source_id_fk FOREIGN KEY (source_id) REFERENCES source(id) ON DELETE CASCADE;
  ALTER TABLE source_run ADD CONSTRAINT source_run_source_id_fk FOREIGN KEY (source_id) REFERENCES source(id) ON DELETE CASCADE;
  ALTER TABLE source_item ADD CONSTRAINT source_item_source_id_fk FOREIGN KEY (source_id) REFERENCES source(id) ON DELETE CASCADE;
  ALTER TABLE source_address ADD CONSTRAINT source_address_source_id_fk FOREIGN KEY (source_id) REFERENCES source(id) ON DELETE CASCADE;
  ALTER TABLE capture ADD CONSTRAINT capture_item_id_fk FOREIGN KEY (item_id) REFERENCES source_item(id) ON DELETE CASCADE;
  ALTER TABLE finding ADD CONSTRAINT finding_source_id_fk FOREIGN KEY (source_id) REFERENCES source(id) ON DELETE CASCADE;
  ALTER TABLE finding ADD CONSTRAINT finding_item_id_fk FOREIGN KEY (item_id) REFERENCES source_item(id) ON DELETE CASCADE;
  ALTER TABLE finding ADD CONSTRAINT finding_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE field_decision ADD CONSTRAINT field_decision_finding_id_fk FOREIGN KEY (finding_id) REFERENCES finding(id) ON DELETE CASCADE;
  ALTER TABLE curator_digest ADD CONSTRAINT curator_digest_account_id_fk FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
  ALTER TABLE link_check ADD CONSTRAINT link_check_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE call_field_origin ADD CONSTRAINT call_field_origin_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE call_change_event ADD CONSTRAINT call_change_event_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE reading ADD CONSTRAINT reading_capture_id_fk FOREIGN KEY (capture_id) REFERENCES capture(id) ON DELETE CASCADE;
  ALTER TABLE item_memory ADD CONSTRAINT item_memory_item_id_fk FOREIGN KEY (item_id) REFERENCES source_item(id) ON DELETE CASCADE;
  ALTER TABLE item_memory ADD CONSTRAINT item_memory_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE SET NULL;
`;
