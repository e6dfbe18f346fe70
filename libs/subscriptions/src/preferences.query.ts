import { Account } from '@chasqui/accounts';
import { localDate } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import { laterPause } from './alert-rules.js';
import { type DeliverySettings, settingsOf } from './delivery-settings.js';
import { type Frequency, nextDelivery } from './delivery-time.js';
import { type FollowedCall, followedCalls } from './follows.service.js';
import { Subscription } from './subscription.entity.js';

/** An alert of a person as her preferences show it. */
export interface AlertView {
  readonly id: string;
  /** Name of the list for `Preferences.stop` and the like. */
  readonly list: string;
  readonly kind: 'matches' | 'search' | 'post';
  /** "lo que coincide con el GAD …", "su búsqueda «Riego»", as mails say it. */
  readonly what: string;
  readonly label: string | null;
  readonly gadCode: string | null;
  readonly gadName: string | null;
  readonly searchQuery: string | null;
  readonly post: { readonly id: string; readonly name: string; readonly department: string | null } | null;
  readonly active: boolean;
  readonly frequency: Frequency;
  readonly themes: readonly string[];
  readonly minScore: number;
  readonly includeCredit: boolean;
  /** ISO date; null when it is not paused, also when the pause has ended. */
  readonly pausedUntil: string | null;
  readonly since: Date;
  /** When something that is published now would be told; null when it is switched off. */
  readonly nextDelivery: Date | null;
  /** Whether that is at once. */
  readonly atOnce: boolean;
}

/** Everything that a person receives. */
export interface PreferencesOverview {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly settings: DeliverySettings;
  /** Her alerts: first of her GAD, then of her posts, then her searches by name. */
  readonly alerts: readonly AlertView[];
  readonly follows: readonly FollowedCall[];
  /** When the next digest or reminder would go, pauses taken into account. */
  readonly nextDigest: Date;
}

/** @throws EntityNotFoundError when there is no such account */
export async function overviewOf(
  manager: EntityManager,
  accountId: string,
  now: Date,
): Promise<PreferencesOverview> {
  const { id, name, email } = await manager.findOneByOrFail(Account, { id: accountId });
  const settings = await settingsOf(manager, accountId);
  const subscriptions = await subscriptionsOf(manager, accountId);
  const follows = await followedCalls(manager, accountId, now);
  const alerts = subscriptions.map((each) => alertView(each, settings, now));
  return {
    person: { id, name, email },
    settings,
    alerts: alerts.toSorted(
      (one, other) => rank(one) - rank(other) || one.what.localeCompare(other.what, 'es'),
    ),
    follows,
    nextDigest: nextDelivery('daily', settings, now, settings.pausedUntil),
  };
}

/** The alerts of a person with what names them. */
export function subscriptionsOf(manager: EntityManager, accountId: string): Promise<Subscription[]> {
  return manager.find(Subscription, { where: { accountId }, relations: { gad: true, post: true } });
}

/** How an alert is called within a sentence: "lo que coincide con el GAD …". */
export function whatOf({ searchQuery, label, gad, post }: Subscription): string {
  if (searchQuery !== null) return `su búsqueda «${label ?? ''}»`;
  return `lo que coincide con el ${gad?.name ?? 'GAD'}${post ? ` (${post.name})` : ''}`;
}

function alertView(subscription: Subscription, settings: DeliverySettings, now: Date): AlertView {
  const { id, label, gadCode, gad, searchQuery, post, active, frequency } = subscription;
  const { themes, minScore, includeCredit, since } = subscription;
  const pause = laterPause(subscription.pausedUntil, settings.pausedUntil);
  const next = nextDelivery(frequency, settings, now, pause);
  const kind = searchQuery !== null ? 'search' : post ? 'post' : 'matches';
  return {
    id,
    list: `sub:${id}`,
    kind,
    what: whatOf(subscription),
    label,
    gadCode,
    gadName: gad?.name ?? null,
    searchQuery,
    post: post ? { id: post.id, name: post.name, department: post.department } : null,
    active,
    frequency,
    themes,
    minScore,
    includeCredit,
    pausedUntil: endOfPause(subscription.pausedUntil, settings, now),
    since,
    nextDelivery: active ? next : null,
    atOnce: active && next.getTime() === now.getTime(),
  };
}

function endOfPause(until: string | null, { zone }: DeliverySettings, now: Date): string | null {
  return until !== null && until > localDate(now, zone) ? until : null;
}

function rank({ kind }: AlertView): number {
  return ['matches', 'post', 'search'].indexOf(kind);
}
