import { newToken } from '@chasqui/accounts';
import { recordAudit } from '@chasqui/audit';
import { Clock, invalid, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { Subscription } from './subscription.entity.js';

/** The text next to the switch; stored with each consent (LOPDP art. 8). */
export const CONSENT_TEXT =
  'Quiero recibir por correo las convocatorias que coinciden con mi GAD. Puedo dejar de recibirlas cuando quiera.';
export const DEFAULT_MIN_SCORE = 50;

export interface SubscriptionChoice {
  readonly active: boolean;
  readonly minScore: number;
  readonly includeCredit: boolean;
}

/** Who is told of what matches a GAD. */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  find(accountId: string, gadCode: string): Promise<Subscription | null> {
    return this.database.manager.findOneBy(Subscription, { accountId, gadCode, searchQuery: IsNull() });
  }

  async findByToken(token: string): Promise<Subscription> {
    const subscription = await this.database.manager.findOne(Subscription, {
      where: { preferencesToken: token },
      relations: { gad: true },
    });
    if (!subscription)
      throw notFound('Este enlace de preferencias no es válido. Ingrese para cambiar sus avisos.');
    return subscription;
  }

  /**
   * Stores a person's choice for a GAD.
   * @throws DomainError `subscription.bad_score`
   */
  async choose(
    accountId: string,
    gadCode: string,
    choice: SubscriptionChoice,
    manager: EntityManager = this.database.manager,
  ): Promise<Subscription> {
    if (!Number.isInteger(choice.minScore) || choice.minScore < 0 || choice.minScore > 100) {
      throw invalid('subscription.bad_score', 'El puntaje mínimo debe ser un número de 0 a 100.', [
        { field: 'minScore', message: 'Escriba un número de 0 a 100.' },
      ]);
    }
    const now = this.clock.now();
    return manager.transaction(async (transaction) => {
      const found = await transaction.findOneBy(Subscription, {
        accountId,
        gadCode,
        searchQuery: IsNull(),
      });
      const since = found?.active && choice.active ? found.since : now;
      const before = found && {
        active: found.active,
        minScore: found.minScore,
        includeCredit: found.includeCredit,
      };
      const subscription =
        found ?? transaction.create(Subscription, { accountId, gadCode, preferencesToken: newToken() });
      Object.assign(subscription, choice, { since, consentText: CONSENT_TEXT });
      const saved = await transaction.save(Subscription, subscription);
      await recordAudit(transaction, {
        at: now,
        actorId: accountId,
        action: choice.active ? 'subscription.switched_on' : 'subscription.switched_off',
        entity: 'subscription',
        entityId: saved.id,
        before,
        after: { ...choice, consentText: CONSENT_TEXT },
      });
      return saved;
    });
  }
}
