export * from './account.entities.js';
export * from './accounts.module.js';
export * from './accounts.service.js';
export * from './instance-key.entity.js';
export * from './mail-address.js';
export * from './person.js';
export * from './secrets.js';
export * from './signed-links.js';
