import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Clock } from '@chasqui/kernel';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { DataSource } from 'typeorm';

const MAX_BYTES = 5 * 1024 * 1024;

/**
 * The mailbox of the demo: a real SMTP server on this machine that stores what it receives in the database. It
 * starts when the first mail is sent, so processes that send none open no port.
 */
@Injectable()
export class MailboxReceiver implements OnApplicationShutdown {
  private readonly log = new Logger(MailboxReceiver.name);
  private server: SMTPServer | undefined;
  private address: Promise<string> | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Its SMTP address, "smtp://127.0.0.1:port". */
  url(): Promise<string> {
    this.address ??= this.listen();
    return this.address;
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private listen(): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: MAX_BYTES,
      onData: (stream, session, done) => {
        this.receive(stream, session).then(
          () => done(),
          (error: Error) => done(error),
        );
      },
    });
    // Without a listener a broken connection would end the process.
    server.on('error', (error) => this.log.debug(`Mailbox connection: ${error.message}`));
    this.server = server;
    return new Promise((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        resolve(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
      });
    });
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const mail = await PostalMime.parse(raw);
    const messageId = mail.messageId ?? randomUUID();
    for (const { address } of session.envelope.rcptTo) {
      await this.database.query(
        `INSERT INTO mailbox_message (recipient, message_id, subject, raw, received_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (recipient, message_id) DO UPDATE SET deliveries = mailbox_message.deliveries + 1`,
        [address.toLowerCase(), messageId, mail.subject ?? '', raw, this.clock.now()],
      );
    }
  }
}
