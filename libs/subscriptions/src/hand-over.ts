import { recordAudit } from '@chasqui/audit';
import { conflict } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { randomUUID } from 'node:crypto';
import { type EntityManager, IsNull } from 'typeorm';
import { requireMember, takeTurnOf } from './alert-change.js';
import { Follow } from './follow.entity.js';
import { followTraceId } from './follows.service.js';
import { GadPost } from './gad-post.entity.js';
import { handOverNotices } from './hand-over-notices.js';
import { holdBundling, retimeNotices } from './retime-notices.js';
import { sayOf, stateOf } from './store-subscription.js';
import { postsGiven } from './subscription-events.js';
import { Subscription } from './subscription.entity.js';

const HOUR_MS = 3_600_000;

/** Who passes something on: one of the GAD's own people. */
export interface PostActor {
  readonly gadCode: string;
  readonly accountId: string;
}

/** From whom to whom, and when. */
export interface HandOver {
  readonly from: string;
  readonly to: string;
  readonly actor: PostActor;
  readonly now: Date;
}

/** What passed on. */
export interface HandedOver {
  readonly posts: number;
  readonly gadAlert: boolean;
  readonly followedCalls: number;
}

/**
 * Passes posts on with their alerts and what waits to be told.
 * @throws DomainError `post.same_holder`, `alerts.not_your_gad`
 */
export async function handOverPosts(
  manager: EntityManager,
  posts: readonly GadPost[],
  hand: HandOver,
): Promise<void> {
  await requireNextHolder(manager, hand);
  const alerts: Subscription[] = [];
  for (const post of posts) alerts.push(await movePost(manager, post, hand));
  await settle(manager, hand, alerts, []);
  await tell(manager, hand);
}

/**
 * Passes on everything that a person who leaves has for the GAD: posts, her alert for what matches it, and the calls
 * that she follows for it. What the next one has already stays as she has it.
 * @throws DomainError as `handOverPosts`
 */
export async function handOverEverything(manager: EntityManager, hand: HandOver): Promise<HandedOver> {
  await requireNextHolder(manager, hand);
  const { gadCode } = hand.actor;
  const posts = await manager.findBy(GadPost, { gadCode, holderId: hand.from });
  const alerts: Subscription[] = [];
  for (const post of posts) alerts.push(await movePost(manager, post, hand));
  const gadAlert = await manager.findOneBy(Subscription, { ...ownAlert(hand.from, gadCode), active: true });
  if (gadAlert) alerts.push(await moveGadAlert(manager, gadAlert, hand));
  const follows = await manager.findBy(Follow, { accountId: hand.from, gadCode });
  for (const follow of follows) await moveFollow(manager, follow, hand);
  await settle(manager, hand, alerts, follows);
  const handed = { posts: posts.length, gadAlert: gadAlert !== null, followedCalls: follows.length };
  if (posts.length > 0 || gadAlert || follows.length > 0) {
    await recordAudit(manager, {
      at: hand.now,
      actorId: hand.actor.accountId,
      action: 'alerts.handed_over',
      entity: 'account_alerts',
      entityId: hand.from,
      after: { to: hand.to, gadCode, ...handed },
    });
    await tell(manager, hand);
  }
  return handed;
}

async function requireNextHolder(manager: EntityManager, { from, to, actor }: HandOver): Promise<void> {
  if (from === to) throw conflict('post.same_holder', 'Esa persona ya lo tiene. Elija a otra.');
  // Always in the same order, so that two hand-overs between the same people do not wait for each other.
  for (const accountId of [from, to].toSorted()) await takeTurnOf(manager, accountId);
  await holdBundling(manager);
  await requireMember(manager, to, actor.gadCode);
}

async function movePost(manager: EntityManager, post: GadPost, hand: HandOver): Promise<Subscription> {
  const { to, actor, now } = hand;
  const before = { holderId: post.holderId, heldSince: post.heldSince };
  const after = { holderId: to, heldSince: now };
  await manager.update(GadPost, post.id, after);
  const entry = { action: 'post.handed_over', entity: 'gad_post', entityId: post.id, before, after };
  await recordAudit(manager, { at: now, actorId: actor.accountId, ...entry });
  return moveAlert(manager, await manager.findOneByOrFail(Subscription, { postId: post.id }), hand);
}

/** The next person gets it switched on: that the one before stopped or paused it was for herself. */
async function moveAlert(manager: EntityManager, alert: Subscription, hand: HandOver): Promise<Subscription> {
  const { from, to, actor, now } = hand;
  const before = { accountId: from, ...stateOf(alert) };
  if (alert.active) await sayOf(manager, alert, { given: false, way: 'handover', at: now });
  const since = alert.active ? alert.since : now;
  const change = { accountId: to, active: true, pausedUntil: null, since };
  await manager.update(Subscription, alert.id, change);
  const moved = Object.assign(alert, change);
  await sayOf(manager, moved, { given: true, way: 'handover', at: now });
  await recordAudit(manager, {
    at: now,
    actorId: actor.accountId,
    action: 'subscription.handed_over',
    entity: 'subscription',
    entityId: alert.id,
    before,
    after: { accountId: to, ...stateOf(moved) },
  });
  return moved;
}

/** One alert for the GAD is enough for a person: if hers is on, it takes the place of the one that would come. */
async function moveGadAlert(
  manager: EntityManager,
  alert: Subscription,
  hand: HandOver,
): Promise<Subscription> {
  const hers = await manager.findOneBy(Subscription, ownAlert(hand.to, hand.actor.gadCode));
  if (!hers?.active) {
    if (hers) await removeAlert(manager, hers, hand);
    return moveAlert(manager, alert, hand);
  }
  await sayOf(manager, alert, { given: false, way: 'handover', at: hand.now });
  await manager.query(
    `UPDATE notification SET subscription_ids = array_replace(subscription_ids, $2, $3)
      WHERE account_id = $1 AND state = 'pending' AND $2 = ANY (subscription_ids)`,
    [hand.from, alert.id, hers.id],
  );
  await removeAlert(manager, alert, hand);
  return hers;
}

function ownAlert(accountId: string, gadCode: string) {
  return { accountId, gadCode, postId: IsNull(), searchQuery: IsNull() };
}

async function removeAlert(
  manager: EntityManager,
  alert: Subscription,
  { actor, now }: HandOver,
): Promise<void> {
  const { id, accountId } = alert;
  await manager.delete(Subscription, id);
  const entry = { action: 'subscription.removed', entity: 'subscription', entityId: id };
  const before = { accountId, ...stateOf(alert) };
  await recordAudit(manager, { at: now, actorId: actor.accountId, ...entry, before });
}

/** The next person starts an hour back: a step that fell due during the hand-over is not lost, older ones stay told. */
async function moveFollow(manager: EntityManager, follow: Follow, hand: HandOver): Promise<void> {
  const { from, to, actor, now } = hand;
  const { callId, gadCode, ladder, reviewEveryDays } = follow;
  const since = new Date(Math.max(follow.since.getTime(), now.getTime() - HOUR_MS));
  await manager.delete(Follow, { accountId: from, callId });
  const hers = await manager.findOneBy(Follow, { accountId: to, callId });
  if (!hers) await manager.insert(Follow, { accountId: to, callId, gadCode, ladder, reviewEveryDays, since });
  await recordAudit(manager, {
    at: now,
    actorId: actor.accountId,
    action: 'follow.handed_over',
    entity: 'follow',
    entityId: followTraceId(from, callId),
    before: { accountId: from, gadCode, ladder, reviewEveryDays, since: follow.since },
    after: hers ? { accountId: to, kept: true } : { accountId: to, gadCode, ladder, reviewEveryDays, since },
  });
}

async function settle(
  manager: EntityManager,
  hand: HandOver,
  alerts: readonly Subscription[],
  follows: readonly Follow[],
): Promise<void> {
  const { from, to, now } = hand;
  await handOverNotices(manager, {
    from,
    to,
    subscriptionIds: alerts.map(({ id }) => id),
    callIds: follows.map(({ callId }) => callId),
    obstacle: 'Pasó a la persona que ahora tiene el puesto.',
  });
  await retimeNotices(manager, to, now);
}

/** Who took it herself knows. */
async function tell(manager: EntityManager, { to, actor, now }: HandOver): Promise<void> {
  if (to === actor.accountId) return;
  const given = { accountId: to, gadCode: actor.gadCode, occasion: randomUUID() };
  await appendEvent(manager, postsGiven, given, now);
}
