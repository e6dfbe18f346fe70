import { Gad } from '@chasqui/gads';
import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FORMULA_VERSION } from '../assess.js';
import { callHash, gadHash, loadGads, loadOpenCalls } from './load-facts.js';
import { Rescoring } from './match.entities.js';
import { MatchLists } from './match-lists.js';
import { MatchPool } from './match-pool.js';

const CALLS_AT_ONCE = 200;
const GADS_AT_ONCE = 40;

const BEGIN_PASS = `
  INSERT INTO rescoring (formula_version, data_version, started_at, lists) SELECT $1, $2, $3, count(*) FROM gad
  ON CONFLICT (formula_version, data_version) DO UPDATE
     SET started_at = excluded.started_at, finished_at = NULL, lists = excluded.lists, done = 0, error = NULL
   WHERE rescoring.finished_at IS NOT NULL
     AND EXISTS (SELECT FROM match_list WHERE (formula_version, data_version) <> ($1, $2))`;

/** Counted, not added up: two processes, or one that goes on after a crash, may make a list twice. */
const COUNT_DONE = `
  UPDATE rescoring r
     SET done = (SELECT count(*) FROM match_list l
                  WHERE (l.formula_version, l.data_version) = (r.formula_version, r.data_version))
   WHERE id = $1`;

export interface Revision {
  readonly calls: number;
  readonly lists: number;
}

/**
 * Compares everything the lists were made from with what is there now, and makes anew what differs: calls that closed or
 * changed without an event, profiles, memberships, competences, donors' agreements, dated rules, a new formula or new data.
 * In small transactions: whoever continues after a crash finds what is left.
 */
@Injectable()
export class ReviseLists {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly lists: MatchLists,
  ) {}

  /** @returns how many calls and lists were out of date */
  async execute(): Promise<Revision> {
    // At the very first start the reference data are still being loaded.
    if (!(await this.database.manager.existsBy(Gad, {}))) return { calls: 0, lists: 0 };
    const calls = await this.changedCalls();
    const { dataVersion } = await MatchPool.open(this.database.manager, this.clock.now());
    const gads = await this.outdatedGads(dataVersion);
    for (let from = 0; from < calls.length; from += CALLS_AT_ONCE) {
      await this.lists.refresh({ calls: calls.slice(from, from + CALLS_AT_ONCE), later: gads });
    }
    const pass = await this.rescoring(dataVersion);
    try {
      for (let from = 0; from < gads.length; from += GADS_AT_ONCE) {
        const batch = gads.slice(from, from + GADS_AT_ONCE);
        await this.lists.refresh({ gads: batch }, async (manager) => {
          if (pass) await manager.query(COUNT_DONE, [pass.id]);
        });
      }
    } catch (error) {
      if (pass) await this.note(pass, { error: error instanceof Error ? error.message : String(error) });
      throw error;
    }
    if (pass) await this.note(pass, { done: pass.lists, finishedAt: this.clock.now(), error: null });
    return { calls: calls.length, lists: gads.length };
  }

  private async note(pass: Rescoring, change: Partial<Rescoring>): Promise<void> {
    await this.database.manager.update(Rescoring, { id: pass.id }, change);
  }

  private async changedCalls(): Promise<string[]> {
    const { manager } = this.database;
    const now = this.clock.now();
    const changed: string[] = [];
    for (let after: string | null = null; ;) {
      const rows: { id: string; hash: string | null; open: boolean }[] = await manager.query(
        `SELECT c.id, m.facts_hash AS hash,
                c.state = 'published' AND (c.closes_at IS NULL OR c.closes_at > $1) AS open
           FROM call c LEFT JOIN matched_call m ON m.call_id = c.id
          WHERE (m.call_id IS NOT NULL OR (c.state = 'published' AND (c.closes_at IS NULL OR c.closes_at > $1)))
            AND ($2::uuid IS NULL OR c.id > $2)
          ORDER BY c.id LIMIT ${CALLS_AT_ONCE}`,
        [now, after],
      );
      const open = await loadOpenCalls(
        manager,
        now,
        rows.filter((row) => row.open).map(({ id }) => id),
      );
      const hashes = new Map(open.map((call) => [call.facts.id, callHash(call)]));
      changed.push(...rows.filter(({ id, hash }) => (hashes.get(id) ?? null) !== hash).map(({ id }) => id));
      after = rows.at(-1)?.id ?? null;
      if (rows.length < CALLS_AT_ONCE) return changed;
    }
  }

  private async outdatedGads(dataVersion: string): Promise<string[]> {
    const { manager } = this.database;
    const made = await manager.query<{ gadCode: string; hash: string }[]>(
      `SELECT gad_code AS "gadCode", facts_hash AS hash FROM match_list WHERE (formula_version, data_version) = ($1, $2)`,
      [FORMULA_VERSION, dataVersion],
    );
    const hashes = new Map(made.map(({ gadCode, hash }) => [gadCode, hash]));
    const gads = await loadGads(manager, this.clock.now());
    return gads.filter((facts) => hashes.get(facts.dpaCode) !== gadHash(facts)).map(({ dpaCode }) => dpaCode);
  }

  /**
   * The pass for this formula and data: begun if there is none, or if a dated rule that ended brought the data of a finished
   * one back; taken up again if it was cut off; null once finished.
   */
  private async rescoring(dataVersion: string): Promise<Rescoring | null> {
    const { manager } = this.database;
    await manager.query(BEGIN_PASS, [FORMULA_VERSION, dataVersion, this.clock.now()]);
    const pass = await manager.findOneByOrFail(Rescoring, { formulaVersion: FORMULA_VERSION, dataVersion });
    return pass.finishedAt ? null : pass;
  }
}
