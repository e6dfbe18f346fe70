export * from './search-entry.entity.js';
