import { localDate } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import { frameOn } from '../frame.js';
import { MatchEngine } from '../engine/match-engine.js';
import type { GadFacts } from '../facts.js';
import { type Knowledge, loadKnowledge, tablesHash } from '../knowledge/knowledge.js';
import {
  callHash,
  gadHash,
  loadGads,
  loadOpenCalls,
  loadReferenceTables,
  type OpenCall,
} from './load-facts.js';

/** How many calls the list of a GAD holds. An officer looks at a few dozen at most. */
export const LIST_SIZE = 40;

const BATCH = 500;

/** What changed since the pool was last in step with the tables. */
export interface Changes {
  readonly calls: readonly string[];
  readonly gads: readonly string[];
}

/** All calls and GADs that the lists are made from, in the memory of one process, and which lists hold which call. */
export class MatchPool {
  readonly engine: MatchEngine;
  /** Hash of the facts in memory, by call and by GAD. */
  readonly callHashes = new Map<string, string>();
  readonly gadHashes = new Map<string, string>();
  readonly revisions = new Map<string, number>();
  /** Calls stored in the list of each GAD. */
  readonly lists = new Map<string, Set<string>>();
  /** Number of match_state that this memory is in step with. */
  revision = -1n;

  constructor(
    readonly knowledge: Knowledge,
    readonly tables: string,
    /** ISO date in Ecuador by which dated rules were chosen. */
    readonly day: string,
  ) {
    this.engine = new MatchEngine(frameOn(knowledge, day));
  }

  /** An empty pool with today's rules. */
  static async open(manager: EntityManager, now: Date): Promise<MatchPool> {
    const tables = await loadReferenceTables(manager);
    return new MatchPool(loadKnowledge(tables), tablesHash(tables), localDate(now));
  }

  /** Version of everything the formula reads besides calls and GADs, with the dated rules of the day. */
  get dataVersion(): string {
    const dated = this.engine.frame.overrides.map(({ id }) => id);
    return [this.knowledge.version, ...dated].join('+');
  }

  /** Whether rules and tables are still those this pool was made with. */
  async isCurrent(manager: EntityManager, now: Date): Promise<boolean> {
    return this.day === localDate(now) && this.tables === tablesHash(await loadReferenceTables(manager));
  }

  /**
   * Brings the memory in step with the tables, after another process wrote lists. What the tables do not hold in the
   * state they say is read anew, and returned: its lists are out of date.
   */
  async catchUp(manager: EntityManager, now: Date, revision: bigint): Promise<Changes> {
    if (revision === this.revision) return { calls: [], gads: [] };
    const calls = await manager.query<{ id: string; hash: string }[]>(
      'SELECT call_id AS id, facts_hash AS hash FROM matched_call',
    );
    const gads = await manager.query<{ id: string; hash: string | null }[]>(
      'SELECT dpa_code AS id, facts_hash AS hash FROM gad LEFT JOIN match_list ON gad_code = dpa_code',
    );
    const kept = new Set(calls.map(({ id }) => id));
    for (const id of this.callHashes.keys()) if (!kept.has(id)) this.forgetCall(id);
    const staleCalls = calls.filter(({ id, hash }) => this.callHashes.get(id) !== hash);
    const staleGads = gads.filter(({ id, hash }) =>
      hash === null ? !this.gadHashes.has(id) : this.gadHashes.get(id) !== hash,
    );
    await this.read(manager, now, {
      calls: staleCalls.map(({ id }) => id),
      gads: staleGads.map(({ id }) => id),
    });
    await this.readLists(manager);
    this.revision = revision;
    return {
      calls: staleCalls.filter(({ id, hash }) => this.callHashes.get(id) !== hash).map(({ id }) => id),
      gads: staleGads
        .filter(({ id, hash }) => hash !== null && this.gadHashes.get(id) !== hash)
        .map(({ id }) => id),
    };
  }

  /** Reads calls and GADs anew. A call that is closed or taken down leaves. */
  async read(manager: EntityManager, now: Date, { calls, gads }: Changes): Promise<void> {
    const gadFacts = gads.length > 0 ? await loadGads(manager, now, gads) : [];
    const many = calls.length * 20 > this.callHashes.size;
    for (const facts of gadFacts) this.takeGad(facts);
    for (let from = 0; from < calls.length; from += BATCH) {
      const batch = calls.slice(from, from + BATCH);
      const found = await loadOpenCalls(manager, now, batch);
      const open = new Set(found.map(({ facts }) => facts.id));
      for (const id of batch) if (!open.has(id)) this.forgetCall(id);
      for (const call of found) this.takeCall(call, !many);
    }
  }

  private takeCall(call: OpenCall, score: boolean): void {
    const { facts, revision } = call;
    this.callHashes.set(facts.id, callHash(call));
    this.revisions.set(facts.id, revision);
    if (score) this.engine.putCall(facts);
    else this.engine.takeCall(facts);
  }

  private takeGad(facts: GadFacts): void {
    this.gadHashes.set(facts.dpaCode, gadHash(facts));
    this.engine.takeGad(facts);
  }

  private forgetCall(id: string): void {
    this.callHashes.delete(id);
    this.revisions.delete(id);
    this.engine.removeCall(id);
  }

  private async readLists(manager: EntityManager): Promise<void> {
    const rows = await manager.query<{ gadCode: string; calls: string[] }[]>(
      'SELECT gad_code AS "gadCode", array_agg(call_id::text) AS calls FROM match GROUP BY gad_code',
    );
    this.lists.clear();
    for (const { gadCode, calls } of rows) this.lists.set(gadCode, new Set(calls));
  }
}
