import { recordAudit } from '@chasqui/audit';
import { Call } from '@chasqui/calls';
import { Clock, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Match } from '../lists/match.entities.js';
import { MatchReview } from './review.entities.js';
import { readReview } from './review-rules.js';

/** Who writes: one of the GAD's own people, so that no other GAD's row is ever touched. */
export interface MatchActor {
  readonly gadCode: string;
  readonly accountId: string;
}

/** What the people of a GAD think of its matches, one opinion each. No score ever changes by it. */
@Injectable()
export class MatchReviews {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives or changes one's opinion, with the score and the formula of this moment. Saying the same again of the same
   * score changes nothing and leaves no trace.
   * @param input `verdict` and `reason`
   * @throws DomainError `review.invalid`; `not_found` for a call that is not published
   */
  async save(actor: MatchActor, callId: string, input: unknown): Promise<MatchReview> {
    const fields = readReview(input);
    return this.database.transaction(async (manager) => {
      await requirePublished(manager, callId);
      const found = await this.lock(manager, actor, callId);
      const match = await manager.findOneBy(Match, { callId, gadCode: actor.gadCode });
      const after = {
        ...fields,
        score: match?.score ?? null,
        formulaVersion: match?.formulaVersion ?? null,
      };
      const before = found && said(found);
      if (found && before && sameOpinion(before, after)) return found;
      const review = await manager.save(MatchReview, {
        ...(found && { id: found.id }),
        gadCode: actor.gadCode,
        callId,
        accountId: actor.accountId,
        ...after,
        reviewedAt: this.clock.now(),
      });
      await this.trace(manager, actor, review, found ? 'changed' : 'given', before, after);
      return review;
    });
  }

  /** Takes one's opinion back; the trace keeps it. @returns false when there was none */
  async remove(actor: MatchActor, callId: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const found = await this.lock(manager, actor, callId);
      if (!found) return false;
      await manager.delete(MatchReview, found.id);
      await this.trace(manager, actor, found, 'withdrawn', said(found), null);
      return true;
    });
  }

  /** One's own opinion. Two clicks take turns, so that the second one finds what the first one wrote. */
  private async lock(
    manager: EntityManager,
    { gadCode, accountId }: MatchActor,
    callId: string,
  ): Promise<MatchReview | null> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('match_review'), hashtext($1))`, [
      `${gadCode} ${callId} ${accountId}`,
    ]);
    return manager.findOneBy(MatchReview, { gadCode, callId, accountId });
  }

  private async trace(
    manager: EntityManager,
    { gadCode, accountId }: MatchActor,
    { id, callId }: MatchReview,
    what: 'given' | 'changed' | 'withdrawn',
    before: Opinion | null,
    after: Opinion | null,
  ): Promise<void> {
    const place = { gadCode, callId };
    await recordAudit(manager, {
      at: this.clock.now(),
      actorId: accountId,
      action: `match_review.${what}`,
      entity: 'match_review',
      entityId: id,
      before: before && { ...place, ...before },
      after: after && { ...place, ...after },
    });
  }
}

type Opinion = Pick<MatchReview, 'verdict' | 'reasonEs' | 'score' | 'formulaVersion'>;

function said({ verdict, reasonEs, score, formulaVersion }: Opinion): Opinion {
  return { verdict, reasonEs, score, formulaVersion };
}

function sameOpinion(one: Opinion, other: Opinion): boolean {
  return (
    one.verdict === other.verdict &&
    one.reasonEs === other.reasonEs &&
    one.score === other.score &&
    one.formulaVersion === other.formulaVersion
  );
}

/** @throws DomainError `not_found` */
export async function requirePublished(manager: EntityManager, callId: string): Promise<void> {
  if (await manager.existsBy(Call, { id: callId, state: 'published' })) return;
  throw notFound('Esa convocatoria no existe o ya no está publicada.');
}
