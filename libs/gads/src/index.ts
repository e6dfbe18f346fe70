export * from './gad-facts.js';
export * from './gad.entity.js';
