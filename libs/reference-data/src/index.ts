export * from './dpa.js';
export * from './load-reference-data.js';
export { readReferenceFile } from './reference-files.js';
