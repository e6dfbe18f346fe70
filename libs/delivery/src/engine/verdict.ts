import type { AddressStanding } from '../bounces/flagged.js';
import type { MailState, OutgoingMail } from '../outgoing-mail.entity.js';
import { retryDelay, spread } from './backoff.js';
import type { Outcome } from './outcome.js';
import type { DeliveryPolicy } from './policy.js';

/** Far enough that no attempt follows by itself. */
export const NO_MORE_ATTEMPTS = new Date('9999-12-31T00:00:00Z');

/** What is written of a mail after an attempt, or instead of one. */
export interface Verdict {
  readonly state: MailState;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastCode: string | null;
  /** Why it was not sent; null when it was. */
  readonly lastError: string | null;
  /** Of a mail that was sent. */
  readonly subject: string | null;
}

/** A mail as it was when it was taken. */
export type TakenMail = Pick<OutgoingMail, 'attempts' | 'nextAttemptAt'> & {
  readonly stateBefore: 'pending' | 'unknown';
};

export interface Circumstances {
  readonly policy: DeliveryPolicy;
  readonly standing: AddressStanding;
  readonly now: Date;
  /** From 0 to 1. */
  readonly random: number;
}

export function sent(mail: TakenMail, subject: string): Verdict {
  const { attempts, nextAttemptAt } = mail;
  return {
    state: 'sent',
    attempts: attempts + 1,
    nextAttemptAt,
    lastCode: null,
    lastError: null,
    subject,
  };
}

export function suppressed(mail: TakenMail): Verdict {
  return unsent(mail, 'suppressed', 'La dirección está en la lista de las que no reciben correos.');
}

/** @param reason Spanish, of the composer */
export function cancelled(mail: TakenMail, reason: string): Verdict {
  return unsent(mail, 'cancelled', reason);
}

/** A mail that could not be written counts as tried, so that one that never can ends some day. */
export function notComposed(mail: TakenMail, circumstances: Circumstances): Verdict {
  return later(mail, circumstances, { code: null, reason: 'El correo no se pudo redactar.' });
}

/**
 * What follows from a failed attempt. What is our fault or that of our mail server is not counted against the mail;
 * everything else is, and ends after about three days. A flagged address gets one attempt per mail. A mail that may
 * have arrived goes again, with the same Message-ID, but not for ever: two silences in a row end it once it was tried
 * often enough, and it stays `unknown`.
 */
export function failed(mail: TakenMail, outcome: Outcome, circumstances: Circumstances): Verdict {
  const { policy, standing, now, random } = circumstances;
  const { code, reason } = outcome;
  const attempts = mail.attempts + 1;
  const told = { attempts, lastCode: code, lastError: reason, subject: null };
  switch (outcome.kind) {
    case 'refused_address':
    case 'refused_message':
      return { ...told, state: 'failed', nextAttemptAt: NO_MORE_ATTEMPTS };
    case 'configuration':
    case 'server_away':
      return {
        ...told,
        attempts: mail.attempts,
        state: mail.stateBefore,
        nextAttemptAt: after(now, spread(policy.pauseAllMs, random)),
      };
    case 'unknown': {
      const isEnough = mail.stateBefore === 'unknown' && attempts >= policy.unknownAttempts;
      const nextAttemptAt = isEnough ? NO_MORE_ATTEMPTS : after(now, spread(policy.unknownAfterMs, random));
      return { ...told, state: 'unknown', nextAttemptAt };
    }
    case 'retry':
    case 'domain_wait':
      if (standing === 'flagged') {
        const lastError = `La dirección falla desde hace días y no se insiste. ${reason}`;
        return { ...told, state: 'failed', nextAttemptAt: NO_MORE_ATTEMPTS, lastError };
      }
      return later(mail, circumstances, outcome);
  }
}

function later(
  mail: TakenMail,
  { policy, now, random }: Circumstances,
  { code, reason }: Pick<Outcome, 'code' | 'reason'>,
): Verdict {
  const attempts = mail.attempts + 1;
  const delay = retryDelay(policy, attempts, random);
  const told = { attempts, lastCode: code, subject: null };
  if (delay === null) {
    const lastError = `Se agotaron los intentos. ${reason}`;
    return { ...told, state: 'failed', nextAttemptAt: NO_MORE_ATTEMPTS, lastError };
  }
  return { ...told, state: 'pending', nextAttemptAt: after(now, delay), lastError: reason };
}

function unsent({ attempts, nextAttemptAt }: TakenMail, state: MailState, lastError: string): Verdict {
  return { state, attempts, nextAttemptAt, lastCode: null, lastError, subject: null };
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
