export * from './back-plan.js';
export * from './checklist.entities.js';
export * from './current-template.js';
