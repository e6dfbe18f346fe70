import { AccountsModule } from '@chasqui/accounts';
import { Module } from '@nestjs/common';
import { AlertPreferences } from './alert-preferences.service.js';
import { SendConfirmation } from './confirm-subscription.js';
import { Follows } from './follows.service.js';
import { Posts } from './posts.service.js';
import { Preferences } from './preferences.service.js';
import { PublicSubscriptions } from './public-subscriptions.service.js';
import { SavedSearches } from './saved-searches.service.js';
import { Subscriptions } from './subscriptions.service.js';
import { TellHolder } from './tell-holder.js';

const SERVICES = [
  AlertPreferences,
  Follows,
  Posts,
  Preferences,
  PublicSubscriptions,
  SavedSearches,
  Subscriptions,
];

@Module({ imports: [AccountsModule], providers: SERVICES, exports: SERVICES })
export class SubscriptionsModule {}

/** For processes that run jobs. */
@Module({ imports: [AccountsModule], providers: [SendConfirmation, TellHolder] })
export class SubscriptionsWorkerModule {}
