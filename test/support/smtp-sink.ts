import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

export interface ReceivedMail {
  readonly recipients: readonly string[];
  readonly mail: Email;
}

/** What the server answers instead of accepting a recipient: 4xx "later", 5xx "never". */
export interface Refusal {
  readonly code: number;
  readonly text: string;
}

/** A real SMTP server on this machine that keeps what it accepts, can refuse people and can go away. */
export class SmtpSink {
  /** Everything accepted, oldest first. */
  readonly received: ReceivedMail[] = [];
  private refusals: (address: string) => Refusal | undefined = () => undefined;
  private answer: () => Promise<void> = async () => {};
  private server: SMTPServer | undefined;
  private port = 0;

  static async start(): Promise<SmtpSink> {
    const sink = new SmtpSink();
    await sink.goUp();
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Mails accepted for one address. */
  to(address: string): Email[] {
    return this.received.filter(({ recipients }) => recipients.includes(address)).map(({ mail }) => mail);
  }

  /** Addresses that something was accepted for, in order, one entry per mail. */
  addresses(): string[] {
    return this.received.flatMap(({ recipients }) => recipients).toSorted();
  }

  /** Refuses from now on whom the rule gives an answer for; without a rule everybody is accepted again. */
  refuse(rule: (address: string) => Refusal | undefined = () => undefined): void {
    this.refusals = rule;
  }

  /** Lets every mail that has arrived wait for this before its sender hears that it was accepted. */
  answerAfter(wait: () => Promise<void>): void {
    this.answer = wait;
  }

  /** Forgets what was accepted and refuses nobody. */
  clear(): void {
    this.received.length = 0;
    this.refuse();
  }

  /** Listens, after the first time on the same port. */
  async goUp(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 50,
      onRcptTo: ({ address }, _session, done) => {
        const refusal = this.refusals(address);
        done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      },
      onData: (stream, session, done) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        this.keep(stream, recipients).then(() => done(), done);
      },
    });
    // Without a listener a broken connection would end the process.
    server.on('error', () => {});
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.server.address() as AddressInfo).port;
  }

  /** Closes the port and every open connection. */
  async goDown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async keep(stream: SMTPServerDataStream, recipients: readonly string[]): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    this.received.push({ recipients, mail: await PostalMime.parse(Buffer.concat(chunks)) });
    await this.answer();
  }
}
