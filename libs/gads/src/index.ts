export * from './gad-facts.js';
export * from './gad-profile.entity.js';
export * from './gad.entity.js';
export * from './offer.entity.js';
