import { Accounts, NO_ACCOUNT, SignedLinks } from '@chasqui/accounts';
import { CalendarFeeds, type FeedView } from '@chasqui/calendars';
import {
  Follows,
  Posts,
  PublicSubscriptions,
  SavedSearches,
  SubscriptionRequest,
} from '@chasqui/subscriptions';
import type { TestApp } from '../support/http.js';
import { GAD, LINK_HOLDER, OWN_OFFICER, type Places, WORDS } from './access.people.js';
import { randomUUID } from 'node:crypto';

/** A secret calendar of the officer. */
export function addCalendar({ app }: TestApp, id: string, label: string): Promise<FeedView> {
  const officer = { id, name: '', email: OWN_OFFICER, memberships: [] };
  return app.get(CalendarFeeds).create(officer, { scope: 'person', label });
}

/** A search, a post and a followed call of the officer, and a search that links of mails lead to. */
export async function fillAlerts({ app, database }: TestApp, accountId: string): Promise<Places> {
  const searches = app.get(SavedSearches);
  const yes = { notify: true, frequency: 'daily' } as const;
  const search = await searches.save(accountId, 'q=riego', WORDS.search, yes);
  const other = await searches.save(accountId, 'q=cacao', WORDS.search, yes);
  const holder = (await app.get(Accounts).findByEmail(LINK_HOLDER))!;
  const byLink = await searches.save(holder.id, 'q=agua', 'Agua', yes);
  const [call] = await database.query<[{ id: string }]>(
    `SELECT id FROM call WHERE state = 'published' ORDER BY slug LIMIT 1`,
  );
  await app.get(Follows).follow(accountId, call.id);
  const actor = { gadCode: GAD, accountId };
  const choice = { themes: [], frequency: 'daily', minScore: 50, includeCredit: false };
  const name = `${WORDS.post} ${randomUUID()}`;
  const post = await app.get(Posts).create(actor, { ...choice, name, department: '' }, accountId);
  return {
    '/gads/:gad/puestos/:post': post.id,
    '/gads/:gad/puestos/personas/:member': holder.id,
    '/avisos/busquedas/:id': search.id,
    '/avisos/alertas/:id': other.id,
    '/preferencias/:token/alertas/:id': byLink.id,
  };
}

/** The links of a mail to somebody who takes no walk; anybody may hold them. */
export async function fillLinks({ app, database }: TestApp): Promise<Places> {
  const { id: accountId } = (await app.get(Accounts).findByEmail(LINK_HOLDER))!;
  const [mail] = await database.query<[{ id: string }]>(
    `INSERT INTO outgoing_mail (id, account_id, recipient, domain, state, next_attempt_at, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, 'esmeraldas.example', 'sent', now(), now(), now()) RETURNING id`,
    [accountId, LINK_HOLDER],
  );
  const links = app.get(SignedLinks);
  const wish = {
    email: LINK_HOLDER,
    name: 'Vera',
    searchQuery: 'q=cacao',
    label: 'Cacao',
    frequency: 'daily',
  };
  await app.get(PublicSubscriptions).request({ ...wish, bulletin: false, agreed: true });
  const request = await database.manager.findOneByOrFail(SubscriptionRequest, { email: LINK_HOLDER });
  const [preferences, stop, why, confirm] = await Promise.all([
    links.sign('preferences', { accountId, subject: '' }),
    links.sign('stop', { accountId, subject: 'bulletin' }),
    links.sign('why', { accountId, subject: mail.id }),
    links.sign('confirm', { accountId: NO_ACCOUNT, subject: request.id }),
  ]);
  return {
    '/preferencias/:token': preferences,
    '/preferencias/:token/listas/:list': 'bulletin',
    '/preferencias/:token/listas/:list/:action': 'parar',
    '/baja/:token': stop,
    '/pausa/:token': stop,
    '/por-que/:token': why,
    '/confirmar/:token': confirm,
    '/curaduria/entregas/:id': mail.id,
  };
}
