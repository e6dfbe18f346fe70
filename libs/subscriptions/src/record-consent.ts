import { Account, tokenHash } from '@chasqui/accounts';
import type { EntityManager } from 'typeorm';
import { Consent, type ConsentPurpose, type ConsentWay } from './consent.entity.js';

export interface ConsentGiven {
  readonly accountId: string;
  readonly purpose: ConsentPurpose;
  readonly subscriptionId?: string | null;
  readonly given: boolean;
  readonly wording: string;
  readonly way: ConsentWay;
  readonly at: Date;
}

/** Keeps the evidence with the transaction of the change. The address itself is not repeated, only its hash. */
export async function recordConsent(manager: EntityManager, said: ConsentGiven): Promise<void> {
  const { email } = await manager.findOneOrFail(Account, {
    where: { id: said.accountId },
    select: { id: true, email: true },
  });
  await manager.insert(Consent, {
    ...said,
    subscriptionId: said.subscriptionId ?? null,
    addressHash: tokenHash(email),
  });
}
