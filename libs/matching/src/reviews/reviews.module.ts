import { Module } from '@nestjs/common';
import { MatchDesk } from '../lists/match-desk.js';
import { MatchDismissals } from './match-dismissals.service.js';
import { MatchReviews } from './match-reviews.service.js';

/** For processes that answer people: judgements while they look, and what they say of them. */
@Module({
  providers: [MatchDesk, MatchReviews, MatchDismissals],
  exports: [MatchDesk, MatchReviews, MatchDismissals],
})
export class MatchReviewsModule {}
