import { AccountsModule } from '@chasqui/accounts';
import { Module } from '@nestjs/common';
import { CalendarFeeds } from './calendar-feeds.service.js';
import { FeedReader } from './feed-reader.service.js';

@Module({
  imports: [AccountsModule],
  providers: [CalendarFeeds, FeedReader],
  exports: [CalendarFeeds, FeedReader],
})
export class CalendarsModule {}
