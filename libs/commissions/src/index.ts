export * from './commission.entities.js';
