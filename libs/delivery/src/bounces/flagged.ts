import type { AddressTrouble, TroubleWay } from '../address.entities.js';

/** ok: as usual. flagged: one attempt per mail, no retries. suppressed: nothing is sent. */
export type AddressStanding = 'ok' | 'flagged' | 'suppressed';

/** What the flag is decided by. */
export interface TroubleRecord {
  readonly mailId: string | null;
  readonly trouble: AddressTrouble;
  readonly way: TroubleWay;
  readonly at: Date;
}

export const FLAG_AFTER = 3;
export const FLAG_DAYS = 7;
const FLAG_MS = FLAG_DAYS * 24 * 3_600_000;

/**
 * Whether mails keep failing at an address for reasons that might pass: three mails within seven days. Attempts of one
 * mail count once. The flag goes after seven quiet days, or when a later mail is accepted; but a server in between
 * accepts every mail and reports afterwards, so acceptance takes back only what was refused to our face.
 * @param lastAccepted when a mail to the address was last accepted, null if none was lately
 */
export function isFlagged(reports: readonly TroubleRecord[], lastAccepted: Date | null, now: Date): boolean {
  const counted = reports.filter(
    ({ trouble, way, at }) =>
      trouble === 'transient' &&
      at.getTime() > now.getTime() - FLAG_MS &&
      !(way === 'smtp' && lastAccepted !== null && at <= lastAccepted),
  );
  const mails = new Set(counted.flatMap(({ mailId }) => mailId ?? []));
  const withoutMail = counted.filter(({ mailId }) => mailId === null).length;
  return mails.size + withoutMail >= FLAG_AFTER;
}
