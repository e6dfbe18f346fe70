import { Accounts, type Account, type Person } from '@chasqui/accounts';
import {
  CalendarFeeds,
  calendarDates,
  CalendarsModule,
  deadlineCalendar,
  FeedReader,
} from '@chasqui/calendars';
import { type Call, type CallInput, Calls } from '@chasqui/calls';
import { readSettings } from '@chasqui/config';
import { DemoModule } from '@chasqui/demo';
import { FixedClock } from '@chasqui/kernel';
import { migrate } from '@chasqui/persistence';
import { loadReferenceData } from '@chasqui/reference-data';
import { CoreModule } from '@chasqui/runtime';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PUBLIC_URL, startModules } from '../../support/app.js';
import { callInput, donorNamed } from '../../support/builders.js';
import { readCalendar, type ReadEvent } from '../../support/calendars.js';
import { freshDatabase } from '../../support/database.js';

export const NOW = new Date('2026-03-02T15:00:00Z');
const DAY_MS = 86_400_000;

/** An instance without queued work, with a clock that tests move. */
export class CalendarScene {
  private constructor(
    private readonly app: INestApplicationContext,
    private readonly dropDatabase: () => Promise<void>,
    readonly clock: FixedClock,
    readonly donorId: string,
  ) {}

  static async open(): Promise<CalendarScene> {
    const server = await freshDatabase();
    await migrate(server.url);
    const clock = new FixedClock(NOW);
    const settings = readSettings({ CHASQUI_MODE: 'demo', PUBLIC_URL, DATABASE_URL: server.url });
    const app = await startModules([
      CoreModule.register(settings, server.url, clock),
      DemoModule,
      CalendarsModule,
    ]);
    const database = app.get(DataSource);
    await loadReferenceData(database.manager);
    return new CalendarScene(app, () => server.drop(), clock, await donorNamed(database));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.dropDatabase();
  }

  get database(): DataSource {
    return this.app.get(DataSource);
  }

  get calls(): Calls {
    return this.app.get(Calls);
  }

  get feeds(): CalendarFeeds {
    return this.app.get(CalendarFeeds);
  }

  get reader(): FeedReader {
    return this.app.get(FeedReader);
  }

  get now(): Date {
    return this.clock.now();
  }

  pass(days: number): void {
    this.clock.moveTo(new Date(this.now.getTime() + days * DAY_MS));
  }

  input(changes: Partial<CallInput> = {}): CallInput {
    return callInput(this.donorId, changes);
  }

  async published(changes: Partial<CallInput> = {}): Promise<Call> {
    const { id } = await this.calls.create(this.input(changes), null);
    return this.calls.publish(id, null);
  }

  /** The public calendar of calls, read by a library that is not ours. */
  async publicEvents(callIds?: readonly string[]): Promise<readonly ReadEvent[]> {
    const dates = await calendarDates(this.database.manager, callIds, PUBLIC_URL, this.now);
    const text = deadlineCalendar(dates, { publicUrl: PUBLIC_URL, query: '', page: '/buscar' });
    return readCalendar(text).events;
  }

  /** The token in the address of a feed. */
  tokenOf({ address }: { readonly address: string }): string {
    return /\/calendario\/([\w-]+)\.ics$/.exec(address)![1]!;
  }

  /** What a calendar program reads at an address; null when it answers no longer. */
  async read(feed: { readonly address: string }): Promise<readonly ReadEvent[] | null> {
    const open = await this.reader.open(this.tokenOf(feed));
    return open && readCalendar(await this.reader.calendar(open)).events;
  }

  /** Somebody who works for a GAD, or for none. */
  async person(email: string, gadCode?: string): Promise<Person> {
    const memberships = gadCode === undefined ? [] : [{ role: 'officer', gadCode } as const];
    const account: Account = await this.app
      .get(Accounts)
      .register(this.database.manager, { email, name: 'Ana', password: null, memberships }, null);
    return {
      id: account.id,
      name: account.name,
      email,
      memberships: memberships.map((each) => ({ ...each, gadName: `GAD ${each.gadCode}` })),
    };
  }

  async follow(person: Person, callId: string, gadCode: string | null = null): Promise<void> {
    await this.database.query(
      `INSERT INTO follow (account_id, call_id, gad_code, ladder, since) VALUES ($1, $2, $3, '{30,7}', $4)`,
      [person.id, callId, gadCode, this.now],
    );
  }

  /** Puts a call into the list of a GAD, as matching does. */
  async match(callId: string, gadCode: string, score: number): Promise<void> {
    await this.database.query(
      `INSERT INTO match (call_id, gad_code, call_revision, formula_version, data_version, eligibility, score, need,
                          capacity, donor, confidence, gates, reasons, missing, computed_at)
       VALUES ($1, $2, 1, 1, 'x', 'meets', $3, 1, 1, 1, 1, '[]', '[]', '[]', $4)`,
      [callId, gadCode, score, this.now],
    );
  }

  async unmatch(callId: string, gadCode: string): Promise<void> {
    await this.database.query('DELETE FROM match WHERE call_id = $1 AND gad_code = $2', [callId, gadCode]);
  }
}
