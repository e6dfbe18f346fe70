import { Account, Accounts, Membership, readMailAddress } from '@chasqui/accounts';
import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, notFound } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { requireMember, takeTurnOf } from './alert-change.js';
import { Follow } from './follow.entity.js';
import { GadPost } from './gad-post.entity.js';
import { type HandedOver, handOverEverything, handOverPosts, type PostActor } from './hand-over.js';
import { type PostFields, type PostInput, readPost } from './post-input.js';
import {
  type GadMember,
  type HoldingsView,
  membersOf,
  postOf,
  postsOf,
  type PostView,
} from './posts.query.js';
import { sayOf, stateOf, storeSubscription } from './store-subscription.js';
import { postsGiven } from './subscription-events.js';
import { Subscription } from './subscription.entity.js';

const MAX_POSTS = 100;
const MAX_NAME = 120;

/** The posts of a GAD that are told of calls, whoever holds them. */
@Injectable()
export class Posts {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** The posts of a GAD by name. */
  of(gadCode: string): Promise<PostView[]> {
    return postsOf(this.database.manager, { gadCode }, this.clock.now());
  }

  /** @throws DomainError `not_found` */
  find(gadCode: string, postId: string): Promise<PostView> {
    return postOf(this.database.manager, gadCode, postId, this.clock.now());
  }

  /** The people of the GAD, who may hold posts. */
  members(gadCode: string): Promise<GadMember[]> {
    return membersOf(this.database.manager, gadCode);
  }

  /** What a person of the GAD would hand over. @throws DomainError `not_found` */
  async holdingsOf(gadCode: string, accountId: string): Promise<HoldingsView> {
    const { manager } = this.database;
    const person = (await membersOf(manager, gadCode)).find(({ id }) => id === accountId);
    if (!person) throw notFound('Esa persona no pertenece a este GAD.');
    const own = await manager.findBy(Subscription, { accountId, gadCode, active: true });
    return {
      person,
      posts: await postsOf(manager, { gadCode, holderId: accountId }, this.clock.now()),
      gadAlert: own.some(({ postId, searchQuery }) => postId === null && searchQuery === null),
      followedCalls: await manager.countBy(Follow, { accountId, gadCode }),
    };
  }

  /**
   * Creates a post with its alert; the holder is told unless she created it herself.
   * @throws DomainError `post.bad_name`, `post.exists`, `post.too_many`, `alerts.not_your_gad`, and those of `readPost`
   */
  async create(actor: PostActor, input: PostInput, holderId: string): Promise<PostView> {
    const { gadCode } = actor;
    return this.database.transaction(async (manager) => {
      const now = this.clock.now();
      const fields = await readPost(manager, input);
      await takeTurnOf(manager, gadCode);
      await takeTurnOf(manager, holderId);
      await requireMember(manager, holderId, gadCode);
      await requireFreeName(manager, gadCode, fields.name, null);
      if ((await manager.countBy(GadPost, { gadCode })) >= MAX_POSTS) {
        throw conflict(
          'post.too_many',
          `Este GAD ya tiene ${MAX_POSTS} puestos. Quite alguno que ya no exista.`,
        );
      }
      const { name, department } = fields;
      const post = await manager.save(GadPost, {
        gadCode,
        name,
        department,
        holderId,
        heldSince: now,
        createdAt: now,
      });
      const alert = manager.create(Subscription, {
        accountId: holderId,
        gadCode,
        postId: post.id,
        searchQuery: null,
        searchSeq: null,
        label: null,
        pausedUntil: null,
        active: true,
        since: now,
        ...alertFields(fields),
      });
      await storeSubscription(manager, alert, {
        before: null,
        way: holderId === actor.accountId ? 'form' : 'handover',
        now,
        actorId: actor.accountId,
      });
      await this.trace(manager, actor, 'post.created', post.id, null, { ...fields, holderId });
      if (holderId !== actor.accountId) {
        const given = { accountId: holderId, gadCode, occasion: randomUUID() };
        await appendEvent(manager, postsGiven, given, now);
      }
      return postOf(manager, gadCode, post.id, now);
    });
  }

  /** Changes a post; who holds it stays. @throws DomainError `not_found`, `post.exists` and those of `readPost` */
  async change(actor: PostActor, postId: string, input: PostInput): Promise<PostView> {
    const { gadCode } = actor;
    return this.database.transaction(async (manager) => {
      const now = this.clock.now();
      const fields = await readPost(manager, input);
      await takeTurnOf(manager, gadCode);
      const post = await ownPost(manager, gadCode, postId);
      await requireFreeName(manager, gadCode, fields.name, postId);
      await takeTurnOf(manager, post.holderId);
      const alert = await manager.findOneByOrFail(Subscription, { postId });
      const was = stateOf(alert);
      const before = { name: post.name, department: post.department };
      const { name, department } = fields;
      await manager.update(GadPost, postId, { name, department });
      await storeSubscription(manager, Object.assign(alert, alertFields(fields)), {
        before: was,
        way: 'form',
        now,
        actorId: actor.accountId,
      });
      if (before.name !== name || before.department !== department) {
        await this.trace(manager, actor, 'post.changed', postId, before, { name, department });
      }
      return postOf(manager, gadCode, postId, now);
    });
  }

  /** Removes a post and its alert. @throws DomainError `not_found` */
  async remove(actor: PostActor, postId: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const now = this.clock.now();
      await takeTurnOf(manager, actor.gadCode);
      const post = await ownPost(manager, actor.gadCode, postId);
      const alert = await manager.findOneByOrFail(Subscription, { postId });
      if (alert.active) await sayOf(manager, alert, { given: false, way: 'form', at: now });
      // The alert goes with its post.
      await manager.delete(GadPost, postId);
      const { name, department, holderId } = post;
      const before = { name, department, holderId, ...stateOf(alert) };
      await this.trace(manager, actor, 'post.removed', postId, before, null);
    });
  }

  /**
   * Registers the focal point of a department, who reads the GAD's matches and can hold posts, and has her told. A
   * person who works for the GAD already stays as she is.
   * @throws DomainError `account.bad_email`, `account.bad_name`, `account.disabled`
   */
  async invite(actor: PostActor, input: { readonly name: string; readonly email: string }): Promise<Account> {
    const name = input.name.trim().replaceAll(/\s+/g, ' ');
    if (!name || name.length > MAX_NAME) {
      throw invalid('account.bad_name', 'Escriba el nombre de la persona.', [
        { field: 'name', message: `Escriba un nombre de hasta ${MAX_NAME} letras.` },
      ]);
    }
    const { gadCode } = actor;
    return this.database.transaction(async (manager) => {
      const now = this.clock.now();
      const email = readMailAddress(input.email);
      await takeTurnOf(manager, email);
      const known = await manager.findOneBy(Account, { email });
      if (known?.disabledAt) {
        throw conflict(
          'account.disabled',
          'Esa cuenta está desactivada. Escriba a quien administra Chasqui.',
        );
      }
      if (known && (await manager.existsBy(Membership, { accountId: known.id, gadCode }))) return known;
      const memberships = [{ role: 'liaison', gadCode } as const];
      const account = await this.accounts.register(
        manager,
        { email, name, password: null, memberships },
        actor.accountId,
      );
      await this.trace(manager, actor, 'post.invited', account.id, null, { gadCode, role: 'liaison' });
      await appendEvent(manager, postsGiven, { accountId: account.id, gadCode, occasion: randomUUID() }, now);
      return account;
    });
  }

  /**
   * Passes a post on, with its alert and the notices that wait to be mailed.
   * @throws DomainError `not_found`, `post.same_holder`, `alerts.not_your_gad`
   */
  async handOver(actor: PostActor, postId: string, toAccountId: string): Promise<PostView> {
    return this.database.transaction(async (manager) => {
      const now = this.clock.now();
      await takeTurnOf(manager, actor.gadCode);
      const post = await ownPost(manager, actor.gadCode, postId);
      await handOverPosts(manager, [post], { from: post.holderId, to: toAccountId, actor, now });
      return postOf(manager, actor.gadCode, postId, now);
    });
  }

  /**
   * Passes on everything that a person has for the GAD, when she leaves.
   * @throws DomainError `not_found`, `post.same_holder`, `alerts.not_your_gad`
   */
  async handOverAll(actor: PostActor, fromAccountId: string, toAccountId: string): Promise<HandedOver> {
    return this.database.transaction(async (manager) => {
      await takeTurnOf(manager, actor.gadCode);
      const hand = { from: fromAccountId, to: toAccountId, actor, now: this.clock.now() };
      return handOverEverything(manager, hand);
    });
  }

  private async trace(
    manager: EntityManager,
    actor: PostActor,
    action: string,
    entityId: string,
    before: object | null,
    after: object | null,
  ): Promise<void> {
    const entry = { action, entity: 'gad_post', entityId, before, after };
    await recordAudit(manager, { at: this.clock.now(), actorId: actor.accountId, ...entry });
  }
}

function alertFields({ themes, frequency, minScore, includeCredit }: PostFields) {
  return { themes, frequency, minScore, includeCredit };
}

async function ownPost(manager: EntityManager, gadCode: string, id: string): Promise<GadPost> {
  const post = await manager.findOneBy(GadPost, { id, gadCode });
  if (!post) throw notFound('Ese puesto no existe.');
  return post;
}

async function requireFreeName(
  manager: EntityManager,
  gadCode: string,
  name: string,
  ownId: string | null,
): Promise<void> {
  const other = await manager.findOneBy(GadPost, { gadCode, name });
  if (other && other.id !== ownId) {
    throw conflict('post.exists', `Ya hay un puesto que se llama «${name}». Póngale otro nombre.`);
  }
}
