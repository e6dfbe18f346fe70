import type { DeliveryFailed } from '@chasqui/mail';
import { enhancedStatusIn, troubleOfFailure } from '../bounces/classify-failure.js';

/**
 * What a failed attempt means.
 * - retry: later it may succeed.
 * - unknown: the message was handed over whole and no reply came; it may have arrived.
 * - refused_address: nobody can be reached at the address.
 * - refused_message: the server will never take this message; nothing is wrong with the address.
 * - configuration: the server refuses us (credentials, certificate, sender); no mail is to blame.
 * - server_away: our mail server does not answer or takes nothing now; no mail is to blame.
 * - domain_wait: the server asks for fewer mails to this domain.
 */
export type OutcomeKind =
  | 'retry'
  | 'unknown'
  | 'refused_address'
  | 'refused_message'
  | 'configuration'
  | 'server_away'
  | 'domain_wait';

export interface Outcome {
  readonly kind: OutcomeKind;
  /** Reply of the server, "450 4.2.1"; null without one. */
  readonly code: string | null;
  /** For the log: the words of the server, or in Spanish what happened. */
  readonly reason: string;
  /** What it says of the address; null when it says nothing. */
  readonly trouble: 'permanent' | 'transient' | null;
  /** Who is to blame if mail after mail fails in this way; null when only the mail itself can be. */
  readonly suspect: 'server' | 'configuration' | null;
}

/** As `DeliveryFailed` tells it. */
export type Failure = Pick<
  DeliveryFailed,
  'message' | 'responseCode' | 'response' | 'command' | 'mayHaveArrived' | 'cause'
>;

const MAX_REASON = 500;

/** Faults of the line or of our set-up, by the codes of nodemailer and Node. */
const SERVER_AWAY =
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EDNS|ENOTFOUND|EAI_AGAIN|EPROXY)$/;
const SET_UP =
  /^(EAUTH|ENOAUTH|EOAUTH2|ETLS|EREQUIRETLS|ECONFIG|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** "Fewer, please": 421 aside, codes and words that servers use for it (RFC 3463, IANA's list of enhanced codes). */
const SLOW_DOWN_STATUS = /^4\.(4\.5|3\.2|7\.28)$/;
const SLOW_DOWN =
  /rate.?limit|rate limited|too many (messages|connections|emails|recipients|concurrent)|throttl|unusual rate|flood|excessive|sending (limit|quota)|limit.{0,20}exceeded|exceeded.{0,40}(rate|limit per|allowed number)|demasiad[oa]s (correos|mensajes|conexiones)|l[ií]mite de env[ií]o/i;

/** The mailbox is full or the message too big, whatever the code is used for otherwise. */
const TOO_BIG = /^5\.3\.4$|^5\.2\.3$/;

/** Words against whoever sends: our server does not relay for us, or not for this sender. */
const AGAINST_US =
  /relay(ing)?( access)? (is )?(denied|not (permitted|allowed))|not (allowed|permitted) to relay|unable to relay|must (issue|use) .{0,20}(starttls|auth)|authentication (is )?required|sender address rejected|sender (is )?not (allowed|authori[sz]ed|owned)|not authori[sz]ed to send (as|from)|remitente.{0,30}(no autorizado|rechazad)/i;
const AGAINST_SENDER_STATUS = /^5\.(1\.[78]|7\.60)$/;

const AUTHENTICATION: ReadonlySet<number> = new Set([530, 534, 535, 538]);
const NAMES_NOBODY = /^(CONN|EHLO|HELO|LHLO|STARTTLS|API)$/;

/** What a failed attempt to deliver means for the mail, its address, its domain and for us. */
export function outcomeOf(failure: Failure): Outcome {
  return failure.responseCode === undefined || failure.mayHaveArrived
    ? outcomeWithoutReply(failure)
    : outcomeOfReply(failure, failure.responseCode);
}

function outcomeWithoutReply(failure: Failure): Outcome {
  if (failure.mayHaveArrived) {
    return silent('unknown', `El servidor no confirmó la recepción: ${failure.message}`, 'server');
  }
  const codes = faultCodes(failure.cause);
  const has = (pattern: RegExp) => codes.some((code) => pattern.test(code));
  if (has(SET_UP)) {
    return silent('configuration', `No se pudo abrir la sesión con el servidor: ${failure.message}`);
  }
  if (has(SERVER_AWAY)) return silent('server_away', `El servidor de correo no responde: ${failure.message}`);
  if (has(/^EMESSAGE$/)) return silent('refused_message', `El correo no se puede enviar: ${failure.message}`);
  if (has(/^EENVELOPE$/)) {
    return /sender/i.test(failure.message)
      ? silent('configuration', `El remitente no es válido: ${failure.message}`)
      : {
          ...silent('refused_address', `La dirección no es válida: ${failure.message}`),
          trouble: 'permanent',
        };
  }
  return silent('retry', `Se cortó la conexión con el servidor: ${failure.message}`, 'server');
}

function outcomeOfReply(failure: Failure, code: number): Outcome {
  const text = shorten(failure.response ?? failure.message);
  const status = enhancedStatusIn(text);
  const command = failure.command ?? '';
  const answer = (kind: OutcomeKind, also: Partial<Pick<Outcome, 'trouble' | 'suspect'>> = {}): Outcome => ({
    kind,
    code: status ? `${code} ${status}` : String(code),
    reason: text,
    trouble: null,
    suspect: null,
    ...also,
  });

  if (AUTHENTICATION.has(code) || command.startsWith('AUTH')) return answer('configuration');
  if (isFarewell(failure, code)) return answer('domain_wait');
  if (NAMES_NOBODY.test(command)) return answer(code >= 500 ? 'configuration' : 'server_away');
  if (code === 421 || SLOW_DOWN_STATUS.test(status ?? '') || (code < 500 && SLOW_DOWN.test(text))) {
    return answer('domain_wait');
  }
  if (code < 500) return answer('retry', { trouble: blamesMailbox(command, status) ? 'transient' : null });
  if (TOO_BIG.test(status ?? '') || (code === 552 && !status)) return answer('refused_message');
  if (command === 'MAIL FROM') return answer('configuration');
  if (AGAINST_US.test(text) || AGAINST_SENDER_STATUS.test(status ?? '')) {
    return answer('retry', { suspect: 'configuration' });
  }
  if (isAboutAddress(command, status, text)) return answer('refused_address', { trouble: 'permanent' });
  return answer('refused_message', { trouble: status?.startsWith('5.2.') ? 'transient' : null });
}

/** 421 in the middle of a session: nodemailer tells it like a refused connection, but the server did know for whom. */
function isFarewell({ command, cause }: Failure, code: number): boolean {
  return code === 421 && command === 'CONN' && faultCodes(cause).includes('ECONNECTION');
}

/** A bare 550 in reply to the message speaks of the message; in reply to the recipient, of the recipient. */
function isAboutAddress(command: string, status: string | null, text: string): boolean {
  const words = command === 'DATA' && !status ? text.replace(/^\d{3}[ -]?/, '') : text;
  return troubleOfFailure({ status, text: words }) === 'permanent';
}

/** A temporary refusal that speaks of this mailbox, and not of policies that pass (grey lists, reputation). */
function blamesMailbox(command: string, status: string | null): boolean {
  return ['RCPT TO', 'DATA'].includes(command) && !/^4\.[47]\./.test(status ?? '');
}

function silent(kind: OutcomeKind, reason: string, suspect: Outcome['suspect'] = null): Outcome {
  return { kind, code: null, reason: shorten(reason), trouble: null, suspect };
}

/** Codes of an error and of what caused it: nodemailer replaces the one of the system by its own. */
function faultCodes(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, originalCode, cause } = error as { code?: unknown; originalCode?: unknown; cause?: unknown };
  return [...[code, originalCode].filter((each) => typeof each === 'string'), ...faultCodes(cause)];
}

function shorten(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_REASON);
}
