export * from './dpa.js';
export * from './load-reference-data.js';
export { readDataFile, readReferenceFile } from './reference-files.js';
