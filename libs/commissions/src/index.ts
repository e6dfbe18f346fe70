export * from './commission.entities.js';
export * from './commission.records.js';
