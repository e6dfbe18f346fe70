import { Module } from '@nestjs/common';
import { MatchCall } from './match-call.js';
import { MatchLists } from './match-lists.js';
import { MatchingProcessor } from './matching.processor.js';
import { ReviseLists } from './revise-lists.js';
import { RevisionSchedule } from './revision-schedule.js';

/** For processes that run jobs. */
@Module({
  providers: [MatchCall, MatchLists, MatchingProcessor, ReviseLists, RevisionSchedule],
  exports: [MatchCall, MatchLists, ReviseLists],
})
export class MatchingWorkerModule {}
