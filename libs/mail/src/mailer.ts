import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import addressparser from 'nodemailer/lib/addressparser';
import SmtpPool from 'nodemailer/lib/smtp-pool';
import { DeliveryFailed } from './delivery-failed.js';
import { DkimSigner } from './dkim-signer.js';
import { Handover } from './handover.js';
import type { RawMail } from './mail-types.js';
import { MailboxReceiver } from './mailbox-receiver.js';
import { composeSingle, type SingleMail } from './single-mail.js';

/** SMTP is not configured (production mode without SMTP_URL): the notice waits. */
export class MailNotConfigured extends Error {
  override readonly name = 'MailNotConfigured';
}

/** The server said that it will never take this mail (5xx). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** Bounds in ms; nodemailer's own (up to ten minutes of silence) would hold a worker for too long. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 } as const;

/** How often a mail goes to another connection when the server had closed an idle one before taking any of it. */
const MAX_REQUEUES = 2;

/** Sends mail over SMTP: to SMTP_URL, or in demo mode without it to the embedded mailbox. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private pool: Promise<SmtpPool> | undefined;
  private signer: DkimSigner | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly mailbox: MailboxReceiver,
    private readonly clock: Clock,
  ) {}

  /**
   * Composes and hands over a mail for one person alone. Resolves once the server has accepted it.
   * @throws MailRefused on a permanent refusal, BadMailAddress, MailNotConfigured, or DeliveryFailed (try again later)
   */
  async send(mail: SingleMail): Promise<void> {
    const { mailFrom, bounceAddress } = this.settings;
    const [sender] = addressparser(mailFrom, { flatten: true });
    const composed = await composeSingle(mail, {
      from: mailFrom,
      envelopeFrom: bounceAddress ?? sender?.address ?? '',
      date: this.clock.now(),
    });
    try {
      await this.deliver(composed);
    } catch (error) {
      throw refusedForGood(error) ? new MailRefused(error.message, { cause: error }) : error;
    }
  }

  /**
   * Hands over a finished message, signed if the instance signs. Resolves once the server has accepted it. Mails beyond
   * the number of connections wait for one, in the order in which they came.
   * @throws DeliveryFailed saying what was answered and whether it may have arrived; MailNotConfigured
   */
  async deliver(mail: RawMail): Promise<void> {
    const pool = await this.connect();
    const handover = new Handover(
      this.signer ? { envelope: mail.envelope, raw: await this.signer.sign(mail.raw) } : mail,
    );
    await new Promise<void>((resolve, reject) => {
      pool.send(handover.message(), (error) => (error ? reject(handover.failure(error)) : resolve()));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const pool = await this.pool?.catch(() => undefined);
    pool?.close();
  }

  private connect(): Promise<SmtpPool> {
    this.pool ??= this.open();
    this.pool.catch(() => {
      this.pool = undefined;
    });
    return this.pool;
  }

  private async open(): Promise<SmtpPool> {
    const { smtpUrl, mode, smtpConnections, dkim } = this.settings;
    const url = smtpUrl ?? (mode === 'demo' ? await this.mailbox.url() : undefined);
    if (!url) throw new MailNotConfigured('SMTP_URL is not set: mails wait until it is.');
    this.signer = dkim && new DkimSigner(dkim);
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    return new SmtpPool({
      maxConnections: smtpConnections,
      maxRequeues: MAX_REQUEUES,
      host: hostname,
      port: Number(port || (secure ? 465 : 587)),
      secure,
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      // The embedded mailbox lives on this machine and has no certificate.
      ignoreTLS: !smtpUrl,
      ...TIMEOUTS,
    });
  }
}

function refusedForGood(error: unknown): error is DeliveryFailed {
  // Only refusals of this recipient or message are final; "authentication failed" concerns the configuration.
  return (
    error instanceof DeliveryFailed &&
    (error.responseCode ?? 0) >= 500 &&
    ['RCPT TO', 'DATA'].includes(error.command ?? '')
  );
}
