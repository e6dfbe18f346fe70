import { SignedLinks } from '@chasqui/accounts';
import { currentTemplate } from '@chasqui/checklists';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock, ECUADOR_ZONE, GALAPAGOS_ZONE } from '@chasqui/kernel';
import { Search } from '@chasqui/search';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { calendarDates } from './calendar-dates.query.js';
import { CalendarFeed } from './calendar-feed.entity.js';
import { calendarFile, type CalendarEvent } from './calendar-file.js';
import { deadlineEvent, type CalendarDate } from './deadline-event.js';
import { callsOfCalendar, callsOfFeed, followedBy, forgetShown } from './feed-calls.query.js';
import { stepEvents } from './step-events.js';

/** The time of a reading is noted at most so often: programs ask every few minutes. */
const NOTED_EVERY_MS = 3_600_000;

/** A feed that may be read, and the zone of the person it was made for. */
export interface OpenFeed {
  readonly feed: CalendarFeed;
  /** IANA zone. */
  readonly zone: string;
}

/** What calendar programs and feed readers get at a secret address. */
@Injectable()
export class FeedReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly links: SignedLinks,
    private readonly search: Search,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * Opens the feed of an address and notes that it was read.
   * @returns null when it is revoked or never was, when its person's account is closed, or when she no longer belongs
   * to the GAD that it is about
   */
  async open(token: string): Promise<OpenFeed | null> {
    const link = await this.links.read('calendar', token);
    if (link.state !== 'valid') return null;
    const [row] = await this.database.query<{ id: string; zone: string }[]>(
      `SELECT f.id, coalesce(s.zone, CASE WHEN EXISTS (
                SELECT FROM membership m WHERE m.account_id = a.id AND m.gad_code LIKE '20%')
                THEN '${GALAPAGOS_ZONE}' ELSE '${ECUADOR_ZONE}' END) AS zone
         FROM calendar_feed f JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL
         LEFT JOIN alert_settings s ON s.account_id = a.id
        WHERE f.id = $1 AND f.account_id = $2 AND f.revoked_at IS NULL
          AND (f.gad_code IS NULL OR EXISTS (
                SELECT FROM membership m WHERE m.account_id = a.id AND m.gad_code = f.gad_code))`,
      [link.subject, link.accountId],
    );
    if (!row) return null;
    const feed = await this.database.manager.findOneBy(CalendarFeed, { id: row.id });
    if (!feed) return null;
    await this.noteReading(feed);
    return { feed, zone: row.zone };
  }

  /** Ids of the calls that the feed is about now. */
  calls({ feed }: OpenFeed): Promise<string[]> {
    return callsOfFeed(this.database.manager, this.search, feed);
  }

  /** The feed as an iCalendar file. */
  async calendar({ feed, zone }: OpenFeed): Promise<string> {
    const { manager } = this.database;
    const { publicUrl } = this.settings;
    const now = this.clock.now();
    const calls = await callsOfCalendar(manager, this.search, feed, now);
    const dates = await calendarDates(manager, calls, publicUrl, now);
    const events = dates.map((date) => deadlineEvent(date, zone));
    if (feed.scope === 'person') events.push(...(await this.steps(feed.accountId, dates, zone, now)));
    return calendarFile({ publicUrl, name: feed.label }, events);
  }

  /** The steps towards what the person follows for a GAD. */
  private async steps(
    accountId: string,
    dates: readonly CalendarDate[],
    zone: string,
    now: Date,
  ): Promise<CalendarEvent[]> {
    const followed = (await followedBy(this.database.manager, accountId)).filter(({ gadCode }) => gadCode);
    if (followed.length === 0) return [];
    const { steps } = await currentTemplate(this.database.manager);
    return followed.flatMap((follow) => {
      const own = dates.filter(({ callId }) => callId === follow.callId);
      return stepEvents(follow, own, steps, zone, now);
    });
  }

  private async noteReading({ id, lastReadAt }: CalendarFeed): Promise<void> {
    const now = this.clock.now();
    if (lastReadAt && now.getTime() - lastReadAt.getTime() < NOTED_EVERY_MS) return;
    await this.database.manager.update(CalendarFeed, id, { lastReadAt: now });
    await forgetShown(this.database.manager, id, now);
  }
}
