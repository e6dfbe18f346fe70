import type { CallRevision } from '@chasqui/calls';
import { Call } from '@chasqui/calls';
import { Clock } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MatchingRun } from './match.entities.js';
import { MatchLists } from './match-lists.js';
import { callMatched } from './matching.jobs.js';

/** Judges one call for all GADs of the country. */
@Injectable()
export class MatchCall {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly lists: MatchLists,
  ) {}

  /**
   * Writes the lists the call belongs to and, in the same transaction, the event that sets off the notices: after a crash
   * either both are there or the job runs again. A revision that is no longer the published one is left alone.
   * @returns to how many GADs it says something, or null when there was nothing to do
   */
  async execute({ callId, revision }: CallRevision): Promise<number | null> {
    const { manager } = this.database;
    if (!(await manager.existsBy(Call, { id: callId, revision, state: 'published' }))) return null;
    const key = { callId, callRevision: revision };
    const now = this.clock.now();
    await manager
      .createQueryBuilder()
      .insert()
      .into(MatchingRun)
      .values({ ...key, startedAt: now })
      .orIgnore()
      .execute();
    try {
      const gads = await manager.query<[{ count: number }]>('SELECT count(*)::int AS count FROM gad');
      const { matches } = await this.lists.refresh({ calls: [callId] }, async (transaction, outcome) => {
        const done = { matchedAt: now, gads: gads[0].count, matches: outcome.matches, error: null };
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
}
