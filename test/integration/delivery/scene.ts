import { randomUUID } from 'node:crypto';
import { Account } from '@chasqui/accounts';
import { readSettings, type Settings } from '@chasqui/config';
import {
  AddressBook,
  type ComposedMail,
  DeliveryRun,
  type DeliveryPolicy,
  type DeliveryTools,
  MailClaims,
  MailComposer,
  MailDomain,
  type NothingToSay,
  OutcomeLedger,
  OutgoingMail,
  SendingPauses,
  STANDARD_POLICY,
} from '@chasqui/delivery';
import { FixedClock } from '@chasqui/kernel';
import { Mailer, type MailboxReceiver, MailTemplate } from '@chasqui/mail';
import type { DataSource } from 'typeorm';
import { openMigrated } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FaultySmtp, type Script } from '../../support/faulty-smtp.js';

export const NOW = new Date('2026-03-02T16:00:00Z');

/** Writes the same short mail for everybody, except where a test says otherwise. */
export class PlainComposer extends MailComposer {
  /** By recipient: what is said instead of the mail; "absent" leaves it out. */
  readonly instead = new Map<string, NothingToSay | 'absent'>();
  /** Runs before each answer. */
  before: () => Promise<void> = async () => {};
  private template: Promise<MailTemplate> | undefined;

  override async compose(
    mails: readonly OutgoingMail[],
  ): Promise<ReadonlyMap<string, ComposedMail | NothingToSay>> {
    await this.before();
    this.template ??= write();
    const template = await this.template;
    return new Map(
      mails.flatMap(({ id, recipient }): [string, ComposedMail | NothingToSay][] => {
        const instead = this.instead.get(recipient);
        if (instead === 'absent') return [];
        return [[id, instead ?? { kind: 'mail', template, personal: personal(recipient) }]];
      }),
    );
  }
}

function write(): Promise<MailTemplate> {
  return MailTemplate.compose(
    ({ name, stopUrl, preferencesUrl, pauseUrl, whyUrl }) => ({
      content: {
        subject: 'Nueva convocatoria de agua',
        preview: 'Cierra el 31 de agosto',
        greeting: `Estimada/o ${name}:`,
        blocks: [{ kind: 'paragraph', text: 'Financia redes de agua. '.repeat(80) }],
        footer: [
          { text: 'Por qué', url: whyUrl },
          { text: 'Cambiar', url: preferencesUrl },
          { text: 'Pausar', url: pauseUrl },
          { text: 'Dejar', url: stopUrl },
        ],
      },
    }),
    { from: 'Chasqui <avisos@chasqui.example>' },
  );
}

function personal(recipient: string): ComposedMail['personal'] {
  const page = (path: string) => `https://chasqui.example/${path}/${encodeURIComponent(recipient)}`;
  return {
    name: recipient.split('@')[0]!,
    preferencesUrl: page('preferencias'),
    pauseUrl: page('pausa'),
    stopUrl: page('baja'),
    whyUrl: page('por-que'),
  };
}

/** A database with mails that are owed, a mail server that misbehaves, and delivery between them. */
export class DeliveryScene {
  readonly clock = new FixedClock(NOW);
  readonly composer = new PlainComposer();
  readonly warnings: string[] = [];
  private readonly mailers: Mailer[] = [];

  private constructor(
    readonly database: DataSource,
    readonly sink: FaultySmtp,
    private readonly server: TestDatabase,
    private readonly account: Account,
  ) {}

  static async open(): Promise<DeliveryScene> {
    const server = await freshDatabase();
    const database = await openMigrated(server.url);
    const account = await database.manager.save(
      database.manager.create(Account, {
        email: 'ana@chasqui.example',
        name: 'Ana',
        passwordHash: null,
        createdAt: NOW,
      }),
    );
    return new DeliveryScene(database, await FaultySmtp.start(), server, account);
  }

  get databaseUrl(): string {
    return this.server.url;
  }

  async close(): Promise<void> {
    for (const mailer of this.mailers) await mailer.onApplicationShutdown();
    await this.sink.stop();
    await this.database.destroy();
    await this.server.drop();
  }

  /** Forgets everything that was sent and owed. */
  async clear(): Promise<void> {
    await this.database.query(
      'TRUNCATE outgoing_mail, mail_domain, address_report, suppressed_address CASCADE',
    );
    this.sink.accepted.length = 0;
    this.sink.faults.length = 0;
    this.sink.script = () => undefined;
    this.composer.instead.clear();
    this.composer.before = async () => {};
    this.warnings.length = 0;
    this.clock.moveTo(NOW);
  }

  /** Mails that are due, one for each address, in this order. */
  async owe(recipients: readonly string[], changes: Partial<OutgoingMail> = {}): Promise<string[]> {
    const rows = recipients.map((recipient, index) => ({
      id: randomUUID(),
      accountId: this.account.id,
      recipient,
      domain: recipient.split('@')[1]!,
      state: 'pending' as const,
      nextAttemptAt: new Date(NOW.getTime() - 1_000_000 + index),
      createdAt: NOW,
      updatedAt: NOW,
      ...changes,
    }));
    await this.database.manager.insert(OutgoingMail, rows);
    return rows.map(({ id }) => id);
  }

  mail(id: string): Promise<OutgoingMail> {
    return this.database.manager.findOneByOrFail(OutgoingMail, { id });
  }

  async states(): Promise<Record<string, number>> {
    const rows = await this.database.query<{ state: string; count: number }[]>(
      'SELECT state, count(*)::int AS count FROM outgoing_mail GROUP BY state ORDER BY state',
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  domain(domain: string): Promise<MailDomain | null> {
    return this.database.manager.findOneBy(MailDomain, { domain });
  }

  claims(settings: Partial<Settings> = {}, policy: Partial<DeliveryPolicy> = {}): MailClaims {
    const all = { ...STANDARD_POLICY, ...policy };
    return new MailClaims(this.database, this.clock, all, {
      smtpUrl: this.sink.url,
      mailDomainRate: 1000,
      ...settings,
    });
  }

  /** What a process sends with. `settings` and `policy` differ from those of the product where given. */
  tools(
    options: {
      settings?: Record<string, string>;
      policy?: Partial<DeliveryPolicy>;
      mailer?: DeliveryTools['mailer'];
    } = {},
  ): DeliveryTools {
    const settings = readSettings({
      SMTP_URL: this.sink.url,
      MAIL_DOMAIN_RATE: '1000',
      MAIL_DOMAIN_CONNECTIONS: '5',
      ...options.settings,
    });
    const policy = { ...STANDARD_POLICY, lingerMs: 1_000, ...options.policy };
    const addresses = new AddressBook(this.database, this.clock);
    return {
      claims: new MailClaims(this.database, this.clock, policy, settings),
      pauses: new SendingPauses(this.database, this.clock),
      ledger: new OutcomeLedger(this.database, addresses, this.clock, 5_000),
      addresses,
      returnPaths: { of: async () => 'avisos@chasqui.example' },
      composer: this.composer,
      mailer: options.mailer ?? this.mailer(settings),
      clock: this.clock,
      policy,
      connections: settings.smtpConnections,
      domainConnections: settings.mailDomainConnections,
      host: 'chasqui.example',
      random: () => 0.5,
      warn: (text) => this.warnings.push(text),
    };
  }

  /** Sends what is due, as one process does. */
  async send(options: Parameters<DeliveryScene['tools']>[0] = {}): Promise<DeliveryRun> {
    const run = new DeliveryRun(this.tools(options));
    await run.go();
    return run;
  }

  /** Answers the same at one stage of every session. */
  misbehave(script: Script): void {
    this.sink.script = script;
  }

  private mailer(settings: Settings): Mailer {
    const mailbox = {} as MailboxReceiver;
    const mailer = new Mailer(settings, mailbox, this.clock);
    this.mailers.push(mailer);
    return mailer;
  }
}
