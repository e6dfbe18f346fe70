import { Accounts, NO_ACCOUNT, SignedLinks } from '@chasqui/accounts';
import { GadPost, Posts, PublicSubscriptions, SubscriptionRequest } from '@chasqui/subscriptions';
import type { TestApp } from '../support/http.js';

const EMAIL = 'vecina@correo.example';
const WISH = { email: EMAIL, name: 'Ana Vecina', searchQuery: 'q=riego', label: 'riego', frequency: 'daily' };

/** The demo's post and who could have it next; a request to confirm, and one that came too late. */
export async function fillPosts({ app, database }: TestApp): Promise<Readonly<Record<string, string>>> {
  const { manager } = database;
  const post = await manager.findOneByOrFail(GadPost, { gadCode: '08' });
  const members = await app.get(Posts).members('08');
  const next = members.find(({ id }) => id !== post.holderId)!;
  const [confirm, late] = [
    await requested({ app, database }, true),
    await requested({ app, database }, false),
  ];
  const lateIn = `UPDATE subscription_request SET expires_at = now() WHERE bulletin = false`;
  await database.query(lateIn);
  const lia = { name: 'Lía Luna', email: 'lia.luna@esmeraldas.example' };
  const olga = (await app.get(Accounts).findByEmail('olga.oficial@esmeraldas.example'))!;
  await app.get(Posts).invite({ gadCode: '08', accountId: olga.id }, lia);
  return { post: post.id, holder: post.holderId, next: next.id, confirm, late };
}

/** The token of a request to confirm. */
async function requested(
  { app, database }: Pick<TestApp, 'app' | 'database'>,
  bulletin: boolean,
): Promise<string> {
  await app.get(PublicSubscriptions).request({ ...WISH, bulletin, agreed: true });
  const { id } = await database.manager.findOneByOrFail(SubscriptionRequest, { email: EMAIL, bulletin });
  return app.get(SignedLinks).sign('confirm', { accountId: NO_ACCOUNT, subject: id });
}
