export * from './saved-searches.service.js';
export * from './subscription.entity.js';
export * from './subscriptions.module.js';
export * from './subscriptions.service.js';
