import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { FORMULA_VERSION } from '../assess.js';
import { type Changes, LIST_SIZE, MatchPool } from './match-pool.js';
import { type MatchRow, removeMatches, storeMatches } from './store-matches.js';

/** Rows held in memory before they are written. */
const ROWS_AT_ONCE = 1000;

interface Asked extends Changes {
  /** GADs whose lists are out of date and made anew afterwards: they are not written now. */
  readonly later: readonly string[];
}

/** What a change did. */
export interface Outcome {
  /** Lists that changed. */
  readonly lists: number;
  /** For a call: GADs to which it says something and which no condition shuts out. */
  readonly matches: number;
}

/**
 * Keeps the lists of all GADs. Whoever changes lists, in whatever process, holds the row of match_state while doing so, so
 * that the lists are always those of one state of calls, plans and rules. The memory is dropped after any fault and read
 * again: tables are the truth.
 */
@Injectable()
export class MatchLists {
  private pool: MatchPool | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes changed calls and GADs into account and writes every list they touch, all or nothing. Doing it again writes the
   * same.
   * @param within work that belongs to the same transaction
   */
  async refresh(
    changes: Partial<Asked>,
    within: (manager: EntityManager, outcome: Outcome) => Promise<void> = async () => {},
  ): Promise<Outcome> {
    const work = this.turn.then(() =>
      this.write(
        { calls: changes.calls ?? [], gads: changes.gads ?? [], later: changes.later ?? [] },
        within,
      ),
    );
    this.turn = work.catch(() => {});
    return work;
  }

  private async write(
    asked: Asked,
    within: (manager: EntityManager, outcome: Outcome) => Promise<void>,
  ): Promise<Outcome> {
    try {
      return await this.database.transaction(async (manager) => {
        const now = this.clock.now();
        const [state] = await manager.query<[{ revision: string }]>(
          'SELECT revision FROM match_state WHERE id = 1 FOR UPDATE',
        );
        const pool = await this.inStep(manager, now);
        const late = await pool.catchUp(manager, now, BigInt(state.revision));
        await pool.read(manager, now, asked);
        const changed: Asked = {
          calls: [...new Set([...asked.calls, ...late.calls])],
          gads: [...new Set([...asked.gads, ...late.gads])],
          later: asked.later,
        };
        const lists = await this.writeLists(manager, pool, changed, now);
        await this.writeSources(manager, pool, changed, now);
        const revision = BigInt(state.revision) + 1n;
        await manager.query('UPDATE match_state SET revision = $1 WHERE id = 1', [String(revision)]);
        const outcome = { lists, matches: matchesOf(pool, asked.calls) };
        await within(manager, outcome);
        pool.revision = revision;
        return outcome;
      });
    } catch (error) {
      // What is in memory may be ahead of the tables now.
      this.pool = undefined;
      throw error;
    }
  }

  private async inStep(manager: EntityManager, now: Date): Promise<MatchPool> {
    if (!this.pool || !(await this.pool.isCurrent(manager, now)))
      this.pool = await MatchPool.open(manager, now);
    return this.pool;
  }

  private async writeLists(
    manager: EntityManager,
    pool: MatchPool,
    changed: Asked,
    now: Date,
  ): Promise<number> {
    const whole = new Set(changed.gads);
    const later = new Set(changed.later);
    const by = { formulaVersion: FORMULA_VERSION, dataVersion: pool.dataVersion, computedAt: now };
    let rows: MatchRow[] = [];
    let gone: { gadCode: string; callId: string }[] = [];
    const flush = async () => {
      await removeMatches(manager, gone);
      await storeMatches(manager, by, rows);
      [rows, gone] = [[], []];
    };
    let lists = 0;
    for (const gadCode of pool.engine.gadCodes) {
      if (later.has(gadCode) && !whole.has(gadCode)) continue;
      const before = pool.lists.get(gadCode) ?? new Set<string>();
      const touched =
        whole.has(gadCode) ||
        changed.calls.some((id) => before.has(id) || pool.engine.score(gadCode, id) > 0);
      if (!touched) continue;
      const after = pool.engine.ranking(gadCode, LIST_SIZE).map(({ callId }) => callId);
      const write = after.filter((id) => whole.has(gadCode) || !before.has(id) || changed.calls.includes(id));
      const list = new Set(after);
      const out = [...before].filter((id) => !list.has(id));
      for (const callId of write) rows.push(rowOf(pool, gadCode, callId));
      for (const callId of out) gone.push({ gadCode, callId });
      pool.lists.set(gadCode, list);
      if (write.length + out.length > 0) lists += 1;
      if (rows.length >= ROWS_AT_ONCE) await flush();
    }
    await flush();
    return lists;
  }

  /** Notes what the lists were made from. */
  private async writeSources(
    manager: EntityManager,
    pool: MatchPool,
    changed: Changes,
    now: Date,
  ): Promise<void> {
    const calls = changed.calls.map((id) => ({ id, hash: pool.callHashes.get(id) ?? null }));
    await manager.query(
      `WITH changed AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS c(id uuid, hash text)),
            gone AS (DELETE FROM matched_call m USING changed c WHERE m.call_id = c.id AND c.hash IS NULL)
       INSERT INTO matched_call (call_id, facts_hash) SELECT id, hash FROM changed WHERE hash IS NOT NULL
       ON CONFLICT (call_id) DO UPDATE SET facts_hash = excluded.facts_hash`,
      [JSON.stringify(calls)],
    );
    const gads = changed.gads.flatMap((id) => {
      const hash = pool.gadHashes.get(id);
      return hash === undefined ? [] : [{ id, hash }];
    });
    await manager.query(
      `INSERT INTO match_list (gad_code, facts_hash, formula_version, data_version, computed_at)
       SELECT id, hash, $2, $3, $4 FROM jsonb_to_recordset($1::jsonb) AS g(id text, hash text)
       ON CONFLICT (gad_code) DO UPDATE
          SET facts_hash = excluded.facts_hash, formula_version = excluded.formula_version,
              data_version = excluded.data_version, computed_at = excluded.computed_at`,
      [JSON.stringify(gads), FORMULA_VERSION, pool.dataVersion, now],
    );
  }
}

function rowOf(pool: MatchPool, gadCode: string, callId: string): MatchRow {
  return {
    gadCode,
    callId,
    callRevision: pool.revisions.get(callId)!,
    ...pool.engine.assess(gadCode, callId),
  };
}

function matchesOf(pool: MatchPool, calls: readonly string[]): number {
  let matches = 0;
  for (const gadCode of pool.engine.gadCodes) {
    if (calls.some((id) => pool.engine.score(gadCode, id) > 0)) matches += 1;
  }
  return matches;
}
