export * from './codes.js';
export * from './vocabulary.entities.js';
