export * from './network.entities.js';
export * from './network.record.js';
