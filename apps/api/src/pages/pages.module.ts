import { AccountsModule } from '@chasqui/accounts';
import { CallsModule } from '@chasqui/calls';
import { SubscriptionsModule } from '@chasqui/subscriptions';
import { Module } from '@nestjs/common';
import { CallMatchesPages } from './call-matches.pages.js';
import { CallsPages } from './calls.pages.js';
import { CurationPages } from './curation.pages.js';
import { HomePages } from './home.pages.js';
import { MailboxPages } from './mailbox.pages.js';
import { MatchesPages } from './matches.pages.js';
import { ProgressPages } from './progress.pages.js';
import { SignInPages } from './sign-in.pages.js';
import { PreferencesPages, SubscriptionPages } from './subscriptions.pages.js';

/** What people use. */
@Module({
  imports: [AccountsModule, CallsModule, SubscriptionsModule],
  controllers: [
    HomePages,
    CallsPages,
    SignInPages,
    MatchesPages,
    SubscriptionPages,
    PreferencesPages,
    CurationPages,
    CallMatchesPages,
    ProgressPages,
    MailboxPages,
  ],
})
export class PagesModule {}
