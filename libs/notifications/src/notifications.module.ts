import { AccountsModule } from '@chasqui/accounts';
import { Module } from '@nestjs/common';
import { Deliver } from './deliver.js';
import { FanOut } from './fan-out.js';
import { MailProcessor, MaintenanceProcessor, NotificationsProcessor } from './notification.processors.js';
import { Reconcile } from './reconcile.js';
import { SendSignInLink } from './sign-in-link.js';

/** For processes that run jobs. */
@Module({
  imports: [AccountsModule],
  providers: [
    FanOut,
    Deliver,
    SendSignInLink,
    Reconcile,
    NotificationsProcessor,
    MailProcessor,
    MaintenanceProcessor,
  ],
  exports: [Reconcile],
})
export class NotificationsWorkerModule {}
