import { handle, JobProcessor, workerOptions } from '@chasqui/jobs';
import { Processor } from '@nestjs/bullmq';
import { MatchCall } from './match-call.js';
import { MatchLists } from './match-lists.js';
import { matchCallJob, matchGadJob, reviseListsJob } from './matching.jobs.js';
import { ReviseLists } from './revise-lists.js';

/** One at a time in a process: all of them work on the same lists. */
@Processor('matching', workerOptions(1))
export class MatchingProcessor extends JobProcessor {
  constructor(
    private readonly matchCall: MatchCall,
    private readonly lists: MatchLists,
    private readonly revise: ReviseLists,
  ) {
    super();
  }

  protected override jobs() {
    return [
      handle(matchCallJob, (payload) => this.matchCall.execute(payload)),
      handle(matchGadJob, ({ gadCode }) => this.lists.refresh({ gads: [gadCode] })),
      handle(reviseListsJob, () => this.revise.execute()),
    ];
  }
}
