import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { AddressTrouble } from '../address.entities.js';
import { OutgoingMail } from '../outgoing-mail.entity.js';
import { AddressBook } from './address-book.js';
import type { AddressProblem } from './attribute-trouble.js';
import { troubleOfFailure } from './classify-failure.js';

/** What a mail service tells by webhook of one recipient. */
export interface MailEvent {
  readonly type: AddressTrouble;
  /** Of our mail, with or without angle brackets; services that replace it leave it out. */
  readonly messageId?: string | undefined;
  readonly recipient: string;
  readonly status?: string | undefined;
  readonly detail?: string | undefined;
  readonly at?: Date | undefined;
}

const OUR_MESSAGE_ID = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i;

/** Takes in what a mail service reports. The caller has checked that the service sent it. */
@Injectable()
export class ReceiveEvents {
  constructor(
    private readonly database: DataSource,
    private readonly book: AddressBook,
  ) {}

  /**
   * Notes the events; the same ones again change nothing. "Permanent" is taken back where the reason says that nothing
   * is wrong with the address: services call a full mailbox or a spam filter permanent, too.
   * @returns how many were new
   */
  async execute(events: readonly MailEvent[]): Promise<number> {
    const ids = events.flatMap(({ messageId }) => mailIdOf(messageId) ?? []);
    const mails = await this.database.manager.find(OutgoingMail, {
      select: { id: true, recipient: true },
      where: { id: In([...new Set(ids)]) },
    });
    const recipients = new Map(mails.map(({ id, recipient }) => [id, recipient.toLowerCase()]));
    const problems = events.map((event): AddressProblem => {
      const { status, detail } = event;
      const address = event.recipient.toLowerCase();
      const mailId = mailIdOf(event.messageId);
      return {
        address,
        // A mail went to one person only: an id with another recipient is a mistake of theirs.
        mailId: mailId !== null && recipients.get(mailId) === address ? mailId : null,
        trouble: weighed(event),
        status: status ?? null,
        detail: detail ?? '',
        at: event.at,
        reference: event.at?.toISOString(),
      };
    });
    return this.book.report(problems, 'webhook');
  }
}

function weighed({ type, status, detail }: MailEvent): AddressTrouble {
  const hasReason = status !== undefined || detail !== undefined;
  if (type !== 'permanent' || !hasReason) return type;
  return troubleOfFailure({ status: status ?? '5.1.0', text: detail ?? '' });
}

function mailIdOf(messageId: string | undefined): string | null {
  return OUR_MESSAGE_ID.exec(messageId ?? '')?.[1]?.toLowerCase() ?? null;
}
