export * from './mail-content.js';
export * from './mail.module.js';
export * from './mailbox-message.entity.js';
export * from './mailbox.query.js';
export * from './mailer.js';
export * from './render-html.js';
export * from './render-text.js';
