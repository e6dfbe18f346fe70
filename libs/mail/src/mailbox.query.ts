import PostalMime from 'postal-mime';
import type { DataSource } from 'typeorm';
import { MailboxMessage } from './mailbox-message.entity.js';

export interface MailboxListItem {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly receivedAt: Date;
  readonly deliveries: number;
}

const PAGE = 50;

/** Mails of the demo mailbox, newest first; of one recipient if given. Paged by key. */
export async function mailboxMessages(
  database: DataSource,
  filter: { readonly recipient?: string | undefined; readonly before?: string | undefined },
): Promise<{ items: MailboxListItem[]; next: string | null; total: number }> {
  const values: unknown[] = [filter.recipient?.toLowerCase() ?? null];
  const where = `WHERE ($1::text IS NULL OR recipient = $1)`;
  const [{ total }] = await database.query<[{ total: number }]>(
    `SELECT count(*)::int AS total FROM mailbox_message ${where}`,
    values,
  );
  const isKey = /^\d{1,18}$/.test(filter.before ?? '');
  if (isKey) values.push(filter.before);
  const items = await database.query<MailboxListItem[]>(
    `SELECT id, recipient, subject, received_at AS "receivedAt", deliveries FROM mailbox_message
      ${where} ${isKey ? 'AND id < $2' : ''} ORDER BY id DESC LIMIT ${PAGE + 1}`,
    values,
  );
  const page = items.slice(0, PAGE);
  return { items: page, total, next: items.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

export interface ReadMail {
  readonly id: string;
  readonly recipient: string;
  readonly from: string;
  readonly subject: string;
  readonly receivedAt: Date;
  readonly deliveries: number;
  readonly html: string | null;
  readonly text: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly {
    readonly fileName: string;
    readonly mimeType: string;
    readonly content: Buffer;
  }[];
}

const SHOWN_HEADERS = ['message-id', 'list-unsubscribe', 'list-unsubscribe-post', 'auto-submitted'];

/** One mail, parsed; null when there is none with that number. */
export async function readMailboxMessage(database: DataSource, id: string): Promise<ReadMail | null> {
  const message = /^\d{1,18}$/.test(id) ? await database.manager.findOneBy(MailboxMessage, { id }) : null;
  if (!message) return null;
  const mail = await PostalMime.parse(message.raw, { attachmentEncoding: 'arraybuffer' });
  return {
    id: message.id,
    recipient: message.recipient,
    from: mail.from?.address ?? '',
    subject: message.subject,
    receivedAt: message.receivedAt,
    deliveries: message.deliveries,
    html: mail.html ?? null,
    text: mail.text ?? '',
    headers: mail.headers
      .filter((header) => SHOWN_HEADERS.includes(header.key))
      .map((header) => ({ name: header.originalKey, value: header.value })),
    attachments: mail.attachments.map((attachment) => ({
      fileName: attachment.filename ?? 'adjunto',
      mimeType: attachment.mimeType,
      content: Buffer.from(attachment.content as ArrayBuffer),
    })),
  };
}
