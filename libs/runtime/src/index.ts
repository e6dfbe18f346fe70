export * from './instance-file.js';
export * from './open-database.js';
export * from './quiet-logger.js';
export * from './runtime.module.js';
