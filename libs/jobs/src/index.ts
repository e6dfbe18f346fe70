export * from './job-definition.js';
export * from './job-processor.js';
export * from './job-queues.js';
export * from './job-schedule.js';
export * from './jobs.module.js';
export * from './queue-backend.js';
export * from './queue-handlers.js';
