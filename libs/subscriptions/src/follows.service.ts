import { Gad } from '@chasqui/gads';
import { recordAudit } from '@chasqui/audit';
import { Call, type DatedDeadline, nextDeadline } from '@chasqui/calls';
import { Clock, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { requireMember, takeTurnOf } from './alert-change.js';
import { readLadder, readReviewEvery } from './alert-rules.js';
import type { ConsentWay } from './consent.entity.js';
import { FOLLOW_CONSENT_TEXT } from './consent-texts.js';
import { settingsOf } from './delivery-settings.js';
import { Follow } from './follow.entity.js';
import { recordConsent } from './record-consent.js';

const REVIEW_EVERY_DAYS = 30;

/** A followed call as lists show it. */
export interface FollowedCall {
  readonly callId: string;
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly gadCode: string | null;
  readonly gadName: string | null;
  readonly ladder: readonly number[];
  readonly reviewEveryDays: number;
  readonly since: Date;
  /** The next date that an applicant must meet; null when none is left or known. */
  readonly nextDate: DatedDeadline | null;
  /** Whether anybody may still open it; reminders stop when nobody may. */
  readonly published: boolean;
}

export interface FollowChange {
  /** Days before each deadline. */
  readonly ladder?: readonly number[];
  /** Days after which a call without a date comes up again. */
  readonly reviewEveryDays?: number;
}

/** The calls that people follow: they are reminded of their dates and told of their changes. */
@Injectable()
export class Follows {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** How the person follows the call; null when she does not. */
  find(accountId: string, callId: string): Promise<Follow | null> {
    return this.database.manager.findOneBy(Follow, { accountId, callId });
  }

  /** What a person follows, what must be met first on top. */
  of(accountId: string): Promise<FollowedCall[]> {
    return followedCalls(this.database.manager, accountId, this.clock.now());
  }

  /**
   * Follows a published call with the person's usual ladder. Twice is once; with another GAD it is followed for that.
   * @param gadCode the GAD for which she follows it, one she works for; null for herself
   * @throws DomainError `not_found` when there is no such public call, `alerts.not_your_gad`
   */
  async follow(
    accountId: string,
    callId: string,
    gadCode: string | null = null,
    way: ConsentWay = 'form',
  ): Promise<Follow> {
    return this.database.transaction((manager) =>
      startFollowing(manager, this.clock.now(), { accountId, callId, gadCode, way }),
    );
  }

  /** Stops following. @returns false when she did not follow it */
  async unfollow(accountId: string, callId: string, way: ConsentWay = 'form'): Promise<boolean> {
    return this.database.transaction((manager) =>
      stopFollowing(manager, this.clock.now(), { accountId, callId, way }),
    );
  }

  /**
   * Changes the ladder or the reviews of a followed call. Steps of the new ladder that lie in the past are not sent.
   * @throws DomainError `not_found`, `alerts.bad_ladder`, `alerts.bad_review`
   */
  async change(accountId: string, callId: string, change: FollowChange): Promise<Follow> {
    return this.database.transaction(async (manager) => {
      await takeTurnOf(manager, accountId);
      const found = await manager.findOneBy(Follow, { accountId, callId });
      if (!found) throw notFound('Usted no sigue esta convocatoria.');
      const now = this.clock.now();
      const before = stateOf(found);
      const ladder = change.ladder === undefined ? found.ladder : readLadder(change.ladder);
      const reviewEveryDays =
        change.reviewEveryDays === undefined
          ? found.reviewEveryDays
          : readReviewEvery(change.reviewEveryDays);
      const moved = ladder.join() !== found.ladder.join();
      if (!moved && reviewEveryDays === found.reviewEveryDays) return found;
      Object.assign(found, { ladder, reviewEveryDays, since: moved ? now : found.since });
      const saved = await manager.save(Follow, found);
      await trace(manager, now, 'follow.changed', saved, before, stateOf(saved));
      return saved;
    });
  }
}

/** `Follows.follow` within the transaction of the caller; `kept` is what the person had chosen before. */
export async function startFollowing(
  manager: EntityManager,
  now: Date,
  asked: {
    readonly accountId: string;
    readonly callId: string;
    readonly gadCode: string | null;
    readonly way: ConsentWay;
    readonly kept?: { readonly ladder: number[]; readonly reviewEveryDays: number };
  },
): Promise<Follow> {
  const { accountId, callId, gadCode } = asked;
  await takeTurnOf(manager, accountId);
  if (!(await manager.existsBy(Call, { id: callId, state: 'published' }))) {
    throw notFound('Esa convocatoria no está publicada.');
  }
  if (gadCode !== null) await requireMember(manager, accountId, gadCode);
  const found = await manager.findOneBy(Follow, { accountId, callId });
  if (found && (found.gadCode === gadCode || gadCode === null)) return found;
  const before = found && stateOf(found);
  const { ladder } = asked.kept ?? found ?? (await settingsOf(manager, accountId));
  const { reviewEveryDays } = asked.kept ?? found ?? { reviewEveryDays: REVIEW_EVERY_DAYS };
  const since = found?.since ?? now;
  const saved = await manager.save(Follow, { accountId, callId, gadCode, ladder, reviewEveryDays, since });
  await trace(manager, now, before ? 'follow.changed' : 'follow.started', saved, before, stateOf(saved));
  if (!before) await say(manager, asked, now, true);
  return saved;
}

/** `Follows.unfollow` within the transaction of the caller. */
export async function stopFollowing(
  manager: EntityManager,
  now: Date,
  asked: { readonly accountId: string; readonly callId: string; readonly way: ConsentWay },
): Promise<boolean> {
  const { accountId, callId } = asked;
  await takeTurnOf(manager, accountId);
  const found = await manager.findOneBy(Follow, { accountId, callId });
  if (!found) return false;
  await manager.delete(Follow, { accountId, callId });
  await trace(manager, now, 'follow.stopped', found, stateOf(found), null);
  await say(manager, asked, now, false);
  return true;
}

/** The follows of a person with their calls. */
export async function followedCalls(
  manager: EntityManager,
  accountId: string,
  now: Date,
): Promise<FollowedCall[]> {
  const follows = await manager.findBy(Follow, { accountId });
  const calls = new Map(
    (await manager.findBy(Call, { id: In(follows.map(({ callId }) => callId)) })).map((call) => [
      call.id,
      call,
    ]),
  );
  const gads = new Map(
    (await manager.findBy(Gad, { dpaCode: In(follows.flatMap(({ gadCode }) => gadCode ?? [])) })).map(
      ({ dpaCode, name }) => [dpaCode, name],
    ),
  );
  return follows
    .flatMap(({ callId, gadCode, ladder, reviewEveryDays, since }) => {
      const call = calls.get(callId);
      if (!call) return [];
      const { slug, title, language } = call;
      const published = call.state === 'published';
      const gadName = gadCode === null ? null : (gads.get(gadCode) ?? null);
      const nextDate = published ? nextDeadline(call, now) : null;
      const about = { callId, slug, title, language, gadCode, gadName };
      return [{ ...about, ladder, reviewEveryDays, since, nextDate, published }];
    })
    .toSorted((one, other) => moment(one) - moment(other) || one.title.localeCompare(other.title, 'es'));
}

function moment({ nextDate }: FollowedCall): number {
  return nextDate?.at.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function stateOf({ gadCode, ladder, reviewEveryDays, since }: Follow) {
  return { gadCode, ladder, reviewEveryDays, since };
}

/** How the traces of a followed call are found again. */
export function followTraceId(accountId: string, callId: string): string {
  return `${accountId}/${callId}`;
}

async function trace(
  manager: EntityManager,
  at: Date,
  action: string,
  { accountId, callId }: Follow,
  before: object | null,
  after: object | null,
): Promise<void> {
  const about = { entity: 'follow', entityId: followTraceId(accountId, callId) };
  await recordAudit(manager, { at, actorId: accountId, action, ...about, before, after });
}

function say(
  manager: EntityManager,
  { accountId, way }: { readonly accountId: string; readonly way: ConsentWay },
  at: Date,
  given: boolean,
): Promise<void> {
  const wording = FOLLOW_CONSENT_TEXT;
  return recordConsent(manager, { accountId, purpose: 'reminders', given, wording, way, at });
}
