import { newToken } from '@chasqui/accounts';
import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, notFound } from '@chasqui/kernel';
import { isEmptyQuery, parseSearchQuery, searchQueryString } from '@chasqui/search';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { Subscription } from './subscription.entity.js';

/** The text next to the button; stored with each consent (LOPDP art. 8). */
export const SEARCH_CONSENT_TEXT =
  'Quiero recibir por correo las convocatorias nuevas que encuentre esta búsqueda. Puedo dejar de recibirlas cuando quiera.';

/** Enough for anybody's topics; a limit because every published call is held against each of them. */
const MAX_SEARCHES = 50;
const MAX_LABEL = 120;

/** Searches that people keep, to be told of what they will find. */
@Injectable()
export class SavedSearches {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A person's searches, the newest first; at most `MAX_SEARCHES`. */
  of(accountId: string): Promise<Subscription[]> {
    return this.database.manager.find(Subscription, {
      where: { accountId, searchQuery: Not(IsNull()) },
      order: { since: 'DESC', id: 'ASC' },
    });
  }

  /**
   * Keeps a search and switches its notices on. Saving the same search again changes its name only.
   * @param text query string of the search page
   * @throws DomainError `search.empty`, `search.too_many`, `search.bad_label`
   */
  async save(accountId: string, text: string, label: string): Promise<Subscription> {
    const { query } = parseSearchQuery(text);
    if (isEmptyQuery(query)) {
      throw invalid('search.empty', 'Escriba palabras o elija un filtro antes de guardar la búsqueda.');
    }
    const name = label.trim();
    if (!name || name.length > MAX_LABEL) {
      throw invalid('search.bad_label', 'Póngale un nombre a la búsqueda.', [
        { field: 'nombre', message: `Escriba un nombre de hasta ${MAX_LABEL} letras.` },
      ]);
    }
    const searchQuery = searchQueryString(query);
    return this.database.transaction(async (manager) => {
      // Two clicks on the same button take turns: the second finds what the first saved.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('saved-search'), hashtext($1))`, [
        accountId,
      ]);
      const found = await manager.findOneBy(Subscription, { accountId, searchQuery });
      if (
        !found &&
        (await manager.countBy(Subscription, { accountId, searchQuery: Not(IsNull()) })) >= MAX_SEARCHES
      ) {
        throw conflict(
          'search.too_many',
          `Ya tiene ${MAX_SEARCHES} búsquedas guardadas. Borre alguna que ya no le sirva y vuelva a guardar.`,
        );
      }
      const now = this.clock.now();
      const before = found && { label: found.label, active: found.active };
      const since = found?.active ? found.since : now;
      const fresh = { accountId, searchQuery, gadCode: null, minScore: 0, includeCredit: true };
      const subscription = found ?? manager.create(Subscription, { ...fresh, preferencesToken: newToken() });
      Object.assign(subscription, { label: name, active: true, since, consentText: SEARCH_CONSENT_TEXT });
      const saved = await manager.save(Subscription, subscription);
      await this.trace(manager, saved, 'subscription.search_saved', before);
      return saved;
    });
  }

  /** Switches the notices of one of the person's searches. @throws DomainError `not_found` */
  async switch(accountId: string, id: string, active: boolean): Promise<void> {
    await this.database.transaction(async (manager) => {
      const found = await this.own(manager, accountId, id);
      if (found.active === active) return;
      const before = { active: found.active };
      const since = active ? this.clock.now() : found.since;
      const saved = await manager.save(Subscription, Object.assign(found, { active, since }));
      await this.trace(
        manager,
        saved,
        active ? 'subscription.switched_on' : 'subscription.switched_off',
        before,
      );
    });
  }

  /** Forgets one of the person's searches, and the notices that it still owed. @throws DomainError `not_found` */
  async remove(accountId: string, id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const found = await this.own(manager, accountId, id);
      await manager.delete(Subscription, found.id);
      const { label, searchQuery, active } = found;
      await recordAudit(manager, {
        at: this.clock.now(),
        actorId: accountId,
        action: 'subscription.removed',
        entity: 'subscription',
        entityId: id,
        before: { label, searchQuery, active },
      });
    });
  }

  private async own(manager: EntityManager, accountId: string, id: string): Promise<Subscription> {
    const found = await manager.findOneBy(Subscription, { id, accountId, searchQuery: Not(IsNull()) });
    if (!found) throw notFound('Esa búsqueda guardada no existe.');
    return found;
  }

  private async trace(
    manager: EntityManager,
    subscription: Subscription,
    action: string,
    before: object | null,
  ): Promise<void> {
    const { id, accountId, label, searchQuery, active, consentText } = subscription;
    await recordAudit(manager, {
      at: this.clock.now(),
      actorId: accountId,
      action,
      entity: 'subscription',
      entityId: id,
      before,
      after: { label, searchQuery, active, consentText },
    });
  }
}
