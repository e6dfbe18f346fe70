export * from './clock.js';
export * from './domain-error.js';
export * from './fold.js';
export * from './local-time.js';
export * from './money.js';
export * from './page-key.js';
export * from './project-root.js';
export * from './safe-url.js';
