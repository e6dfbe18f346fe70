export * from './affiliation.js';
export * from './membership-rules.js';
export * from './memberships.service.js';
export * from './network.entities.js';
export * from './network.record.js';
export * from './networks.module.js';
export * from './networks.query.js';
