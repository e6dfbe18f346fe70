import type { AddressTrouble } from '../address.entities.js';
import { type ReportedTrouble } from './parse-report.js';
import { plainDetail } from './report-fields.js';

/** Trouble of an address that we wrote to, told by somebody who saw the mail. */
export interface AddressProblem {
  /** Lower case. */
  readonly address: string;
  readonly mailId: string | null;
  readonly trouble: AddressTrouble;
  readonly status: string | null;
  readonly detail: string;
  /** When it happened, if that is known better than by when we heard of it. */
  readonly at?: Date | undefined;
  /** What tells this report from others about the same mail, such as the Message-ID of the report. */
  readonly reference?: string | undefined;
}

/** The mail that a report is about. */
export interface ReportedMail {
  readonly id: string;
  readonly recipient: string;
}

/**
 * Whether a report is believed, and of whom. Anybody can write to the bounce address, so a report counts only when it
 * came by the return path that we signed for that mail, or when it names both the mail and the one we sent it to.
 * A recipient elsewhere (a member of a list, where somebody forwards her mail) does not end our address: one dead
 * member must not silence a whole office, so that counts as transient.
 * @param signed the signature of the return path holds
 * @returns null when the report proves nothing
 */
export function attributeTrouble(
  reported: ReportedTrouble,
  mail: ReportedMail,
  signed: boolean,
): AddressProblem | null {
  const recipient = mail.recipient.toLowerCase();
  const { address, originalAddress } = reported;
  const named = [address, originalAddress].filter((each) => each !== null);
  if (!signed && (reported.mailId !== mail.id || !named.includes(recipient))) return null;
  const endedAt = address ?? originalAddress ?? recipient;
  const { trouble, status, detail, reference } = reported;
  const common = { address: recipient, mailId: mail.id, status, reference };
  if (trouble !== 'permanent' || isSamePerson(endedAt, recipient)) return { ...common, trouble, detail };
  return { ...common, trouble: 'transient', detail: plainDetail(`Reenviado a ${endedAt}: ${detail}`) };
}

/** Mail systems change what follows the @ when they hand a mail on: "ana@gad.onmicrosoft.com". */
function isSamePerson(one: string, other: string): boolean {
  return one === other || one.slice(0, one.lastIndexOf('@')) === other.slice(0, other.lastIndexOf('@'));
}
