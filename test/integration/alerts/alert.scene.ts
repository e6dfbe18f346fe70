import { Account, Membership, type Role } from '@chasqui/accounts';
import { type Call, type CallInput, Calls, CallsModule } from '@chasqui/calls';
import { readSettings } from '@chasqui/config';
import { IntakeModule, NoteEdit } from '@chasqui/intake';
import { FixedClock, instantOf } from '@chasqui/kernel';
import {
  AnnounceAgain,
  Bundle,
  NoteAddressProblem,
  NoteChanges,
  Notification,
  OweBulletin,
  Remind,
} from '@chasqui/notifications';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import { CoreModule } from '@chasqui/runtime';
import { AlertSettings, DEFAULT_LADDER, Follow, SubscriptionsModule } from '@chasqui/subscriptions';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { DataSource, type FindOptionsWhere } from 'typeorm';
import { PUBLIC_URL, startModules } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { freshDatabase } from '../../support/database.js';

/** An instant on the clocks of Ecuador, "2027-03-15T07:00". */
export const ecuador = (local: string): Date => instantOf(local, 'America/Guayaquil')!;
export const galapagos = (local: string): Date => instantOf(local, 'Pacific/Galapagos')!;

const PRODUCERS = [AnnounceAgain, Bundle, NoteAddressProblem, NoteChanges, OweBulletin, Remind];

/** People, calls and what writes notices, on a database and a clock of its own. Tests run the jobs themselves. */
export class AlertScene {
  private people = 0;
  private published = 0;

  private constructor(
    readonly app: INestApplicationContext,
    readonly database: DataSource,
    readonly clock: FixedClock,
    private readonly donorId: string,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(now: Date): Promise<AlertScene> {
    const server = await freshDatabase();
    await migrate(server.url);
    const clock = new FixedClock(now);
    const settings = readSettings({ CHASQUI_MODE: 'demo', PUBLIC_URL, DATABASE_URL: server.url });
    const modules = [
      CoreModule.register(settings, server.url, clock),
      CallsModule,
      IntakeModule,
      SubscriptionsModule,
    ];
    const app = await startModules(modules, PRODUCERS);
    const database = app.get(DataSource);
    await loadReferenceData(database.manager);
    return new AlertScene(app, database, clock, await donorNamed(database), () => server.drop());
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.drop();
  }

  /** Nobody, nothing. */
  async clear(now: Date): Promise<void> {
    this.clock.moveTo(now);
    await this.database.query('TRUNCATE account, call, outgoing_mail, notification, outbox_event CASCADE');
  }

  get calls(): Calls {
    return this.app.get(Calls, { strict: false });
  }

  get<Service>(type: Type<Service>): Service {
    return this.app.get(type, { strict: false });
  }

  async person(
    settings: Partial<AlertSettings> = {},
    memberships: readonly { readonly role: Role; readonly gadCode: string | null }[] = [],
  ): Promise<string> {
    this.people += 1;
    const { manager } = this.database;
    const { id } = await manager.save(Account, {
      email: `persona${this.people}@avisos.example`,
      name: `Persona ${this.people}`,
      passwordHash: null,
      createdAt: this.clock.now(),
      disabledAt: null,
    });
    for (const membership of memberships) await manager.save(Membership, { accountId: id, ...membership });
    if (Object.keys(settings).length > 0) await this.settle(id, settings);
    return id;
  }

  async settle(accountId: string, settings: Partial<AlertSettings>): Promise<void> {
    const { manager } = this.database;
    await manager.save(manager.create(AlertSettings, { accountId, ...settings }));
  }

  /** A public call. */
  async publish(changes: Partial<CallInput> = {}): Promise<Call> {
    this.published += 1;
    const title = `Convocatoria número ${this.published}`;
    const zone = { deadlineZone: 'America/Guayaquil', opensOn: null };
    const { id } = await this.calls.create(callInput(this.donorId, { title, ...zone, ...changes }), null);
    return this.calls.publish(id, null);
  }

  async follow(
    accountId: string,
    callId: string,
    how: Partial<Pick<Follow, 'ladder' | 'gadCode' | 'since' | 'reviewEveryDays'>> = {},
  ): Promise<void> {
    await this.database.manager.save(Follow, {
      accountId,
      callId,
      gadCode: null,
      ladder: [...DEFAULT_LADDER],
      reviewEveryDays: 30,
      since: this.clock.now(),
      ...how,
    });
  }

  remindAt(now: Date): Promise<number> {
    this.clock.moveTo(now);
    return this.get(Remind).execute();
  }

  notices(where: FindOptionsWhere<Notification> = {}): Promise<Notification[]> {
    return this.database.manager.find(Notification, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Everything that is due is mailed, and arrives. */
  async mail(): Promise<void> {
    await this.get(Bundle).execute('all');
    await this.database.query(
      `UPDATE outgoing_mail SET state = 'sent', sent_at = $1 WHERE state = 'pending'`,
      [this.clock.now()],
    );
  }

  /** Carries out what the outbox holds of hand-made edits and of changes, as the relay does. @returns the change ids */
  async relayChanges(): Promise<string[]> {
    const take = (type: string) =>
      this.database.query<{ payload: { callId: string; entryId: string; changeIds: string[] } }[]>(
        `WITH taken AS (UPDATE outbox_event SET relayed_at = $2 WHERE type = $1 AND relayed_at IS NULL RETURNING id, payload)
         SELECT payload FROM taken ORDER BY id`,
        [type, this.clock.now()],
      );
    for (const { payload } of await take('call.edited')) await this.get(NoteEdit).execute(payload);
    const events = await take('call.changed');
    for (const { payload } of events) await this.get(NoteChanges).execute(payload);
    return events.flatMap(({ payload }) => payload.changeIds);
  }
}
