import { SETTINGS, type Settings } from '@chasqui/config';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type { MailContent } from './mail-content.js';
import { MailboxReceiver } from './mailbox-receiver.js';
import { renderMailHtml } from './render-html.js';
import { renderMailText } from './render-text.js';

export interface OutgoingMail {
  readonly to: { readonly name: string; readonly address: string };
  readonly content: MailContent;
  /** Stable over attempts, so that a repeated one can be recognised. Without angle brackets. */
  readonly messageId: string;
  readonly calendar?: { readonly fileName: string; readonly text: string };
  /** One-click unsubscribe (RFC 8058): an https address that accepts POST. */
  readonly unsubscribeUrl?: string;
}

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

/** Sends mail over SMTP: to SMTP_URL, or in demo mode without it to the embedded mailbox. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private transport: Promise<Transporter> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly mailbox: MailboxReceiver,
  ) {}

  /**
   * Hands the mail to the SMTP server. Resolves once the server has accepted it.
   * @throws MailRefused on a permanent refusal, MailNotConfigured, or the transport's error (try again later)
   */
  async send(mail: OutgoingMail): Promise<void> {
    const transport = await this.connect();
    try {
      await transport.sendMail({
        from: this.settings.mailFrom,
        to: mail.to,
        subject: mail.content.subject,
        messageId: `<${mail.messageId}>`,
        text: renderMailText(mail.content),
        html: renderMailHtml(mail.content),
        ...(mail.calendar && {
          attachments: [
            {
              filename: mail.calendar.fileName,
              content: mail.calendar.text,
              contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
            },
          ],
        }),
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(mail.unsubscribeUrl && {
            'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      });
    } catch (error) {
      throw refusedForGood(error) ? new MailRefused((error as Error).message, { cause: error }) : error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const transport = await this.transport?.catch(() => undefined);
    transport?.close();
  }

  private connect(): Promise<Transporter> {
    this.transport ??= this.open();
    this.transport.catch(() => {
      this.transport = undefined;
    });
    return this.transport;
  }

  private async open(): Promise<Transporter> {
    const url =
      this.settings.smtpUrl ?? (this.settings.mode === 'demo' ? await this.mailbox.url() : undefined);
    if (!url) throw new MailNotConfigured('SMTP_URL is not set: mails wait until it is.');
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    return createTransport({
      pool: true,
      maxConnections: 5,
      host: hostname,
      port: Number(port || (secure ? 465 : 587)),
      secure,
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      // The embedded mailbox lives on this machine and has no certificate.
      ignoreTLS: !this.settings.smtpUrl,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...TIMEOUTS,
    });
  }
}

function refusedForGood(error: unknown): boolean {
  const code = (error as { responseCode?: unknown }).responseCode;
  const command = (error as { command?: unknown }).command;
  // Only refusals of this recipient or message are final; "authentication failed" concerns the configuration.
  return typeof code === 'number' && code >= 500 && ['RCPT TO', 'DATA'].includes(String(command));
}
