import { AccountsModule } from '@chasqui/accounts';
import { callEdited, callPublished } from '@chasqui/calls';
import { ConfigModule, type Settings } from '@chasqui/config';
import { addressSuppressed, BouncesWorkerModule, DeliveryWorkerModule } from '@chasqui/delivery';
import type { Clock } from '@chasqui/kernel';
import { jobRequest, JobsModule } from '@chasqui/jobs';
import {
  callChanged,
  IntakeWorkerModule,
  noteEditJob,
  noteMissingJob,
  readCaptureJob,
} from '@chasqui/intake';
import { MailModule } from '@chasqui/mail';
import { callMatched, matchCallJob, matchGadJob, MatchingWorkerModule } from '@chasqui/matching';
import {
  fanOutJob,
  noteAddressProblemJob,
  noteChangesJob,
  NoticeComposerModule,
  NotificationsWorkerModule,
} from '@chasqui/notifications';
import { EVENT_ROUTES, type EventRoute, OutboxRelay, route } from '@chasqui/outbox';
import { planChanged } from '@chasqui/pdot';
import { dataSourceOptions } from '@chasqui/persistence';
import { readReferenceFile } from '@chasqui/reference-data';
import { SearchModule } from '@chasqui/search';
import { itemCaptured, itemMissing, SourcesWorkerModule } from '@chasqui/sources';
import {
  confirmationAsked,
  confirmSubscriptionJob,
  postsGiven,
  SubscriptionsWorkerModule,
  tellHolderJob,
} from '@chasqui/subscriptions';
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

/** Which jobs each event sets off. The one place where the steps of the main job are tied together. */
export const eventRoutes: readonly EventRoute[] = [
  route(itemCaptured, (capture) => [jobRequest(readCaptureJob, capture)]),
  route(itemMissing, (item) => [jobRequest(noteMissingJob, item)]),
  route(callPublished, (revision) => [jobRequest(matchCallJob, revision)]),
  route(callMatched, (revision) => [jobRequest(fanOutJob, revision)]),
  route(callEdited, (edit) => [jobRequest(noteEditJob, edit)]),
  route(callChanged, (changed) => [jobRequest(noteChangesJob, changed)]),
  route(addressSuppressed, (suppressed) => [jobRequest(noteAddressProblemJob, suppressed)]),
  route(planChanged, (change) => [jobRequest(matchGadJob, change)]),
  route(confirmationAsked, (asked) => [jobRequest(confirmSubscriptionJob, asked)]),
  route(postsGiven, (given) => [jobRequest(tellHolderJob, given)]),
];

/** What every process needs: settings, clock, database, queues, mail, search. */
@Module({})
export class CoreModule {
  static register(settings: Settings, databaseUrl: string, clock?: Clock): DynamicModule {
    return {
      module: CoreModule,
      imports: [
        ConfigModule.register(settings, clock),
        TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl), retryAttempts: 3 }),
        JobsModule.register(databaseUrl),
        MailModule,
        SearchModule.register(async () => (await readReferenceFile('synonyms')).groups),
      ],
    };
  }
}

/** The queued work: the relay of events and the processors of every queue. */
@Module({
  imports: [
    AccountsModule,
    SourcesWorkerModule,
    IntakeWorkerModule,
    MatchingWorkerModule,
    NotificationsWorkerModule,
    DeliveryWorkerModule.register(NoticeComposerModule),
    BouncesWorkerModule,
    SubscriptionsWorkerModule,
  ],
  providers: [OutboxRelay, { provide: EVENT_ROUTES, useValue: eventRoutes }],
  exports: [OutboxRelay],
})
export class WorkModule {}
