export * from './events.js';
export * from './outbox-event.entity.js';
export * from './outbox-relay.js';
