import { randomBytes } from 'node:crypto';
import addressparser from 'nodemailer/lib/addressparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { calendarAttachment, COMMON_HEADERS } from './compose-options.js';
import { checkedAddress, headerName, listIdOf, messageIdHeader, unsubscribeHeader } from './mail-address.js';
import type { MailParts, PersonalValues, RawMail, Recipient } from './mail-types.js';
import { Placeholders, type Slot } from './placeholders.js';
import { wholeHtmlLines, wholeLines } from './quoted-printable.js';
import { renderMailHtml } from './render-html.js';
import { renderMailText } from './render-text.js';

/** A place in the finished message where a personal value is inserted, and how it is written there. */
interface Insertion extends Slot {
  readonly part: 'html' | 'text';
}

/** Encodes header values the way the composer does. */
const headers = new MimeNode(false);

/**
 * A message composed once and personalised many times: composing costs several times more than sending, and most of
 * what it makes is the same for everybody.
 */
export class MailTemplate {
  private constructor(
    readonly subject: string,
    /** The message without the headers of its recipient, cut where values belong. ASCII throughout. */
    private readonly pieces: readonly (string | Insertion)[],
  ) {}

  /**
   * `write` is called once with unguessable placeholders in the place of the values; external text can never collide
   * with them. Subject and calendar are the same for everybody.
   * @throws Error when a value stands in the subject or the calendar, or was cut
   */
  static async compose(
    write: (personal: PersonalValues) => MailParts,
    options: { readonly from: string },
  ): Promise<MailTemplate> {
    const placeholders = new Placeholders();
    const { content, calendar } = write(placeholders.values);
    if (
      [content.subject, calendar?.fileName ?? '', calendar?.text ?? ''].some((text) =>
        placeholders.touches(text),
      )
    ) {
      throw new Error('The subject and the calendar of a mail to many cannot hold personal values.');
    }
    const [from] = addressparser(options.from, { flatten: true });
    const cuts = new Cuts(placeholders);
    const composed = await new MailComposer({
      from: options.from,
      subject: content.subject,
      text: { raw: cuts.part('text', renderMailText(content)) },
      html: { raw: cuts.part('html', renderMailHtml(content)) },
      ...(calendar && { attachments: [calendarAttachment(calendar)] }),
      headers: {
        ...COMMON_HEADERS,
        'List-Id': listIdOf({ name: from?.name ?? '', address: checkedAddress(from?.address ?? '') }),
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      newline: 'win',
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
    return new MailTemplate(content.subject, cuts.apply(withoutOwnHeaders(composed.toString('latin1'))));
  }

  /**
   * The message for one person.
   * @throws BadMailAddress when an address, the Message-ID or the address to stop it is not one
   */
  personalise(to: Recipient, personal: PersonalValues): RawMail {
    const envelope = { from: checkedAddress(to.envelopeFrom), to: checkedAddress(to.address) };
    let raw =
      `${foldLines(`To: ${headers.encodeHeaderValue('To', { name: headerName(to.name), address: to.address })}`, 76)}\r\n` +
      `Message-ID: ${messageIdHeader(to.messageId)}\r\n` +
      `Date: ${headers.encodeHeaderValue('Date', to.date)}\r\n` +
      `${foldLines(`List-Unsubscribe: ${unsubscribeHeader(personal.stopUrl)}`, 76)}\r\n`;
    for (const piece of this.pieces) {
      raw += typeof piece === 'string' ? piece : encodedValue(personal, piece);
    }
    return { envelope, raw: Buffer.from(raw, 'latin1') };
  }
}

function encodedValue(personal: PersonalValues, { key, upper, part }: Insertion): string {
  const value = upper ? personal[key].toUpperCase() : personal[key];
  return part === 'html' ? wholeHtmlLines(value) : wholeLines(value);
}

/** Marks the places of values in encoded parts, and cuts the composed message there. */
class Cuts {
  private readonly insertions: Insertion[] = [];
  private readonly mark = randomBytes(16).toString('hex');

  constructor(private readonly placeholders: Placeholders) {}

  /** The MIME part with a mark for every value, each at the beginning of a line. */
  part(part: Insertion['part'], text: string): string {
    const body = this.placeholders.split(text).map((piece) => {
      if (typeof piece === 'string') return wholeLines(piece);
      this.insertions.push({ ...piece, part });
      return this.mark;
    });
    const type = part === 'html' ? 'text/html' : 'text/plain';
    return (
      `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n` +
      body.join('')
    );
  }

  /** The composed message, cut at the marks, which it holds in the order in which the parts were made. */
  apply(message: string): (string | Insertion)[] {
    return message.split(this.mark).flatMap((text, index) => {
      const insertion = this.insertions[index];
      return insertion ? [text, insertion] : [text];
    });
  }
}

/** The composer always writes these two; every copy has its own. */
function withoutOwnHeaders(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  const head = message.slice(0, end).replace(/^(?:Message-ID|Date): .*(?:\r\n[ \t].*)*\r\n/gim, '');
  return head + message.slice(end);
}
