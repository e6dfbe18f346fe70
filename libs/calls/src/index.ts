export * from './call-events.js';
export * from './call-input.js';
export * from './call-state.js';
export * from './call.entity.js';
export * from './calls.module.js';
export * from './calls.service.js';
export * from './deadline.js';
export * from './open-calls.query.js';
