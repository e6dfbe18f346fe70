import { Clock, DomainError, localDate, notFound } from '@chasqui/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { readThemes, requireMember, takeTurnOf } from './alert-change.js';
import { readFrequency, readMinScore, readPause } from './alert-rules.js';
import type { ConsentWay } from './consent.entity.js';
import { settingsOf } from './delivery-settings.js';
import type { Frequency } from './delivery-time.js';
import { stateOf, storeSubscription } from './store-subscription.js';
import { Subscription } from './subscription.entity.js';

export const DEFAULT_MIN_SCORE = 50;

export interface SubscriptionChoice {
  readonly active: boolean;
  readonly minScore: number;
  readonly includeCredit: boolean;
  /** What is left out stays as it was; at first: at once, not paused, all topics. */
  readonly frequency?: Frequency;
  /** ISO date on which notices go out again; null: not paused. */
  readonly pausedUntil?: string | null;
  /** Codes of the vocabulary; empty for all. The topics of a post are its GAD's to choose. */
  readonly themes?: readonly string[];
}

/** Who is told of what matches a GAD. */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The person's own alert for a GAD; those of her posts are not meant. */
  find(accountId: string, gadCode: string): Promise<Subscription | null> {
    return this.database.manager.findOneBy(Subscription, own(accountId, gadCode));
  }

  /**
   * Stores a person's choice for a GAD. Twice the same is once.
   * @throws DomainError `subscription.bad_score`, `alerts.bad_frequency`, `alerts.bad_pause`, `alerts.bad_theme`,
   * `alerts.not_your_gad` when notices are switched on by somebody who does not work there
   */
  async choose(
    accountId: string,
    gadCode: string,
    choice: SubscriptionChoice,
    way: ConsentWay = 'form',
  ): Promise<Subscription> {
    return this.database.transaction(async (manager) => {
      await takeTurnOf(manager, accountId);
      if (choice.active) await requireMember(manager, accountId, gadCode);
      const found = await manager.findOneBy(Subscription, own(accountId, gadCode));
      return this.store(manager, found ?? fresh(manager, accountId, gadCode), choice, way);
    });
  }

  /**
   * Changes one alert of the person for a GAD: her own, or that of a post she holds, whose topics stay as they are.
   * @throws DomainError as `choose`; `not_found`, `alerts.topics_of_post`
   */
  async change(
    accountId: string,
    id: string,
    change: Partial<SubscriptionChoice>,
    way: ConsentWay = 'form',
  ): Promise<Subscription> {
    return this.database.transaction(async (manager) => {
      await takeTurnOf(manager, accountId);
      const found = await manager.findOneBy(Subscription, { id, accountId, searchQuery: IsNull() });
      if (!found) throw notFound('Ese aviso no existe o ya no es suyo.');
      if (found.postId && change.themes) {
        throw new DomainError(
          'forbidden',
          'alerts.topics_of_post',
          'Los temas de un puesto los elige el GAD en la página de sus puestos.',
        );
      }
      if (change.active && found.gadCode) await requireMember(manager, accountId, found.gadCode);
      const { active, minScore, includeCredit } = found;
      return this.store(manager, found, { active, minScore, includeCredit, ...change }, way);
    });
  }

  private async store(
    manager: EntityManager,
    found: Subscription,
    choice: SubscriptionChoice,
    way: ConsentWay,
  ): Promise<Subscription> {
    const now = this.clock.now();
    const { accountId } = found;
    const { zone } = await settingsOf(manager, accountId);
    const before = found.id ? stateOf(found) : null;
    const { pausedUntil } = choice;
    Object.assign(found, {
      active: choice.active,
      minScore: readMinScore(choice.minScore),
      includeCredit: choice.includeCredit,
      frequency: readFrequency(choice.frequency ?? found.frequency),
      // A pause that is left as it was may have ended meanwhile.
      pausedUntil:
        pausedUntil === undefined || pausedUntil === found.pausedUntil
          ? found.pausedUntil
          : readPause(pausedUntil, localDate(now, zone)),
      themes: choice.themes ? await readThemes(manager, choice.themes) : found.themes,
      since: before?.active && choice.active ? found.since : now,
    });
    return storeSubscription(manager, found, { before, way, now });
  }
}

function own(accountId: string, gadCode: string) {
  return { accountId, gadCode, searchQuery: IsNull(), postId: IsNull() };
}

function fresh(manager: EntityManager, accountId: string, gadCode: string): Subscription {
  return manager.create(Subscription, {
    accountId,
    gadCode,
    postId: null,
    searchQuery: null,
    searchSeq: null,
    label: null,
    themes: [],
    frequency: 'immediate',
    pausedUntil: null,
  });
}
