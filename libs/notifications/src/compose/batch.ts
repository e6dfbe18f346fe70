import type { Account, Membership } from '@chasqui/accounts';
import type { Call } from '@chasqui/calls';
import type { TemplateStep } from '@chasqui/checklists';
import { type Gad, zoneOfGad } from '@chasqui/gads';
import type { CallChangeEvent } from '@chasqui/intake';
import { ECUADOR_ZONE, GALAPAGOS_ZONE } from '@chasqui/kernel';
import type { Match } from '@chasqui/matching';
import type { AlertSettings, Follow, Subscription } from '@chasqui/subscriptions';
import type { BulletinFacts } from './bulletin-facts.query.js';
import type { Notification } from '../notification.entity.js';

/** What decides whether a match still is one. */
export type MatchScore = Pick<Match, 'callId' | 'gadCode' | 'score' | 'confidence'>;

/** Everything that some mails may say, loaded at once. Keys of pairs are made by `pair`. */
export interface Batch {
  /** By mail, in the order in which they were written. */
  readonly notices: ReadonlyMap<string, readonly Notification[]>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly settings: ReadonlyMap<string, AlertSettings>;
  readonly memberships: ReadonlyMap<string, readonly Membership[]>;
  readonly calls: ReadonlyMap<string, Call>;
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  readonly gads: ReadonlyMap<string, Gad>;
  /** Of call and GAD. */
  readonly scores: ReadonlyMap<string, MatchScore>;
  /** Of call and GAD: the GAD does not want it. */
  readonly dismissed: ReadonlySet<string>;
  /** Of account and call. */
  readonly follows: ReadonlyMap<string, Follow>;
  readonly changes: ReadonlyMap<string, CallChangeEvent>;
  /** By notice. */
  readonly bulletins: ReadonlyMap<string, BulletinFacts>;
  readonly financialForms: ReadonlyMap<string, string>;
  readonly template: readonly TemplateStep[];
}

export function pair(one: string, other: string): string {
  return `${one}/${other}`;
}

/** Whether the person works for the GAD. */
export function worksFor(batch: Batch, accountId: string, gadCode: string): boolean {
  return (batch.memberships.get(accountId) ?? []).some((membership) => membership.gadCode === gadCode);
}

/** The zone that a person chose; without a choice that of her GAD. */
export function zoneOf(batch: Batch, accountId: string): string {
  const chosen = batch.settings.get(accountId)?.zone;
  if (chosen) return chosen;
  const galapagos = (batch.memberships.get(accountId) ?? []).some(
    ({ gadCode }) => gadCode && zoneOfGad({ provinceCode: gadCode.slice(0, 2) }) === GALAPAGOS_ZONE,
  );
  return galapagos ? GALAPAGOS_ZONE : ECUADOR_ZONE;
}
