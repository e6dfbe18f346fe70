import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of matches that can be audited: versions, the score before, what each list was made from, people's reviews. */
export class AuditMatches1795284000000 implements MigrationInterface {
  readonly name = 'AuditMatches1795284000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MATCHES);
    await runner.query(TABLES);
    await runner.query(KEYS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup to go back.');
  }
}

/**
 * What a failed gate shuts out is no longer stored. The other rows stay until the new formula has made the lists again,
 * and their score is then kept as the one before.
 */
const MATCHES = `
  DELETE FROM match WHERE eligibility = 'fails' OR score IS NULL;
  DROP INDEX match_gad_code_eligibility_score_call_id_idx;
  ALTER TABLE match
    ALTER COLUMN score TYPE double precision,
    ALTER COLUMN score SET NOT NULL,
    ADD COLUMN data_version text NOT NULL DEFAULT '',
    ADD COLUMN previous_score double precision,
    ADD COLUMN previous_formula_version integer,
    ADD COLUMN improvements jsonb NOT NULL DEFAULT '[]';
  ALTER TABLE match ALTER COLUMN data_version DROP DEFAULT;
  CREATE INDEX match_gad_code_score_call_id_idx ON match (gad_code, score, call_id);

  ALTER TABLE call ADD COLUMN population_band text;
`;

const TABLES = `
  CREATE TABLE match_list (
    gad_code text NOT NULL,
    facts_hash text NOT NULL,
    formula_version integer NOT NULL,
    data_version text NOT NULL,
    computed_at timestamptz NOT NULL,
    CONSTRAINT match_list_pk PRIMARY KEY (gad_code)
  );

  CREATE TABLE matched_call (
    call_id uuid NOT NULL,
    facts_hash text NOT NULL,
    CONSTRAINT matched_call_pk PRIMARY KEY (call_id)
  );

  CREATE TABLE match_state (
    id integer NOT NULL,
    revision bigint NOT NULL,
    CONSTRAINT match_state_pk PRIMARY KEY (id)
  );
  INSERT INTO match_state (id, revision) VALUES (1, 0);

  CREATE TABLE rescoring (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    formula_version integer NOT NULL,
    data_version text NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    lists integer NOT NULL,
    done integer NOT NULL DEFAULT 0,
    error text,
    CONSTRAINT rescoring_formula_version_data_version_key UNIQUE (formula_version, data_version),
    CONSTRAINT rescoring_pk PRIMARY KEY (id)
  );

  CREATE TABLE match_review (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    gad_code text NOT NULL,
    call_id uuid NOT NULL,
    account_id uuid NOT NULL,
    verdict text NOT NULL,
    reason_es text NOT NULL,
    score double precision,
    formula_version integer,
    reviewed_at timestamptz NOT NULL,
    CONSTRAINT match_review_gad_code_call_id_account_id_key UNIQUE (gad_code, call_id, account_id),
    CONSTRAINT match_review_pk PRIMARY KEY (id)
  );
  CREATE INDEX match_review_call_id_idx ON match_review (call_id);

  CREATE TABLE match_dismissal (
    gad_code text NOT NULL,
    call_id uuid NOT NULL,
    account_id uuid NOT NULL,
    reason_es text,
    dismissed_at timestamptz NOT NULL,
    CONSTRAINT match_dismissal_pk PRIMARY KEY (gad_code, call_id)
  );
`;

const KEYS = `
  ALTER TABLE match_list ADD CONSTRAINT match_list_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE matched_call ADD CONSTRAINT matched_call_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE match_review ADD CONSTRAINT match_review_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE match_review ADD CONSTRAINT match_review_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
  ALTER TABLE match_dismissal ADD CONSTRAINT match_dismissal_gad_code_fk FOREIGN KEY (gad_code) REFERENCES gad(dpa_code);
  ALTER TABLE match_dismissal ADD CONSTRAINT match_dismissal_call_id_fk FOREIGN KEY (call_id) REFERENCES call(id) ON DELETE CASCADE;
`;
