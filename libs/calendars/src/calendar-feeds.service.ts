import { type Person, SignedLinks } from '@chasqui/accounts';
import { recordAudit } from '@chasqui/audit';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, conflict, invalid, notFound } from '@chasqui/kernel';
import { isEmptyQuery, parseSearchQuery, searchQueryString } from '@chasqui/search';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { CalendarFeed, FEED_SCOPES, type FeedScope } from './calendar-feed.entity.js';

/** One for each device and topic, and no more: every one of them is read several times a day. */
export const MAX_FEEDS = 20;
export const MAX_FEED_LABEL = 80;

/** What a person asks for: the text of a form. */
export interface FeedWish {
  readonly scope: string;
  readonly gadCode?: string | undefined;
  /** Query string of the search page. */
  readonly searchQuery?: string | undefined;
  /** What she calls it; empty for the usual name. */
  readonly label: string;
}

/** A calendar with its secret address. */
export interface FeedView extends Pick<
  CalendarFeed,
  'id' | 'scope' | 'gadCode' | 'searchQuery' | 'label' | 'createdAt' | 'lastReadAt'
> {
  /** Of the calendar. */
  readonly address: string;
  /** The same calls for a feed reader. */
  readonly atomAddress: string;
}

type FeedFacts = Pick<CalendarFeed, 'scope' | 'gadCode' | 'searchQuery' | 'label'>;

/** The secret calendars of people: making, listing and revoking them. */
@Injectable()
export class CalendarFeeds {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly links: SignedLinks,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** A person's calendars that work, the oldest first. */
  async of(accountId: string): Promise<FeedView[]> {
    const feeds = await this.database.manager.find(CalendarFeed, {
      where: { accountId, revokedAt: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return Promise.all(feeds.map((feed) => this.view(feed)));
  }

  /** One calendar of a person. @throws DomainError `not_found` also for what is another person's or revoked */
  async find(accountId: string, id: string): Promise<FeedView> {
    return this.view(await own(this.database.manager, accountId, id));
  }

  /**
   * Makes a calendar with an address of its own, so that it can be revoked without the others.
   * @throws DomainError `calendar.bad_scope`, `calendar.bad_search`, `calendar.bad_label`, `calendar.too_many`;
   * `not_found` for a GAD to which she does not belong
   */
  async create(person: Person, wish: FeedWish): Promise<FeedView> {
    const facts = readWish(person, wish);
    return this.view(await this.database.transaction((manager) => this.add(manager, person.id, facts)));
  }

  /** Ends a calendar: its address answers no longer. @throws DomainError `not_found` */
  async revoke(accountId: string, id: string): Promise<void> {
    await this.database.transaction((manager) => this.end(manager, accountId, id));
  }

  /** The same calendar at a new address; the old one answers no longer. @throws DomainError `not_found` */
  async renew(accountId: string, id: string): Promise<FeedView> {
    const renewed = await this.database.transaction(async (manager) => {
      const { scope, gadCode, searchQuery, label } = await this.end(manager, accountId, id);
      return this.add(manager, accountId, { scope, gadCode, searchQuery, label });
    });
    return this.view(renewed);
  }

  private async add(manager: EntityManager, accountId: string, facts: FeedFacts): Promise<CalendarFeed> {
    // Two clicks on the same button take turns: the second counts what the first made.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('calendar-feed'), hashtext($1))`, [accountId]);
    if ((await manager.countBy(CalendarFeed, { accountId, revokedAt: IsNull() })) >= MAX_FEEDS) {
      throw conflict(
        'calendar.too_many',
        `Ya tiene ${MAX_FEEDS} calendarios. Revoque alguno que ya no use y vuelva a intentarlo.`,
      );
    }
    const createdAt = this.clock.now();
    const state = { createdAt, revokedAt: null, lastReadAt: null };
    const feed = await manager.save(CalendarFeed, { accountId, ...facts, ...state });
    await this.trace(manager, feed, 'calendar.created');
    return feed;
  }

  private async end(manager: EntityManager, accountId: string, id: string): Promise<CalendarFeed> {
    const feed = await own(manager, accountId, id);
    await manager.update(CalendarFeed, feed.id, { revokedAt: this.clock.now() });
    await this.trace(manager, feed, 'calendar.revoked');
    return feed;
  }

  private async view(feed: CalendarFeed): Promise<FeedView> {
    const { id, accountId, scope, gadCode, searchQuery, label, createdAt, lastReadAt } = feed;
    // From its first day on, so that the address is the same whenever it is shown.
    const token = await this.links.sign('calendar', { accountId, subject: id }, createdAt);
    const address = `${this.settings.publicUrl}/calendario/${token}`;
    const facts = { id, scope, gadCode, searchQuery, label, createdAt, lastReadAt };
    return { ...facts, address: `${address}.ics`, atomAddress: `${address}.atom` };
  }

  private async trace(manager: EntityManager, feed: CalendarFeed, action: string): Promise<void> {
    const { id, accountId, scope, gadCode, searchQuery, label } = feed;
    const facts = { scope, gadCode, searchQuery, label };
    const told = action === 'calendar.revoked' ? { before: facts } : { after: facts };
    const entry = { actorId: accountId, action, entity: 'calendar_feed', entityId: id, ...told };
    await recordAudit(manager, { at: this.clock.now(), ...entry });
  }
}

async function own(manager: EntityManager, accountId: string, id: string): Promise<CalendarFeed> {
  const feed = await manager.findOneBy(CalendarFeed, { id, accountId, revokedAt: IsNull() });
  if (!feed) throw notFound('Ese calendario no existe o ya se revocó.');
  return feed;
}

function readWish(person: Person, wish: FeedWish): FeedFacts {
  const scope = FEED_SCOPES.find((each) => each === wish.scope);
  if (!scope) {
    throw invalid('calendar.bad_scope', 'Elija qué quiere ver en el calendario.', [
      { field: 'que', message: 'Elija una de las opciones.' },
    ]);
  }
  const of = { person: ofPerson, gad: ofGad, search: ofSearch } satisfies Record<
    FeedScope,
    (person: Person, wish: FeedWish) => Omit<FeedFacts, 'scope'>
  >;
  const facts = { scope, ...of[scope](person, wish) };
  const label = wish.label.trim();
  if (label.length > MAX_FEED_LABEL) {
    throw invalid('calendar.bad_label', 'El nombre del calendario es demasiado largo.', [
      { field: 'nombre', message: `Escriba un nombre de hasta ${MAX_FEED_LABEL} letras.` },
    ]);
  }
  return { ...facts, label: label || facts.label.slice(0, MAX_FEED_LABEL) };
}

function ofPerson(): Omit<FeedFacts, 'scope'> {
  return { gadCode: null, searchQuery: null, label: 'Plazos de lo que sigo' };
}

function ofGad(person: Person, { gadCode }: FeedWish): Omit<FeedFacts, 'scope'> {
  const membership = person.memberships.find((each) => each.gadCode !== null && each.gadCode === gadCode);
  if (!membership?.gadCode) throw notFound('Usted no pertenece a ese GAD.');
  const label = `Plazos del ${membership.gadName ?? 'GAD'}`;
  return { gadCode: membership.gadCode, searchQuery: null, label };
}

function ofSearch(_person: Person, { searchQuery = '' }: FeedWish): Omit<FeedFacts, 'scope'> {
  const { query, problems } = parseSearchQuery(searchQuery);
  if (isEmptyQuery(query) || problems.length > 0) {
    throw invalid('calendar.bad_search', 'Elija la búsqueda que quiere ver en el calendario.', [
      { field: 'busqueda', message: 'Elija una de sus búsquedas guardadas.' },
    ]);
  }
  return { gadCode: null, searchQuery: searchQueryString(query), label: 'Plazos de mi búsqueda' };
}
