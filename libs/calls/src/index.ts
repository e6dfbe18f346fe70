export * from './call-date.entity.js';
export * from './call-events.js';
export * from './call-fields.js';
export * from './call-input.js';
export * from './call-state.js';
export * from './call.entity.js';
export * from './calls.module.js';
export * from './calls.service.js';
export * from './curation.query.js';
export * from './deadline.js';
export * from './description.js';
export * from './editions.js';
export * from './editions.query.js';
export { callPointers } from './merge-call.js';
export * from './refresh-call-dates.js';
export {
  type CallListFilter,
  type CallListItem,
  type CallPage,
  countOpenCalls,
  mergedCallSlug,
  openCalls,
  publishedCall,
} from './open-calls.query.js';
