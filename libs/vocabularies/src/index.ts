export * from './codes.js';
export * from './vocabulary.entities.js';
export * from './labels.js';
