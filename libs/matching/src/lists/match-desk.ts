import { Call } from '@chasqui/calls';
import { currentTemplate } from '@chasqui/checklists';
import { Clock, localDate } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assess, eligibilityOf } from '../assess.js';
import { type Frame, frameOn } from '../frame.js';
import type { Assessment, Gate } from '../facts.js';
import { deadlineGate } from '../gates/deadline-gate.js';
import { type Knowledge, loadKnowledge, tablesHash } from '../knowledge/knowledge.js';
import { type CallReading, readCall } from '../reading/read-call.js';
import { type GadReading, readGad } from '../reading/read-gad.js';
import { callFacts, loadCall, loadGads, loadReferenceTables } from './load-facts.js';
import { Match } from './match.entities.js';

/** A judgement made while somebody looks, with the stored one if the call is in the list of the GAD. */
export interface Judged {
  readonly call: Call;
  readonly gadCode: string;
  readonly gadName: string;
  readonly assessment: Assessment;
  readonly stored: Match | null;
  /** Version of the data it was judged with. */
  readonly dataVersion: string;
}

/** An open call that a condition shuts out, and the first such condition. */
export interface ShutOut {
  readonly call: Call;
  readonly failed: Gate;
  /** Further conditions that shut it out. */
  readonly others: readonly Gate[];
}

const PAGE = 20;
const READ = 100;

/** Judges pairs on demand, by the same functions as the stored lists, with the deadline of the moment. */
@Injectable()
export class MatchDesk {
  private known: { readonly tables: string; readonly knowledge: Knowledge } | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @returns null when there is no such published call or GAD */
  async judge(gadCode: string, slug: string): Promise<Judged | null> {
    const [judged] = await this.judgeMany([gadCode], [slug]);
    return judged ?? null;
  }

  /** Every GAD with every call, in that order. */
  async judgeMany(gadCodes: readonly string[], slugs: readonly string[]): Promise<Judged[]> {
    const { manager } = this.database;
    const now = this.clock.now();
    const frame = await this.frame(now);
    const gads = (await loadGads(manager, now, gadCodes)).map((facts) => readGad(facts, frame.knowledge));
    const loaded = await Promise.all(slugs.map((slug) => loadCall(manager, slug)));
    const calls = loaded.flatMap((call) => call ?? []);
    const stored = await this.stored(
      gadCodes,
      calls.map(({ id }) => id),
    );
    const steps = (await currentTemplate(manager)).steps;
    return gads.flatMap((gad) =>
      calls.map((call): Judged => {
        const facts = callFacts(call, now);
        return {
          call,
          gadCode: gad.facts.dpaCode,
          gadName: gad.facts.name,
          assessment: dated(readCall(facts, frame.knowledge), gad, frame, deadlineGate(facts, now, steps)),
          stored: stored.get(`${gad.facts.dpaCode} ${call.id}`) ?? null,
          dataVersion: frame.knowledge.version,
        };
      }),
    );
  }

  /**
   * Open calls that a condition shuts out for a GAD, newest first.
   * @param after id of the last call of the page before
   */
  async shutOut(gadCode: string, after: string | null): Promise<{ items: ShutOut[]; next: string | null }> {
    const { manager } = this.database;
    const now = this.clock.now();
    const frame = await this.frame(now);
    const [facts] = await loadGads(manager, now, [gadCode]);
    if (!facts) return { items: [], next: null };
    const gad = readGad(facts, frame.knowledge);
    const items: ShutOut[] = [];
    for (let from = after; ;) {
      const query = manager
        .createQueryBuilder(Call, 'call')
        .innerJoinAndSelect('call.donor', 'donor')
        .where(`call.state = 'published' AND (call.closesAt IS NULL OR call.closesAt > :now)`, { now });
      if (from) query.andWhere('call.id < :from', { from });
      const calls = await query.orderBy('call.id', 'DESC').limit(READ).getMany();
      for (const call of calls) {
        const reading = readCall(callFacts(call as Parameters<typeof callFacts>[0], now), frame.knowledge);
        const { gates } = assess(reading, gad, frame);
        const [failed, ...others] = gates.filter(({ answer }) => answer === 'fails');
        if (!failed) continue;
        if (items.length === PAGE) return { items, next: items.at(-1)!.call.id };
        items.push({ call, failed, others });
      }
      if (calls.length < READ) return { items, next: null };
      from = calls.at(-1)!.id;
    }
  }

  private async frame(now: Date): Promise<Frame> {
    const tables = await loadReferenceTables(this.database.manager);
    const hash = tablesHash(tables);
    if (this.known?.tables !== hash) this.known = { tables: hash, knowledge: loadKnowledge(tables) };
    return frameOn(this.known.knowledge, localDate(now));
  }

  private async stored(gadCodes: readonly string[], callIds: readonly string[]): Promise<Map<string, Match>> {
    const rows = await this.database.manager
      .createQueryBuilder(Match, 'match')
      .where('match.gadCode = ANY (:gadCodes) AND match.callId = ANY (:callIds)', { gadCodes, callIds })
      .getMany();
    return new Map(rows.map((row) => [`${row.gadCode} ${row.callId}`, row]));
  }
}

/** The judgement with the deadline as one more condition. */
function dated(call: CallReading, gad: GadReading, frame: Frame, deadline: Gate): Assessment {
  const judged = assess(call, gad, frame);
  const gates = [...judged.gates, deadline];
  const eligibility = eligibilityOf(gates);
  return { ...judged, gates, eligibility, score: eligibility === 'fails' ? null : judged.score };
}
