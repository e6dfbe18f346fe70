export * from './record-types.js';
