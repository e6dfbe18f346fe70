import { handle, JobProcessor, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { MatchCall } from './match-call.js';
import { matchCallJob } from './matching.jobs.js';

@Processor('matching', workerOptions(1))
export class MatchingProcessor extends JobProcessor {
  constructor(private readonly matchCall: MatchCall) {
    super();
  }

  protected override jobs() {
    return [handle(matchCallJob, (payload) => this.matchCall.execute(payload))];
  }
}
