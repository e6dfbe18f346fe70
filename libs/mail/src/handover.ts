import { Readable } from 'node:stream';
import type MailMessage from 'nodemailer/lib/mailer/mail-message';
import type { SMTPPoolSentMessageInfo } from 'nodemailer/lib/smtp-pool';
import { DeliveryFailed } from './delivery-failed.js';
import type { RawMail } from './mail-types.js';

/**
 * A finished message on its way through the connection pool. The pool reports a broken line in the same words whether
 * it broke before the message was given to it or after the final dot; here it is known, because the message is read
 * only once the server has said that it may come (reply 354 to DATA).
 */
export class Handover {
  private wholeMessageGiven = false;

  constructor(private readonly mail: RawMail) {}

  /**
   * The part of a message that the pool asks for. Composing, parsing and copying a message that is finished would
   * cost more than sending it.
   */
  message(): MailMessage<SMTPPoolSentMessageInfo> {
    const { envelope } = this.mail;
    const message = {
      // A new one each time: the connection writes into it.
      getEnvelope: () => ({ from: envelope.from, to: [envelope.to] }),
      messageId: () => '',
      getHeader: () => '',
      createReadStream: () => this.stream(),
    };
    return { data: {}, message } as unknown as MailMessage<SMTPPoolSentMessageInfo>;
  }

  /** What the error of the pool means for this message. */
  failure(error: unknown): DeliveryFailed {
    const { message, responseCode, response, command } = error as {
      message?: string;
      responseCode?: number;
      response?: string;
      command?: string;
    };
    return new DeliveryFailed(message ?? String(error), {
      responseCode,
      response,
      command,
      // A reply to the whole message is a refusal of it.
      mayHaveArrived: this.wholeMessageGiven && responseCode === undefined,
      cause: error,
    });
  }

  private stream(): Readable {
    let left: Buffer | null = this.mail.raw;
    const stream = new Readable({
      read() {
        this.push(left);
        left = null;
      },
    });
    // The final dot is written after this event and never before.
    stream.once('end', () => {
      this.wholeMessageGiven = true;
    });
    return stream;
  }
}
