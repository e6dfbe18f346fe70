import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { AddressTrouble } from '../address.entities.js';
import { enhancedStatusIn, tellingStatus, troubleOfFailure } from './classify-failure.js';
import {
  addressIn,
  fieldBlocks,
  fieldOf,
  mailIdInHeader,
  mailIdInReferences,
  plainDetail,
  type ReportFields,
} from './report-fields.js';
import { isAutoReply, type MailHead, readTextBounce } from './text-bounce.js';

/** What a report claims. Nothing of it is believed before `attributeTrouble` has compared it with what we sent. */
export interface ReportedTrouble {
  /** Where the mail ended, in lower case; null when the report does not say. */
  readonly address: string | null;
  /** The address that we wrote to, if the report tells it apart. */
  readonly originalAddress: string | null;
  /** From the Message-ID of the returned mail. */
  readonly mailId: string | null;
  /** Return path of the returned mail, which may bear our signature. */
  readonly returnPath: string | null;
  readonly trouble: AddressTrouble;
  /** Enhanced status code (RFC 3463), "5.1.1". */
  readonly status: string | null;
  /** What the other server said, one line of at most 300 characters. */
  readonly detail: string;
  /** Message-ID of the report itself; empty without one. */
  readonly reference: string;
}

/** Larger reports are read up to here. */
export const MAX_REPORT_BYTES = 1024 * 1024;
/** The parser spends far more on a line than on a byte: a megabyte of empty lines would hold it for many seconds. */
const MAX_LINES = 10_000;
const MAX_RECIPIENTS = 50;
const MAX_PART = 64 * 1024;
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, forceRfc822Attachments: true } as const;

const STATUS_PARTS = ['message/delivery-status', 'message/global-delivery-status'];
const RETURNED_PARTS = [
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global-headers',
];
/** Kinds of feedback (RFC 5965) by which a person says that she does not want our mails. */
const UNWANTED = /^(abuse|fraud|spam|complaint|opt-out(-list)?|unsubscribe)$/i;

/**
 * Reads a mail that came to the bounce address: delivery reports (RFC 3464, and what older servers write instead) and
 * complaints (RFC 5965). Success, automatic answers and everything else give nothing. Never throws: a mail that cannot
 * be read says nothing.
 */
export async function parseReport(raw: Uint8Array): Promise<readonly ReportedTrouble[]> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(beginning(raw), LIMITS);
  } catch {
    return [];
  }
  const feedback = partsOf(mail, ['message/feedback-report'])[0];
  const returned = returnedMail(mail);
  const recipients = statusBlocks(mail);
  const found =
    feedback !== undefined
      ? complaints(fieldBlocks(feedback)[0], returned)
      : recipients.length > 0
        ? failures(recipients, mail, returned)
        : inWords(mail, returned);
  const reference = plainDetail(mail.messageId ?? '');
  return distinct(found).map((each) => ({ ...each, reference }));
}

/** As much of a mail as is read. */
function beginning(raw: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < MAX_LINES; line += 1) {
    const next = raw.indexOf(0x0a, end);
    if (next === -1 || next >= MAX_REPORT_BYTES) return raw.subarray(0, MAX_REPORT_BYTES);
    end = next + 1;
  }
  return raw.subarray(0, end);
}

type Claim = Omit<ReportedTrouble, 'reference'>;

/** What is known of the mail that came back. */
interface ReturnedMail {
  readonly mailId: string | null;
  readonly returnPath: string | null;
  readonly to: string | null;
}

function returnedMail(mail: Email): ReturnedMail {
  const header = partsOf(mail, RETURNED_PARTS).map(
    (part) => part.replace(/^(?:[ \t]*\r?\n)+/, '').split(/\r?\n\r?\n/, 1)[0] ?? '',
  )[0];
  const fields = header === undefined ? undefined : fieldBlocks(header)[0];
  const text = textOf(mail);
  return {
    mailId:
      (header === undefined ? null : mailIdInHeader(`\n${header}`)) ??
      mailIdInHeader(text) ??
      mailIdInReferences(`${mail.inReplyTo ?? ''} ${mail.references ?? ''}`),
    returnPath: addressIn(fieldOf(fields, 'return-path')),
    to: addressIn(fieldOf(fields, 'to')),
  };
}

/** The blocks of a delivery report that are about a recipient; also of one that came as ordinary text. */
function statusBlocks(mail: Email): ReportFields[] {
  const parts = partsOf(mail, STATUS_PARTS);
  const text = textOf(mail);
  const looksLikeOne = /^final-recipient:/im.test(text) && /^(action|status|diagnostic-code):/im.test(text);
  return (parts.length === 0 && looksLikeOne ? [text] : parts)
    .flatMap(fieldBlocks)
    .filter((fields) =>
      ['final-recipient', 'original-recipient', 'action', 'status'].some((name) => fields.has(name)),
    )
    .slice(0, MAX_RECIPIENTS);
}

function failures(blocks: readonly ReportFields[], mail: Email, returned: ReturnedMail): Claim[] {
  return blocks.flatMap((fields) => {
    const action = fieldOf(fields, 'action').toLowerCase();
    const reported = enhancedStatusIn(fieldOf(fields, 'status'));
    const isGood = /^(delivered|relayed|expanded)/.test(action) || (!action && reported?.startsWith('2'));
    if (isGood) return [];
    const diagnostic = fieldOf(fields, 'diagnostic-code').replace(/^[\w-]+[ \t]*;[ \t]*/, '');
    // Without a diagnostic only the words for people say why.
    const words = diagnostic || textOf(mail);
    const status = tellingStatus(reported, diagnostic);
    const trouble = action.startsWith('delayed') ? 'transient' : troubleOfFailure({ status, text: words });
    const address = addressIn(fieldOf(fields, 'final-recipient'));
    return [
      {
        address,
        originalAddress:
          addressIn(fieldOf(fields, 'original-recipient')) ??
          addressIn(fieldOf(fields, 'x-original-recipient')) ??
          null,
        mailId: returned.mailId,
        returnPath: returned.returnPath,
        trouble,
        status,
        detail: plainDetail(words),
      },
    ];
  });
}

function complaints(fields: ReportFields | undefined, returned: ReturnedMail): Claim[] {
  const type = fieldOf(fields, 'feedback-type');
  if (!UNWANTED.test(type)) return [];
  const named = ['original-rcpt-to', 'removal-recipient']
    .flatMap((name) => fields?.get(name) ?? [])
    .flatMap((value) => addressIn(value) ?? []);
  const addresses: (string | null)[] = [...new Set(named)].slice(0, MAX_RECIPIENTS);
  const agent = fieldOf(fields, 'user-agent');
  return (addresses.length > 0 ? addresses : [returned.to]).map((address) => ({
    address,
    originalAddress: returned.to,
    mailId: returned.mailId,
    returnPath: addressIn(fieldOf(fields, 'original-mail-from')) ?? returned.returnPath,
    trouble: 'complaint',
    status: null,
    detail: plainDetail(agent ? `${type} (${agent})` : type),
  }));
}

function inWords(mail: Email, returned: ReturnedMail): Claim[] {
  const head: MailHead = {
    from: `${mail.from?.name ?? ''} ${mail.from?.address ?? ''}`,
    subject: (mail.subject ?? '').slice(0, 500),
    header: (name) => mail.headers.find(({ key }) => key === name)?.value.slice(0, 2_000) ?? '',
  };
  if (head.header('x-failed-recipients') === '' && isAutoReply(head)) return [];
  return readTextBounce(head, textOf(mail)).map(({ address, reason, delayed }) => ({
    address,
    originalAddress: null,
    mailId: returned.mailId,
    returnPath: returned.returnPath,
    trouble: delayed ? 'transient' : troubleOfFailure({ status: null, text: reason }),
    status: enhancedStatusIn(reason.slice(0, 2_000)),
    detail: plainDetail(reason),
  }));
}

function textOf(mail: Email): string {
  const text = mail.text ?? (mail.html ?? '').slice(0, MAX_PART).replace(/<[^<>]{0,2000}>/g, ' ');
  return text.slice(0, MAX_PART).replaceAll('\r\n', '\n');
}

const decoder = new TextDecoder('utf-8', { fatal: false });

function partsOf(mail: Email, types: readonly string[]): string[] {
  return mail.attachments
    .filter(({ mimeType }) => types.includes(mimeType))
    .slice(0, 5)
    .map(contentOf);
}

function contentOf({ content }: Attachment): string {
  if (typeof content === 'string') return content.slice(0, MAX_PART);
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
  return decoder.decode(bytes.subarray(0, MAX_PART));
}

function distinct(found: readonly Claim[]): Claim[] {
  return [
    ...new Map(
      found.map((each) => [`${each.address} ${each.originalAddress} ${each.trouble}`, each]),
    ).values(),
  ];
}
