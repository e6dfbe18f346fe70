import { CalendarsModule } from '@chasqui/calendars';
import { CallsModule } from '@chasqui/calls';
import { AddressBookModule } from '@chasqui/delivery';
import { MatchReviewsModule } from '@chasqui/matching';
import { Module } from '@nestjs/common';
import { CallsController } from './calls.controller.js';
import { FeedsController } from './feeds.controller.js';
import { HealthController } from './health.controller.js';
import { MailReportsController } from './mail-reports.controller.js';
import { MatchesController } from './matches.controller.js';
import { CatalogueExportController, exportControllers } from './open-data.controllers.js';
import { OpportunitiesController } from './opportunities.controller.js';
import { recordControllers } from './records.controllers.js';
import { SearchController } from './search.controller.js';
import { SecretFeedsController } from './secret-feeds.controller.js';
import { SitemapController, sitemapControllers } from './sitemap.controllers.js';

/** What programs use; described at /api/docs. */
@Module({
  imports: [AddressBookModule, CalendarsModule, CallsModule, MatchReviewsModule],
  controllers: [
    CallsController,
    MatchesController,
    SearchController,
    ...recordControllers,
    ...exportControllers,
    CatalogueExportController,
    FeedsController,
    SecretFeedsController,
    OpportunitiesController,
    SitemapController,
    ...sitemapControllers,
    MailReportsController,
    HealthController,
  ],
})
export class RestModule {}
