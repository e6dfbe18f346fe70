import type { PreferencesOverview } from '@chasqui/subscriptions';
import type { NoticeLine } from './notice-history.query.js';

/** A list that would stop a notice of this kind, as `Preferences` names it, and how people call it. */
export interface StoppableList {
  readonly list: string;
  readonly what: string;
}

const REMINDERS: StoppableList = { list: 'reminders', what: 'todos los recordatorios' };
const CHANGES: StoppableList = { list: 'changes', what: 'todos los cambios' };
const BULLETIN: StoppableList = { list: 'bulletin', what: 'el boletín mensual' };

/** What of a person's lists brought a notice, the narrowest first; empty when she no longer has any of them. */
export function listsOf(
  { kind, callId, subscriptionIds }: Pick<NoticeLine, 'kind' | 'callId' | 'subscriptionIds'>,
  { alerts, follows }: Pick<PreferencesOverview, 'alerts' | 'follows'>,
): StoppableList[] {
  const followed = follows.some((follow) => follow.callId === callId)
    ? [{ list: `follow:${callId ?? ''}`, what: 'seguir esta convocatoria' }]
    : [];
  switch (kind) {
    case 'new_call':
      return alerts
        .filter(({ id, active }) => active && subscriptionIds.includes(id))
        .map(({ list, what }) => ({ list, what }));
    case 'deadline':
    case 'review':
    case 'step_due':
      return [...followed, REMINDERS];
    case 'call_change':
      return [...followed, CHANGES];
    case 'bulletin':
      return [BULLETIN];
    case 'address_problem':
      return [];
  }
}
