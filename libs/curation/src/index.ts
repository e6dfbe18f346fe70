export * from './curated-record.js';
