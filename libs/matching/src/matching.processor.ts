import { handle, JobProcessor, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { MatchCall } from './match-call.js';
import { MatchGad } from './match-gad.js';
import { matchCallJob, matchGadJob } from './matching.jobs.js';

@Processor('matching', workerOptions(1))
export class MatchingProcessor extends JobProcessor {
  constructor(
    private readonly matchCall: MatchCall,
    private readonly matchGad: MatchGad,
  ) {
    super();
  }

  protected override jobs() {
    return [
      handle(matchCallJob, (payload) => this.matchCall.execute(payload)),
      handle(matchGadJob, (payload) => this.matchGad.execute(payload)),
    ];
  }
}
