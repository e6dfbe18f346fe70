import { Account, Accounts } from '@chasqui/accounts';
import { recordAudit } from '@chasqui/audit';
import { Clock } from '@chasqui/kernel';
import { appendEvent } from '@chasqui/outbox';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan, MoreThan } from 'typeorm';
import { takeTurnOf } from './alert-change.js';
import { changeSettings } from './alert-preferences.service.js';
import { type PublicRequest, type PublicRequestFields, readPublicRequest } from './public-request.js';
import { keepSearch } from './saved-searches.service.js';
import { confirmationAsked } from './subscription-events.js';
import { SubscriptionRequest } from './subscription-request.entity.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A request that nobody confirms ends. */
const VALID_MS = 48 * HOUR_MS;
/** Mails that strangers can have sent to an address within a day, repetitions apart. */
const MAX_A_DAY = 3;
/** How long an expired request is kept: so long its owner may ask for the mail once more. */
const KEEP_MS = 7 * DAY_MS;

/** What became of the confirmation. `gone`: unknown, too old, or of an account that was closed. */
export type Confirmation =
  | { readonly state: 'confirmed'; readonly accountId: string; readonly request: SubscriptionRequest }
  | { readonly state: 'expired'; readonly repeatable: boolean }
  | { readonly state: 'gone' };

/** Alerts for anybody who has a mail address: nothing is sent to it until its owner confirms (double opt-in). */
@Injectable()
export class PublicSubscriptions {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a wish and has the request to confirm mailed. The caller is told nothing about the address: neither whether
   * it has an account, nor whether a mail goes out. The same wish again, while it waits, is its one repetition.
   * @throws DomainError `subscription.bad_request`, `search.empty`, `search.bad_label`
   */
  async request(input: PublicRequest): Promise<void> {
    const fields = readPublicRequest(input);
    await this.database.transaction(async (manager) => {
      const now = this.clock.now();
      await takeTurnOf(manager, fields.email);
      const waiting = await manager.findOneBy(SubscriptionRequest, {
        ...wish(fields),
        confirmedAt: IsNull(),
        expiresAt: MoreThan(now),
      });
      if (waiting) {
        await repeat(manager, waiting, now);
        return;
      }
      const since = MoreThan(new Date(now.getTime() - DAY_MS));
      const today = await manager.countBy(SubscriptionRequest, { email: fields.email, requestedAt: since });
      if (today >= MAX_A_DAY) return;
      const { id } = await manager.save(SubscriptionRequest, {
        ...fields,
        requestedAt: now,
        repeatedAt: null,
        expiresAt: new Date(now.getTime() + VALID_MS),
        confirmedAt: null,
      });
      await appendEvent(manager, confirmationAsked, { requestId: id, again: false }, now);
    });
  }

  /** What a link is about, to be shown before its button is pressed. Changes nothing. */
  async look(
    requestId: string,
  ): Promise<Confirmation | { readonly state: 'waiting'; readonly request: SubscriptionRequest }> {
    const request = await this.database.manager.findOneBy(SubscriptionRequest, { id: requestId });
    if (!request) return { state: 'gone' };
    if (request.confirmedAt) return this.confirmedOf(this.database.manager, request);
    const expired = request.expiresAt <= this.clock.now();
    return expired ? { state: 'expired', repeatable: !request.repeatedAt } : { state: 'waiting', request };
  }

  /**
   * The owner of the address says yes: an account without any role, unless she has one, with the search or the
   * bulletin switched on. Twice is once.
   * @throws DomainError `search.too_many`
   */
  async confirm(requestId: string): Promise<Confirmation> {
    return this.database.transaction(async (manager) => {
      const now = this.clock.now();
      const request = await manager.findOne(SubscriptionRequest, {
        where: { id: requestId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!request) return { state: 'gone' };
      if (request.confirmedAt) return this.confirmedOf(manager, request);
      if (request.expiresAt <= now) return { state: 'expired', repeatable: !request.repeatedAt };
      const { email, name } = request;
      await takeTurnOf(manager, email);
      const account = await this.accounts.register(
        manager,
        { email, name, password: null, memberships: [] },
        null,
      );
      if (account.disabledAt) return { state: 'gone' };
      await this.switchOn(manager, account.id, request, now);
      await manager.save(SubscriptionRequest, Object.assign(request, { confirmedAt: now }));
      await recordAudit(manager, {
        at: now,
        actorId: account.id,
        action: 'subscription.confirmed',
        entity: 'subscription_request',
        entityId: request.id,
        after: { searchQuery: request.searchQuery, bulletin: request.bulletin },
      });
      return { state: 'confirmed', accountId: account.id, request };
    });
  }

  /** Has the mail sent once more, from the page of an expired link. @returns false when that was used up */
  async repeat(requestId: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const request = await manager.findOne(SubscriptionRequest, {
        where: { id: requestId, confirmedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      return request !== null && repeat(manager, request, this.clock.now());
    });
  }

  /** Deletes requests that are over, and with them their addresses; run by the maintenance job. */
  async forgetExpired(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEEP_MS);
    await this.database.manager.delete(SubscriptionRequest, { expiresAt: LessThan(before) });
  }

  private async switchOn(
    manager: EntityManager,
    accountId: string,
    request: SubscriptionRequest,
    now: Date,
  ): Promise<void> {
    const { searchQuery, label, frequency, bulletin, wording } = request;
    const said = { accountId, way: 'confirmation', wording } as const;
    if (searchQuery !== null) {
      const choice = { notify: true, frequency };
      await keepSearch(manager, now, { ...said, text: searchQuery, label: label ?? '', choice });
    }
    if (bulletin) await changeSettings(manager, now, { ...said, change: { bulletin: true } });
  }

  private async confirmedOf(manager: EntityManager, request: SubscriptionRequest): Promise<Confirmation> {
    const account = await manager.findOneBy(Account, { email: request.email, disabledAt: IsNull() });
    return account ? { state: 'confirmed', accountId: account.id, request } : { state: 'gone' };
  }
}

function wish({ email, searchQuery, bulletin }: PublicRequestFields) {
  return { email, bulletin, searchQuery: searchQuery ?? IsNull() };
}

async function repeat(manager: EntityManager, request: SubscriptionRequest, now: Date): Promise<boolean> {
  if (request.repeatedAt) return false;
  const expiresAt = new Date(now.getTime() + VALID_MS);
  await manager.update(SubscriptionRequest, request.id, { repeatedAt: now, expiresAt });
  await appendEvent(manager, confirmationAsked, { requestId: request.id, again: true }, now);
  return true;
}
