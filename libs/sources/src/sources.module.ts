import { Module } from '@nestjs/common';
import { CaptureStore } from './captures/capture-store.js';
import { TakeText } from './captures/take-text.js';
import { Sources } from './catalogue/sources.service.js';
import { FetchingModule } from './pacing/fetching.module.js';
import { PreviewSource } from './preview/preview-source.js';
import { ReadSource } from './runs/read-source.js';
import { SourceSchedule } from './runs/source-schedule.js';
import { SourcesProcessor } from './runs/sources.processor.js';
import { StartDueRuns } from './runs/start-due-runs.js';
import { StartRun } from './runs/start-run.js';

/** What pages and other libraries need of sources. */
@Module({
  imports: [FetchingModule],
  providers: [CaptureStore, PreviewSource, Sources, StartRun, TakeText],
  exports: [CaptureStore, FetchingModule, PreviewSource, Sources, StartRun, TakeText],
})
export class SourcesModule {}

/** For processes that run jobs. */
@Module({
  imports: [FetchingModule, SourcesModule],
  providers: [ReadSource, SourceSchedule, SourcesProcessor, StartDueRuns],
  exports: [ReadSource, StartDueRuns],
})
export class SourcesWorkerModule {}
