import { Membership, SignedLinks } from '@chasqui/accounts';
import { currentTemplate } from '@chasqui/checklists';
import { SETTINGS, type Settings } from '@chasqui/config';
import { Clock } from '@chasqui/kernel';
import { Search } from '@chasqui/search';
import { settingsOf } from '@chasqui/subscriptions';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
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
    const { manager } = this.database;
    const feed = await manager.findOneBy(CalendarFeed, {
      id: link.subject,
      accountId: link.accountId,
      revokedAt: IsNull(),
      account: { disabledAt: IsNull() },
    });
    if (!feed) return null;
    const { accountId, gadCode } = feed;
    if (gadCode !== null && !(await manager.existsBy(Membership, { accountId, gadCode }))) return null;
    await this.noteReading(feed);
    return { feed, zone: (await settingsOf(manager, accountId)).zone };
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
