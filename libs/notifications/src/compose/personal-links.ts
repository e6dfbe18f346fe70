import { SignedLinks } from '@chasqui/accounts';
import type { PersonalValues } from '@chasqui/mail';
import { type AlertList, listName } from '@chasqui/subscriptions';
import type { Notification } from '../notification.entity.js';
import { type Batch, pair } from './batch.js';
import { liveAlerts } from './obstacle.js';

/** The name and the signed addresses that differ from person to person. */
export async function personalValues(
  links: SignedLinks,
  publicUrl: string,
  mail: { readonly id: string; readonly accountId: string },
  name: string,
  list: AlertList,
): Promise<PersonalValues> {
  const { accountId } = mail;
  const [preferences, stop, why] = await Promise.all([
    links.sign('preferences', { accountId, subject: '' }),
    links.sign('stop', { accountId, subject: listName(list) }),
    links.sign('why', { accountId, subject: mail.id }),
  ]);
  return {
    name,
    preferencesUrl: `${publicUrl}/preferencias/${preferences}`,
    pauseUrl: `${publicUrl}/pausa/${stop}`,
    stopUrl: `${publicUrl}/baja/${stop}`,
    whyUrl: `${publicUrl}/por-que/${why}`,
  };
}

/** What one click stops: the list of the one notice in the mail, everything when there are several. */
export function listOf(notices: readonly Notification[], batch: Batch): AlertList {
  const [notice, ...others] = notices;
  if (!notice || others.length > 0) return { kind: 'all' };
  const { callId, accountId } = notice;
  switch (notice.kind) {
    case 'new_call': {
      const [alert, ...more] = liveAlerts(notice, batch);
      return alert && more.length === 0 ? { kind: 'sub', id: alert.subscription.id } : { kind: 'all' };
    }
    case 'call_change':
      return callId && batch.follows.has(pair(accountId, callId))
        ? { kind: 'follow', callId }
        : { kind: 'changes' };
    case 'deadline':
    case 'review':
    case 'step_due':
      return callId ? { kind: 'follow', callId } : { kind: 'reminders' };
    case 'bulletin':
      return { kind: 'bulletin' };
    case 'address_problem':
      return { kind: 'all' };
  }
}
