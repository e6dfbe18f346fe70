import type { Clock } from '@chasqui/kernel';
import type { Mailer } from '@chasqui/mail';
import type { AddressBook } from '../bounces/address-book.js';
import type { ReturnPaths } from '../bounces/return-paths.js';
import type { MailComposer } from '../mail-composer.js';
import type { MailClaims } from './mail-claims.js';
import type { OutcomeLedger } from './outcome-ledger.js';
import type { DeliveryPolicy } from './policy.js';
import type { SendingPauses } from './sending-pauses.js';

/** What a run works with. */
export interface DeliveryTools {
  readonly claims: MailClaims;
  readonly pauses: SendingPauses;
  readonly ledger: OutcomeLedger;
  readonly addresses: Pick<AddressBook, 'standing'>;
  readonly returnPaths: Pick<ReturnPaths, 'of'>;
  readonly composer: MailComposer;
  readonly mailer: Pick<Mailer, 'deliver'>;
  readonly clock: Clock;
  readonly policy: DeliveryPolicy;
  /** Mails under way at the same time: over all domains, and to one. */
  readonly connections: number;
  readonly domainConnections: number;
  /** Right side of the Message-IDs. */
  readonly host: string;
  readonly random: () => number;
  readonly warn: (text: string) => void;
}
