import { handle, JobProcessor, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { NoteAddressProblem } from './addresses/note-address-problem.js';
import { OweBulletin } from './bulletin/owe-bulletin.js';
import { Bundle } from './bundle.js';
import { AnnounceAgain } from './changes/announce-again.js';
import { NoteChanges } from './changes/note-changes.js';
import { FanOut } from './fan-out.js';
import {
  announceAgainJob,
  bulletinJob,
  bundleJob,
  fanOutJob,
  noteAddressProblemJob,
  noteChangesJob,
  reconcileJob,
  remindJob,
} from './notification.jobs.js';
import { Reconcile } from './reconcile.js';
import { Remind } from './reminders/remind.js';

@Processor('notifications', workerOptions(2))
export class NotificationsProcessor extends JobProcessor {
  constructor(
    private readonly fanOut: FanOut,
    private readonly bundle: Bundle,
    private readonly noteChanges: NoteChanges,
    private readonly remind: Remind,
    private readonly bulletin: OweBulletin,
    private readonly addressProblem: NoteAddressProblem,
    private readonly announceAgain: AnnounceAgain,
  ) {
    super();
  }

  protected override jobs() {
    return [
      handle(fanOutJob, (payload) => this.fanOut.execute(payload)),
      handle(bundleJob, () => this.bundle.execute()),
      handle(noteChangesJob, (payload) => this.noteChanges.execute(payload)),
      handle(remindJob, () => this.remind.execute()),
      handle(bulletinJob, () => this.bulletin.execute()),
      handle(noteAddressProblemJob, (payload) => this.addressProblem.execute(payload)),
      handle(announceAgainJob, () => this.announceAgain.execute()),
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
