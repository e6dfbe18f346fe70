import { recordAudit } from '@chasqui/audit';
import { Clock } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type MatchActor, requirePublished } from './match-reviews.service.js';
import { MatchDismissal } from './review.entities.js';
import { readDismissalReason } from './review-rules.js';

/** "No nos interesa": a GAD leaves a call aside, and may bring it back. */
@Injectable()
export class MatchDismissals {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Hides a call from the list and the alerts of the GAD. One that is hidden already stays as it was, whoever hid it.
   * @param input `reason`, which may be missing
   * @returns whether it was shown until now
   * @throws DomainError `dismissal.invalid`; `not_found` for a call that is not published
   */
  async dismiss(actor: MatchActor, callId: string, input: unknown): Promise<boolean> {
    const reasonEs = readDismissalReason(input);
    return this.database.transaction(async (manager) => {
      await requirePublished(manager, callId);
      const dismissal = { ...actor, callId, reasonEs, dismissedAt: this.clock.now() };
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(MatchDismissal)
        .values(dismissal)
        .orIgnore()
        .returning('call_id')
        .execute();
      if ((raw as unknown[]).length === 0) return false;
      await this.trace(manager, actor, callId, 'dismissed', null, { reasonEs });
      return true;
    });
  }

  /** Shows a call again. @returns whether it was hidden until now */
  async restore(actor: MatchActor, callId: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const found = await manager.findOne(MatchDismissal, {
        where: { gadCode: actor.gadCode, callId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!found) return false;
      await manager.delete(MatchDismissal, { gadCode: actor.gadCode, callId });
      const { reasonEs, accountId } = found;
      await this.trace(manager, actor, callId, 'restored', { reasonEs, accountId }, null);
      return true;
    });
  }

  private async trace(
    manager: EntityManager,
    { gadCode, accountId }: MatchActor,
    callId: string,
    what: 'dismissed' | 'restored',
    before: object | null,
    after: object | null,
  ): Promise<void> {
    await recordAudit(manager, {
      at: this.clock.now(),
      actorId: accountId,
      action: `match.${what}`,
      entity: 'match_dismissal',
      entityId: `${gadCode}/${callId}`,
      before,
      after,
    });
  }
}
