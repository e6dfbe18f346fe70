import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FORMULA_VERSION } from '../assess.js';
import { factsHash, loadGads, loadOpenCalls } from './load-facts.js';
import { Rescoring } from './match.entities.js';
import { MatchLists } from './match-lists.js';
import { MatchPool } from './match-pool.js';

const CALLS_AT_ONCE = 200;
const GADS_AT_ONCE = 40;

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
    const calls = await this.changedCalls();
    for (let from = 0; from < calls.length; from += CALLS_AT_ONCE) {
      await this.lists.refresh({ calls: calls.slice(from, from + CALLS_AT_ONCE) });
    }
    const { dataVersion } = await MatchPool.open(this.database.manager, this.clock.now());
    const gads = await this.outdatedGads(dataVersion);
    const rescoring = await this.rescoring(dataVersion);
    for (let from = 0; from < gads.length; from += GADS_AT_ONCE) {
      const batch = gads.slice(from, from + GADS_AT_ONCE);
      await this.lists.refresh({ gads: batch }, async (manager) => {
        if (rescoring) await manager.increment(Rescoring, { id: rescoring.id }, 'done', batch.length);
      });
    }
    if (rescoring) {
      await this.database.manager.update(
        Rescoring,
        { id: rescoring.id },
        { finishedAt: this.clock.now(), error: null },
      );
    }
    return { calls: calls.length, lists: gads.length };
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
      const hashes = new Map(open.map(({ facts }) => [facts.id, factsHash(facts)]));
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
    return gads
      .filter((facts) => hashes.get(facts.dpaCode) !== factsHash(facts))
      .map(({ dpaCode }) => dpaCode);
  }

  /** The pass for this formula and data: begun if there is none, taken up again if it was cut off, null once finished. */
  private async rescoring(dataVersion: string): Promise<Rescoring | null> {
    const { manager } = this.database;
    const key = { formulaVersion: FORMULA_VERSION, dataVersion };
    const lists = await manager.query<[{ count: number }]>('SELECT count(*)::int AS count FROM gad');
    await manager
      .createQueryBuilder()
      .insert()
      .into(Rescoring)
      .values({ ...key, startedAt: this.clock.now(), lists: lists[0].count })
      .orIgnore()
      .execute();
    const pass = await manager.findOneByOrFail(Rescoring, key);
    return pass.finishedAt ? null : pass;
  }
}
