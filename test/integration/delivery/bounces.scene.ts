import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Account, SignedLinks } from '@chasqui/accounts';
import {
  AddressBook,
  BounceReceiver,
  DeadLetters,
  type MailState,
  OutgoingMail,
  ReceiveReport,
  ReturnPaths,
} from '@chasqui/delivery';
import type { JobQueues } from '@chasqui/jobs';
import { FixedClock, projectRoot } from '@chasqui/kernel';
import { OutboxEvent } from '@chasqui/outbox';
import { createTransport } from 'nodemailer';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

export const NOW = new Date('2026-10-05T15:00:00Z');
export const BOUNCE = 'rebotes@chasqui.example.gob.ec';
export const DAY_MS = 24 * 3_600_000;

/** The mail and the return path that the saved reports speak of. */
const SAVED_MAIL = '0b9f1c52-7d1e-4c5a-9b1e-2f6d0a8c1e77';

const SETTINGS = {
  mode: 'production' as const,
  linkSecret: 'thirty-two characters of secrecy!',
  bounceAddress: BOUNCE,
  bouncePort: undefined,
  mailFrom: 'Chasqui <avisos@chasqui.example.gob.ec>',
};

/** A database with people and mails, and the port where other servers report. */
export class BounceScene {
  readonly clock = new FixedClock(NOW);
  readonly book: AddressBook;
  readonly paths: ReturnPaths;
  readonly deadLetters: DeadLetters;
  readonly receiver: BounceReceiver;
  port = 0;
  /** Jobs that were added. */
  readonly jobs: unknown[] = [];

  private constructor(
    readonly database: DataSource,
    private readonly server: TestDatabase,
  ) {
    this.book = new AddressBook(database, this.clock);
    this.paths = new ReturnPaths(new SignedLinks(database, this.clock, SETTINGS), SETTINGS);
    const queues = { add: async (jobs: unknown[]) => void this.jobs.push(...jobs) };
    this.deadLetters = new DeadLetters(database, queues as unknown as JobQueues, this.clock);
    const receive = new ReceiveReport(database, this.paths, this.book);
    this.receiver = new BounceReceiver(receive, this.paths, SETTINGS);
  }

  static async open(): Promise<BounceScene> {
    const server = await freshDatabase();
    const scene = new BounceScene(await openMigrated(server.url), server);
    scene.port = await scene.receiver.listen(0);
    return scene;
  }

  async close(): Promise<void> {
    await this.receiver.onApplicationShutdown();
    await this.database.destroy();
    await this.server.drop();
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    await this.database.query(
      'TRUNCATE outgoing_mail, address_report, suppressed_address, outbox_event, audit_entry, account CASCADE',
    );
    this.clock.moveTo(NOW);
    this.jobs.length = 0;
  }

  async person(email: string): Promise<string> {
    const account = {
      email,
      name: 'Persona de prueba',
      passwordHash: null,
      createdAt: NOW,
      disabledAt: null,
    };
    return (await this.database.manager.save(Account, account)).id;
  }

  /** A mail to somebody, who need not have been there. @returns its id */
  async mailTo(
    recipient: string,
    changes: Partial<OutgoingMail> & { state?: MailState } = {},
  ): Promise<string> {
    const known = await this.database.manager.findOneBy(Account, { email: recipient });
    const id = randomUUID();
    await this.database.manager.insert(OutgoingMail, {
      id,
      accountId: known?.id ?? (await this.person(recipient)),
      recipient,
      domain: recipient.split('@')[1]!,
      state: 'sent',
      attempts: 1,
      nextAttemptAt: NOW,
      createdAt: NOW,
      updatedAt: NOW,
      sentAt: NOW,
      ...changes,
    });
    return id;
  }

  /** A saved report as another server would send it about a mail of this scene. */
  async report(name: string, mailId: string, messageId: string = randomUUID()): Promise<string> {
    const text = readFileSync(join(projectRoot(), 'test', 'fixtures', 'bounces', `${name}.eml`), 'latin1');
    return text
      .replaceAll(/rebotes\+[0-9a-f]{32}\.a{12}@[\w.]+/g, await this.paths.of(mailId))
      .replaceAll(SAVED_MAIL, mailId)
      .replace(/^Message-I[Dd]: <[^>]*>\r?$/m, `Message-ID: <${messageId}@other.example>`);
  }

  /** Delivers a mail to the port. @throws Error of nodemailer with the refusal */
  async deliver(raw: string | Buffer, to: string): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port: this.port, ignoreTLS: true, secure: false });
    try {
      await transport.sendMail({ envelope: { from: '', to }, raw });
    } finally {
      transport.close();
    }
  }

  rows<Row>(table: string): Promise<Row[]> {
    return this.database.query<Row[]>(`SELECT * FROM ${table}`);
  }

  async events(): Promise<object[]> {
    const events = await this.database.manager.find(OutboxEvent, { order: { id: 'ASC' } });
    return events.map(({ type, payload }) => ({ type, ...payload }));
  }

  async standing(address: string): Promise<string | undefined> {
    return (await this.book.standing([address])).get(address);
  }
}
