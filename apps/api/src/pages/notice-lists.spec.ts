import { describe, expect, it } from '@jest/globals';
import type { AlertView, FollowedCall } from '@chasqui/subscriptions';
import { listsOf } from './notice-lists.js';
import { consentsFor, type GivenConsent } from './why.query.js';

const alert = (id: string, active = true) =>
  ({ id, list: `sub:${id}`, what: `su búsqueda «${id}»`, active }) as AlertView;
const overview = {
  alerts: [alert('riego'), alert('agua'), alert('apagada', false)],
  follows: [{ callId: 'fondo' } as FollowedCall],
};

describe('the lists that a notice came by', () => {
  it('are the alerts that brought it and are still on', () => {
    const notice = { kind: 'new_call', callId: 'otra', subscriptionIds: ['riego', 'apagada'] } as const;
    expect(listsOf(notice, overview).map(({ list }) => list)).toEqual(['sub:riego']);
  });

  it('are the follow and its kind, or the kind alone once the call is no longer followed', () => {
    const notice = { kind: 'deadline', callId: 'fondo', subscriptionIds: [] } as const;
    expect(listsOf(notice, overview).map(({ list }) => list)).toEqual(['follow:fondo', 'reminders']);
    const left = { kind: 'call_change', callId: 'otra', subscriptionIds: [] } as const;
    expect(listsOf(left, overview).map(({ list }) => list)).toEqual(['changes']);
  });
});

describe('the consent that allows a notice', () => {
  const said = (purpose: GivenConsent['purpose'], subscriptionId: string | null): GivenConsent => ({
    purpose,
    subscriptionId,
    wording: purpose,
    at: new Date(0),
  });
  const given = [said('search', 'riego'), said('search', 'agua'), said('reminders', null)];

  it('is that of the alerts that brought it, not of others', () => {
    const notice = { kind: 'new_call', subscriptionIds: ['agua'] } as const;
    expect(consentsFor(notice, given).map(({ subscriptionId }) => subscriptionId)).toEqual(['agua']);
  });

  it('is that of its kind for reminders, and none for what nobody subscribes to', () => {
    expect(consentsFor({ kind: 'review', subscriptionIds: [] }, given)).toEqual([given[2]]);
    expect(consentsFor({ kind: 'address_problem', subscriptionIds: [] }, given)).toEqual([]);
  });
});
