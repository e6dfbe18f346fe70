export * from './dpa.js';
export * from './load-reference-data.js';
