import { AccountsModule } from '@chasqui/accounts';
import { CallsModule } from '@chasqui/calls';
import { SubscriptionsModule } from '@chasqui/subscriptions';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { AccessGuard } from './http/access.js';
import { ErrorsFilter } from './http/errors.filter.js';
import { CallsPages } from './pages/calls.pages.js';
import { CurationPages } from './pages/curation.pages.js';
import { HomePages } from './pages/home.pages.js';
import { MailboxPages } from './pages/mailbox.pages.js';
import { MatchesPages } from './pages/matches.pages.js';
import { ProgressPages } from './pages/progress.pages.js';
import { SignInPages } from './pages/sign-in.pages.js';
import { PreferencesPages, SubscriptionPages } from './pages/subscriptions.pages.js';
import { CallsController } from './rest/calls.controller.js';
import { HealthController } from './rest/health.controller.js';
import { MatchesController } from './rest/matches.controller.js';

/** The HTTP side: pages and REST. Closed by default: the guard refuses routes that do not say who may use them. */
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
    ProgressPages,
    MailboxPages,
    HealthController,
    CallsController,
    MatchesController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ErrorsFilter },
    { provide: APP_PIPE, useClass: StandardSchemaValidationPipe },
  ],
})
export class ApiModule {}
