export * from './call-calendar.js';
export * from './call-matched.mail.js';
export * from './fan-out.js';
export * from './notification.entity.js';
export * from './notification.jobs.js';
export * from './notifications.module.js';
export * from './progress.query.js';
export * from './reconcile.js';
