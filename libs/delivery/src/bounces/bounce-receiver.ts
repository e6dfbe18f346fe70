import type { AddressInfo } from 'node:net';
import { SETTINGS, type Settings } from '@chasqui/config';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { MAX_REPORT_BYTES } from './parse-report.js';
import { ReceiveReport } from './receive-report.js';
import { ReturnPaths } from './return-paths.js';

const MAX_CONNECTIONS = 20;
const MAX_RECIPIENTS = 5;
const SILENCE_MS = 60_000;

/**
 * Receives over SMTP what other servers could not deliver, on BOUNCE_PORT. Open to everybody, as every mail server is:
 * it takes mail for the bounce address only, of a bounded size, and answers with nothing but fixed words.
 */
@Injectable()
export class BounceReceiver implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(BounceReceiver.name);
  private server: SMTPServer | undefined;

  constructor(
    private readonly receive: ReceiveReport,
    private readonly returnPaths: ReturnPaths,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'bounceAddress' | 'bouncePort'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { bounceAddress, bouncePort } = this.settings;
    if (bouncePort === undefined) return;
    if (!bounceAddress) {
      this.log.warn('BOUNCE_PORT needs BOUNCE_ADDRESS: no reports are received.');
      return;
    }
    try {
      await this.listen(bouncePort);
      this.log.log(`Reports of undelivered mail are received on port ${bouncePort}.`);
    } catch (error) {
      // Another process of ours on this machine may have it; notices go out without it all the same.
      this.log.warn(
        `BOUNCE_PORT ${bouncePort} cannot be opened, no reports are received here: ${String(error)}`,
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /**
   * @param port 0 lets the system choose
   * @returns the port
   */
  listen(port: number): Promise<number> {
    const server = new SMTPServer({
      name: 'chasqui',
      banner: 'reports only',
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: MAX_REPORT_BYTES,
      maxClients: MAX_CONNECTIONS,
      socketTimeout: SILENCE_MS,
      closeTimeout: 1_000,
      onRcptTo: ({ address }, session, done) => {
        if (!this.returnPaths.accepts(address)) return done(refusal(550, '5.1.1 No such recipient here'));
        if (session.envelope.rcptTo.length >= MAX_RECIPIENTS)
          return done(refusal(452, '4.5.3 Too many recipients'));
        done();
      },
      onData: (stream, session, done) => {
        this.take(stream, session).then(
          () => done(null, 'Taken'),
          (error: Error) => done(error),
        );
      },
    });
    // Without a listener a broken connection would end the process.
    server.on('error', (error) => this.log.debug(`Connection with a report: ${error.message}`));
    return new Promise((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, () => {
        this.server = server;
        resolve((server.server.address() as AddressInfo).port);
      });
    });
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream) {
      // The rest is read and dropped: a sender that is cut off would only come again.
      if (bytes < MAX_REPORT_BYTES) chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
    if (stream.sizeExceeded) throw refusal(552, '5.3.4 Too big for a report');
    try {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      await this.receive.execute(Buffer.concat(chunks), recipients);
    } catch (error) {
      this.log.error(`A report could not be stored: ${String(error)}`);
      throw refusal(451, '4.3.0 Try again later');
    }
  }
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
