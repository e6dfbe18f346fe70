import type { CallRevision } from '@chasqui/calls';
import { Clock } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assessor, FORMULA_VERSION } from './assess.js';
import { loadCall, loadGads, loadThemes } from './load-facts.js';
import { MatchingRun } from './match.entities.js';
import { callMatched } from './matching.jobs.js';
import { storeMatches } from './store-matches.js';

/** Judges one call for all GADs of the country. */
@Injectable()
export class MatchCall {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the matches and, in the same transaction, the event that sets off the notices: after a crash either
   * both are there or the job runs again. A revision that is no longer the published one is left alone.
   * @returns how many GADs can take part, or null when there was nothing to do
   */
  async execute({ callId, revision }: CallRevision): Promise<number | null> {
    const manager = this.database.manager;
    const call = await loadCall(manager, callId, revision);
    if (!call) return null;
    const key = { callId, callRevision: revision };
    await this.begin(key);
    try {
      const [themes, gads] = await Promise.all([loadThemes(manager), loadGads(manager)]);
      const now = this.clock.now();
      const assess = assessor(call, themes, now);
      const rows = gads.map((gad) => ({ ...key, gadCode: gad.dpaCode, ...assess(gad) }));
      const matches = rows.filter((row) => row.eligibility !== 'fails').length;
      await this.database.transaction(async (transaction) => {
        await storeMatches(transaction, { formulaVersion: FORMULA_VERSION, computedAt: now }, rows);
        const done = { matchedAt: now, gads: rows.length, matches, error: null };
        await transaction.update(MatchingRun, key, done);
        await appendEvent(transaction, callMatched, { callId, revision }, now);
      });
      return matches;
    } catch (error) {
      await manager.update(MatchingRun, key, {
        error: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  }

  private async begin(key: { callId: string; callRevision: number }): Promise<void> {
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(MatchingRun)
      .values({ ...key, startedAt: this.clock.now() })
      .orIgnore()
      .execute();
  }
}
