import { Module } from '@nestjs/common';
import { MatchCall } from './match-call.js';
import { MatchGad } from './match-gad.js';
import { MatchingProcessor } from './matching.processor.js';

/** For processes that run jobs. */
@Module({ providers: [MatchCall, MatchGad, MatchingProcessor], exports: [MatchCall] })
export class MatchingWorkerModule {}
