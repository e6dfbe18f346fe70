export * from './demo-files.js';
export * from './demo.module.js';
export * from './load-demo.js';
export * from './play-main-job.js';
export * from './shift-dates.js';
