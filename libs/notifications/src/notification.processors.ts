import { handle, JobProcessor, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { Deliver } from './deliver.js';
import { FanOut } from './fan-out.js';
import { deliverJob, fanOutJob, reconcileJob, signInLinkJob } from './notification.jobs.js';
import { Reconcile } from './reconcile.js';
import { SendSignInLink } from './sign-in-link.js';

@Processor('notifications', workerOptions(2))
export class NotificationsProcessor extends JobProcessor {
  constructor(private readonly fanOut: FanOut) {
    super();
  }

  protected override jobs() {
    return [handle(fanOutJob, (payload) => this.fanOut.execute(payload))];
  }
}

/** As many at a time as SMTP connections. */
@Processor('mail', workerOptions(5))
export class MailProcessor extends JobProcessor {
  constructor(
    private readonly deliver: Deliver,
    private readonly signInLink: SendSignInLink,
  ) {
    super();
  }

  protected override jobs() {
    return [
      handle(deliverJob, (payload) => this.deliver.execute(payload)),
      handle(signInLinkJob, (payload) => this.signInLink.execute(payload)),
    ];
  }
}

@Processor('maintenance', workerOptions(1))
export class MaintenanceProcessor extends JobProcessor {
  constructor(private readonly reconcile: Reconcile) {
    super();
  }

  protected override jobs() {
    return [handle(reconcileJob, () => this.reconcile.execute())];
  }
}
