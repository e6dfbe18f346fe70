export * from './plan-events.js';
export * from './crosswalk.js';
export * from './pdot.module.js';
export { columnTitle, guessMapping, PLAN_FIELDS, type PlanField } from './plan-columns.js';
export * from './plan-crosswalks.service.js';
export { type DraftRow, type PlanDraft, type PlanVocabulary, readPlanRows } from './plan-draft.js';
export {
  adoptPlan,
  type PendingImport,
  type PlanChoice,
  PlanImports,
  planVocabulary,
} from './plan-imports.service.js';
export * from './plan.entities.js';
export * from './plans.service.js';
export { type PlanInput, type PriorityInput, savePlan, type SavedPlan } from './save-plan.js';
