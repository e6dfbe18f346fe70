export * from './plan.entities.js';
export * from './save-plan.js';
