import { handle, JobProcessor, QueueHandlers, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { NoteAddressProblem } from './addresses/note-address-problem.js';
import { Bundle } from './bundle.js';
import { AnnounceAgain } from './changes/announce-again.js';
import { NoteChanges } from './changes/note-changes.js';
import { FanOut } from './fan-out.js';
import {
  announceAgainJob,
  bundleJob,
  fanOutJob,
  noteAddressProblemJob,
  noteChangesJob,
  reconcileJob,
} from './notification.jobs.js';
import { Reconcile } from './reconcile.js';

@Processor('notifications', workerOptions(2))
export class NotificationsProcessor extends JobProcessor {
  constructor(
    private readonly fanOut: FanOut,
    private readonly bundle: Bundle,
    private readonly noteChanges: NoteChanges,
    private readonly addressProblem: NoteAddressProblem,
    private readonly announceAgain: AnnounceAgain,
    private readonly others: QueueHandlers,
  ) {
    super();
  }

  protected override jobs() {
    return [
      handle(fanOutJob, (payload) => this.fanOut.execute(payload)),
      handle(bundleJob, () => this.bundle.execute('at_once')),
      handle(noteChangesJob, (payload) => this.noteChanges.execute(payload)),
      handle(noteAddressProblemJob, (payload) => this.addressProblem.execute(payload)),
      handle(announceAgainJob, () => this.announceAgain.execute()),
      ...this.others.of('notifications'),
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
