/** What a failed delivery says of the address: it is no good, or something stood in the way this time. */
export type FailureTrouble = 'permanent' | 'transient';

/** Text in which another server gave its reason, and the enhanced status code (RFC 3463) if it gave one. */
export interface FailureReason {
  readonly status: string | null;
  /** "550 5.1.1 <x@y>: Recipient address rejected", as it came. */
  readonly text: string;
}

/** After a reply code, "550 5.1.1" or "550-5.1.1"; elsewhere only where it cannot be an address or a version. */
const ENHANCED_REPLY = /\b[245]\d\d[ \-#]{1,3}([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;
const ENHANCED = /(?:^|[\s(#:;])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;
const BASIC = /(?:^|[^\d.])([45]\d\d)(?=[\s\-#:]|$)/;

/** The enhanced status code in a text; null when there is none. */
export function enhancedStatusIn(text: string): string | null {
  return (ENHANCED_REPLY.exec(text) ?? ENHANCED.exec(text))?.[1] ?? null;
}

/** The more telling of two codes: many servers report "5.0.0" and give the real one in their diagnostic. */
export function tellingStatus(reported: string | null, diagnostic: string): string | null {
  const told = enhancedStatusIn(diagnostic);
  const isVague = reported === null || /^[245]\.0\.0$/.test(reported);
  return isVague ? (told ?? reported) : reported;
}

/** Complaints about who sends: nothing is wrong with the recipient. */
const SENDER =
  /sender (address )?(is )?(rejected|denied|blocked|verif)|(return path|envelope from|mail from).{0,40}(reject|invalid|not exist)|remitente.{0,40}(rechazad|bloquead|no v[aá]lid|no autorizad)/i;

const NOBODY = new RegExp(
  [
    // English, as Postfix, Exim, Exchange, Gmail, Sendmail, qmail, Zimbra and cPanel write it.
    'user (is )?(unknown|not found|doesn.t exist|does not exist)',
    'unknown (user|recipient|mailbox|local.part|address)',
    'no such (user|recipient|mailbox|person|address|account|domain)',
    'no mailbox (here )?by that name',
    'recipient ?not ?found',
    '(mailbox|account|address|user|recipient|domain) .{0,80}(does not exist|doesn.t exist|not exist|no longer exists|not found|is invalid|is disabled|has been disabled|is inactive)',
    'invalid (recipient|mailbox|user|address)',
    '5\\.4\\.1.{0,60}recipient address rejected: access denied',
    'recipient address rejected: (user unknown|undeliverable)',
    'mailbox unavailable',
    'unrouteable address',
    'all relevant mx records point to non-existent hosts',
    'host or domain name not found.{0,80}host not found',
    'name (service error|server).{0,120}domain name not found',
    'account (has been )?(closed|deleted|disabled)',
    'no longer (valid|works here|active)',
    // Spanish.
    'usuario (es )?(desconocido|no existe|no encontrado|inexistente|inv[aá]lido|deshabilitado)',
    '(buz[oó]n|cuenta|direcci[oó]n|destinatario|usuario|dominio).{0,80}(no existe|desconocid|inexistente|no encontrad|no se (ha )?(podido )?encontr|deshabilitad|desactivad|inactiv)',
    'no existe (el|la|ese|esa|ning[uú]n|ninguna) (buz[oó]n|cuenta|direcci[oó]n|destinatario|usuario|dominio)',
    'no se (encontr[oó]|ha encontrado|pudo encontrar) (el|la|al) (buz[oó]n|cuenta|direcci[oó]n|destinatario|usuario|dominio)',
  ].join('|'),
  'i',
);

const IN_THE_WAY = new RegExp(
  [
    'quota|mailbox (is )?full|over ?quota|out of storage|insufficient (system )?storage|disk full',
    '(message|mail|attachment|size).{0,40}(too (big|large)|exceed)',
    'spam|blacklist|blocklist|block list|dnsbl|rbl\\b|spamhaus|barracuda|reputation|blocked|policy',
    'gr[ae]y-?list|try again|temporar|rate limit|too many|throttl|deferred',
    '\\b(spf|dkim|dmarc)\\b|authenticat|not authori[sz]ed|relay(ing)? (access )?denied|access denied',
    'virus|malware|content (reject|filter)',
    'timed? ?out|connection (refused|reset)|expired|unreachable',
    'buz[oó]n.{0,20}lleno|cuota|espacio (insuficiente|en disco)|demasiado grande|excede el tama',
    'lista negra|bloquead|rechazado por (la )?pol[ií]tica|temporal|int[eé]ntelo|tiempo de espera',
  ].join('|'),
  'i',
);

/** Permanent failures (5.x.x) by code whose cause is the address or its domain; see RFC 3463 and RFC 7505. */
const ABOUT_ADDRESS = /^5\.(0\.0|1\.(?!7$|8$|9$)\d+|2\.[014]|3\.0|4\.(0|4|6|14|310))$/;

/** SMTP replies without an enhanced code that concern the mailbox (RFC 5321 §4.2.3). */
const BASIC_ABOUT_ADDRESS: ReadonlySet<string> = new Set(['550', '551', '553']);

const READ = 2_000;

/**
 * Whether a failure means that the address is no good. Only then may it be suppressed: a full mailbox, a message that
 * is too big, spam filters, policies and trouble of the network pass. What servers write in words goes before their
 * codes, which many use loosely.
 */
export function troubleOfFailure(reason: FailureReason): FailureTrouble {
  const text = reason.text.slice(0, READ).replace(/\s+/g, ' ');
  const status = tellingStatus(reason.status, text);
  const basic = BASIC.exec(text)?.[1];
  if (status ? status.startsWith('4') : basic?.startsWith('4')) return 'transient';
  if (SENDER.test(text)) return 'transient';
  if (NOBODY.test(text)) return 'permanent';
  if (IN_THE_WAY.test(text)) return 'transient';
  if (status && status !== '5.0.0') return ABOUT_ADDRESS.test(status) ? 'permanent' : 'transient';
  return basic && BASIC_ABOUT_ADDRESS.has(basic) ? 'permanent' : 'transient';
}
