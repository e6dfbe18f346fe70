import { CallsModule } from '@chasqui/calls';
import { SourcesModule } from '@chasqui/sources';
import { Module } from '@nestjs/common';
import { Desk } from './desk/desk.service.js';
import { FindingViews } from './desk/finding-view.js';
import { SendCuratorDigest } from './digest/send-curator-digest.js';
import { NoteEdit } from './edits/note-edit.js';
import { IntakeProcessor } from './intake.processor.js';
import { IntakeSchedule } from './intake-schedule.js';
import { CheckLinks } from './links/check-links.js';
import { FieldPolicies } from './origins/field-policies.service.js';
import { CapturedTexts } from './readings/captured-texts.js';
import { DeepReading } from './readings/deep-reading.js';
import { KnownCall } from './readings/known-call.js';
import { NewItem } from './readings/new-item.js';
import { NoteMissing } from './readings/note-missing.js';
import { ReadCapture } from './readings/read-capture.js';
import { RereadOld } from './readings/reread-old.js';
import { TakeReading } from './readings/take-reading.js';
import { DrawSample } from './sample/draw-sample.js';

const SERVICES = [
  CapturedTexts,
  CheckLinks,
  DeepReading,
  Desk,
  DrawSample,
  FieldPolicies,
  NoteEdit,
  NoteMissing,
  ReadCapture,
  RereadOld,
  SendCuratorDigest,
];

/** Everything between what sources bring and the calls: readings, the curators' desk, links and the mail of the day. */
@Module({
  imports: [CallsModule, SourcesModule],
  providers: [...SERVICES, FindingViews, KnownCall, NewItem, TakeReading],
  exports: SERVICES,
})
export class IntakeModule {}

/** For processes that run jobs. */
@Module({ imports: [IntakeModule], providers: [IntakeProcessor, IntakeSchedule] })
export class IntakeWorkerModule {}
