export * from './search-entry.entity.js';
export * from './refresh-search-entries.js';
