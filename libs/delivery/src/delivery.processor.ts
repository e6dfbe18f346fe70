import { handle, JobProcessor, QueueHandlers, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { deliverJob } from './deliver.job.js';
import { Deliver } from './engine/deliver.js';

/** Everything that mails: one run of deliveries, and the mails that people wait for at the screen beside it. */
@Processor('mail', workerOptions(5))
export class MailProcessor extends JobProcessor {
  constructor(
    private readonly deliver: Deliver,
    private readonly others: QueueHandlers,
  ) {
    super();
  }

  protected override jobs() {
    return [handle(deliverJob, () => this.deliver.execute()), ...this.others.of('mail')];
  }
}
