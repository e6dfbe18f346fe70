import { BadMailAddress, DeliveryFailed, MailNotConfigured } from '@chasqui/mail';
import type { AddressProblem } from '../bounces/attribute-trouble.js';
import type { ClaimedMail } from './mail-claims.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** What an error while sending means. */
export function sendingOutcome(error: unknown): Outcome {
  if (error instanceof DeliveryFailed) return outcomeOf(error);
  const nothing = { code: null, trouble: null, suspect: null };
  if (error instanceof MailNotConfigured) {
    return { ...nothing, kind: 'configuration', reason: 'El correo no está configurado: falta SMTP_URL.' };
  }
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof BadMailAddress) {
    return { ...nothing, kind: 'refused_message', reason: `El correo no se puede enviar: ${reason}` };
  }
  return { ...nothing, kind: 'retry', reason: `El correo no se pudo preparar: ${reason}` };
}

/** What an outcome says of the address, for the address book; null when it says nothing. */
export function problemOf({ mail }: ClaimedMail, { code, reason, trouble }: Outcome): AddressProblem | null {
  if (!trouble) return null;
  const status = code?.split(' ')[1] ?? null;
  return { address: mail.recipient.toLowerCase(), mailId: mail.id, trouble, status, detail: reason };
}
