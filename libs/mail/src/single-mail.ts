import MailComposer from 'nodemailer/lib/mail-composer';
import { calendarAttachment, COMMON_HEADERS } from './compose-options.js';
import { checkedAddress, headerName, messageIdHeader, unsubscribeHeader } from './mail-address.js';
import type { MailContent } from './mail-content.js';
import type { RawMail } from './mail-types.js';
import { renderMailHtml } from './render-html.js';
import { renderMailText } from './render-text.js';

/** A mail for one person alone. */
export interface SingleMail {
  readonly to: { readonly name: string; readonly address: string };
  readonly content: MailContent;
  /** Stable over attempts, so that a repeated one can be recognised. Without angle brackets. */
  readonly messageId: string;
  readonly calendar?: { readonly fileName: string; readonly text: string };
  /** One-click unsubscribe (RFC 8058): an https address that accepts POST. */
  readonly unsubscribeUrl?: string;
}

/**
 * The finished message.
 * @throws BadMailAddress when an address, the Message-ID or the address to stop it is not one
 */
export async function composeSingle(
  mail: SingleMail,
  sender: { readonly from: string; readonly envelopeFrom: string; readonly date: Date },
): Promise<RawMail> {
  const envelope = { from: checkedAddress(sender.envelopeFrom), to: checkedAddress(mail.to.address) };
  const raw = await new MailComposer({
    from: sender.from,
    to: { name: headerName(mail.to.name), address: mail.to.address },
    subject: mail.content.subject,
    messageId: messageIdHeader(mail.messageId),
    date: sender.date,
    text: renderMailText(mail.content),
    html: renderMailHtml(mail.content),
    ...(mail.calendar && { attachments: [calendarAttachment(mail.calendar)] }),
    headers: {
      ...COMMON_HEADERS,
      ...(mail.unsubscribeUrl !== undefined && {
        'List-Unsubscribe': unsubscribeHeader(mail.unsubscribeUrl),
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { envelope, raw };
}
