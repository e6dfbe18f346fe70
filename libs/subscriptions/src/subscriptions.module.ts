import { Module } from '@nestjs/common';
import { SavedSearches } from './saved-searches.service.js';
import { Subscriptions } from './subscriptions.service.js';

@Module({ providers: [SavedSearches, Subscriptions], exports: [SavedSearches, Subscriptions] })
export class SubscriptionsModule {}
