import { handle, JobProcessor, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { SendCuratorDigest } from './digest/send-curator-digest.js';
import {
  checkLinkJob,
  checkLinksJob,
  curatorDigestJob,
  drawSampleJob,
  noteMissingJob,
  readCaptureJob,
  rereadOldJob,
} from './intake.jobs.js';
import { CheckLinks } from './links/check-links.js';
import { NoteMissing } from './readings/note-missing.js';
import { ReadCapture } from './readings/read-capture.js';
import { RereadOld } from './readings/reread-old.js';
import { DrawSample } from './sample/draw-sample.js';

/** Two at a time: one that waits for a slow page must not hold up the readings. */
@Processor('intake', workerOptions(2))
export class IntakeProcessor extends JobProcessor {
  constructor(
    private readonly readCapture: ReadCapture,
    private readonly noteMissing: NoteMissing,
    private readonly rereadOld: RereadOld,
    private readonly checkLinks: CheckLinks,
    private readonly drawSample: DrawSample,
    private readonly digest: SendCuratorDigest,
  ) {
    super();
  }

  protected override jobs() {
    return [
      handle(readCaptureJob, (payload) => this.readCapture.execute(payload)),
      handle(noteMissingJob, (payload) => this.noteMissing.execute(payload)),
      handle(rereadOldJob, (payload) => this.rereadOld.execute(payload)),
      handle(checkLinkJob, (payload) => this.checkLinks.again(payload)),
      handle(checkLinksJob, (payload) => this.checkLinks.execute(payload)),
      handle(drawSampleJob, () => this.drawSample.execute()),
      handle(curatorDigestJob, () => this.digest.execute()),
    ];
  }
}
