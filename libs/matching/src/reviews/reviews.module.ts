import { Module } from '@nestjs/common';
import { MatchDismissals } from './match-dismissals.service.js';
import { MatchReviews } from './match-reviews.service.js';

/** What people say of matches, for processes that answer people. */
@Module({ providers: [MatchReviews, MatchDismissals], exports: [MatchReviews, MatchDismissals] })
export class MatchReviewsModule {}
