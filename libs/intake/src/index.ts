export * from './changes/change.js';
export { changesBetween } from './changes/changes-between.js';
export { describeChange } from './changes/describe-change.js';
export * from './changes/labels.js';
export * from './changes/settle.js';
export { standingOf } from './changes/standing.js';
export * from './desk/correction-stats.query.js';
export type { DeskDecision, FieldChoice, NextStep } from './desk/decision.js';
export { Desk } from './desk/desk.service.js';
export type { FieldSpan, FindingView, OriginalPart } from './desk/finding-view.js';
export * from './desk/finding.entities.js';
export type { QueueCount, QueueFilter, QueueItem, QueuePage } from './desk/queue.query.js';
export * from './digest/curator-digest.entity.js';
export { curatorDigestMail } from './digest/curator-digest.mail.js';
export { SendCuratorDigest } from './digest/send-curator-digest.js';
export { cutAtWord } from './cut-at-word.js';
export { NoteEdit } from './edits/note-edit.js';
export { blockingKeys } from './identity/blocking-keys.js';
export * from './identity/call-identity.js';
export { LIKELY_DUPLICATE, likelyDuplicates, similarity } from './identity/duplicates.js';
export * from './intake.jobs.js';
export * from './intake.module.js';
export { type BrokenLink, brokenLinks, countBrokenLinks } from './links/broken-links.query.js';
export { CheckLinks } from './links/check-links.js';
export * from './links/link-check.entity.js';
export * from './origins/call-events.js';
export {
  CALL_INPUT_NAMES,
  EXTRACTED_FIELDS,
  inputOfReadings,
  isKept,
  valueInCall,
} from './origins/call-values.js';
export { FieldPolicies } from './origins/field-policies.service.js';
export * from './origins/origin.entities.js';
export { changeEventsOf, originsOf, type ShownOrigin } from './origins/origins.query.js';
export * from './policy/merge-input.js';
export * from './policy/policy.js';
export * from './policy/sample.js';
export { CapturedTexts } from './readings/captured-texts.js';
export { type CallSuggestions, DeepReading } from './readings/deep-reading.js';
export { NoteMissing } from './readings/note-missing.js';
export { ReadCapture } from './readings/read-capture.js';
export * from './readings/reading.entities.js';
export { sourceDefaults } from './readings/source-defaults.js';
export { RereadOld } from './readings/reread-old.js';
export { DrawSample } from './sample/draw-sample.js';
