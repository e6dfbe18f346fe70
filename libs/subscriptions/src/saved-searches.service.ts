import { recordAudit } from '@chasqui/audit';
import { Clock, conflict, invalid, localDate, notFound } from '@chasqui/kernel';
import { isEmptyQuery, parseSearchQuery, searchQueryString } from '@chasqui/search';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { takeTurnOf } from './alert-change.js';
import { readFrequency, readPause } from './alert-rules.js';
import type { ConsentWay } from './consent.entity.js';
import { settingsOf } from './delivery-settings.js';
import type { Frequency } from './delivery-time.js';
import { nextSearchSeq } from './search-seq.js';
import { sayOf, stateOf, storeSubscription } from './store-subscription.js';
import { Subscription } from './subscription.entity.js';

/** Enough for anybody's topics; a limit because every published call is held against each of them. */
const MAX_SEARCHES = 50;
const MAX_LABEL = 120;

/** What a person says to "¿Recibir avisos?" when she keeps a search. */
export interface SearchChoice {
  /** Without an explicit yes the search is kept and nothing is sent. */
  readonly notify: boolean;
  readonly frequency: Frequency;
}

/** What may be changed of a kept search; what is left out stays. */
export interface SearchChange {
  readonly label?: string;
  /** Query string of the search page. */
  readonly query?: string;
  readonly notify?: boolean;
  readonly frequency?: Frequency;
  /** ISO date on which notices go out again; null: not paused. */
  readonly pausedUntil?: string | null;
}

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
   * Keeps a search. Saving the same search again gives it the new name; notices that are on stay on, since leaving a
   * box empty is not the same as switching off.
   * @param text query string of the search page
   * @throws DomainError `search.empty`, `search.too_many`, `search.bad_label`, `alerts.bad_frequency`
   */
  async save(
    accountId: string,
    text: string,
    label: string,
    choice: SearchChoice,
    way: ConsentWay = 'form',
  ): Promise<Subscription> {
    return this.database.transaction((manager) =>
      keepSearch(manager, this.clock.now(), { accountId, text, label, choice, way }),
    );
  }

  /**
   * Changes one of the person's searches. With another query it is a new search under the same name: only what is
   * published from now on counts.
   * @throws DomainError `not_found`, `search.empty`, `search.bad_label`, `search.duplicate`, `alerts.bad_frequency`,
   * `alerts.bad_pause`
   */
  async change(
    accountId: string,
    id: string,
    change: SearchChange,
    way: ConsentWay = 'form',
  ): Promise<Subscription> {
    return this.database.transaction(async (manager) => {
      await takeTurnOf(manager, accountId);
      const found = await ownSearch(manager, accountId, id);
      const now = this.clock.now();
      const before = stateOf(found);
      const searchQuery = change.query === undefined ? before.searchQuery : readQuery(change.query);
      const changed = searchQuery !== before.searchQuery;
      if (changed && (await manager.existsBy(Subscription, { accountId, searchQuery: searchQuery! }))) {
        throw conflict(
          'search.duplicate',
          'Ya guarda otra búsqueda igual. Cambie esa o borre una de las dos.',
        );
      }
      const active = change.notify ?? found.active;
      const { zone } = await settingsOf(manager, accountId);
      const { pausedUntil } = change;
      Object.assign(found, {
        label: change.label === undefined ? found.label : readLabel(change.label),
        searchQuery,
        searchSeq: changed ? await nextSearchSeq(manager) : found.searchSeq,
        active,
        frequency: readFrequency(change.frequency ?? found.frequency),
        pausedUntil:
          pausedUntil === undefined || pausedUntil === found.pausedUntil
            ? found.pausedUntil
            : readPause(pausedUntil, localDate(now, zone)),
        since: (active && !before.active) || changed ? now : found.since,
      });
      return storeSubscription(manager, found, { before, way, now });
    });
  }

  /** Forgets one of the person's searches, and the notices that it still owed. @throws DomainError `not_found` */
  async remove(accountId: string, id: string, way: ConsentWay = 'form'): Promise<void> {
    await this.database.transaction(async (manager) => {
      await takeTurnOf(manager, accountId);
      const found = await ownSearch(manager, accountId, id);
      const at = this.clock.now();
      await manager.delete(Subscription, found.id);
      const entry = { action: 'subscription.removed', entity: 'subscription', entityId: id };
      await recordAudit(manager, { at, actorId: accountId, ...entry, before: stateOf(found) });
      if (found.active) await sayOf(manager, found, { given: false, way, at });
    });
  }
}

/**
 * Keeps a search within the transaction of the caller.
 * @throws DomainError as `SavedSearches.save`
 */
export async function keepSearch(
  manager: EntityManager,
  now: Date,
  asked: {
    readonly accountId: string;
    readonly text: string;
    readonly label: string;
    readonly choice: SearchChoice;
    readonly way: ConsentWay;
    /** The sentence that was agreed to, when it was said before. */
    readonly wording?: string;
  },
): Promise<Subscription> {
  const { accountId, choice, way, wording } = asked;
  const searchQuery = readQuery(asked.text);
  const label = readLabel(asked.label);
  const frequency = readFrequency(choice.frequency);
  // Two clicks on the same button take turns: the second finds what the first saved.
  await takeTurnOf(manager, accountId);
  const found = await manager.findOneBy(Subscription, { accountId, searchQuery });
  if (!found) await requireRoom(manager, accountId);
  const before = found && stateOf(found);
  const active = choice.notify || (before?.active ?? false);
  const kept =
    found ?? manager.create(Subscription, { ...UNSCORED, accountId, searchQuery, pausedUntil: null });
  Object.assign(kept, {
    label,
    active,
    frequency: choice.notify || !found ? frequency : found.frequency,
    since: before?.active && active ? kept.since : now,
    searchSeq: found?.searchSeq ?? (await nextSearchSeq(manager)),
  });
  return storeSubscription(manager, kept, { before, way, now, ...(wording && { wording }) });
}

/** A saved search has neither a GAD nor a score. */
const UNSCORED = { gadCode: null, postId: null, minScore: 0, includeCredit: true, themes: [] };

async function ownSearch(manager: EntityManager, accountId: string, id: string): Promise<Subscription> {
  const found = await manager.findOneBy(Subscription, { id, accountId, searchQuery: Not(IsNull()) });
  if (!found) throw notFound('Esa búsqueda guardada no existe.');
  return found;
}

async function requireRoom(manager: EntityManager, accountId: string): Promise<void> {
  if ((await manager.countBy(Subscription, { accountId, searchQuery: Not(IsNull()) })) < MAX_SEARCHES) return;
  throw conflict(
    'search.too_many',
    `Ya tiene ${MAX_SEARCHES} búsquedas guardadas. Borre alguna que ya no le sirva y vuelva a guardar.`,
  );
}

/** The query in its stable form. @throws DomainError `search.empty` */
export function readQuery(text: string): string {
  const { query } = parseSearchQuery(text);
  if (isEmptyQuery(query)) {
    throw invalid('search.empty', 'Escriba palabras o elija un filtro antes de guardar la búsqueda.');
  }
  return searchQueryString(query);
}

/** @throws DomainError `search.bad_label` */
export function readLabel(label: string): string {
  const name = label.trim();
  if (!name || name.length > MAX_LABEL) {
    throw invalid('search.bad_label', 'Póngale un nombre a la búsqueda.', [
      { field: 'nombre', message: `Escriba un nombre de hasta ${MAX_LABEL} letras.` },
    ]);
  }
  return name;
}
