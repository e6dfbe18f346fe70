import { Account } from '@chasqui/accounts';
import { AuditEntry } from '@chasqui/audit';
import { type Call, type CallInput, Calls } from '@chasqui/calls';
import { Donor } from '@chasqui/donors';
import { DomainError, FixedClock } from '@chasqui/kernel';
import { Match, MatchDismissals, MatchReviews } from '@chasqui/matching';
import { loadReferenceData } from '@chasqui/reference-data';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { callInput } from '../../support/builders.js';
import { freshDatabase } from '../../support/database.js';

export const NOW = new Date('2026-03-02T16:00:00Z');
/** A canton and a province of Esmeraldas. */
export const GAD = '0801';
export const OTHER_GAD = '08';

/** Reference data, three people, and the services that take down what they say, on a clock that stands still. */
export class ReviewScene {
  readonly clock = new FixedClock(NOW);
  readonly calls: Calls;
  readonly reviews: MatchReviews;
  readonly dismissals: MatchDismissals;
  private count = 0;

  private constructor(
    readonly database: DataSource,
    readonly people: Readonly<Record<'olga' | 'cesar' | 'tania', string>>,
    private readonly drop: () => Promise<void>,
  ) {
    this.calls = new Calls(database, this.clock);
    this.reviews = new MatchReviews(database, this.clock);
    this.dismissals = new MatchDismissals(database, this.clock);
  }

  static async open(): Promise<ReviewScene> {
    const server = await freshDatabase();
    const database = await openMigrated(server.url);
    await loadReferenceData(database.manager);
    const person = async (name: string) => {
      const account = { email: `${name}@prueba.example`, name, passwordHash: null, disabledAt: null };
      return (await database.manager.save(Account, { ...account, createdAt: NOW })).id;
    };
    const people = { olga: await person('Olga'), cesar: await person('César'), tania: await person('Tania') };
    return new ReviewScene(database, people, () => server.drop());
  }

  async close(): Promise<void> {
    await this.database.destroy();
    await this.drop();
  }

  /** A published call of a donor of the reference data. */
  async call(changes: Partial<CallInput> = {}, donor = 'aecid'): Promise<Call> {
    const { id: donorId } = await this.database.manager.findOneByOrFail(Donor, { slug: donor });
    this.count += 1;
    const input = callInput(donorId, { title: `Convocatoria de prueba ${this.count}`, ...changes });
    const { id } = await this.calls.create(input, null);
    return this.calls.publish(id, null);
  }

  /** A row of the list of a GAD. */
  async listed(call: Call, score: number, changes: Partial<Match> = {}): Promise<void> {
    await this.database.manager.upsert(
      Match,
      {
        callId: call.id,
        gadCode: GAD,
        callRevision: call.revision,
        formulaVersion: 2,
        dataVersion: 'abc',
        eligibility: 'passes' as const,
        score,
        previousScore: null,
        previousFormulaVersion: null,
        need: 0.7,
        capacity: 0.8,
        donor: 0.9,
        confidence: 0.6,
        gates: [],
        reasons: [],
        missing: [],
        improvements: [],
        computedAt: NOW,
        ...changes,
      },
      ['callId', 'gadCode'],
    );
  }

  by(accountId: string, gadCode = GAD): { gadCode: string; accountId: string } {
    return { gadCode, accountId };
  }

  /** What was written down of these entities since the first entry, in order. */
  traces(entity: string): Promise<AuditEntry[]> {
    return this.database.manager.find(AuditEntry, { where: { entity }, order: { id: 'ASC' } });
  }

  async clear(): Promise<void> {
    await this.database.query(
      'TRUNCATE match_review, match_dismissal, match, rescoring, match_list, audit_entry',
    );
  }
}

/** The refusal that a change meets. */
export async function refusal(change: Promise<unknown>): Promise<DomainError> {
  const error = await change.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DomainError) return error;
  throw new Error(`It was not refused: ${String(error)}`);
}
