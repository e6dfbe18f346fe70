import { recordAudit } from '@chasqui/audit';
import type { EntityManager } from 'typeorm';
import type { ConsentPurpose, ConsentWay } from './consent.entity.js';
import { CONSENT_TEXT, POST_CONSENT_TEXT, SEARCH_CONSENT_TEXT } from './consent-texts.js';
import { recordConsent } from './record-consent.js';
import { retimeNotices } from './retime-notices.js';
import { Subscription } from './subscription.entity.js';

/** What is traced of an alert. */
export function stateOf(subscription: Subscription) {
  const { label, searchQuery, active, frequency, pausedUntil, minScore, includeCredit, themes } =
    subscription;
  return { label, searchQuery, active, frequency, pausedUntil, minScore, includeCredit, themes };
}
export type SubscriptionState = ReturnType<typeof stateOf>;

/**
 * Saves an alert of a person with its trace and, when it was switched, the evidence. One that is as it was leaves
 * none.
 * @param before what it was; null when it is new
 */
export async function storeSubscription(
  manager: EntityManager,
  subscription: Subscription,
  change: {
    readonly before: SubscriptionState | null;
    readonly way: ConsentWay;
    readonly now: Date;
    /** Who changed it, when it was not the person herself. */
    readonly actorId?: string;
    /** The sentence that was agreed to, when it is not the usual one. */
    readonly wording?: string;
  },
): Promise<Subscription> {
  const { before, way, now, wording } = change;
  const saved = await manager.save(Subscription, subscription);
  const after = stateOf(saved);
  if (JSON.stringify(before) === JSON.stringify(after)) return saved;
  const switched = (before?.active ?? false) !== after.active;
  await recordAudit(manager, {
    at: now,
    actorId: change.actorId ?? saved.accountId,
    action: actionOf(switched, saved, before === null),
    entity: 'subscription',
    entityId: saved.id,
    before,
    after,
  });
  if (switched)
    await sayOf(manager, saved, { given: after.active, way, at: now, ...(wording && { wording }) });
  await retimeNotices(manager, saved.accountId, now);
  return saved;
}

/** Keeps the evidence of an alert that was switched, or that came to another person. */
export function sayOf(
  manager: EntityManager,
  subscription: Subscription,
  said: { readonly given: boolean; readonly way: ConsentWay; readonly at: Date; readonly wording?: string },
): Promise<void> {
  const { id, accountId } = subscription;
  return recordConsent(manager, { accountId, subscriptionId: id, ...agreement(subscription), ...said });
}

function agreement({ searchQuery, postId }: Subscription): { purpose: ConsentPurpose; wording: string } {
  if (searchQuery !== null) return { purpose: 'search', wording: SEARCH_CONSENT_TEXT };
  if (postId !== null) return { purpose: 'post', wording: POST_CONSENT_TEXT };
  return { purpose: 'matches', wording: CONSENT_TEXT };
}

function actionOf(switched: boolean, { active, searchQuery }: Subscription, isNew: boolean): string {
  if (isNew && searchQuery !== null) return 'subscription.search_saved';
  if (!switched) return 'subscription.changed';
  return active ? 'subscription.switched_on' : 'subscription.switched_off';
}
