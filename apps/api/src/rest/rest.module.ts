import { CallsModule } from '@chasqui/calls';
import { MatchReviewsModule } from '@chasqui/matching';
import { Module } from '@nestjs/common';
import { CallsController } from './calls.controller.js';
import { FeedsController } from './feeds.controller.js';
import { HealthController } from './health.controller.js';
import { MatchesController } from './matches.controller.js';
import { CatalogueExportController, exportControllers } from './open-data.controllers.js';
import { OpportunitiesController } from './opportunities.controller.js';
import { recordControllers } from './records.controllers.js';
import { SearchController } from './search.controller.js';
import { SitemapController, sitemapControllers } from './sitemap.controllers.js';

/** What programs use; described at /api/docs. */
@Module({
  imports: [CallsModule, MatchReviewsModule],
  controllers: [
    CallsController,
    MatchesController,
    SearchController,
    ...recordControllers,
    ...exportControllers,
    CatalogueExportController,
    FeedsController,
    OpportunitiesController,
    SitemapController,
    ...sitemapControllers,
    HealthController,
  ],
})
export class RestModule {}
