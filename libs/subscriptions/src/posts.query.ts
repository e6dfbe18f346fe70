import type { Role } from '@chasqui/accounts';
import { localDate, notFound } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import type { Frequency } from './delivery-time.js';
import { GadPost } from './gad-post.entity.js';
import { Subscription } from './subscription.entity.js';

/** A person of a GAD, as lists of choices show her. */
export interface GadMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

/** A post with its alert. */
export interface PostView {
  readonly id: string;
  readonly name: string;
  readonly department: string | null;
  readonly holder: { readonly id: string; readonly name: string; readonly email: string };
  readonly heldSince: Date;
  readonly subscriptionId: string;
  /** False when the holder does not want the notices: nobody is told of its topics. */
  readonly active: boolean;
  readonly frequency: Frequency;
  /** ISO date; null when it is not paused. */
  readonly pausedUntil: string | null;
  readonly themes: readonly string[];
  readonly minScore: number;
  readonly includeCredit: boolean;
}

/** What a person who leaves has for a GAD, and would hand over. */
export interface HoldingsView {
  readonly person: GadMember;
  readonly posts: readonly PostView[];
  /** Her own alert for "what matches the GAD". */
  readonly gadAlert: boolean;
  readonly followedCalls: number;
}

/** The posts of a GAD by name, or those of one holder. */
export async function postsOf(
  manager: EntityManager,
  where: { readonly gadCode: string; readonly holderId?: string; readonly id?: string },
  now: Date,
): Promise<PostView[]> {
  const posts = await manager.find(GadPost, { where, relations: { holder: true }, order: { name: 'ASC' } });
  if (posts.length === 0) return [];
  const alerts = await manager
    .createQueryBuilder(Subscription, 's')
    .where('s.postId IN (:...ids)', { ids: posts.map(({ id }) => id) })
    .getMany();
  const byPost = new Map(alerts.map((alert) => [alert.postId, alert]));
  return posts.flatMap(({ id, name, department, holder, heldSince }) => {
    const alert = byPost.get(id);
    if (!alert || !holder) return [];
    const { active, frequency, themes, minScore, includeCredit } = alert;
    const pausedUntil = alert.pausedUntil && alert.pausedUntil > localDate(now) ? alert.pausedUntil : null;
    const person = { id: holder.id, name: holder.name, email: holder.email };
    const told = {
      subscriptionId: alert.id,
      active,
      frequency,
      pausedUntil,
      themes,
      minScore,
      includeCredit,
    };
    return [{ id, name, department, holder: person, heldSince, ...told }];
  });
}

/** @throws DomainError `not_found` */
export async function postOf(
  manager: EntityManager,
  gadCode: string,
  id: string,
  now: Date,
): Promise<PostView> {
  const [post] = await postsOf(manager, { gadCode, id }, now);
  if (!post) throw notFound('Ese puesto no existe.');
  return post;
}

/** The people of a GAD by name. */
export function membersOf(manager: EntityManager, gadCode: string): Promise<GadMember[]> {
  return manager.query<GadMember[]>(
    `SELECT a.id, a.name, a.email, array_agg(m.role ORDER BY m.role) AS roles
       FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
      WHERE m.gad_code = $1
      GROUP BY a.id ORDER BY a.name, a.email`,
    [gadCode],
  );
}
