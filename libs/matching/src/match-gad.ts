import type { PlanChange } from '@chasqui/pdot';
import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assessor, FORMULA_VERSION } from './assess.js';
import { loadGads, loadOpenCalls, loadThemes } from './load-facts.js';
import { storeMatches } from './store-matches.js';

/** Judges every open call again for one GAD. */
@Injectable()
export class MatchGad {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Renews the matches of a GAD whose plan changed, so that its page follows the plan. Nobody is told: the calls are
   * not new. Running it again gives the same.
   * @returns how many calls were judged
   */
  async execute({ gadCode }: Pick<PlanChange, 'gadCode'>): Promise<number> {
    const { manager } = this.database;
    const [themes, [gad]] = await Promise.all([loadThemes(manager), loadGads(manager, gadCode)]);
    if (!gad) return 0;
    const now = this.clock.now();
    let judged = 0;
    for (let after: string | null = null; ;) {
      const calls = await loadOpenCalls(manager, now, after);
      const rows = calls.map((call) => ({
        callId: call.id,
        callRevision: call.revision,
        gadCode,
        ...assessor(call, themes, now)(gad),
      }));
      await storeMatches(manager, { formulaVersion: FORMULA_VERSION, computedAt: now }, rows);
      judged += rows.length;
      after = calls.at(-1)?.id ?? null;
      if (after === null) return judged;
    }
  }
}
