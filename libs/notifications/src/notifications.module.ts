import { AccountsModule } from '@chasqui/accounts';
import { DeliveryModule, MailComposer } from '@chasqui/delivery';
import { SearchBook, SubscriptionsModule } from '@chasqui/subscriptions';
import { Module } from '@nestjs/common';
import { NoteAddressProblem } from './addresses/note-address-problem.js';
import { OweBulletin } from './bulletin/owe-bulletin.js';
import { Bundle } from './bundle.js';
import { AnnounceAgain } from './changes/announce-again.js';
import { AnnounceSchedule } from './changes/announce-schedule.js';
import { NoteChanges } from './changes/note-changes.js';
import { ComposeNotices } from './compose/compose-notices.js';
import { FanOut } from './fan-out.js';
import { MaintenanceProcessor, NotificationsProcessor } from './notification.processors.js';
import { Notices } from './notices.js';
import { SendPreferencesLink } from './preferences-link.js';
import { Reconcile } from './reconcile.js';
import { Remind } from './reminders/remind.js';
import { SendSignInLink } from './sign-in-link.js';

/** For processes that run jobs. */
@Module({
  imports: [AccountsModule, DeliveryModule, SubscriptionsModule],
  providers: [
    FanOut,
    Bundle,
    NoteChanges,
    Remind,
    OweBulletin,
    NoteAddressProblem,
    AnnounceAgain,
    AnnounceSchedule,
    Notices,
    SearchBook,
    SendSignInLink,
    SendPreferencesLink,
    Reconcile,
    NotificationsProcessor,
    MaintenanceProcessor,
  ],
  exports: [Notices, Reconcile],
})
export class NotificationsWorkerModule {}

/** What delivery lets write its mails. */
@Module({
  imports: [AccountsModule, SubscriptionsModule],
  providers: [{ provide: MailComposer, useClass: ComposeNotices }],
  exports: [MailComposer],
})
export class NoticeComposerModule {}
