export * from './audit-entry.entity.js';
export * from './record-audit.js';
