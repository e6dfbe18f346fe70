export * from './alert-lists.js';
export {
  changeSettings,
  OFFERED_ZONES,
  SETTING_CONSENTS,
  AlertPreferences,
  type SettingsChange,
  type SettingSwitch,
} from './alert-preferences.service.js';
export { REVIEW_DAYS } from './alert-rules.js';
export * from './alert-settings.entity.js';
export * from './consent-texts.js';
export * from './consent.entity.js';
export * from './delivery-settings.js';
export * from './delivery-time.js';
export * from './follow.entity.js';
export { type FollowChange, type FollowedCall, Follows } from './follows.service.js';
export * from './gad-post.entity.js';
export { type AlertsExport, type ExportedNotice, exportRows } from './preferences-export.js';
export type { AlertView, PreferencesOverview } from './preferences.query.js';
export type { ListState } from './list-changes.js';
export { type ListOutcome, Preferences } from './preferences.service.js';
export { type SearchChange, type SearchChoice, SavedSearches } from './saved-searches.service.js';
export * from './searches/search-book.js';
export * from './subscription-request.entity.js';
export * from './subscription.entity.js';
export * from './subscriptions.module.js';
export * from './subscriptions.service.js';
export type { HandedOver, PostActor } from './hand-over.js';
export type { PostInput } from './post-input.js';
export type { GadMember, HoldingsView, PostView } from './posts.query.js';
export { Posts } from './posts.service.js';
export type { PublicRequest } from './public-request.js';
export { type Confirmation, PublicSubscriptions } from './public-subscriptions.service.js';
export * from './subscription-events.js';
