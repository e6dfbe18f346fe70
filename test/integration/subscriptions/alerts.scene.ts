import { Accounts, type Role } from '@chasqui/accounts';
import { AuditEntry } from '@chasqui/audit';
import { type Call, type CallInput, Calls } from '@chasqui/calls';
import { DomainError, FixedClock } from '@chasqui/kernel';
import { Notices, type NewNotice, Notification } from '@chasqui/notifications';
import { OutboxEvent } from '@chasqui/outbox';
import { loadReferenceData } from '@chasqui/reference-data';
import {
  AlertPreferences,
  Consent,
  Follows,
  Posts,
  Preferences,
  PublicSubscriptions,
  SavedSearches,
  Subscriptions,
} from '@chasqui/subscriptions';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase } from '../../support/database.js';

/** Monday 2 March 2026, 11:00 in Ecuador. */
export const NOW = new Date('2026-03-02T16:00:00Z');
export const DAY_MS = 86_400_000;
/** A province and a canton of it, and a canton of Galápagos. */
export const ESMERALDAS = '08';
export const CANTON = '0801';
export const SANTA_CRUZ = '2003';

/** Reference data and the services of alerts, on a clock that stands still. */
export class AlertsScene {
  readonly clock = new FixedClock(NOW);
  readonly accounts: Accounts;
  readonly calls: Calls;
  readonly subscriptions: Subscriptions;
  readonly searches: SavedSearches;
  readonly settings: AlertPreferences;
  readonly follows: Follows;
  readonly preferences: Preferences;
  readonly posts: Posts;
  readonly requests: PublicSubscriptions;
  private count = 0;

  private constructor(
    readonly database: DataSource,
    private readonly drop: () => Promise<void>,
  ) {
    this.accounts = new Accounts(database, this.clock);
    this.calls = new Calls(database, this.clock);
    this.subscriptions = new Subscriptions(database, this.clock);
    this.searches = new SavedSearches(database, this.clock);
    this.settings = new AlertPreferences(database, this.clock);
    this.follows = new Follows(database, this.clock);
    this.preferences = new Preferences(database, this.clock);
    this.posts = new Posts(database, this.accounts, this.clock);
    this.requests = new PublicSubscriptions(database, this.accounts, this.clock);
  }

  static async open(): Promise<AlertsScene> {
    const server = await freshDatabase();
    const database = await openMigrated(server.url);
    await loadReferenceData(database.manager);
    return new AlertsScene(database, () => server.drop());
  }

  async close(): Promise<void> {
    await this.database.destroy();
    await this.drop();
  }

  /** Nobody has or is told anything. */
  async clear(): Promise<void> {
    this.clock.moveTo(NOW);
    await this.database.query(
      'TRUNCATE account, audit_entry, notification, outgoing_mail, outbox_event, subscription_request CASCADE',
    );
  }

  pass(ms: number): void {
    this.clock.moveTo(new Date(this.clock.now().getTime() + ms));
  }

  /** Somebody new; without a GAD she has no role. */
  async person(name: string, gadCode: string | null = ESMERALDAS, role: Role = 'officer'): Promise<string> {
    this.count += 1;
    const memberships = gadCode === null ? [] : [{ role, gadCode }];
    const email = `${name.toLowerCase()}${this.count}@avisos.example`;
    const { id } = await this.accounts.register(
      this.database.manager,
      { email, name, password: null, memberships },
      null,
    );
    return id;
  }

  async call(changes: Partial<CallInput> = {}): Promise<Call> {
    this.count += 1;
    const title = `Convocatoria de prueba ${this.count}`;
    const input = callInput(await donorNamed(this.database), { title, ...changes });
    const { id } = await this.calls.create(input, null);
    return this.calls.publish(id, null);
  }

  /** Something that waits to be told. */
  async owed(accountId: string, notice: Partial<NewNotice> = {}): Promise<void> {
    this.count += 1;
    const about = { kind: 'new_call', eventKey: `call.published/${this.count}`, callId: null } as const;
    const due = { reasons: [], gadCode: null, dueAt: NOW };
    await new Notices().owe(this.database.manager, [{ accountId, ...about, ...due, ...notice }], NOW);
  }

  notices(accountId: string): Promise<Notification[]> {
    return this.database.manager.find(Notification, { where: { accountId }, order: { eventKey: 'ASC' } });
  }

  /** What a person agreed to and withdrew, in order: "search yes form". */
  async said(accountId: string): Promise<string[]> {
    const rows = await this.database.query<Consent[]>(
      'SELECT purpose, given, way FROM consent WHERE account_id = $1 ORDER BY at, ctid',
      [accountId],
    );
    return rows.map(({ purpose, given, way }) => `${purpose} ${given ? 'yes' : 'no'} ${way}`);
  }

  /** What was written down, in order: "subscription.changed". */
  async traced(entity: string): Promise<string[]> {
    const entries = await this.database.manager.find(AuditEntry, { where: { entity }, order: { id: 'ASC' } });
    return entries.map(({ action }) => action);
  }

  /** What others must react to, in order. */
  async events(): Promise<{ type: string; payload: unknown }[]> {
    const events = await this.database.manager.find(OutboxEvent, { order: { id: 'ASC' } });
    return events
      .filter(({ type }) => type === 'posts.given' || type === 'subscription.requested')
      .map(({ type, payload }) => ({ type, payload }));
  }
}

/** The code of the refusal that a change meets. */
export async function refusal(change: Promise<unknown>): Promise<string> {
  const error = await change.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DomainError)) throw new Error('It was not refused.', { cause: error });
  return error.code;
}
