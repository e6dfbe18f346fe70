import { Module } from '@nestjs/common';
import { MatchCall } from './match-call.js';
import { MatchingProcessor } from './matching.processor.js';

/** For processes that run jobs. */
@Module({ providers: [MatchCall, MatchingProcessor], exports: [MatchCall] })
export class MatchingWorkerModule {}
