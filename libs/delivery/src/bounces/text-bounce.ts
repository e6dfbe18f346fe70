import { addressIn } from './report-fields.js';

/** What a bounce without a machine-readable part says, as far as its text can be trusted to be one. */
export interface TextBounce {
  /** Null when the text does not name the recipient. */
  readonly address: string | null;
  readonly reason: string;
  /** Only a warning: the other server keeps trying. */
  readonly delayed: boolean;
}

/** What is known of a mail before its text is read. */
export interface MailHead {
  readonly from: string;
  readonly subject: string;
  /** By name in lower case. */
  readonly header: (name: string) => string;
}

const READ = 20_000;
const MAX_ADDRESSES = 20;

const AUTO_SUBJECT =
  /^(re: ?)?(respuesta autom[aá]tica|automatic reply|auto(matic)?[ -]?(reply|response)|out of( the)? office|fuera de (la )?oficina|vacaciones|vacation|ausen(te|cia))/i;
const AUTO_HEADERS = ['x-autoreply', 'x-autorespond', 'x-vacation'];

/** An answer that a program gave for its owner, such as "fuera de la oficina": the mail did arrive. */
export function isAutoReply(head: MailHead): boolean {
  if (AUTO_SUBJECT.test(head.subject.trim())) return true;
  const isFromDaemon = DAEMON.test(head.from);
  if (isFromDaemon) return false;
  return (
    /auto-(replied|generated)/i.test(head.header('auto-submitted')) ||
    /auto_?reply/i.test(head.header('precedence')) ||
    AUTO_HEADERS.some((name) => head.header(name) !== '')
  );
}

const DAEMON = /mailer-daemon|postmaster|mail ?delivery|maildelivery|mdaemon|bounce|microsoftexchange/i;
const FAILURE_SUBJECT =
  /undeliver|(delivery|mail|message|notification).{0,20}(fail|problem|error|delay|warning)|failure notice|returned mail|(could|can) ?not be delivered|no (se pudo )?entrega|no entregad|devuel|devoluci[oó]n|rebot|entrega.{0,20}(fall|retras|incorrect)|error.{0,20}(entrega|env[ií]o)|delayed/i;
const QMAIL = /this is the qmail-send program|below this line is a copy of the message/i;
const DELAY = /(delay|warning|retras|demora)/i;
const STILL_TRYING =
  /not yet been delivered|will (keep|continue) (on )?trying|will be retried|do not need to resend|seguir[aá] intentando|se volver[aá] a intentar|no es necesario que (lo )?reenv/i;

/** The part before the copy of the returned message. */
const COPY =
  /^(-{2,} ?(below this line|this is|original message|returned message|mensaje original|a continuaci[oó]n)|original message headers|received:|return-path:)/im;

/**
 * The recipients that a bounce in words complains of: those of qmail and of old Exim, and what servers write under
 * "X-Failed-Recipients". An ordinary mail or an automatic answer gives none.
 */
export function readTextBounce(head: MailHead, text: string): TextBounce[] {
  const failed = head.header('x-failed-recipients');
  const isBounce =
    failed !== '' ||
    QMAIL.test(text.slice(0, READ)) ||
    (DAEMON.test(head.from) && FAILURE_SUBJECT.test(head.subject));
  if (!isBounce) return [];
  const shown = text.slice(0, READ);
  const copy = COPY.exec(shown);
  const words = copy && copy.index > 0 ? shown.slice(0, copy.index) : shown;
  const delayed = DELAY.test(head.subject) || STILL_TRYING.test(words);
  const complaints = new Map<string, string>();
  for (const paragraph of words.split(/\n[ \t]*\n/, 200)) {
    const named = leadingAddress(paragraph);
    if (named && complaints.size < MAX_ADDRESSES && !complaints.has(named.address)) {
      complaints.set(named.address, named.reason);
    }
  }
  for (const part of failed.split(',', MAX_ADDRESSES)) {
    const address = addressIn(part);
    if (address && !complaints.has(address)) complaints.set(address, words.trim());
  }
  if (complaints.size === 0) return [{ address: null, reason: words.trim(), delayed }];
  return [...complaints].map(([address, reason]) => ({ address, reason: reason || words.trim(), delayed }));
}

/** "<ana@gad.gob.ec>:\nSorry, no mailbox here by that name." of qmail; "  ana@gad.gob.ec\n    reason" of Exim. */
function leadingAddress(paragraph: string): { address: string; reason: string } | null {
  const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
  const first = lines[0]?.trim() ?? '';
  const isNamed = /^<[^<>\s]{3,320}>:?$/.test(first) || /^[^<>\s:]{3,320}@[^<>\s:]{3,253}:?$/.test(first);
  if (!isNamed) return null;
  const address = addressIn(first);
  return address ? { address, reason: lines.slice(1, 12).join(' ').trim() } : null;
}
